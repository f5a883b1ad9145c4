"""Mistakes in what people wrote: where, what is wrong, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake. `line` is 1-based (0: the file as a whole); `field` is a path such as ``claims[2].role`` or empty;
    `allowed` says what would be right, or is empty."""

    file: str
    line: int
    field: str
    problem: str
    allowed: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        allowed = f"; {self.allowed}" if self.allowed else ""
        return f"{place}:{field} {self.problem}{allowed}"


class ReadingError(Exception):
    """What people wrote has mistakes; `mistakes` holds all of them, sorted by place."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def allowed_instead(word: str, known: Iterable[str]) -> str:
    """What to write instead of `word`: the nearest known ones, or all of them if they are few."""
    names = sorted(known)
    near = get_close_matches(word, names, n=3, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(f'"{name}"' for name in near) + "?"
    if len(names) <= 30:
        return "allowed are " + ", ".join(names)
    return f"none of the {len(names)} known ones comes close"
