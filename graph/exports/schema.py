"""The tables of the graph: tidy, one thing a row, with keys between them. The CSV package and the SQLite file hold the
same ones.

They are for spreadsheets and data frames; what they leave out (findings, the pages behind formations, the claims behind
versions that have passed) is in RDF.
"""

from collections.abc import Iterator

from graph.exports.columns import Column, Row, Table, of_classes
from graph.exports.thing import Thing
from graph.iri import history_graph
from ontology import DEFAULT_POLICY

_HISTORY = history_graph(DEFAULT_POLICY).value
_TERMS = ("Role", "Rank", "Status", "Echelon", "Arm", "Link", "Stance", "ClaimantKind", "Credibility", "Policy")
_NAMED = ("person", "formation", "claimant")
_SIDES = {"supportedBy": "for", "opposedBy": "against", "setAside": "set aside", "disputedBy": "disputed"}
_RELATIONS = {"rival": "rival", "consequenceOf": "consequence of"}

_LABELS = (
    Column("name", "name in English", of="@en", needed=True),
    Column("name_ru", "name in Russian", of="@ru"),
    Column("name_uk", "name in Ukrainian", of="@uk"),
)
_PERSON = Column("person", "whom it is about", to="persons")
_FORMATION = Column("formation", "the formation it is about, or of the post; the subordinate one", to="formations")
_NOTE = Column("note", "a remark of who wrote it down")


def _days(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(name, f"{what}, as EDTF, as precise as the source is"),
        Column(
            f"{name}_earliest", f"{what}: the earliest day that allows; empty if it is open", "date", f"{name}Earliest"
        ),
        Column(f"{name}_latest", f"{what}: the latest day that allows; empty if it is open", "date", f"{name}Latest"),
    )


_DATES = (
    Column("edtf", "when it held or happened, as EDTF; an empty side is unknown"),
    Column("dated", "false if no claim dates it", "boolean", needed=True),
    Column("earliest_start", "the earliest day on which it may have begun", "date", "earliestStart"),
    Column("latest_start", "the latest day on which it may have begun", "date", "latestStart"),
    Column("earliest_end", "the earliest day on which it may have ended", "date", "earliestEnd"),
    Column("latest_end", "the latest day on which it may have ended", "date", "latestEnd"),
    Column("certain_from", "the first day on which it held for certain; empty if there is none", "date", "certainFrom"),
    Column("certain_until", "the last day on which it held for certain", "date", "certainUntil"),
    Column("evidence_from", "the first day that dated claims speak of", "date", "evidenceFrom"),
    Column("evidence_until", "the last day that dated claims speak of", "date", "evidenceUntil"),
)
_VERDICT = (
    Column(
        "credibility",
        "Admiralty code: 1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged",
        "integer",
        needed=True,
    ),
    Column("contested", "true if a live denial or a rival with evidence contests it", "boolean", needed=True),
    Column("rule", "the rule of the policy that decided", needed=True),
    Column("why", "why it is judged so", needed=True),
    Column("reports", "how many claims assert it", "integer", needed=True),
    Column("origins", "how many independent origins they have", "integer", needed=True),
)


def _facts(name: str, title: str, kind: str, *columns: Column) -> Table:
    known = Column("fact", "id of the fact; its page is /fact/ and the id", of="@id", to="facts", needed=True)
    indexes = tuple(column.name for column in columns if column.to)
    return of_classes(name, title, [kind], (known, *columns, *_DATES, *_VERDICT), indexes)


def _name_rows(thing: Thing) -> Iterator[Row]:
    if thing.kind in _NAMED and thing.graph is None:
        whose = [thing.id if kind == thing.kind else None for kind in _NAMED]
        for name in thing.labels():
            yield [thing.kind, *whose, name.value, name.language, True]
        for name in thing.other_names():
            yield [thing.kind, *whose, name.value, name.language, False]


def _fact_rows(thing: Thing) -> Iterator[Row]:
    if thing.kind == "fact" and thing.graph is None:
        yield [thing.id, thing.id.partition("/")[0], "Fact" in thing.classes, thing.label("en")]


def _fact_claim_rows(thing: Thing) -> Iterator[Row]:
    if "Fact" in thing.classes:
        for name, side in _SIDES.items():
            for claim in thing.all(name):
                yield [thing.id, claim, side]


def _relation_rows(thing: Thing) -> Iterator[Row]:
    if "Fact" in thing.classes:
        for name, relation in _RELATIONS.items():
            for other in thing.all(name):
                yield [thing.id, other, relation]


