"""What the page of a formation shows: where it stood on a day and who led it, then its leaders one after the other, its
other posts, what was above and below it through time, and whom it lost."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.pages.career import Fact, bars, marks
from api.pages.fact_words import kind_words
from api.pages.interface import Interface
from api.pages.lanes import Axis, Piece, Row, axis_of, core, rows_by_fact
from api.pages.person import other_names
from graph.answer import Answers
from graph.fact_list import facts_known
from graph.hierarchy import chain
from graph.line_of_holders import succession
from graph.losses import losses
from graph.names import surname
from graph.row import id_of
from graph.structure import structure
from ontology import DEFAULT_POLICY

Object = dict[str, Any]

_LETTERS = 1.25
"""How many letters fit on a percent of the bar on a wide screen; on a narrow one nothing is written on it."""
_GAPS = frozenset({"vacant", "unknown"})


def formation_view(ui: Interface, asked: Answers, formation: str, on: str | None, known: str | None) -> Object:
    """All that the page of a formation shows of a day, as known on a day. Raises ParameterError for a bad day."""
    moment = asked.moment(on, known)
    up = chain(asked, formation=formation, on=moment.on, known=moment.known)
    line = succession(asked, formation, known=moment.known, claims=False)
    around = structure(asked, formation, known=moment.known)
    policy = asked.policy if asked.policy != DEFAULT_POLICY else None

    def to_fact(fact: Fact) -> str:
        return ui.to(f"/fact/{fact['id']}", known=known, policy=policy)

    ids = [fact["id"] for fact in [*line["items"], *around["superiors"], *around["subordinates"], *around["events"]]]
    rows = rows_by_fact(asked, ids, moment.known)
    kind = asked.formation_row(formation)
    return {
        "formation": around["formation"],
        "other_names": other_names(ui, asked, f"formation/{formation}"),
        "echelon": asked.vocabulary.echelons[id_of(kind["echelon"])].labels,
        "arm": asked.vocabulary.arms[id_of(kind["arm"])].labels if "arm" in kind else None,
        "answer": asked.context(moment),
        "chain": up,
        "line": line,
        "now": next((span for span in line["spans"] if _lies_in(moment.on, span)), None),
        "tenures": {fact["id"]: fact for fact in line["items"]},
        "succession": succession_drawing(ui, line, rows, to_fact),
        "posts": other_posts(asked, formation, line["post"]["role"], moment.known),
        "structure": structure_drawing(ui, around, rows, to_fact),
        "undated_structure": [
            fact for side in ("superiors", "subordinates") for fact in around[side] if not fact["bounds"]
        ],
        "losses": losses(asked, formation, moment.known)["items"],
    }


def _lies_in(day: date, span: Mapping[str, Any]) -> bool:
    since, until = span["from"], span["until"]
    return (since is None or since <= day.isoformat()) and (until is None or day.isoformat() <= until)


def succession_drawing(
    ui: Interface, line: Object, rows: Mapping[str, Row], to_fact: Any, letters: float = _LETTERS
) -> Object | None:
    """The axis, the spans as segments of one bar, and a lane for each holder; None if nobody is dated. So many
    `letters` fit on a percent of the bar."""
    axis = _axis(line["items"], rows)
    if axis is None:
        return None
    segments = []
    for number, span in enumerate(line["spans"]):
        start = axis.at(date.fromisoformat(span["from"])) if span["from"] else 0.0
        end = axis.at(date.fromisoformat(span["until"])) if span["until"] else 100.0
        if end > start or 0 < start < 100:
            piece = Piece(start, round(max(end - start, 0.3), 2), span["state"])
            words = _segment_words(ui, span)
            written = (
                words if len(words) <= piece.width * letters else "?" if words[0] == "?" and piece.width > 2 else ""
            )
            segments.append({"number": number, "piece": piece, "words": words, "written": written, "span": span})
    holders: dict[str, list[Fact]] = {}
    for fact in line["items"]:
        if fact["id"] in rows and core(rows[fact["id"]]) is not None:
            holders.setdefault(fact["person"]["id"], []).append(fact)
    lanes = [
        {"words": ui.name(own[0]["person"]), "marks": [], "bars": bars(ui, axis, own, rows, to_fact)}
        for own in holders.values()
    ]
    return {"axis": axis, "segments": segments, "lanes": lanes}


def _segment_words(ui: Interface, span: Mapping[str, Any]) -> str:
    """Who held the post, as short as can be: surnames, with "?" before those who are only possible."""
    if span["state"] in _GAPS:
        return ui.t(f"formation.state-{span['state']}")
    best = next(
        way for way in ("certain", "contested", "possible") if any(one["held"] == way for one in span["holders"])
    )
    names = [surname(ui.name(one["person"])) for one in span["holders"] if one["held"] == best]
    return {"certain": "", "contested": "! ", "possible": "? "}[best] + " / ".join(names)


def _axis(facts: Sequence[Fact], rows: Mapping[str, Row]) -> Axis | None:
    return axis_of(days for fact in facts if fact["id"] in rows and (days := core(rows[fact["id"]])) is not None)


def structure_drawing(ui: Interface, around: Object, rows: Mapping[str, Row], to_fact: Any) -> Object | None:
    """The axis and the lanes of superiors, of subordinates, and of what happened to the formation itself."""
    axis = _axis([*around["superiors"], *around["subordinates"], *around["events"]], rows)
    if axis is None:
        return None
    groups = []
    for side, other in (("superiors", "superior"), ("subordinates", "formation")):
        lanes: dict[tuple[str, str], list[Fact]] = {}
        for fact in around[side]:
            if fact["bounds"]:
                lanes.setdefault((fact[other]["id"], fact["link"]["id"]), []).append(fact)
        drawn = [
            {
                "words": f"{ui.name(own[0][other])} ({ui.name(own[0]['link']['labels'])})",
                "marks": [],
                "bars": bars(ui, axis, own, rows, to_fact),
            }
            for own in lanes.values()
        ]
        groups.append({"title": ui.t(f"formation.{side}"), "lanes": drawn})
    happened = [
        {"words": kind_words(ui, fact), "marks": marks(ui, axis, [fact], rows, to_fact), "bars": []}
        for fact in around["events"]
    ]
    groups.append({"title": ui.t("formation.own-events"), "lanes": [lane for lane in happened if lane["marks"]]})
    return {"axis": axis, "groups": groups}


def other_posts(asked: Answers, formation: str, leading: str, known: date) -> list[Object]:
    """The posts besides the leading one of which sources name holders, each with its tenures in order of time."""
    found: dict[str, list[str]] = {}
    for row in facts_known(asked, known):
        if row.get("formation") == f"formation/{formation}" and "post" in row and row["role"] != f"role/{leading}":
            found.setdefault(str(row["role"]), []).append(str(row["fact"]))
    shown = asked.facts((one for facts in found.values() for one in facts), known, claims=False)
    order = list(asked.vocabulary.roles)
    return [
        {
            "role": asked.vocabulary.roles[id_of(role)].labels,
            "tenures": sorted((shown[one] for one in facts), key=_by_start),
        }
        for role, facts in sorted(found.items(), key=lambda one: order.index(id_of(one[0])))
    ]


def _by_start(fact: Fact) -> tuple[str, str]:
    bounds = fact["bounds"] or {}
    return bounds.get("latestStart") or bounds.get("earliestEnd") or "9999", fact["id"]
