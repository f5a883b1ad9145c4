"""Settings of the service, one comment line each; read from the environment when it starts."""

import os
from dataclasses import dataclass, field

from graph.place import Place

_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Settings:
    """What an operator can set. Sizes are in bytes, times in seconds."""

    # STAVKA_STORE: where the graph lies (and STAVKA_HOME, the directory of the snapshots)
    place: Place = field(default_factory=Place.from_environment)
    # STAVKA_WRITE_TOKEN: who sends it may write by SPARQL Update and to the graph store; without it nobody may
    write_token: str | None = None
    # STAVKA_SERVICES: the endpoints that SERVICE may ask, with commas; none by default
    services: frozenset[str] = frozenset()
    # STAVKA_DEADLINE: how long a query or an update may run
    deadline: float = 30
    # STAVKA_BUDGET: how much time of a processor a query may take before it counts as a long one
    budget: float = 0.5
    # STAVKA_PATIENCE: how long a query may wait for its turn
    patience: float = 10
    # STAVKA_QUICK: how many queries run at a time that are not long yet, in the whole service
    quick: int = 8
    # STAVKA_LONG: how many long queries run at a time, in the whole service
    long: int = 8
    # STAVKA_WAITING: how many queries may wait for their turn, in the whole service
    waiting: int = 128
    # STAVKA_MEMORY: how many megabytes one query may take
    memory: int = 1024 * _MEGABYTE
    # STAVKA_RECENT: how many megabytes of short answers each web process keeps, to give them again; 0: none
    recent: int = 32 * _MEGABYTE
    # STAVKA_MAX_ROWS: an answer of more rows is refused, or broken off where it has begun
    max_rows: int = 1_000_000
    # STAVKA_MAX_BYTES: an answer of more bytes is refused, or broken off where it has begun
    max_bytes: int = 200_000_000
    # STAVKA_MAX_QUERY: the longest query accepted, in characters
    max_query: int = 100_000
    # STAVKA_MAX_WRITE: the largest update or graph accepted
    max_write: int = 100_000_000

    @property
    def max_form(self) -> int:
        """The largest form accepted: a letter of a query takes six bytes in a form, if it is a Cyrillic one."""
        return self.max_write if self.write_token else self.max_query * 6 + 10_000

    @classmethod
    def from_environment(cls) -> "Settings":
        """The settings that the environment gives; what it does not give has its default. Raises ValueError naming a
        setting that is wrong."""
        services = os.environ.get("STAVKA_SERVICES", "")
        return cls(
            write_token=os.environ.get("STAVKA_WRITE_TOKEN") or None,
            services=frozenset(one.strip() for one in services.split(",") if one.strip()),
            deadline=_seconds("STAVKA_DEADLINE", cls.deadline),
            budget=_seconds("STAVKA_BUDGET", cls.budget),
            patience=_seconds("STAVKA_PATIENCE", cls.patience),
            quick=_number("STAVKA_QUICK", cls.quick, least=1),
            long=_number("STAVKA_LONG", cls.long),
            waiting=_number("STAVKA_WAITING", cls.waiting),
            memory=_number("STAVKA_MEMORY", cls.memory // _MEGABYTE, least=16) * _MEGABYTE,
            recent=_number("STAVKA_RECENT", cls.recent // _MEGABYTE) * _MEGABYTE,
            max_rows=_number("STAVKA_MAX_ROWS", cls.max_rows),
            max_bytes=_number("STAVKA_MAX_BYTES", cls.max_bytes),
            max_query=_number("STAVKA_MAX_QUERY", cls.max_query),
            max_write=_number("STAVKA_MAX_WRITE", cls.max_write),
        )


def _number(name: str, default: int, least: int = 0) -> int:
    text = os.environ.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdecimal() or int(text) < least:
        raise ValueError(f'the setting {name} is "{text}": give a whole number{f" from {least} on" if least else ""}')
    return int(text)


def _seconds(name: str, default: float) -> float:
    text = os.environ.get(name)
    if text is None:
        return default
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        raise ValueError(f'the setting {name} is "{text}": give a number of seconds above 0')
    return seconds
