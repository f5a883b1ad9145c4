"""The fields of a mapping as people write it, in a register or a policy: taken one by one, mistakes noted by line."""

from collections.abc import Collection, Mapping

from graph.mistake import Mistake, allowed_instead
from graph.yaml_document import Entry, Node

LANGUAGES = {"name": "en", "nameRu": "ru", "nameUk": "uk"}
"""The fields of names and their languages."""


class Fields:
    """One mapping: hands out its fields one by one and notes what is wrong with them."""

    def __init__(self, node: Node, file: str, place: str, allowed: Collection[str], mistakes: list[Mistake]) -> None:
        self._file = file
        self._mistakes = mistakes
        self._fields: Mapping[str, Entry] = node.mapping or {}
        self.place = place
        self.line = node.line
        if node.mapping is None:
            self.wrong(node.line, "", f"is {node.kind}", "a mapping is needed")
        for key, entry in self._fields.items():
            if key not in allowed:
                self.wrong(entry.line, key, "unknown field", allowed_instead(key, allowed))

    def wrong(self, line: int, field: str, problem: str, allowed: str = "") -> None:
        """Note a mistake in this entry."""
        self._mistakes.append(Mistake(self._file, line, f"{self.place}.{field}".strip("."), problem, allowed))

    def line_of(self, field: str) -> int:
        """The line of a field, or of the entry if the field is absent."""
        return self._fields[field].line if field in self._fields else self.line

    def text(self, field: str, *, needed: bool = False) -> str | None:
        """A text field; None if absent or wrong."""
        if field not in self._fields:
            if needed:
                self.wrong(self.line, field, "is missing")
            return None
        node = self._fields[field].node
        if node.text is None or not node.text.strip():
            found = node.kind if node.text is None else "empty"
            self.wrong(self._fields[field].line, field, f"is {found}", "a text is needed")
            return None
        return node.text

    def number(self, field: str, lowest: int, highest: int, *, default: int) -> int:
        """A whole number from `lowest` to `highest`; `default` if absent or wrong."""
        text = self.text(field)
        if text is None or not text.isdecimal() or not lowest <= int(text) <= highest:
            if text is not None:
                self.wrong(self.line_of(field), field, f'is "{text}"', f"allowed are {lowest} to {highest}")
            return default
        return int(text)

    def mapping(self, field: str, *, needed: bool = False) -> dict[str, Entry]:
        """A mapping; empty if absent or wrong."""
        node = self.node(field, needed=needed)
        if node is None:
            return {}
        if node.mapping is None:
            self.wrong(node.line, field, f"is {node.kind}", "a mapping is needed")
        return node.mapping or {}

    def items(self, field: str, *, needed: bool = False) -> list[Node]:
        """A list of anything; empty if absent or wrong."""
        node = self.node(field, needed=needed)
        if node is None:
            return []
        if node.items is None:
            self.wrong(node.line, field, f"is {node.kind}", "a list is needed")
        return node.items or []

    def node(self, field: str, *, needed: bool = False) -> Node | None:
        """A field of any kind; None if absent."""
        if field in self._fields:
            return self._fields[field].node
        if needed:
            self.wrong(self.line, field, "is missing")
        return None

    def texts(self, field: str) -> tuple[tuple[str, int], ...]:
        """A list of texts with their lines; empty if absent."""
        if field not in self._fields:
            return ()
        node = self._fields[field].node
        if node.items is None:
            self.wrong(node.line, field, f"is {node.kind}", "a list of texts is needed")
            return ()
        for item in node.items:
            if not item.text:
                self.wrong(item.line, field, f"holds {item.kind}", "a list of texts is needed")
        return tuple((item.text, item.line) for item in node.items if item.text)

    def known(self, field: str, known: Collection[str], what: str, *, needed: bool = False) -> str | None:
        """A text that must be one of `known`."""
        value = self.text(field, needed=needed)
        if value is not None and value not in known:
            self.wrong(self.line_of(field), field, f'unknown {what} "{value}"', allowed_instead(value, known))
            return None
        return value

    def all_known(self, field: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """A list of texts that must all be among `known`; empty if absent."""
        found = self.texts(field)
        for text, line in found:
            if text not in known:
                self.wrong(line, field, f'unknown {what} "{text}"', allowed_instead(text, known))
        return tuple(text for text, _ in found)

    def names(self) -> dict[str, str]:
        """The preferred names by language; English is needed."""
        found = {LANGUAGES[field]: self.text(field, needed=field == "name") for field in LANGUAGES}
        return {language: name for language, name in found.items() if name}
