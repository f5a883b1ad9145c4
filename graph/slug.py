"""Slugs: the last segment of an IRI, as people write it."""

import re

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """True if `text` can stand in an IRI as it is: lower-case ASCII letters, digits and hyphens."""
    return _SLUG.fullmatch(text) is not None


def wrong_slug(text: str) -> tuple[str, str]:
    """What is wrong with `text` as a slug, and what is allowed; an IRI made of it would be lost without an error."""
    return f'"{text}" cannot stand in an address', "use lower-case letters a-z, digits and single hyphens"
