"""The shapes of what is said about exports and deltas, for the description of the interface."""

from typing import Any

from pydantic import BaseModel, Field


class ExportedFile(BaseModel):
    """A file that the graph can be had as. Size in bytes and SHA-256 hash in hexadecimal are null until it is made."""

    name: str
    title: str
    about: str
    media_type: str = Field(alias="mediaType")
    file: str
    href: str
    bytes: int | None
    sha256: str | None


class ExportList(BaseModel):
    """All files of the snapshot that answers; `snapshots` are the versions of those on disk, the oldest first."""

    items: list[ExportedFile]
    total: int
    snapshot: str
    created: str
    licence: str
    lists: dict[str, str]
    snapshots: list[str]


class ChangedFact(BaseModel):
    """A fact that was added or removed, as a whole; or one that was changed, with each property from and to."""

    id: str
    label: str | None = None
    fact: dict[str, Any] | None = None
    changes: dict[str, dict[str, Any]] | None = None


class ChangedFacts(BaseModel):
    """Facts that differ."""

    added: list[ChangedFact]
    changed: list[ChangedFact]
    removed: list[ChangedFact]


class ChangedIds(BaseModel):
    """Ids of things that differ."""

    added: list[str]
    changed: list[str]
    removed: list[str]


class DeltaAnswer(BaseModel):
    """What changed from one snapshot to another, both named by their versions."""

    before: str = Field(alias="from")
    to: str
    counts: dict[str, dict[str, int]]
    facts: ChangedFacts
    claims: ChangedIds
    sources: ChangedIds
