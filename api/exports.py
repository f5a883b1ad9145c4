"""Exports over HTTP: the list, the files, the hierarchy as a network, and what changed between two builds.

A file is made from the snapshot when it is first asked for, by the same command that people use, in a process of its
own: what serves others neither waits nor grows. It stays beside the snapshot as long as that does.
"""

import asyncio
import json
import logging
import os
import sys
from base64 import b64encode
from datetime import datetime
from difflib import get_close_matches
from io import BytesIO
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse

from api import problems
from api.export_shapes import DeltaAnswer, ExportList
from api.exporting import ALL
from api.freshness import built, not_modified, validators
from api.parameters import Asked, Known, Links, On, known_parameters_only
from api.problems import Problem
from api.service import Service, service
from graph.exports.catalogue import (
    CHECKSUMS,
    DRAWN,
    MANIFEST,
    OFFERS,
    WHOLE,
    Drawing,
    Export,
    Offer,
    described,
    made,
    measured,
)
from graph.exports.delta import delta as changes_between
from graph.exports.delta import summary
from graph.fact_view import Object
from graph.hierarchy import ROOT, hierarchy
from graph.snapshot import NoSnapshot, Snapshot
from graph.void import LICENCE

PATIENCE = 120.0
"""How long a request waits for its file to be made, in seconds."""
CURRENT = "current"
"""The version that answers, in the place of its name."""

_FILES: dict[str, Export] = {export.file: export for export in WHOLE.values()}
_LISTS = {MANIFEST: "application/json", CHECKSUMS: "text/plain"}
"""What is made with all of the files, with its media type."""
_log = logging.getLogger("stavka")


Offered = Annotated[Service, Depends(service)]


def _content(*media: str) -> dict[str, Any]:
    return {one: {"schema": {"type": "string", "format": "binary"}} for one in media}


router = APIRouter(
    prefix="/api/v1",
    dependencies=[Depends(known_parameters_only)],
    tags=["exports"],
    responses={414: problems.described("The address is too long"), 422: problems.described("A parameter is wrong")},
)


def _example(address: str) -> dict[str, Any]:
    return {"x-example": f"/api/v1{address}"}


@router.get(
    "/exports",
    summary="The files that the graph can be had as",
    openapi_extra=_example("/exports"),
    responses={200: {"model": ExportList}, 503: problems.described("The snapshot is on another machine")},
)
def exports(offered: Offered) -> Object:
    """Every file with its title, media type and address; size and SHA-256 hash are null until it was asked for once.
    exports.json and SHA256SUMS have them all."""
    snapshot = _snapshot(offered)
    items = [
        {
            **described(export),
            "file": export.file,
            "href": f"/api/v1/exports/{export.file}",
            **_measured(export, snapshot),
        }
        for export in OFFERS.values()
    ]
    about = snapshot.manifest
    lists = {name: f"/api/v1/exports/{name}" for name in _LISTS}
    return {
        "items": items,
        "total": len(items),
        "snapshot": about.version,
        "created": about.created,
        "licence": LICENCE,
        "lists": lists,
        "snapshots": list(offered.settings.place.home.versions()),
    }


def _measured(export: Offer, snapshot: Snapshot) -> dict[str, Any]:
    """Size and checksum; a drawing is made anew for each day that is asked for."""
    return measured(made(export, snapshot) if isinstance(export, Export) else None)


Root = Annotated[str, Query(max_length=200, description="The formation at the top", examples=["southern-md"])]


def _add_drawing(drawing: Drawing) -> None:
    """Offer the hierarchy in one format."""

    def draw(
        request: Request,
        asked: Asked,
        root: Root = ROOT,
        on: On = None,
        known: Known = None,
        links: Links = None,
    ) -> Response:
        headers = validators(f"W/{asked.snapshot['version']}", built(asked))
        if (same := not_modified(request, headers)) is not None:
            return same
        output = BytesIO()
        drawing.write(hierarchy(asked, root, on, known, links=links, claims=False), output)
        headers["Content-Disposition"] = f'attachment; filename="{drawing.file}"'
        return Response(output.getvalue(), media_type=drawing.media, headers=headers)

    draw.__doc__ = f"{drawing.about}. Nodes and edges say how surely; an edge names its fact."
    router.add_api_route(f"/exports/{drawing.file}", draw, methods=["HEAD"], include_in_schema=False)
    router.add_api_route(
        f"/exports/{drawing.file}",
        draw,
        methods=["GET"],
        name=f"hierarchy_{drawing.name}",
        openapi_extra=_example(f"/exports/{drawing.file}?on=2022-02-24"),
        summary=drawing.title,
        response_class=Response,
        responses={
            200: {"description": "The file", "content": _content(drawing.media)},
            304: {"description": "The client has it"},
            422: problems.described("A parameter is wrong"),
        },
    )


for _drawing in DRAWN.values():
    _add_drawing(_drawing)


