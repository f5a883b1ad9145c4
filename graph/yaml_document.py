"""YAML as people write it here: plain mappings, lists and texts, every value with its line.

Nothing is converted (``no`` and ``2022`` stay texts) and nothing clever is accepted: no tags, anchors, aliases or merge
keys, no duplicate keys, no control characters, no deep nesting, one document a file.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from graph.mistake import Mistake

DEEPEST = 8
"""Levels of nesting allowed; the files need four."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufffe\uffff]")


class _PlainLoader(yaml.CSafeLoader):
    """libyaml's loader without implicit types. The pure Python one refuses ``2023-07?`` in a flow mapping."""


_PlainLoader.yaml_implicit_resolvers = {}


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its 1-based line: a text, a list of nodes, or a mapping from key to (node, line of the key)."""

    value: "str | list[Node] | dict[str, Entry]"
    line: int

    @property
    def text(self) -> str | None:
        """The value if it is a text."""
        return self.value if isinstance(self.value, str) else None

    @property
    def mapping(self) -> "dict[str, Entry] | None":
        """The value if it is a mapping."""
        return self.value if isinstance(self.value, dict) else None

    @property
    def items(self) -> "list[Node] | None":
        """The value if it is a list."""
        return self.value if isinstance(self.value, list) else None

    @property
    def kind(self) -> str:
        """What the value is, in words."""
        return {str: "a text", list: "a list", dict: "a mapping"}[type(self.value)]

    def plain(self) -> "Plain":
        """The value without lines."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return {key: entry.node.plain() for key, entry in self.value.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping's value, with the line of its key."""

    node: Node
    line: int


Plain = str | list["Plain"] | dict[str, "Plain"]


class _Refused(Exception):
    def __init__(self, line: int, problem: str, allowed: str = "") -> None:
        self.line, self.problem, self.allowed = line, problem, allowed


def read_yaml(path: Path, file: str, mistakes: list[Mistake]) -> Node | None:
    """The document in `path`, or None with the reason added to `mistakes` under the name `file`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        mistakes.append(Mistake(file, 0, "", f"cannot be read ({error.strerror})"))
        return None
    return parse_yaml(data, file, mistakes)


def parse_yaml(data: bytes, file: str, mistakes: list[Mistake]) -> Node | None:
    """Like `read_yaml`, from bytes."""
    try:
        return _parse(data)
    except _Refused as refused:
        mistakes.append(Mistake(file, refused.line, "", refused.problem, refused.allowed))
        return None


def _parse(data: bytes) -> Node:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refused(line, f"byte {error.start} is not valid UTF-8", "save the file as UTF-8") from None
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        raise _Refused(line, f"control character U+{ord(control[0]):04X}", "take it out")
    loader = _PlainLoader(text)
    try:
        _check_depth(text)
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "nesting depth" in str(error.problem):
            raise _Refused(mark.line + 1 if mark else 0, f"nested deeper than {DEEPEST} levels") from None
        raise _Refused(mark.line + 1 if mark else 0, f"not valid YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise _Refused(0, f"not valid YAML: {error}") from None
    finally:
        loader.dispose()
    if root is None:
        raise _Refused(0, "the file is empty")
    return _node(root)


def _check_depth(text: str) -> None:
    """Refuse deep nesting, aliases and anchors on the event stream, before a tree of them is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_PlainLoader):
        line = event.start_mark.line + 1 if event.start_mark is not None else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _Refused(line, "anchors and aliases are not accepted", "write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _Refused(line, f"nested deeper than {DEEPEST} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _node(node: yaml.Node) -> Node:
    line = node.start_mark.line + 1
    if node.tag not in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"):
        raise _Refused(line, f'the tag "{node.tag}" is not accepted', "write a plain text, without !")
    if isinstance(node, yaml.ScalarNode):
        control = _CONTROL.search(node.value)
        if control is not None:
            raise _Refused(line, f"control character U+{ord(control[0]):04X} in a text", "take it out")
        return Node(node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(item) for item in node.value], line)
    mapping: dict[str, Entry] = {}
    for key, value in node.value:
        key_line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _Refused(key_line, "a key must be a text")
        name = _node(key).text or ""
        if name == "<<":
            raise _Refused(key_line, "merge keys (<<) are not accepted", "write the fields out")
        if name in mapping:
            raise _Refused(key_line, f'the key "{name}" stands twice, first in line {mapping[name].line}')
        mapping[name] = Entry(_node(value), key_line)
    return Node(mapping, line)
