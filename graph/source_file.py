"""A source file: one published page and the claims in it, checked field by field.

The key that a claim carries decides its kind: `role` a post claim, `rank` a rank claim, `status` a status claim,
`parent` a subordination claim.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from graph.claim import MATTER_OF_KIND, Claim, Claimant, Kind, Source
from graph.edtf import Days, EdtfError, days_of
from graph.evidence import with_titles_in_passing
from graph.mistake import Mistake, allowed_instead
from graph.registers import Registers
from graph.slug import is_slug, wrong_slug
from graph.yaml_document import Entry, Node, Plain
from ontology.vocabulary import Vocabulary

UNSOURCED_PUBLISHER = "Stavka"
"""The publisher of the one "source" without an address: statements for which no published source is recorded."""
UNDATED = "undated"
"""The folder of source files whose id does not begin with a year."""

_KIND_OF_KEY = {"role": Kind.POST, "rank": Kind.RANK, "status": Kind.STATUS, "parent": Kind.SUBORDINATION}
_COMMON = frozenset({"start", "end", "date", "denies", "stance", "claimant", "made", "words", "note", "id"})
_FIELDS = {
    Kind.POST: _COMMON | {"person", "role", "formation"},
    Kind.RANK: _COMMON | {"person", "rank", "formation"},
    Kind.STATUS: _COMMON | {"person", "status", "formation"},
    Kind.SUBORDINATION: _COMMON | {"formation", "parent", "link"},
}
_NEEDED = {
    Kind.POST: ("person", "formation"),
    Kind.RANK: ("person",),
    Kind.STATUS: (),
    Kind.SUBORDINATION: ("formation", "link"),
}
_ALL_FIELDS = frozenset().union(*_FIELDS.values())
_SOURCE_FIELDS = frozenset({"url", "title", "publisher", "published", "language", "accessed", "seen", "derivedFrom"})
_SOURCE_NEEDED = ("title", "publisher", "language", "accessed")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_HASH_LENGTH = 8


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What a source file says: the source, its claims in the order of the file, and the fields of each as written.

    `derivation_line` is the line that names the source it is derived from, or 0.
    """

    source: Source
    claims: tuple[Claim, ...]
    document: dict[str, Plain]
    derivation_line: int = 0