_VERSION_COLUMNS = (
    Column("version", "id of the version", of="@id", needed=True),
    Column("fact", "the fact that it is a version of", of="versionOf", to="facts", needed=True),
    Column("policy", "the policy that judges so", needed=True),
    Column("known_from", "the first day on which it stood so", "date", "knownFrom", needed=True),
    Column("known_until", "the day on which it no longer did; empty if it still does", "date", "knownUntil"),
    *_DATES,
    *_VERDICT,
)


def _version_rows(thing: Thing) -> Iterator[Row]:
    if "FactVersion" in thing.classes and thing.graph is not None:
        row = [column.cell(thing) for column in _VERSION_COLUMNS]
        row[2] = thing.graph.removeprefix(_HISTORY).removeprefix("/") or DEFAULT_POLICY
        yield row


def _term_rows(thing: Thing) -> Iterator[Row]:
    if not thing.classes.isdisjoint(_TERMS):
        labels = [thing.label(language) for language in ("en", "ru", "uk")]
        yield [thing.kind, thing.id, *labels, thing.first("order"), thing.first("level"), thing.first("natoCode")]


TABLES: tuple[Table, ...] = (
    of_classes(
        "persons",
        "The registered persons",
        ["Person"],
        (
            Column("person", "id of the person", of="@id", needed=True),
            *_LABELS,
            Column("born", "date of birth as EDTF"),
            _NOTE,
        ),
    ),
    of_classes(
        "formations",
        "The registered formations; their superiors are in subordinations",
        ["Formation"],
        (
            Column("formation", "id of the formation", of="@id", needed=True),
            *_LABELS,
            Column("echelon", "echelon, of the scheme echelon in terms", needed=True),
            Column("arm", "what kind of troops it is, of the scheme arm in terms"),
            _NOTE,
        ),
    ),
    of_classes(
        "claimants",
        "Who makes claims",
        ["Claimant"],
        (
            Column("claimant", "id of the claimant", of="@id", needed=True),
            Column("name", "name in English", of="@en", needed=True),
            Column("kind", "kind of claimant, of the scheme claimant-kind in terms", of="claimantKind", needed=True),
            Column("side", "whose word it is: russia, ukraine, west-uk ..., other or none", needed=True),
            Column("authority", "matters that the claimant decides or records by office", of="authorityOver"),
            Column("person", "the person that the claimant is", of="claimantPerson", to="persons"),
        ),
    ),
    Table(
        "names",
        "What persons, formations and claimants are called, in every spelling that is registered",
        (
            Column("kind", "person, formation or claimant", needed=True),
            Column("person", "whose name it is", to="persons"),
            Column("formation", "what it is the name of", to="formations"),
            Column("claimant", "whose name it is", to="claimants"),
            Column("name", "the name as it is written", needed=True),
            Column("language", "its language (BCP 47); empty for other spellings"),
            Column("preferred", "true for the name that pages show", "boolean", needed=True),
        ),
        _name_rows,
        indexes=("name",),
    ),
    of_classes(
        "posts",
        "The posts that claims speak of",
        ["Post"],
        (
            Column("post", "id of the post: formation and role", of="@id", needed=True),
            Column("formation", "the formation", to="formations", needed=True),
            Column("role", "role, of the scheme role in terms", needed=True),
            Column("single_holder", "whether one person holds it at a time", "boolean", "singleHolder", needed=True),
            Column("leads", "whether its holder heads the formation", "boolean", needed=True),
            Column("name", "name in English", of="@en"),
        ),
        indexes=("formation",),
    ),
    of_classes(
        "sources",
        "The pages that claims come from",
        ["Source"],
        (
            Column("source", "id of the source", of="@id", needed=True),
            Column("url", "address of the page"),
            Column("title", "what the page is called", needed=True),
            Column("publisher", "who published it", needed=True),
            Column("published", "when, as EDTF; empty if the page shows no date"),
            Column("published_earliest", "the earliest day that allows", "date", "publishedEarliest"),
            Column("published_latest", "the latest day that allows", "date", "publishedLatest"),
            Column("language", "language of the page (BCP 47)", needed=True),
            Column("accessed", "when it was read", "date", needed=True),
            Column("seen", "how it was read, if not on the page itself"),
            Column("known_from", "the day from which its claims count as known", "date", "knownFrom", needed=True),
            Column("dated", "false if the day of access stands for the publication", "boolean", needed=True),
            Column("derived_from", "the source that it repeats or translates", of="derivedFrom", to="sources"),
        ),
    ),
    of_classes(
        "claims",
        "What one claimant says in one source about one thing; nothing more than that",
        ["Claim"],
        (
            Column("claim", "id of the claim", of="@id", needed=True),
            Column("source", "the page", to="sources", needed=True),
            Column("claimant", "who says so", to="claimants", needed=True),
            Column("stance", "how it is put, of the scheme stance in terms", needed=True),
            Column("denies", "true if the claim denies what it is about", "boolean", needed=True),
            _PERSON,
            _FORMATION,
            Column("role", "the role as the source names it, of the scheme role in terms"),
            Column("post", "the post meant", to="posts"),
            Column("rank", "rank, of the scheme rank in terms"),
            Column("status", "what happened, of the scheme status in terms"),
            Column("superior", "the formation said to be the superior", to="formations"),
            Column("link", "kind of subordination, of the scheme link in terms"),
            *_days("date", "when it was so"),
            *_days("start", "when it began"),
            *_days("end", "when it ended"),
            Column("made", "when the claimant said it, as EDTF, if that is known apart"),
            Column("known_from", "the day from which the claim could be known", "date", "knownFrom", needed=True),
            Column("words", "the source's own wording"),
            _NOTE,
        ),
        indexes=("source", "claimant", "person", "formation"),
    ),
    Table(
        "facts",
        "All facts that any policy makes of the claims",
        (
            Column("fact", "id of the fact", needed=True),
            Column("kind", "tenure, rank, event or subordination", needed=True),
            Column("today", "true if the default policy makes it of what is known today", "boolean", needed=True),
            Column("label", "what it says; reported, if it is not credible", needed=True),
        ),
        _fact_rows,
        ("fact",),
    ),
    _facts(
        "tenures",
        "Who held which post: today's facts",
        "Tenure",
        Column("person", "who", to="persons", needed=True),
        Column("formation", "where", to="formations", needed=True),
        Column("post", "which post", to="posts", needed=True),
        Column("role", "the post's role, of the scheme role in terms", needed=True),
        Column("capacity", "full, acting or both", needed=True),
    ),
    _facts(
        "ranks",
        "Who held which rank: today's facts",
        "RankHolding",
        Column("person", "who", to="persons", needed=True),
        Column("rank", "rank, of the scheme rank in terms", needed=True),
    ),
    _facts(
        "events",
        "What was reported to have happened: today's facts",
        "StatusEvent",
        _PERSON,
        _FORMATION,
        Column("status", "what happened, of the scheme status in terms", needed=True),
    ),
    _facts(
        "subordinations",
        "Which formation was under which: today's facts",
        "Subordination",
        Column("formation", "the subordinate", to="formations", needed=True),
        Column("superior", "the superior", to="formations", needed=True),
        Column("link", "kind of subordination, of the scheme link in terms", needed=True),
    ),
    Table(
        "fact_claims",
        "Which claim stands for or against which of today's facts",
        (
            Column("fact", "the fact", to="facts", needed=True),
            Column("claim", "the claim", to="claims", needed=True),
            Column(
                "side",
                "for, against, set aside (its date does not count), or disputed (kept as another start or end)",
                needed=True,
            ),
        ),
        _fact_claim_rows,
        ("fact", "claim", "side"),
        ("claim",),
    ),
    Table(
        "fact_relations",
        "Which of today's facts contest each other or follow from one another",
        (
            Column("fact", "the fact", to="facts", needed=True),
            Column("other", "the other fact", to="facts", needed=True),
            Column("relation", "rival (both cannot be true), or consequence of (it moved a bound)", needed=True),
        ),
        _relation_rows,
        ("fact", "other", "relation"),
    ),
    Table(
        "versions",
        "Every fact as it stood from one day of knowing to another, as each policy judges",
        _VERSION_COLUMNS,
        _version_rows,
        ("version",),
        ("fact", "known_from"),
    ),
    Table(
        "terms",
        "The vocabulary: what ids of roles, ranks, statuses and the like mean",
        (
            Column(
                "scheme",
                "role, rank, status, echelon, arm, link, stance, claimant-kind, credibility, policy",
                needed=True,
            ),
            Column("term", "id of the term", needed=True),
            *_LABELS,
            Column("position", "place in the scheme's order", "integer"),
            Column("level", "of a rank: higher is senior, 0 has no place", "integer"),
            Column("nato_code", "of a rank: the customary counterpart in STANAG 2116"),
        ),
        _term_rows,
        ("scheme", "term"),
    ),
)
