"""The chronicle at /chronicle/{policy}: made once for each policy while the same build serves, and kept compressed."""

import gzip
import json
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.freshness import FOR_GOOD, built, not_modified, validators
from api.parameters import AsWritten, known_parameters_only
from graph.answer import Answers
from graph.chronicle import chronicle

router = APIRouter(dependencies=[Depends(known_parameters_only)], include_in_schema=False)

Build = Annotated[str | None, Query(alias="v", max_length=100, description="The version of the build")]


@dataclass(frozen=True, slots=True)
class Written:
    """A chronicle as JSON, as it is and compressed by gzip; `digest` changes with its content, also where the same
    build is written by newer code."""

    plain: bytes
    compressed: bytes
    digest: str


class Chronicles:
    """The chronicles of one build by policy, each made when it is first asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._written: dict[str, Written] = {}

    def of(self, answers: Answers) -> Written:
        """The chronicle as the policy of `answers` judges."""
        with self._lock:
            found = self._written.get(answers.policy)
            if found is None:
                plain = json.dumps(chronicle(answers), ensure_ascii=False, separators=(",", ":")).encode()
                digest = blake2b(plain, digest_size=6).hexdigest()
                found = Written(plain, gzip.compress(plain, 9, mtime=0), digest)
                self._written[answers.policy] = found
            return found


@router.api_route("/chronicle/{policy}", methods=["GET", "HEAD"])
def show(request: Request, written: AsWritten, policy: str, v: Build = None) -> Response:
    """The chronicle as a policy judges. Who names the build may keep it for good, others have to ask again."""
    answers = written.under(policy)
    kept: Chronicles = request.app.state.chronicles
    found = kept.of(answers)
    version = str(answers.snapshot["version"])
    headers = {**validators(f"W/{version}.{policy}.{found.digest}", built(answers)), "Vary": "Accept-Encoding"}
    if v == version:
        headers["Cache-Control"] = FOR_GOOD
    same = not_modified(request, headers)
    if same is not None:
        return same
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.compressed, 200, {**headers, "Content-Encoding": "gzip"}, "application/json")
    return Response(found.plain, 200, headers, "application/json")
