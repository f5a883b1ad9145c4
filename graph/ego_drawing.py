"""Those with whom a person served, drawn: under whom, over whom, beside whom, and before and after whom in a post.

A box is somebody by what they were to the person in the middle, filled by the credibility of that; who was more than
one thing has a box for each. A person with very many has only the surest and longest relations drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import networkx as nx

from graph.answer import Answers
from graph.ego_layout import ABOVE, BELOW, LOWER_LEFT, RIGHT, UPPER_LEFT, Block, Group, around
from graph.picture import BORDERS, Box, Line, Look, Picture, look, short


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody can be to the person in the middle: where they stand, what several and what one is called, and how
    many are drawn at most."""

    place: str
    title: str
    one: str
    most: int

    @property
    def in_time(self) -> bool:
        """True if they stand in order of time alone, not by formation."""
        return self.place in (UPPER_LEFT, LOWER_LEFT)


PARTS = {
    "over": Part(ABOVE, "Superiors", "superior of", 15),
    "under": Part(BELOW, "Subordinates", "subordinate to", 20),
    "beside": Part(RIGHT, "Served beside", "served beside", 8),
    "before": Part(UPPER_LEFT, "Predecessors", "predecessor of", 6),
    "after": Part(LOWER_LEFT, "Successors", "successor of", 6),
}
"""In this order they are told."""
_PARTS_OF = {"served-under": ("over", "under"), "succeeded": ("before", "after"), "served-with": ("beside", "beside")}


@dataclass(frozen=True, slots=True)
class Relation:
    """What somebody was to the person in the middle: `held` is certain, contested or possible, `formations` are ids,
    the highest echelon first; `edge` has the attributes of an edge of graph.analysis.person_network."""

    part: str
    person: str
    name: str
    held: str
    formations: Sequence[str]
    edge: Mapping[str, Any]

    @property
    def box(self) -> str:
        """The id of its box."""
        return f"{self.part}/{self.person}"


def relations(answers: Answers, network: "nx.MultiDiGraph[str]", person: str) -> dict[str, list[Relation]]:
    """What everybody was to a person in a network of persons, by PARTS, in order of time."""
    heights = answers.heights()
    found: dict[str, list[Relation]] = {part: [] for part in PARTS}
    edges = [(other, 0, key, edge) for _, other, key, edge in network.out_edges(person, keys=True, data=True)]
    edges += [(other, 1, key, edge) for other, _, key, edge in network.in_edges(person, keys=True, data=True)]
    for other, direction, key, edge in edges:
        formations = sorted(edge["formations"].split("; "), key=lambda one: (heights[f"formation/{one}"], one))
        part = _PARTS_OF[key][direction]
        held = "contested" if edge["contested"] else edge["held"]
        found[part].append(Relation(part, other, network.nodes[other]["label"], held, formations, edge))
    for ones in found.values():
        ones.sort(key=lambda one: (one.edge.get("first", ""), one.edge.get("last", "9"), one.person))
    return found


def ego_picture(
    answers: Answers, person: str, found: Mapping[str, Sequence[Relation]]
) -> tuple[Picture, dict[str, int]]:
    """The relations of a person as boxes and lines, and how many of each part are not drawn."""
    drawn = {part: _surest(ones, PARTS[part].most) for part, ones in found.items()}
    groups = {PARTS[part].place: _group(answers, ones, len(found[part])) for part, ones in drawn.items() if ones}
    layout = around(groups)
    name = answers.names.label(f"person/{person}")
    middle = Look("#ffffff", BORDERS["certain"], BORDERS["certain"], 3)
    boxes, lines = [Box(person, (short(name, 23),), name, 0, 0, middle)], []
    for one in (one for ones in drawn.values() for one in ones):
        x, y = layout.places[one.box]
        in_full = "\n".join([f"{one.name}: {heading(one, name)}", *in_words(answers, one, name)])
        boxes.append(Box(one.box, _lines(answers, one), in_full, x, y, look(one.held, one.edge["credibility"])))
        lines.append(Line(one.box, layout.lines[one.box], one.held))
    left_out = {part: len(found[part]) - len(ones) for part, ones in drawn.items()}
    return Picture(boxes, lines, layout.captions, person), left_out


def heading(one: Relation, name: str) -> str:
    """What somebody was to the person of this name, and how far that is so."""
    return f"{PARTS[one.part].one} {name}, {one.held}, credibility {one.edge['credibility']}"


def in_words(answers: Answers, one: Relation, name: str) -> list[str]:
    """When that may have been so, and in which formations, in sentences."""
    edge = one.edge
    first, last = edge.get("first"), edge.get("last")
    days = " ".join([*([f"from {first}"] if first else []), *([f"to {last}"] if last else [])]) or "at any time"
    if one.part in ("before", "after"):
        later = name if one.part == "before" else one.name
        when = f"on {first}" if first and first == last else f"on a day {days}"
        sentences = [f"{'' if one.held == 'certain' else 'If so, '}{later} began {when}."]
    else:
        most = f"at most {edge['days_highest']}" if "days_highest" in edge else "any number"
        sentences = [f"Possible {days}: certain on at least {edge.get('days_lowest', 0)} days, possible on {most}."]
    formations = ", ".join(answers.names.label(f"formation/{formation}") for formation in one.formations)
    return [*sentences, f"In: {formations}."]


def _surest(ones: Sequence[Relation], most: int) -> list[Relation]:
    """The surest relations and, of equally sure ones, the longest, in the order in which they are given."""

    def rank(one: Relation) -> tuple[bool, bool, int, int, float, str]:
        edge = one.edge
        longest = edge.get("days_highest", inf)
        sure = edge["held"] != "certain", edge["contested"], edge["credibility"]
        return *sure, -edge.get("days_lowest", 0), -longest, one.person

    chosen = {one.box for one in sorted(ones, key=rank)[:most]}
    return [one for one in ones if one.box in chosen]


def _group(answers: Answers, ones: Iterable[Relation], total: int) -> Group:
    """Relations by the highest formation of each, the formation that comes first in time before others; who came before
    or after somebody stands in order of time alone."""
    blocks: dict[str, list[str]] = {}
    for one in ones:
        part = PARTS[one.part]
        blocks.setdefault("" if part.in_time else one.formations[0], []).append(one.box)
    drawn = sum(map(len, blocks.values()))
    count = f"{drawn} of {total}" if drawn < total else str(total)
    headings = {one: short(answers.names.label(f"formation/{one}"), 28) if one else "" for one in blocks}
    return Group(f"{part.title}: {count}", [Block(headings[one], boxes) for one, boxes in blocks.items()])


def _lines(answers: Answers, one: Relation) -> tuple[str, ...]:
    """Name, time with verdict, and the lowest of the formations if it is not the one under which it stands."""
    others = one.formations if PARTS[one.part].in_time else one.formations[1:]
    mark = {"certain": "", "contested": "! ", "possible": "? "}[one.held]
    words = f"{mark}{_months(one.edge.get('first'), one.edge.get('last'))} [{one.edge['credibility']}]"
    lines = [short(one.name, 23), words]
    if others:
        more = f" +{len(others) - 1}" if len(others) > 1 else ""
        lines.append(short(answers.names.label(f"formation/{others[-1]}"), 21 - len(more)) + more)
    return tuple(lines)


def _months(first: str | None, last: str | None) -> str:
    match first and first[:7], last and last[:7]:
        case None, None:
            return "undated"
        case None, end:
            return f"until {end}"
        case start, None:
            return f"from {start}"
        case start, end if start == end:
            return str(start)
        case start, end:
            return f"{start}–{end}"
    raise AssertionError("every case is above")
