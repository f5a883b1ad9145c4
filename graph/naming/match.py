"""What a search finds."""

from dataclasses import dataclass

LEAST = 60.0
"""What scores less is not found: only a part of the name agrees, or a part of weight contradicts."""
LIKELY = 75.0
"""From here on all that was typed agrees, but for a letter or for what was left out."""
SAME = 90.0
"""From here on it is the same name: all parts of weight are there and agree, in whatever spelling."""
REGISTERED = 100.0
"""The score of a spelling that is registered exactly so."""


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that a text may mean.

    `path` is its address (``person/ivan-popov``), `score` lies between LEAST and REGISTERED, `form` is the registered
    spelling that matched and `why` says in one line how the two agree. `agrees` and `differs` say what of the context
    that was given with the text fits the thing and what does not.
    """

    path: str
    score: float
    form: str
    why: str
    agrees: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
