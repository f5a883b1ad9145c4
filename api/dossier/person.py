"""What a dossier of a person says besides what all dossiers say: where they stood on the day, and the career."""

from typing import Any

from api.dossier.content import Group
from api.pages.career import career
from api.pages.interface import Interface
from api.pages.lanes import rows_by_fact
from api.pages.person import born
from graph.answer import Answers, Moment
from graph.assignment import assignment
from graph.hierarchy import chain
from graph.standing import IN_POST

Object = dict[str, Any]


def person_parts(ui: Interface, asked: Answers, person: str, moment: Moment) -> tuple[Object, list[Group]]:
    """The parts of a dossier of a person, and its facts, in order of time."""
    line = asked.timeline(person, moment.known)
    facts = line["items"]
    stood = assignment(asked, person, moment.on, moment.known)
    parts = {
        "born": born(asked, person),
        "stood": stood,
        "conditions": [one for one in stood["conditions"] if one["id"] != IN_POST],
        "drawing": career(ui, facts, rows_by_fact(asked, [fact["id"] for fact in facts], moment.known)),
        "chain": chain(asked, person=person, on=moment.on, known=moment.known),
        "undated_left_out": line["undatedLeftOut"],
    }
    return parts, [Group("", facts)] if facts else []
