"""The policy: a table of rules, read from a file, that turns the voices behind a fact into a verdict."""

from dataclasses import dataclass
from pathlib import Path

from graph.fact import FactKind, Verdict
from graph.mistake import Mistake, ReadingError, allowed_instead
from graph.voices import Features, Voices
from graph.yaml_document import Entry, Node, read_yaml
from ontology import DIRECTORY

DEFAULT = DIRECTORY / "policy.yaml"

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""The Admiralty code's information credibility (NATO AJP-2.1)."""

CONSEQUENCES = ("death", "exit", "lifetime", "succession")
"""The rules by which something follows from a fact; see graph/consequence.py and graph/succession.py."""

_FEATURES = Voices((), ()).features()


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy: if every condition of `when` holds for a fact of one of `kinds`, it decides."""

    name: str
    kinds: frozenset[FactKind]
    when: tuple[tuple[str, bool | int], ...]
    credibility: int
    because: str

    def applies(self, kind: FactKind, features: Features) -> bool:
        """True if the rule decides for these features; a number in a condition means "at least"."""
        return kind in self.kinds and all(
            features[name] == wanted if isinstance(wanted, bool) else features[name] >= wanted
            for name, wanted in self.when
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """A named, ordered list of rules, the features that make a fact contested, and the consequences that are drawn."""

    name: str
    rules: tuple[Rule, ...]
    contested: tuple[str, ...]
    consequences: frozenset[str] = frozenset(CONSEQUENCES)

    def verdict(self, kind: FactKind, voices: Voices) -> Verdict:
        """The verdict on a fact of `kind` with these `voices`, with its reason in words."""
        features = voices.features()
        rule = next(rule for rule in self.rules if rule.applies(kind, features))
        contested = not features["refuted"] and bool(features["asserted"])
        contested = contested and any(features[name] for name in self.contested)
        origins = voices.origins
        return Verdict(
            credibility=rule.credibility,
            contested=contested,
            rule=rule.name,
            why=_words(rule, voices, origins, contested),
            origins=origins,
            reports=len(voices.asserting),
        )


def _words(rule: Rule, voices: Voices, origins: tuple[str, ...], contested: bool) -> str:
    label = CREDIBILITY[rule.credibility]
    parts = [f"{label[0].upper()}{label[1:]}: {rule.because}."]
    if voices.asserting:
        count = len(voices.asserting)
        named = f" ({', '.join(origins)})" if origins else ""
        parts.append(
            f"{count} report{'s' * (count != 1)}, {len(origins)} independent origin{'s' * (len(origins) != 1)}{named}."
        )
    if voices.refuting:
        first = min(voices.refuting, key=lambda claim: (claim.known, claim.id))
        parts.append(f"Contradicted by {len(voices.refuting)} later observation(s), first by {first.claimant.name}.")
    if voices.denying:
        names = sorted({claim.claimant.name for claim in voices.denying})
        parts.append(f"Denied by {', '.join(names[:3])}{' and others' * (len(names) > 3)}.")
    if contested:
        parts.append("Contested.")
    return " ".join(parts)


def read_policy(path: Path = DEFAULT) -> Policy:
    """The policy in `path`. Raises ReadingError with file and line for every mistake in it."""
    mistakes: list[Mistake] = []
    root = read_yaml(path, path.name, mistakes)
    policy = _policy_of(root, path.name, mistakes) if root is not None else None
    if mistakes or policy is None:
        raise ReadingError(mistakes)
    return policy


def _policy_of(root: Node, file: str, mistakes: list[Mistake]) -> Policy:
    keys = {"name", "contested", "consequences", "rules"}
    top = _fields(root, file, "", keys, keys, mistakes)
    name = _text(top, "name", file, "", mistakes)
    contested: list[str] = []
    for item in (top["contested"].node.items or []) if "contested" in top else []:
        if item.text in _FEATURES:
            contested.append(item.text)
        else:
            mistakes.append(_unknown_feature(item, file, "contested"))
    consequences: set[str] = set()
    for item in (top["consequences"].node.items or []) if "consequences" in top else []:
        if item.text in CONSEQUENCES:
            consequences.add(item.text)
        else:
            allowed = allowed_instead(str(item.text), CONSEQUENCES)
            mistakes.append(Mistake(file, item.line, "consequences", f'unknown consequence "{item.text}"', allowed))
    rules: list[Rule] = []
    for index, item in enumerate((top["rules"].node.items or []) if "rules" in top else []):
        rule = _rule_of(item, file, f"rules[{index}]", mistakes)
        if rule is not None:
            rules.append(rule)
    for kind in FactKind:
        if not mistakes and not any(kind in rule.kinds and not rule.when for rule in rules):
            problem = f'no rule without conditions ends the list for the kind "{kind}"'
            mistakes.append(Mistake(file, root.line, "rules", problem, "end with a rule whose `when` is {}"))
    return Policy(name, tuple(rules), tuple(contested), frozenset(consequences))


def _rule_of(node: Node, file: str, place: str, mistakes: list[Mistake]) -> Rule | None:
    before = len(mistakes)
    required = {"name", "when", "credibility", "because"}
    fields = _fields(node, file, place, required | {"for"}, required, mistakes)
    name = _text(fields, "name", file, place, mistakes)
    because = _text(fields, "because", file, place, mistakes)
    credibility = _text(fields, "credibility", file, place, mistakes)
    if credibility not in ("", *map(str, CREDIBILITY)):
        line = fields["credibility"].line
        mistakes.append(
            Mistake(file, line, f"{place}.credibility", f'"{credibility}" is no code', "allowed are 1 to 6")
        )
    kinds: set[FactKind] = set(FactKind)
    if "for" in fields:
        kinds = set()
        for item in fields["for"].node.items or []:
            if item.text in set(FactKind):
                kinds.add(FactKind(item.text))
            else:
                allowed = allowed_instead(str(item.text), FactKind)
                mistakes.append(Mistake(file, item.line, f"{place}.for", f'unknown kind "{item.text}"', allowed))
    when: list[tuple[str, bool | int]] = []
    for feature, entry in ((fields["when"].node.mapping or {}) if "when" in fields else {}).items():
        value = entry.node.text
        if feature not in _FEATURES:
            mistakes.append(_unknown_feature(Node(feature, entry.line), file, f"{place}.when"))
        elif isinstance(_FEATURES[feature], bool) and value in ("true", "false"):
            when.append((feature, value == "true"))
        elif not isinstance(_FEATURES[feature], bool) and value is not None and value.isdecimal():
            when.append((feature, int(value)))
        else:
            wanted = "true or false" if isinstance(_FEATURES[feature], bool) else "a whole number"
            mistakes.append(Mistake(file, entry.line, f"{place}.when.{feature}", f'"{value}" does not fit', wanted))
    if len(mistakes) > before:
        return None
    return Rule(name, frozenset(kinds), tuple(when), int(credibility), because)


def _fields(
    node: Node, file: str, place: str, allowed: set[str], required: set[str], mistakes: list[Mistake]
) -> dict[str, Entry]:
    if node.mapping is None:
        mistakes.append(Mistake(file, node.line, place, f"is {node.kind}", "a mapping is needed"))
        return {}
    for key, entry in node.mapping.items():
        if key not in allowed:
            mistakes.append(Mistake(file, entry.line, place, f'unknown key "{key}"', allowed_instead(key, allowed)))
    for key in sorted(required - node.mapping.keys()):
        mistakes.append(Mistake(file, node.line, place, f'the key "{key}" is missing'))
    return {key: entry for key, entry in node.mapping.items() if key in allowed}


def _text(fields: dict[str, Entry], key: str, file: str, place: str, mistakes: list[Mistake]) -> str:
    if key not in fields:
        return ""
    node = fields[key].node
    if not node.text:
        mistakes.append(Mistake(file, node.line, f"{place}.{key}".lstrip("."), f"is {node.kind}", "a text is needed"))
    return node.text or ""


def _unknown_feature(node: Node, file: str, place: str) -> Mistake:
    return Mistake(file, node.line, place, f'unknown feature "{node.text}"', allowed_instead(str(node.text), _FEATURES))
