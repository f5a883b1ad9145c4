"""The policy: tables of rules, read from a file, that turn the voices behind a fact into a verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graph.claim import Claim
from graph.evidence import Tier, tier_of
from graph.fact import FactKind, Verdict
from graph.fields import Fields
from graph.mistake import Mistake, ReadingError, allowed_instead
from graph.voices import SETS_ASIDE, Features, Voices, Weighing, weigh
from graph.yaml_document import Node, read_yaml
from ontology import DEFAULT_POLICY, DIRECTORY

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""The Admiralty code's information credibility (NATO AJP-2.1)."""

TITLES = {"title": "en", "titleRu": "ru", "titleUk": "uk"}
"""The fields of a policy's titles and their languages; English is needed."""

CONSEQUENCES = ("death", "exit", "lifetime", "succession")
"""The rules by which something follows from a fact; see graph/consequence.py and graph/succession.py."""

_FEATURES = weigh(Voices(()), ()).features()


class UnknownPolicyError(ValueError):
    """There is no policy of that name; the message names those that there are."""


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


class Admits(StrEnum):
    """Which claims a policy listens to at all."""

    ALL = "all"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a policy judges the voices behind a fact: which of them count, what they amount to, and the rule that decides
    on it."""

    voices: Voices
    weighing: Weighing
    features: Features
    rule: Rule
    contested: bool

    @property
    def verdict(self) -> Verdict:
        """The verdict, with its reason in words."""
        return Verdict(
            credibility=self.rule.credibility,
            contested=self.contested,
            rule=self.rule.name,
            why=_words(self),
            origins=self.weighing.origins,
            reports=len(self.voices.asserting),
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """A named, ordered list of rules, the features that make a fact contested, and what follows from facts.

    `titles` says by language what it does; `sets_aside` maps each rule that sets claims aside to its reason in words;
    `certain` is the credibility (or better) that a fact needs to be certain on any day, and what the rules
    `certain_without` set aside makes no day certain; `consequences` maps the name of each consequence that is drawn to
    the credibility that its cause needs; `admits` says which claims are listened to.
    """

    name: str
    titles: Mapping[str, str]
    rules: tuple[Rule, ...]
    sets_aside: Mapping[str, str]
    contested: tuple[str, ...]
    consequences: Mapping[str, int]
    certain: int
    certain_without: tuple[str, ...]
    admits: Admits

    @property
    def title(self) -> str:
        """The title in English."""
        return self.titles["en"]

    def admitted(self, claims: Iterable[Claim]) -> list[Claim]:
        """Those of `claims` that the policy listens to."""
        if self.admits is Admits.ALL:
            return list(claims)
        return [claim for claim in claims if tier_of(claim) is Tier.AUTHORITATIVE]

    def judge(self, kind: FactKind, voices: Voices) -> Judgement:
        """How a fact of `kind` with these `voices` is judged."""
        weighing = weigh(voices, self.sets_aside)
        features = weighing.features()
        contested = bool(features["asserted"]) and not features["refuted"]
        return Judgement(
            voices=voices,
            weighing=weighing,
            features=features,
            rule=self.rule_for(kind, features),
            contested=contested and any(features[name] for name in self.contested),
        )

    def rule_for(self, kind: FactKind, features: Features) -> Rule:
        """The first rule that applies to a fact of `kind` with these features."""
        return next(rule for rule in self.rules if rule.applies(kind, features))


def _words(judgement: Judgement) -> str:
    voices, rule, weighing = judgement.voices, judgement.rule, judgement.weighing
    label = CREDIBILITY[rule.credibility]
    parts = [f"{label[0].upper()}{label[1:]}: {rule.because}."]
    if voices.asserting:
        origins = weighing.origins
        named = f" ({', '.join(origins)})" if origins else ""
        parts.append(f"{count(len(voices.asserting), 'report')}, {count(len(origins), 'independent origin')}{named}.")
    if weighing.refuting:
        number = count(len(weighing.refuting), "later observation")
        parts.append(f"Contradicted by {number}, first by {weighing.first_refuting.claimant.name}.")
    if weighing.denials:
        names = sorted({claim.claimant.name for claim in weighing.denials})
        parts.append(f"Denied by {', '.join(names[:3])}{' and others' * (len(names) > 3)}.")
    if judgement.contested:
        parts.append("Contested.")
    return " ".join(parts)


def count(number: int, noun: str) -> str:
    """`number` of something, in words: 1 report, 2 reports."""
    return f"{number} {noun}{'s' * (number != 1)}"


def read_policy(name: str = DEFAULT_POLICY, directory: Path = DIRECTORY / "policies") -> Policy:
    """The policy called `name`, which is the file of that name in `directory`. Raises UnknownPolicyError if there is
    none, ReadingError with file and line for every mistake in it."""
    names = policy_names(directory)
    if name not in names:
        raise UnknownPolicyError(f'there is no policy "{name}"; {allowed_instead(name, names)}')
    file = f"{name}.yaml"
    mistakes: list[Mistake] = []
    root = read_yaml(directory / file, file, mistakes)
    policy = _policy_of(root, file, name, mistakes) if root is not None else None
    if mistakes or policy is None:
        raise ReadingError(mistakes)
    return policy


def policy_names(directory: Path = DIRECTORY / "policies") -> tuple[str, ...]:
    """The names of the policies in `directory`, the default one first."""
    names = sorted(path.stem for path in directory.glob("*.yaml"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT_POLICY))


def _policy_of(root: Node, file: str, name: str, mistakes: list[Mistake]) -> Policy:
    allowed = {
        "name",
        *TITLES,
        "admits",
        "certain",
        "certainWithout",
        "setsAside",
        "contested",
        "consequences",
        "rules",
    }
    top = Fields(root, file, "", allowed, mistakes)
    if top.text("name", needed=True) not in (None, name):
        top.wrong(top.line_of("name"), "name", "is not that of the file", f'write "{name}", or rename the file')
    consequences: dict[str, int] = {}
    drawn = top.node("consequences")
    if drawn is not None:
        fields = Fields(drawn, file, "consequences", CONSEQUENCES, mistakes)
        consequences = {key: fields.number(key, 1, 6, default=6) for key in drawn.mapping or {}}
    aside: dict[str, str] = {}
    reasons = top.node("setsAside")
    if reasons is not None:
        fields = Fields(reasons, file, "setsAside", SETS_ASIDE, mistakes)
        aside = {rule: fields.text(rule) or "" for rule in reasons.mapping or {}}
    rules: list[Rule] = []
    for index, item in enumerate(top.items("rules", needed=True)):
        before = len(mistakes)
        rule = _rule_of(item, file, f"rules[{index}]", mistakes)
        if len(mistakes) == before:
            rules.append(rule)
    for kind in FactKind:
        if not mistakes and not any(kind in rule.kinds and not rule.when for rule in rules):
            problem = f'no rule without conditions ends the list for the kind "{kind}"'
            top.wrong(root.line, "rules", problem, "end with a rule whose `when` is {}")
    return Policy(
        name=name,
        titles={
            language: title
            for field, language in TITLES.items()
            if (title := top.text(field, needed=field == "title")) is not None
        },
        rules=tuple(rules),
        sets_aside=aside,
        contested=top.all_known("contested", _FEATURES, "feature"),
        consequences=consequences,
        certain=top.number("certain", 1, 6, default=3),
        certain_without=top.all_known("certainWithout", aside, "rule of setsAside"),
        admits=Admits(top.known("admits", tuple(Admits), "kind of claim") or Admits.ALL),
    )


def _rule_of(node: Node, file: str, place: str, mistakes: list[Mistake]) -> Rule:
    fields = Fields(node, file, place, {"name", "when", "credibility", "because", "for"}, mistakes)
    when: list[tuple[str, bool | int]] = []
    for feature, entry in fields.mapping("when", needed=True).items():
        value = entry.node.text or ""
        if feature not in _FEATURES:
            fields.wrong(entry.line, "when", f'unknown feature "{feature}"', allowed_instead(feature, _FEATURES))
        elif isinstance(_FEATURES[feature], bool) and value in ("true", "false"):
            when.append((feature, value == "true"))
        elif not isinstance(_FEATURES[feature], bool) and value.isdecimal():
            when.append((feature, int(value)))
        else:
            wanted = "true or false" if isinstance(_FEATURES[feature], bool) else "a whole number"
            fields.wrong(entry.line, f"when.{feature}", f'"{value}" does not fit', wanted)
    fields.text("credibility", needed=True)
    return Rule(
        name=fields.text("name", needed=True) or "",
        kinds=frozenset(
            FactKind(kind) for kind in fields.all_known("for", tuple(FactKind), "kind of fact") if kind in set(FactKind)
        )
        or frozenset(FactKind),
        when=tuple(when),
        credibility=fields.number("credibility", 1, 6, default=6),
        because=fields.text("because", needed=True) or "",
    )
