"""What a dossier of a formation says besides what all dossiers say: its leader, superiors and subordinates on the day,
the line of its leaders, and its structure through time."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.dossier.content import Group
from api.pages.career import to_card
from api.pages.formation import other_posts, structure_drawing, succession_drawing
from api.pages.interface import Interface
from api.pages.lanes import rows_by_fact
from graph.answer import Answers, Moment
from graph.hierarchy import chain
from graph.line_of_holders import succession
from graph.losses import losses
from graph.row import id_of
from graph.structure import structure

Object = dict[str, Any]

_LETTERS = 0.55
"""How many letters fit on a percent of the bar of leaders on A4."""


def formation_parts(ui: Interface, asked: Answers, formation: str, moment: Moment) -> tuple[Object, list[Group]]:
    """The parts of a dossier of a formation, and its facts: holders of its posts, what was above and below it, what
    happened to it, whom it lost."""
    line = succession(asked, formation, known=moment.known)
    around = structure(asked, formation, known=moment.known)
    drawn = [*line["items"], *around["superiors"], *around["subordinates"], *around["events"]]
    rows = rows_by_fact(asked, [fact["id"] for fact in drawn], moment.known)
    kind = asked.formation_row(formation)
    of_day = asked.formation(formation, moment.on, moment.known)
    parts = {
        "echelon": asked.vocabulary.echelons[id_of(kind["echelon"])].labels,
        "arm": asked.vocabulary.arms[id_of(kind["arm"])].labels if "arm" in kind else None,
        "leaders": [
            {**one, "reported": [fact for fact in one["reported"] if _may_have_come(fact, moment)]}
            for one in asked.holders(formation, None, moment.on, moment.known)["items"]
        ],
        "superiors": of_day["superiors"],
        "subordinates": of_day["subordinates"],
        "line": line,
        "succession": succession_drawing(ui, line, rows, to_card, _LETTERS),
        "structure": structure_drawing(ui, around, rows, to_card),
        "chain": chain(asked, formation=formation, on=moment.on, known=moment.known),
        "undated_left_out": of_day["undatedLeftOut"],
    }
    others = [
        Group(ui.name(post["role"]), _whole(asked, post["tenures"], moment))
        for post in other_posts(asked, formation, line["post"]["role"], moment.known)
    ]
    lost = losses(asked, formation, moment.known)["items"]
    groups = [
        Group(ui.name(asked.vocabulary.roles[line["post"]["role"]].labels), line["items"]),
        *others,
        Group(ui.t("formation.superiors"), _whole(asked, around["superiors"], moment)),
        Group(ui.t("formation.subordinates"), _whole(asked, around["subordinates"], moment)),
        Group(ui.t("formation.own-events"), _whole(asked, around["events"], moment)),
        Group(ui.t("formation.losses"), _whole(asked, lost, moment), ui.t("formation.losses-how")),
    ]
    return parts, [group for group in groups if group.facts]


def _may_have_come(event: Mapping[str, Any], moment: Moment) -> bool:
    """True if an event may have happened by the day asked about."""
    return (event["bounds"].get("earliestStart") or "") <= moment.on.isoformat()


def _whole(asked: Answers, facts: Iterable[Mapping[str, Any]], moment: Moment) -> list[Object]:
    """The same facts, in the same order, with their claims."""
    paths = [f"fact/{fact['id']}" for fact in facts]
    found = asked.facts(paths, moment.known)
    return [found[path] for path in paths]
