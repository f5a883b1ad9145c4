"""Whether a client still has what it asks for (RFC 9110, section 13): the tag and the time of an answer, and 304."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response

from graph.answer import Answers

FOR_GOOD = "public, max-age=31536000, immutable"
"""The Cache-Control of what never changes at its address."""
ASK_AGAIN = "no-cache"
"""The Cache-Control of what may be kept, but not used without asking whether it is still right."""


def built(answers: Answers) -> datetime:
    """When the build that answers was made, to the second: its version begins with the time."""
    version = str(answers.snapshot["version"])
    return datetime.strptime(version.partition("-")[0], "%Y%m%dT%H%M%S%fZ").replace(microsecond=0, tzinfo=UTC)


def validators(tag: str, changed: datetime) -> dict[str, str]:
    """The headers by which a client asks again: `tag` without quotes (with ``W/`` in front if it is a weak one), and
    when the answer last changed, in UTC. A client may keep the answer, but has to ask whether it is still right."""
    quoted = f'W/"{tag[2:]}"' if tag.startswith("W/") else f'"{tag}"'
    return {
        "ETag": quoted,
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": ASK_AGAIN,
    }


def not_modified(request: Request, headers: Mapping[str, str]) -> Response | None:
    """304 if the client has the answer with these headers, ETag and, if it is known, Last-Modified; None if it has
    not."""
    asked = request.headers.get("if-none-match")
    if asked is not None:
        ours = headers["ETag"].removeprefix("W/")
        tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return Response(status_code=304, headers=dict(headers)) if tags & {ours, "*"} else None
    since = request.headers.get("if-modified-since")
    if since is not None and "Last-Modified" in headers:
        try:
            had = parsedate_to_datetime(since)
        except ValueError:
            return None
        if had.tzinfo is not None and parsedate_to_datetime(headers["Last-Modified"]) <= had:
            return Response(status_code=304, headers=dict(headers))
    return None
