"""Which of the offered formats a client likes best (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence

from api.problems import Problem


def chosen(accept: str | None, offered: Sequence[str]) -> str:
    """The offered media type that `accept` likes best; the first one if it has no preference.

    The range that names a type most closely gives its quality; of types liked alike, the one whose range stands first
    in `accept` wins, then the one offered first. Raises Problem: 400 for a quality that is none, 406 if none is left.
    """
    ranges = [_range(part) for part in (accept or "*/*").split(",")]
    best: tuple[float, int, int] | None = None
    for order, media in enumerate(offered):
        matching = [
            (_closeness(wanted), quality, -place)
            for place, (wanted, quality) in enumerate(ranges)
            if _covers(wanted, media)
        ]
        if not matching:
            continue
        _, quality, place = max(matching)
        if quality > 0 and (best is None or (quality, place, -order) > best):
            best = quality, place, -order
    if best is None:
        raise Problem(406, f'nothing of "{accept}" is offered', "Accept", ", ".join(offered))
    return offered[-best[2]]


def _range(part: str) -> tuple[str, float]:
    """A media range and its quality."""
    media, *parameters = [piece.strip().lower() for piece in part.split(";")]
    text = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        quality = float(text)
    except ValueError:
        quality = -1
    if not 0 <= quality <= 1:
        raise Problem(400, f'"{text}" is not a quality', "Accept", "a number from 0 to 1")
    return media, quality


def _covers(wanted: str, media: str) -> bool:
    return wanted in ("*/*", media) or (wanted.endswith("/*") and media.startswith(wanted[:-1]))


def _closeness(wanted: str) -> int:
    return 0 if wanted == "*/*" else 1 if wanted.endswith("/*") else 2
