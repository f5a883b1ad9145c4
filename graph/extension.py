"""Values of properties of persons and formations on a day or in a period, for tables that are filled from the graph.

A property that depends on the time has one value for each fact that allows it, the certain first, and each value says
how it was held. "Who commanded A on day B" is the property ``leader`` of formation A on B. The rule is that of
graph/fact_list.py: over a period, certain is what certainly held on a day of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from graph.answer import Answers
from graph.edtf import Days
from graph.fact_list import When, facts_known, facts_listing
from graph.labels import CREDIBLE
from graph.listing import Row
from graph.policy import CREDIBILITY

CERTAINTIES = ("possible", "certain")
"""What can be asked for: all that is possible, or only what is certain."""

_ORDER = {"certain": 0, "contested": 1, "possible": 2}


@dataclass(frozen=True, slots=True)
class Found:
    """A value: the `path` of a thing, or a `text`; how it was held and by which fact, if it depends on the time."""

    path: str | None = None
    text: str | None = None
    held: str | None = None
    fact: str | None = None
    credibility: int | None = None
    attested: bool = False

    @property
    def certainty(self) -> str | None:
        """How sure the value is, in words: held, whether dated claims span the time, and how far the fact can be
        believed; None if no fact is behind it."""
        if self.held is None or self.credibility is None:
            return None
        around = ", attested around it" if self.attested and self.held == "possible" else ""
        return f"{self.held}{around}; credibility {self.credibility}: {CREDIBILITY[self.credibility]}"


class Extension:
    """Finds the values of properties, as known on a day.

    `certain_only` leaves out what is only possible or contested; `role` is the one that the property ``holder`` asks
    for, by default the one that leads. Raises ParameterError for a role that there is not.
    """

    def __init__(self, answers: Answers, known: date, *, certain_only: bool = False, role: str | None = None) -> None:
        self._answers = answers
        self._known = known
        self._certain_only = certain_only
        self._role = answers.thing("role", role) if role is not None else None
        self._held: dict[tuple[str, Days, str], list[Row]] = {}
        self._leading: dict[str, str] = {}

    def values(self, asked: "Property", slug: str, when: Days) -> list[Found]:
        """The values of a property of the thing `slug` in some days, the surest first (events in order of time), each
        once; none of an unknown thing, and none of days that are after the day of knowing."""
        if not self._answers.names.knows(asked.kind, slug) or (asked.dated and when.earliest > self._known):
            return []
        once: dict[tuple[str | None, str | None], Found] = {}
        for one in asked.find(self, slug, when):
            if one.held in (None, "certain") or not self._certain_only:
                once.setdefault((one.path, one.text), one)
        return list(once.values())

    # -- of persons

    def rank(self, person: str, when: Days) -> list[Found]:
        """The ranks."""
        return [_found(row, "rank") for row in self._of(f"person/{person}", when, "rank")]

    def post(self, person: str, when: Days) -> list[Found]:
        """The posts, in words."""
        label = self._answers.names.label
        return [_found(row, None, label(str(row["post"]))) for row in self._of(f"person/{person}", when, "tenure")]

    def formation(self, person: str, when: Days) -> list[Found]:
        """The formations of the posts."""
        return [_found(row, "formation") for row in self._of(f"person/{person}", when, "tenure")]

    def role(self, person: str, when: Days) -> list[Found]:
        """The roles of the posts."""
        return [_found(row, "role") for row in self._of(f"person/{person}", when, "tenure")]

    def superior_officer(self, person: str, when: Days) -> list[Found]:
        """Who led the formations of the posts; above a leader, who led the superior formation."""
        found: list[Found] = []
        for row in self._of(f"person/{person}", when, "tenure"):
            formation = _slug(row["formation"])
            leads = self._answers.vocabulary.roles[_slug(row["role"])].leads
            above = self.superior_leader(formation, when) if leads else self.leader(formation, when)
            found += [_weakened(one, str(row["held"])) for one in above if one.path != f"person/{person}"]
        return found

    def fate(self, person: str, when: Days) -> list[Found]:
        """What is said to have happened by the end of the time; a report is told as one."""
        rows = facts_known(self._answers, self._known)
        events = [row for row in rows if row.get("person") == f"person/{person}" and "status" in row]
        past = [row for row in events if str(row.get("possibleFrom", "")) <= when.latest.isoformat()]
        return [self._event(row) for row in sorted(past, key=lambda row: str(row.get("possibleUntil", "")))]

    def _event(self, row: Row) -> Found:
        label, contested = self._answers.names.label, bool(row["contested"])
        credible = int(row["credibility"]) <= CREDIBLE
        said = label(str(row["status"])) + (f", {label(str(row['formation']))}" if "formation" in row else "")
        told = f"{'' if credible else 'reported: '}{said}, {row.get('edtf') or 'undated'}"
        held = "contested" if contested else "certain" if credible and "edtf" in row else "possible"
        return _found({**row, "held": held}, None, told + (" (contested)" if contested else ""))

    # -- of formations

    def leader(self, formation: str, when: Days) -> list[Found]:
        """Who led the formation."""
        if formation not in self._leading:
            self._leading[formation] = self._answers.leading_role(formation)
        return self._holders(formation, self._leading[formation], when)

    def holder(self, formation: str, when: Days) -> list[Found]:
        """Who held the post of the role asked for."""
        if self._role is None:
            return self.leader(formation, when)
        return self._holders(formation, self._answers.role(self._role, formation), when)

    def _holders(self, formation: str, role: str, when: Days) -> list[Found]:
        rows = self._of(f"formation/{formation}", when, "tenure")
        return [_found(row, "person") for row in rows if row["role"] == f"role/{role}"]

    def superior(self, formation: str, when: Days) -> list[Found]:
        """The superior formations, the organic ones first; undated statements where there is no dated one."""
        rows = self._of(f"formation/{formation}", when, "subordination")
        if not rows:
            table = self._answers.table("undated-subordinations", known=self._known)
            rows = [row for row in table if row["formation"] == f"formation/{formation}"]
        return [_found(row, "superior") for row in sorted(rows, key=lambda row: row["link"] != "link/organic")]

    def superior_leader(self, formation: str, when: Days) -> list[Found]:
        """Who led the superior formations."""
        above = self.superior(formation, when)
        leaders = ((one, self.leader(_slug(one.path), when)) for one in above)
        return [_weakened(found, one.held or "possible") for one, all_found in leaders for found in all_found]

    def echelon(self, formation: str, when: Days) -> list[Found]:
        """The echelon."""
        rows = self._answers.table("formations")
        return [Found(path=str(row["echelon"])) for row in rows if row["formation"] == f"formation/{formation}"]

    # -- of both

    def name(self, path: str, language: str) -> list[Found]:
        """The registered name in a language."""
        name = self._answers.names.labels[path].get(language)
        return [Found(text=name)] if name is not None else []

    def _of(self, thing: str, when: Days, kind: str) -> list[Row]:
        """The facts of a kind about a thing that held in some days, with `held` as in those days and whether they are
        `attested` around them; the surest first."""
        key = thing, when, kind
        if key not in self._held:
            name, _, slug = thing.partition("/")
            found = facts_listing(self._answers, When(when, self._known), kind, {name: slug})
            self._held[key] = list(found.rows)
        own = self._held[key]
        rows = [{**row, "attested": _is_attested(row, when)} for row in own]
        return sorted(rows, key=lambda row: (_ORDER[row["held"]], not row["attested"], int(row["credibility"])))


def _is_attested(row: Row, when: Days) -> bool:
    """True if the days between the first and the last dated claim meet the time."""
    first, last = row.get("evidenceFrom"), row.get("evidenceUntil")
    return first is not None and str(first) <= when.latest.isoformat() and str(last) >= when.earliest.isoformat()


def _found(row: Row, column: str | None, text: str | None = None) -> Found:
    """A row as a value: the thing in a column, or a text."""
    path = str(row[column]) if column is not None else None
    attested = bool(row.get("attested"))
    return Found(path, text, str(row["held"]), _slug(row["fact"]), int(row["credibility"]), attested)


def _weakened(found: Found, step: str) -> Found:
    """A value that hangs on another step: no surer than that."""
    held = max(found.held or step, step, key=lambda one: _ORDER[one])
    return replace(found, held=held)


def _slug(path: object) -> str:
    return str(path).partition("/")[2]


def _name_in(kind: str, language: str) -> Callable[[Extension, str, Days], list[Found]]:
    def find(extension: Extension, slug: str, when: Days) -> list[Found]:
        return extension.name(f"{kind}/{slug}", language)

    return find


@dataclass(frozen=True, slots=True)
class Property:
    """A property of things of one `kind`. Its values are things of the kind `gives`, or texts if that is None. `dated`:
    they depend on the time."""

    id: str
    kind: str
    name: str
    about: str
    gives: str | None
    dated: bool
    find: Callable[[Extension, str, Days], list[Found]]


def _names(kind: str) -> Iterable[Property]:
    for code, language in (("en", "English"), ("ru", "Russian"), ("uk", "Ukrainian")):
        about = f"The registered name in {language}"
        yield Property(f"name-{code}", kind, f"Name in {language}", about, None, False, _name_in(kind, code))


_OFFICER = "Who led the formation of the person's post; above its leader, who led the superior formation"

PROPERTIES: tuple[Property, ...] = (
    Property("rank", "person", "Rank", "The rank", "rank", True, Extension.rank),
    Property("post", "person", "Post", "The posts, in words", None, True, Extension.post),
    Property("formation", "person", "Formation", "The formations of the posts", "formation", True, Extension.formation),
    Property("role", "person", "Role", "The roles of the posts", "role", True, Extension.role),
    Property("superior-officer", "person", "Superior officer", _OFFICER, "person", True, Extension.superior_officer),
    Property("fate", "person", "What happened", "Events so far, reports as reports", None, True, Extension.fate),
    Property("leader", "formation", "Leader", "Who led the formation", "person", True, Extension.leader),
    Property(
        "holder", "formation", "Holder", "Who held the post of the role in settings", "person", True, Extension.holder
    ),
    Property("superior", "formation", "Superior", "The superior formation", "formation", True, Extension.superior),
    Property(
        "superior-leader",
        "formation",
        "Superior's leader",
        "Who led the superior formation",
        "person",
        True,
        Extension.superior_leader,
    ),
    Property("echelon", "formation", "Echelon", "What kind of formation it is", "echelon", False, Extension.echelon),
    *_names("person"),
    *_names("formation"),
)
"""The properties that can be asked for. A property of persons and one of formations may have the same id."""


def property_of(kind: str, name: str) -> Property | None:
    """The property of things of a kind with this id; None if there is none."""
    return next((one for one in PROPERTIES if one.kind == kind and one.id == name), None)