@router.get(
    "/exports/{file}",
    summary="One of the files",
    openapi_extra=_example("/exports/stavka-csv.zip"),
    response_class=FileResponse,
    responses={
        200: {
            "description": "The file, or a part of it if Range asks for one",
            "content": _content("application/gzip", "application/zip", "text/plain"),
        },
        206: {"description": "A part of the file"},
        304: {"description": "The client has it"},
        404: problems.described("There is no such file"),
        503: problems.described("It is being made (Retry-After says when to ask again), or the snapshot is elsewhere"),
    },
)
async def file(
    request: Request,
    offered: Offered,
    file: Annotated[str, Path(max_length=100, description="The file", examples=["stavka-csv.zip", CHECKSUMS])],
) -> Response:
    """A file of the whole graph: ETag is its SHA-256 hash, ranges are served."""
    if file not in _FILES and file not in _LISTS:
        offered_files = [*_FILES, *(drawing.file for drawing in DRAWN.values()), *_LISTS]
        near = get_close_matches(file, offered_files, n=3, cutoff=0.3)
        raise Problem(404, f'there is no export "{file}"', "file", ", ".join(near or offered_files))
    snapshot = _snapshot(offered)
    path = snapshot.exports / file
    export = _FILES.get(file)
    if (export is not None and made(export, snapshot) is None) or not path.exists():
        await _in_time(snapshot, export.name if export is not None else ALL)
    created = datetime.fromisoformat(snapshot.manifest.created)
    found = made(export, snapshot) if export is not None else None
    headers = validators(found.sha256 if found else f"W/{snapshot.manifest.version}", created)
    if found is not None:
        # RFC 9530: the hash of what the whole file holds, whatever part of it is sent.
        headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(found.sha256)).decode()}:"
    if (same := not_modified(request, headers)) is not None:
        return same
    media = export.media_of_file if export is not None else _LISTS[file]
    return FileResponse(path, media_type=media, filename=file, headers=headers)


router.add_api_route("/exports/{file}", file, methods=["HEAD"], include_in_schema=False)


def _snapshot(offered: Service) -> Snapshot:
    """The files of the build that answers. Raises Problem if they are not on this machine."""
    version = str(offered.answers.snapshot["version"])
    try:
        return offered.settings.place.home.snapshot(version)
    except NoSnapshot:
        where = "the service answers from a build whose files are not on this machine"
        raise Problem(503, f"{where} ({version})", allowed="ask the SPARQL endpoint or the graph store") from None


_making: dict[tuple[str, str], asyncio.Task[int]] = {}


async def _in_time(snapshot: Snapshot, name: str) -> None:
    """Have an export made, or wait for it if that is under way. Raises Problem if it takes too long or fails."""
    key = snapshot.manifest.version, name
    task = _making.get(key)
    if task is None:
        task = _making[key] = asyncio.create_task(_made(snapshot, name))
        task.add_done_callback(lambda _: _making.pop(key, None))
    try:
        code = await asyncio.wait_for(asyncio.shield(task), PATIENCE)
    except TimeoutError:
        raise Problem(503, "the file is being made", headers={"Retry-After": "30"}) from None
    if code:
        raise Problem(500, "the file could not be made; the fault is noted in the log of the service")


async def _made(snapshot: Snapshot, name: str) -> int:
    """Run the command that makes an export where the service gives it out from; its exit code."""
    command = [sys.executable, "-m", "api.cli", "export", name, "--snapshot", snapshot.manifest.version]
    process = await asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, "STAVKA_HOME": str(snapshot.directory.parents[1])},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, told = await process.communicate()
    code = process.returncode or 0
    if code:
        _log.error("export %s ended with %s: %s", name, code, told.decode(errors="replace").strip())
    return code


Version = Annotated[
    str | None,
    Query(max_length=100, description=f"A snapshot's version, of those that /api/v1/exports lists, or {CURRENT}"),
]
FromVersion = Annotated[
    str | None, Query(alias="from", max_length=100, description="The version before; by default the one before `to`")
]


@router.get(
    "/delta",
    summary="What changed from one build to another",
    openapi_extra=_example(f"/delta?from={CURRENT}"),
    responses={
        200: {"model": DeltaAnswer},
        404: problems.described("There is no such snapshot"),
        503: problems.described("The snapshots are on another machine"),
    },
)
def delta(offered: Offered, before: FromVersion = None, to: Version = None) -> Object:
    """Today's facts added, changed (each field from and to) and removed, and claims and sources by id. Facts are those
    of the default policy."""
    old, new = _both(offered, before, to)
    return summary(changes_between(old.graph, new.graph), old.manifest.version, new.manifest.version)


@router.get(
    "/delta.jsonl",
    summary="What changed from one build to another, one change a line",
    openapi_extra=_example(f"/delta.jsonl?from={CURRENT}"),
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "One JSON object a line: op (ADD, MOD, DEL), kind, id",
            "content": _content("application/jsonl"),
        },
        404: problems.described("There is no such snapshot"),
    },
)
def delta_lines(offered: Offered, before: FromVersion = None, to: Version = None) -> Response:
    """The same as /delta as lines: an added or removed fact as a whole, a changed one with its changes."""
    old, new = _both(offered, before, to)
    lines = (json.dumps(change.line(), ensure_ascii=False) + "\n" for change in changes_between(old.graph, new.graph))
    return StreamingResponse(lines, media_type="application/jsonl")


def _both(offered: Service, before: str | None, to: str | None) -> tuple[Snapshot, Snapshot]:
    """The snapshots of two versions: by default the one that answers and the one before it."""
    home = offered.settings.place.home
    held, current = home.versions(), str(offered.answers.snapshot["version"])
    there = f"there are {', '.join(held) or 'none'}"

    def snapshot(parameter: str, version: str) -> Snapshot:
        try:
            return home.snapshot(current if version == CURRENT else version)
        except NoSnapshot:
            raise Problem(404, f'there is no snapshot "{version}"', parameter, there) from None

    after = snapshot("to", to or CURRENT)
    older = [version for version in held if version < after.manifest.version]
    if before is None and not older:
        raise Problem(404, f"there is no snapshot before {after.manifest.version}", "from", there)
    return snapshot("from", before or older[-1]), after
