"""Snapshots: immutable builds of the graph, and the pointer to the one that serves.

The invariant: ``current`` always names a complete snapshot. A build writes into a directory of its own, renames it when
it is complete and then replaces the pointer in one step; whatever goes wrong before that leaves the old one serving.
"""

import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

GRAPH_FILE = "graph.nq"
KEPT = 3
"""How many snapshots stay on disk, the current one included."""

_POLICY_FILE = "policy-{}.nq"
_MANIFEST_FILE = "manifest.json"
_POINTER = "current"
_WRITTEN = "written.nq"
_SNAPSHOTS = "snapshots"
_EXPORTS = "exports"
_UNFINISHED = ".unfinished-"


class NoSnapshot(Exception):
    """There is no snapshot to serve yet; the message says how to make one."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a snapshot.

    `version` names it; `created` is an ISO time in UTC; `inputs` and `graph` are SHA-256 hashes of everything that went
    in and of the N-Quads that came out; `reaches` is the newest day that the dated sources reach; `counts` tells
    how many of what it holds; `seconds` tells how long each step of its build took.
    """

    version: str
    created: str
    software: str
    policy: str
    inputs: str
    graph: str
    reaches: str
    counts: dict[str, int]
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot on disk."""

    directory: Path
    manifest: Manifest

    @property
    def graph(self) -> Path:
        """The N-Quads file of all but the versions that other policies than the default one make."""
        return self.directory / GRAPH_FILE

    def policy_graph(self, policy: str) -> Path:
        """The N-Quads file of the versions that a policy makes; there is none for the default policy."""
        return self.directory / _POLICY_FILE.format(policy)

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies that have such a file."""
        before, after = _POLICY_FILE.split("{}")
        found = self.directory.glob(_POLICY_FILE.format("*"))
        return tuple(sorted(path.name.removeprefix(before).removesuffix(after) for path in found))

    @property
    def graphs(self) -> tuple[Path, ...]:
        """All N-Quads files."""
        return self.graph, *(self.policy_graph(policy) for policy in self.policies)

    @property
    def exports(self) -> Path:
        """The directory of the files made from this snapshot for others, which ends with it; it need not exist."""
        return self.directory / _EXPORTS


class Home:
    """The directory that holds the snapshots: STAVKA_HOME, or the user's data directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @classmethod
    def from_environment(cls) -> "Home":
        """The home that STAVKA_HOME names, or ``stavka`` in the user's data directory."""
        named = os.environ.get("STAVKA_HOME")
        if named:
            return cls(Path(named).expanduser().resolve())
        if sys.platform == "darwin":
            data = Path.home() / "Library" / "Application Support"
        else:
            data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
        return cls(data / "stavka")

    def current(self) -> Snapshot:
        """The snapshot that serves. Raises NoSnapshot if there is none."""
        version = self._pointer()
        while True:
            try:
                return self._at(version)
            except FileNotFoundError:
                before, version = version, self._pointer()
                if version == before:
                    gone = self.directory / _SNAPSHOTS / version
                    raise NoSnapshot(f"the snapshot {gone} is gone: run `stavka build`") from None

    def versions(self) -> tuple[str, ...]:
        """The versions of the snapshots on disk, the oldest first."""
        found = (self.directory / _SNAPSHOTS).glob("[!.]*")
        return tuple(sorted(path.name for path in found if path.is_dir()))

    def snapshot(self, version: str) -> Snapshot:
        """A snapshot on disk by its version. Raises NoSnapshot, naming those that there are, if it is none of them."""
        held = self.versions()
        try:
            if version in held:
                return self._at(version)
        except FileNotFoundError:
            held = self.versions()
        raise NoSnapshot(f'there is no snapshot "{version}" here; there are {", ".join(held) or "none"}')

    def _at(self, version: str) -> Snapshot:
        directory = self.directory / _SNAPSHOTS / version
        text = (directory / _MANIFEST_FILE).read_text(encoding="utf-8")
        try:
            return Snapshot(directory, Manifest(**json.loads(text)))
        except (json.JSONDecodeError, TypeError) as error:
            raise NoSnapshot(f"{directory} was built by another version: run `stavka build`") from error

    @property
    def written(self) -> Path:
        """The N-Quads file of the graphs that others have written to the service; it need not exist."""
        return self.directory / _WRITTEN

    def keep_written(self, quads: bytes) -> None:
        """Replace the file of the graphs that others have written, in one step."""
        unfinished = self.directory / f"{_WRITTEN}.new"
        _write(unfinished, quads)
        unfinished.replace(self.written)

    def _pointer(self) -> str:
        try:
            return (self.directory / _POINTER).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            raise NoSnapshot(f"nothing is built yet in {self.directory}: run `stavka build`") from None

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the home for a build; a second build waits. The lock ends with the process, however that ends."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._clear_unfinished()
            yield

    def publish(self, manifest: Manifest, graph: bytes, policies: Mapping[str, bytes] | None = None) -> Snapshot:
        """Write a snapshot and make it the current one; only inside `building`. `policies` maps other policies than the
        default one to the versions that they make."""
        snapshots = self.directory / _SNAPSHOTS
        unfinished = snapshots / f"{_UNFINISHED}{manifest.version}"
        unfinished.mkdir(parents=True)
        _write(unfinished / GRAPH_FILE, graph)
        for policy, versions in (policies or {}).items():
            _write(unfinished / _POLICY_FILE.format(policy), versions)
        text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
        _write(unfinished / _MANIFEST_FILE, text.encode())
        directory = snapshots / manifest.version
        unfinished.rename(directory)
        pointer = self.directory / f"{_POINTER}.new"
        _write(pointer, f"{manifest.version}\n".encode())
        pointer.replace(self.directory / _POINTER)
        self._clear_old(manifest.version)
        return Snapshot(directory, manifest)

    def _clear_unfinished(self) -> None:
        for left in (self.directory / _SNAPSHOTS).glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left)

    def _clear_old(self, current: str) -> None:
        snapshots = self.directory / _SNAPSHOTS
        others = sorted(path.name for path in snapshots.iterdir() if path.name != current)
        for version in others[: max(0, len(others) - (KEPT - 1))]:
            shutil.rmtree(snapshots / version)


def _write(path: Path, data: bytes) -> None:
    """Write and flush to disk, so that a pointer never survives what it points to."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
