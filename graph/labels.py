"""Labels in English, Russian and Ukrainian for what no register names: claims, facts and their versions, sources,
findings, graphs of versions and the snapshot. They are put together from the names of their parts.

A name that is not registered in a language stands in Russian, else as it is registered: names are not translated. What
is not credible is called reported, and a claim is always given as somebody's word, with its stance.
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from graph.claim import Claim, FactBase, Kind, Source
from graph.edtf import MAX
from graph.fact import Fact, FactKind, Version
from graph.finding import Finding
from graph.iri import RDFS_LABEL
from graph.names import name_in
from ontology import DEFAULT_POLICY
from ontology.vocabulary import Vocabulary

LANGUAGES = ("en", "ru", "uk")
"""Languages of labels."""
CREDIBLE = 2
"""What is less credible than this is called reported: what is possibly true may not have happened."""

Labels = Mapping[str, str]
"""Labels by language."""

_WORDS: Mapping[str, Labels] = {
    "acting": {"en": "acting", "ru": "врио", "uk": "т. в. о."},
    "contested": {"en": "contested", "ru": "оспаривается", "uk": "оспорюється"},
    "denied": {"en": "denied", "ru": "отрицается", "uk": "заперечується"},
    "judged by": {"en": "judged by", "ru": "по правилам", "uk": "за правилами"},
    "known": {"en": "as known from", "ru": "как известно с", "uk": "як відомо з"},
    "reported": {"en": "reported", "ru": "сообщается", "uk": "повідомляється"},
    "since": {"en": "from", "ru": "с", "uk": "з"},
    "subordination": {"en": "subordination to", "ru": "подчинённость:", "uk": "підпорядкованість:"},
    "undated": {"en": "undated", "ru": "без даты", "uk": "без дати"},
    "until": {"en": "until", "ru": "до", "uk": "до"},
}

FINDING_KINDS: Mapping[str, Labels] = {
    "two-holders": {"en": "two holders at once", "ru": "двое в одной должности", "uk": "двоє на одній посаді"},
    "attested-after-death": {
        "en": "in post after a credible death",
        "ru": "в должности после достоверной смерти",
        "uk": "на посаді після достовірної смерті",
    },
    "attested-in-custody": {
        "en": "in post while in custody",
        "ru": "в должности во время содержания под стражей",
        "uk": "на посаді під час тримання під вартою",
    },
    "exit-of-several-posts": {
        "en": "an exit that may mean several posts",
        "ru": "уход, который может касаться нескольких должностей",
        "uk": "вибуття, яке може стосуватися кількох посад",
    },
    "dates-contradict": {
        "en": "dates that exclude each other",
        "ru": "даты исключают друг друга",
        "uk": "дати виключають одна одну",
    },
    "rank-out-of-order": {
        "en": "a lower rank after a higher one",
        "ru": "более низкое звание после более высокого",
        "uk": "нижче звання після вищого",
    },
    "rank-above-demotion": {
        "en": "a higher rank again after a demotion",
        "ru": "снова более высокое звание после понижения",
        "uk": "знову вище звання після пониження",
    },
    "two-posts-at-once": {
        "en": "two full-time posts at once",
        "ru": "две штатные должности одновременно",
        "uk": "дві штатні посади одночасно",
    },
    "namesake": {"en": "possibly namesakes", "ru": "возможно, однофамильцы", "uk": "можливо, однофамільці"},
    "outside-lifetime": {
        "en": "led before it was formed or after it was dissolved",
        "ru": "командование до создания или после расформирования",
        "uk": "командування до створення або після розформування",
    },
    "two-superiors": {
        "en": "two organic superiors at once",
        "ru": "два организационно вышестоящих формирования одновременно",
        "uk": "два організаційно вищі формування одночасно",
    },
    "circle": {
        "en": "a formation above itself",
        "ru": "формирование над самим собой",
        "uk": "формування над самим собою",
    },
    "no-superior": {
        "en": "no superior in any source",
        "ru": "ни один источник не называет вышестоящего формирования",
        "uk": "жодне джерело не називає вищого формування",
    },
    "published-before": {
        "en": "published before what it reports",
        "ru": "опубликовано раньше сообщаемого",
        "uk": "опубліковано раніше за повідомлене",
    },
}
"""Every kind of finding, as a heading."""

SNAPSHOT: Labels = {
    "en": "Stavka: a knowledge graph of the Russian military command hierarchy",
    "ru": "Stavka: граф знаний о военном командовании России",
    "uk": "Stavka: граф знань про військове командування Росії",
}


def tells_of_report(status: str) -> bool:
    """True if the words of a status say themselves that it is a report ("reported dead"): it is not said once more."""
    return status.startswith("report")


def history_labels(titles: Labels) -> Labels:
    """The labels of the graph of all versions of facts as the policy so called judges them."""
    words = {"en": "All versions of facts", "ru": "Все версии фактов", "uk": "Усі версії фактів"}
    return {language: f"{words[language]}: {title}" for language, title in titles.items()}


def label_quads(subject: NamedNode, labels: Labels, graph: NamedNode | DefaultGraph | None = None) -> Iterator[Quad]:
    """The statements of a thing's labels, for the default graph or another one."""
    for language, label in labels.items():
        yield Quad(subject, RDFS_LABEL, Literal(label, language=language), graph or DefaultGraph())