class SourceFileReader:
    """Reads source files against registers and vocabulary; `mistakes` collects what is wrong with any of them."""

    def __init__(self, registers: Registers, vocabulary: Vocabulary, mistakes: list[Mistake]) -> None:
        self._registers = registers
        self._vocabulary = vocabulary
        self._known: Mapping[str, tuple[str, Mapping[str, object]]] = {
            "person": ("person", registers.persons),
            "formation": ("formation", registers.formations),
            "parent": ("formation", registers.formations),
            "claimant": ("claimant", registers.claimants),
            "role": ("role", vocabulary.roles),
            "rank": ("rank", vocabulary.ranks),
            "status": ("status", vocabulary.statuses),
            "link": ("kind of link", vocabulary.links),
            "stance": ("stance", vocabulary.stances),
        }
        self._mistakes = mistakes
        self._file = ""

    def read(self, root: Node, file: str) -> SourceFile | None:
        """The source file `root`, which lies at the path `file` (relative, with /); None if it has mistakes."""
        self._file = file
        before = len(self._mistakes)
        source_id = self._source_id(PurePosixPath(file))
        top = self._mapping(root, "", {"source", "claims"}, ("source", "claims"))
        source = self._source(top["source"].node, source_id) if "source" in top else None
        claims: list[Claim] = []
        if "claims" in top:
            items = top["claims"].node.items
            if items is None:
                self._wrong(top["claims"].line, "claims", f"is {top['claims'].node.kind}", "a list is needed")
            elif source is not None:
                claims = self._claims(items, source)
        if source is None or len(self._mistakes) > before:
            return None
        document = root.plain()
        assert isinstance(document, dict)
        written = top["source"].node.mapping or {}
        line = written["derivedFrom"].line if "derivedFrom" in written else 0
        return SourceFile(source, tuple(with_titles_in_passing(claims, self._vocabulary)), document, line)

    def _wrong(self, line: int, field: str, problem: str, allowed: str = "") -> None:
        self._mistakes.append(Mistake(self._file, line, field, problem, allowed))

    def _source_id(self, path: PurePosixPath) -> str:
        stem = path.stem
        if not is_slug(stem):
            self._wrong(0, "", f"the file is called {wrong_slug(stem)[0]}", wrong_slug(stem)[1])
        match = re.match(r"(\d{4})-", stem)
        folder = match[1] if match else UNDATED
        if path.parent.name != folder:
            self._wrong(0, "", f'lies in the folder "{path.parent.name}"', f'move it to "{folder}"')
        return stem

    def _mapping(
        self, node: Node, place: str, allowed: frozenset[str] | set[str], needed: tuple[str, ...]
    ) -> dict[str, Entry]:
        if node.mapping is None:
            self._wrong(node.line, place, f"is {node.kind}", "a mapping is needed")
            return {}
        for key, entry in node.mapping.items():
            if key not in allowed:
                tail = entry.node.value == "" and (" " in key or key[:1].isupper())
                hint = "quote the text that has the comma" if tail else allowed_instead(key, allowed)
                self._wrong(entry.line, f"{place}.{key}".lstrip("."), "unknown field", hint)
        for key in needed:
            if key not in node.mapping:
                self._wrong(node.line, f"{place}.{key}".lstrip("."), "is missing")
        return {key: entry for key, entry in node.mapping.items() if key in allowed}

    def _texts(self, fields: Mapping[str, Entry], place: str) -> dict[str, str]:
        texts: dict[str, str] = {}
        for key, entry in fields.items():
            text = entry.node.text
            if text is None:
                self._wrong(entry.line, f"{place}.{key}", f"is {entry.node.kind}", "a text is needed")
            elif not text.strip():
                self._wrong(entry.line, f"{place}.{key}", "is empty", "leave the field out if there is nothing to say")
            else:
                texts[key] = text
        return texts

    def _days(self, texts: Mapping[str, str], key: str, line: int, place: str) -> Days | None:
        if key not in texts:
            return None
        try:
            return days_of(texts[key])
        except EdtfError as error:
            self._wrong(line, f"{place}.{key}", str(error))
            return None

    def _source(self, node: Node, source_id: str) -> Source | None:
        before = len(self._mistakes)
        fields = self._mapping(node, "source", _SOURCE_FIELDS, _SOURCE_NEEDED)
        texts = self._texts(fields, "source")
        line = {key: entry.line for key, entry in fields.items()}
        accessed = self._accessed(texts, line)
        published = self._days(texts, "published", line.get("published", 0), "source")
        if published is not None and accessed is not None and published.earliest > accessed:
            problem = f'"{texts["published"]}" is after the day of access, {accessed}'
            self._wrong(line["published"], "source.published", problem)
        unsourced = texts.get("publisher") == UNSOURCED_PUBLISHER
        if "url" not in texts and not unsourced and "url" not in fields and node.mapping is not None:
            self._wrong(node.line, "source.url", "is missing")
        if "url" in texts and not _URL.fullmatch(texts["url"]):
            allowed = "an address begins with http:// or https:// and has no spaces, quotes or brackets"
            self._wrong(line["url"], "source.url", f'"{texts["url"]}" is not an address', allowed)
        if "language" in texts and not _LANGUAGE.fullmatch(texts["language"]):
            allowed = "write a code such as en, ru, uk"
            self._wrong(line["language"], "source.language", f'"{texts["language"]}" is not a language', allowed)
        if texts.get("seen", "full") not in ("full", "excerpt"):
            problem = f'"{texts["seen"]}" is not known'
            self._wrong(line["seen"], "source.seen", problem, "allowed are full, excerpt")
        if "derivedFrom" in texts and not is_slug(texts["derivedFrom"]):
            self._wrong(line["derivedFrom"], "source.derivedFrom", *wrong_slug(texts["derivedFrom"]))
        if accessed is None or len(self._mistakes) > before:
            return None
        return Source(
            id=source_id,
            url=texts.get("url"),
            title=texts["title"],
            publisher=texts["publisher"],
            published=texts.get("published"),
            language=texts["language"],
            accessed=texts["accessed"],
            seen=texts.get("seen"),
            known=min(published.latest, accessed) if published is not None else accessed,
            derived_from=texts.get("derivedFrom"),
            file=self._file,
        )

    def _accessed(self, texts: Mapping[str, str], line: Mapping[str, int]) -> date | None:
        if "accessed" not in texts:
            return None
        try:
            return date.fromisoformat(texts["accessed"])
        except ValueError:
            problem = f'"{texts["accessed"]}" is not a day'
            self._wrong(line["accessed"], "source.accessed", problem, 'write it as "2022-05-11"')
            return None

    def _claims(self, items: list[Node], source: Source) -> list[Claim]:
        claims: list[Claim] = []
        first: dict[str, int] = {}
        for index, node in enumerate(items):
            place = f"claims[{index}]"
            claim = self._claim(node, place, source)
            if claim is None:
                continue
            if claim.id in first:
                problem = f"is equal in every field to the claim in line {first[claim.id]}"
                self._wrong(node.line, place, problem, "delete one, or say in a note how they differ")
                continue
            first[claim.id] = node.line
            claims.append(claim)
        return claims

    def _claim(self, node: Node, place: str, source: Source) -> Claim | None:
        before = len(self._mistakes)
        fields = self._mapping(node, place, _ALL_FIELDS, ("stance", "claimant"))
        keys = [key for key in _KIND_OF_KEY if key in fields]
        if node.mapping is not None and len(keys) != 1:
            found = f"has {' and '.join(keys)}" if keys else "says nothing"
            self._wrong(node.line, place, found, "a claim has one of role, rank, status, parent")
        if len(keys) != 1:
            return None
        kind = _KIND_OF_KEY[keys[0]]
        for key in sorted(fields.keys() - _FIELDS[kind]):
            self._wrong(fields[key].line, f"{place}.{key}", f"does not belong to a {kind} claim")
        for key in _NEEDED[kind]:
            if key not in fields:
                self._wrong(node.line, f"{place}.{key}", "is missing")
        if kind is Kind.STATUS and "person" not in fields and "formation" not in fields:
            self._wrong(node.line, place, "has neither person nor formation", "a status is somebody's")
        texts = self._texts(fields, place)
        line = {key: entry.line for key, entry in fields.items()}
        self._check_known(texts, line, place)
        days = {key: self._days(texts, key, line.get(key, 0), place) for key in ("start", "end", "date", "made")}
        start, end = days["start"], days["end"]
        if start is not None and end is not None and start.earliest > end.latest:
            problem = f'the end "{texts["end"]}" is before the start "{texts["start"]}"'
            self._wrong(line["end"], f"{place}.end", problem)
        if texts.get("denies", "true") not in ("true", "false"):
            self._wrong(
                line["denies"], f"{place}.denies", f'"{texts["denies"]}" is not known', "allowed are true, false"
            )
        if "parent" in texts and texts["parent"] == texts.get("formation"):
            self._wrong(line["parent"], f"{place}.parent", "is the formation itself")
        if "id" in texts and not is_slug(texts["id"]):
            self._wrong(line["id"], f"{place}.id", *wrong_slug(texts["id"]))
        if len(self._mistakes) > before:
            return None
        made = days["made"]
        return Claim(
            id=f"{source.id}/{texts.get('id') or _hash_of(texts)}",
            kind=kind,
            source=source,
            claimant=self._claimant(texts["claimant"]),
            value=texts[keys[0]],
            person=texts.get("person"),
            formation=texts.get("formation"),
            link=texts.get("link"),
            matter=MATTER_OF_KIND.get(kind) or self._vocabulary.statuses[texts[keys[0]]].matter,
            start=texts.get("start"),
            end=texts.get("end"),
            date=texts.get("date"),
            denies=texts.get("denies") == "true",
            stance=texts["stance"],
            made=texts.get("made"),
            known=made.latest if made is not None else source.known,
            words=texts.get("words"),
            note=texts.get("note"),
            start_days=start,
            end_days=end,
            date_days=days["date"],
            line=node.line,
        )

    def _claimant(self, slug: str) -> Claimant:
        return self._registers.claimants[slug]

    def _check_known(self, texts: Mapping[str, str], line: Mapping[str, int], place: str) -> None:
        for key, (what, known) in self._known.items():
            value = texts.get(key)
            if value is None or value in known:
                continue
            if is_slug(value):
                self._wrong(line[key], f"{place}.{key}", f'unknown {what} "{value}"', allowed_instead(value, known))
            else:
                self._wrong(line[key], f"{place}.{key}", *wrong_slug(value))


def _hash_of(texts: Mapping[str, str]) -> str:
    """The name of a claim inside its source: it depends on its content alone, not on its place in the file."""
    canonical = json.dumps(dict(texts), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:_HASH_LENGTH]
