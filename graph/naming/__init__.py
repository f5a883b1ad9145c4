"""Naming: how persons, formations and all else are found by name as people type it, in whatever script, scheme of
transliteration, order and abbreviation.

The invariant: a query and a registered spelling are compared part by part, and each part counts once, by the best of
its spellings; what contradicts counts against, what is left out counts little. The words themselves are data, the YAML
files beside this module.
"""

from graph.naming.match import Match
from graph.naming.search import NameSearch

__all__ = ["Match", "NameSearch"]
