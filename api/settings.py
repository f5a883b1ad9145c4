"""Settings of the service, one comment line each; read from the environment when the app is made."""

import os
from dataclasses import dataclass, field

from graph.place import Place


@dataclass(frozen=True)
class Settings:
    """What an operator can set."""

    # STAVKA_STORE: where the graph lies (and STAVKA_HOME, the directory of the snapshots)
    place: Place = field(default_factory=Place.from_environment)
    # STAVKA_MAX_BYTES: a SPARQL answer of more bytes is refused, never cut off
    max_bytes: int = 50_000_000
    # STAVKA_MAX_QUERY: the longest SPARQL query accepted, in characters
    max_query: int = 100_000

    @classmethod
    def from_environment(cls) -> "Settings":
        """The settings that the environment gives; what it does not give has its default. Raises ValueError naming a
        setting that is wrong."""
        return cls(
            max_bytes=_number("STAVKA_MAX_BYTES", cls.max_bytes),
            max_query=_number("STAVKA_MAX_QUERY", cls.max_query),
        )


def _number(name: str, default: int) -> int:
    text = os.environ.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdecimal():
        raise ValueError(f'the setting {name} is "{text}": give a whole number')
    return int(text)