class Labelling:
    """Labels of what a fact base holds, and of what is computed from it."""

    def __init__(self, base: FactBase, vocabulary: Vocabulary) -> None:
        self._base = base
        self._vocabulary = vocabulary
        self._claims = {claim.id: claim for claim in base.claims}

    def source(self, source: Source) -> Labels:
        """A source: its title as it stands, its publisher and its date."""
        return {
            language: f"{source.title} ({source.publisher}, {source.published or _WORDS['undated'][language]})"
            for language in LANGUAGES
        }

    def claim(self, claim: Claim) -> Labels:
        """A claim: what is said of whom and when, with its stance and its claimant."""
        return {language: self._claim(claim, language) for language in LANGUAGES}

    def fact(self, fact: Fact) -> Labels:
        """A fact: what it amounts to, of whom and when; said to be reported if it is not credible."""
        return {language: self._fact(fact, language) for language in LANGUAGES}

    def version(self, version: Version, policy: str) -> Labels:
        """A version of a fact as a policy judges it: the fact as it was known then, and from when to when."""
        labels = {}
        for language in LANGUAGES:
            label = f"{self._fact(version.fact, language)}, {_WORDS['known'][language]} {version.known_from}"
            if version.known_until != MAX:
                label += f" {_WORDS['until'][language]} {version.known_until}"
            if policy != DEFAULT_POLICY:
                label += f", {_WORDS['judged by'][language]} {policy}"
            labels[language] = label
        return labels

    def finding(self, finding: Finding, facts: Mapping[str, Fact]) -> Labels:
        """A finding: its kind, and whom or what it concerns; `facts` are today's, by id."""
        involved: Iterable[Fact | Claim] = [
            *(facts[one] for one in finding.facts if one in facts),
            *(self._claims[one] for one in finding.claims if one in self._claims),
        ]
        labels = {}
        for language in LANGUAGES:
            about = list(dict.fromkeys(self._subject(one.person, one.formation, language) for one in involved))
            names = ", ".join(about[:3]) + (" …" if len(about) > 3 else "")
            labels[language] = ": ".join(filter(None, (names, FINDING_KINDS[finding.kind][language])))
        return labels

    def _fact(self, fact: Fact, language: str) -> str:
        label = self._said(fact.kind, fact, language)
        if fact.capacity == "acting":
            label += f" ({_WORDS['acting'][language]})"
        if fact.bounds is not None:
            edtf = fact.bounds.edtf
            label += f", {edtf.partition('/')[0] if fact.kind is FactKind.EVENT else edtf}"
        verdict = fact.verdict
        doubt = []
        if verdict.credibility > CREDIBLE:
            judged = self._vocabulary.credibility[str(verdict.credibility)].labels[language]
            doubt += [_WORDS["reported"][language], judged]
        if verdict.contested or fact.rivals:
            doubt.append(_WORDS["contested"][language])
        return f"{label} ({'; '.join(doubt)})" if doubt else label

    def _claim(self, claim: Claim, language: str) -> str:
        kinds = {Kind.POST: FactKind.TENURE, Kind.RANK: FactKind.RANK, Kind.STATUS: FactKind.EVENT}
        label = self._said(kinds.get(claim.kind, FactKind.SUBORDINATION), claim, language)
        when = [claim.date] if claim.date is not None else []
        when += [f"{_WORDS['since'][language]} {claim.start}"] if claim.start is not None else []
        when += [f"{_WORDS['until'][language]} {claim.end}"] if claim.end is not None else []
        stance = self._vocabulary.stances[claim.stance].labels[language]
        put = f"{_WORDS['denied'][language]}, {stance}" if claim.denies else stance
        return f"{', '.join([label, *when])} ({put}: {claim.claimant.name})"

    def _said(self, kind: FactKind, said: Fact | Claim, language: str) -> str:
        """What is said of whom, without when and how surely."""
        subject = self._subject(said.person, said.formation, language)
        vocabulary = self._vocabulary
        match kind:
            case FactKind.SUBORDINATION:
                assert said.link is not None
                link = vocabulary.links[said.link].labels[language]
                return f"{subject}: {link} {_WORDS['subordination'][language]} {self._formation(said.value, language)}"
            case FactKind.RANK:
                return f"{subject}: {vocabulary.ranks[said.value].labels[language]}"
            case FactKind.TENURE:
                what = vocabulary.roles[said.value].labels[language]
            case FactKind.EVENT:
                what = vocabulary.statuses[said.value].labels[language]
        where = said.formation if said.person is not None else None
        return f"{subject}: {what}" + (f", {self._formation(where, language)}" if where is not None else "")

    def _subject(self, person: str | None, formation: str | None, language: str) -> str:
        if person is not None:
            return self._person(person, language)
        assert formation is not None
        return self._formation(formation, language)

    def _person(self, person: str, language: str) -> str:
        return name_in(self._base.persons[person].names, language) or person

    def _formation(self, formation: str, language: str) -> str:
        return name_in(self._base.formations[formation].names, language) or formation
