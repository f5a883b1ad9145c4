"""Where the graph lies: the one module that knows which engine answers.

STAVKA_STORE is empty (the current snapshot, in memory), a directory (the current snapshot, on disk), or the address of
a SPARQL server that a build was published to.
"""

import os
import shutil
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox

from graph.addresses import Addresses, is_address
from graph.snapshot import Home, Snapshot
from graph.store import Embedded, Store, write_to_disk
from ontology import BASE

KEPT = 2
"""How many snapshots stay on disk as stores, the current one included."""

_UNFINISHED = ".unfinished-"


class Place(ABC):
    """Where the graph lies; `home` holds the snapshots that were built on this machine."""

    loaded_once: ClassVar[bool] = False
    """True if a store opened in one process serves in those forked from it; else each opens it for itself."""
    writable: ClassVar[bool] = False
    """True if graphs can be written there by others than a build."""
    of_builds_here: ClassVar[bool] = True
    """False if the graph comes from a build that was made and published elsewhere."""
    looked_at_every: ClassVar[float] = 1.0
    """How often it is worth looking for a new build, in seconds."""

    def __init__(self, home: Home) -> None:
        self.home = home

    @abstractmethod
    def version(self) -> str:
        """The name of the build that is there now. Raises NoSnapshot if there is none."""

    @abstractmethod
    def open(self, policy: str | None = None) -> Store:
        """The store of the build that is there now, to read. With a policy, the versions that other policies make
        (but for the default one) may be left out. Raises NoSnapshot if there is none."""

    def prepare(self) -> None:  # noqa: B027
        """Do what has to be done once before the build can be opened by many."""

    def keep(self, store: Embedded) -> None:  # noqa: B027
        """Keep what was written to the store's graphs, for later builds, where that is not kept anyway."""

    @classmethod
    def from_environment(cls) -> "Place":
        """The place that STAVKA_STORE names. Raises ValueError naming a setting that is wrong."""
        home = Home.from_environment()
        named = os.environ.get("STAVKA_STORE", "").strip()
        if is_address(named):
            return Remote(Addresses.from_environment(), home)
        return OnDisk(home, Path(named).expanduser().resolve()) if named else InMemory(home)


class InMemory(Place):
    """The current snapshot of a home, loaded into memory, with the graphs that others have written to it."""

    loaded_once = True
    writable = True

    def version(self) -> str:
        """The current snapshot's version."""
        return self.home.current().manifest.version

    def open(self, policy: str | None = None) -> Store:
        """The current snapshot in memory."""
        return in_memory(self.home.current(), policy, *(path for path in [self.home.written] if path.exists()))

    def keep(self, store: Embedded) -> None:
        """Keep the named graphs that are not Stavka's own; those, and the default graph, are made anew by a build."""
        others = (graph for graph in store.engine.named_graphs() if not graph.value.startswith(BASE))
        quads = (quad for graph in others for quad in store.engine.quads_for_pattern(None, None, None, graph))
        data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
        assert data is not None, "without an output, the bytes are returned"
        self.home.keep_written(data)


def in_memory(snapshot: Snapshot, policy: str | None = None, *more: Path) -> Embedded:
    """A snapshot in memory, for every policy or for the default and one other, and the N-Quads files `more`."""
    if policy is None:
        return Embedded.load(*snapshot.graphs, *more)
    other = snapshot.policy_graph(policy)
    return Embedded.load(snapshot.graph, *([other] if other in snapshot.graphs else []), *more)


class OnDisk(Place):
    """The current snapshot of a home as a store on disk: `directory` holds one store a snapshot."""

    def __init__(self, home: Home, directory: Path) -> None:
        super().__init__(home)
        self._directory = directory

    def version(self) -> str:
        """The current snapshot's version."""
        return self.home.current().manifest.version

    def open(self, policy: str | None = None) -> Store:
        """The current snapshot on disk; it is loaded there first if it is not there yet."""
        self.prepare()
        return Embedded.at(self._directory / self.version())

    def prepare(self) -> None:
        """Load the current snapshot onto the disk, if it is not there yet."""
        snapshot = self.home.current()
        stored = self._directory / snapshot.manifest.version
        if not stored.is_dir():
            with self.home.building():
                if not stored.is_dir():
                    self._write(snapshot, stored)

    def _write(self, snapshot: Snapshot, stored: Path) -> None:
        """Write beside and rename when complete, so that a store on disk is always whole; then clear old ones."""
        unfinished = self._directory / f"{_UNFINISHED}{snapshot.manifest.version}"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        write_to_disk(unfinished, *snapshot.graphs)
        unfinished.rename(stored)
        others = sorted(path for path in self._directory.iterdir() if path.is_dir() and path != stored)
        for path in others[: max(0, len(others) - (KEPT - 1))]:
            shutil.rmtree(path)


class Remote(Place):
    """A SPARQL server; no build is needed here."""

    of_builds_here = False
    writable = True
    looked_at_every = 15.0

    def __init__(self, addresses: Addresses, home: Home | None = None) -> None:
        super().__init__(home or Home.from_environment())
        self.addresses = addresses

    def version(self) -> str:
        """The version of the build that was published there. Raises NoSnapshot if there is none, and StoreError if the
        server does not answer."""
        from graph.endpoint import Endpoint

        return Endpoint(self.addresses).version()

    def open(self, policy: str | None = None) -> Store:
        """The server, once it has shown that it answers rightly. Raises what `version` does, and FalseAnswersError if
        it answers questions of ours falsely."""
        from graph import probe
        from graph.endpoint import Endpoint

        endpoint = Endpoint(self.addresses)
        endpoint.version()
        probe.connect(endpoint)
        return endpoint
