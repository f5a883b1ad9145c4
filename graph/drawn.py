"""What can be drawn, and the files that a drawing becomes: a page, a still picture, a network.

``Path("page.html").write_bytes(draw_hierarchy(answers, on="2022-02-24").file("html"))``; the same build gives the same
bytes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import networkx as nx

from graph.analysis.command_network import network_of
from graph.analysis.person_network import ego, person_network
from graph.answer import Answers
from graph.drawing import GROUPS, leader_words, picture
from graph.drawing_page import drawing_page
from graph.drawing_words import STATES, as_known, ego_sheet, hierarchy_sheet, period_words, surroundings_sheet
from graph.ego_drawing import PARTS, ego_picture, heading, in_words, relations
from graph.exports.network import write_network_as_gexf, write_network_as_graphml
from graph.fact_view import Object
from graph.hierarchy import ROOT, hierarchy
from graph.outline import nested
from graph.picture import Picture
from graph.surroundings import surroundings, surroundings_picture
from graph.svg import Sheet, svg

ALL = "all"
PICTURES = ("html", "svg")
NETWORKS = ("graphml", "gexf")
FORMATS = PICTURES + NETWORKS
"""Pictures show what there is room for, and the page lists everything; networks hold everything."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with the words around it, the page that shows it with everything as a list, and the network that holds
    everything."""

    picture: Picture
    sheet: Sheet
    page: Callable[[], str]
    network: Callable[[], "nx.MultiDiGraph[str]"]

    def file(self, format: str) -> bytes:
        """The file of one of FORMATS."""
        match format:
            case "html":
                return self.page().encode()
            case "svg":
                return svg(self.picture, self.sheet)
            case "graphml":
                return _written(write_network_as_graphml, self.network())
            case "gexf":
                return _written(write_network_as_gexf, self.network())
        raise ValueError(f"there is no format {format}")


def draw_hierarchy(
    answers: Answers,
    root: str = ROOT,
    on: object = None,
    known: object = None,
    links: str | None = None,
    opened: Iterable[str] = (),
) -> Drawn:
    """The hierarchy below `root` on a day, as known on a day, by these kinds of link, judged as `answers` are.

    `opened` names the formations whose subordinate divisions, brigades and the like are drawn too; "all" means every
    one. Raises ParameterError for a day, formation or kind of link that there is not.
    """
    chosen = [
        one if one == ALL or one in GROUPS else answers.thing("formation", one, "open") for one in dict.fromkeys(opened)
    ]
    answer = hierarchy(answers, root, on, known, links=links, claims=False)
    drawn, hidden = picture(answer, chosen)
    name = answers.names.label(f"formation/{answer['root']}")
    return _formations(answers, answer, drawn, hierarchy_sheet(answers, answer, name, hidden), name)


def draw_formation(
    answers: Answers,
    formation: str,
    on: object = None,
    known: object = None,
    links: str | None = None,
    steps: int = 1,
) -> Drawn:
    """A formation on a day with its superiors up to the top, its subordinates so many steps down, and the other
    superiors that sources give. Raises ParameterError as draw_hierarchy does, and for one that did not exist then."""
    answer = surroundings(answers, formation, on, known, links, steps)
    drawn, hidden = surroundings_picture(answer)
    name = answers.names.label(f"formation/{formation}")
    sheet = surroundings_sheet(answers, answer, name, hidden)
    title = f"{name}, its superiors and subordinates"
    return _formations(answers, answer, drawn, sheet, title, formation=formation, steps=steps)


def draw_person(
    answers: Answers,
    person: str,
    known: object = None,
    between: object = None,
    links: str | None = None,
    radius: int = 1,
) -> Drawn:
    """Under whom, over whom and beside whom a person served, and before and after whom in a post; of all time or of a
    period (EDTF). The network holds those within so many steps, the picture those one step away. Raises ParameterError
    for a person who is unknown or has nobody then, and for a bad day, period or kind of link."""
    person = answers.thing("person", person)
    whole = person_network(answers, known, between, links)
    network = ego(whole, person, radius)
    found = relations(answers, whole, person)
    drawn, left_out = ego_picture(answers, person, found)
    name = answers.names.label(f"person/{person}")
    counts = {PARTS[part].title: len(ones) for part, ones in found.items()}
    missing = {PARTS[part].title: count for part, count in left_out.items()}
    sheet = ego_sheet(answers, whole.graph, name, counts, missing)

    def page() -> str:
        return drawing_page(
            "person.html",
            drawn,
            sheet,
            name=name,
            period=period_words(whole.graph.get("between")),
            as_known=as_known(whole.graph["known"]),
            answers=answers,
            found=found,
            parts=PARTS,
            heading=heading,
            in_words=in_words,
        )

    return Drawn(drawn, sheet, page, lambda: _numbered(network, person))


def _formations(answers: Answers, answer: Object, drawn: Picture, sheet: Sheet, name: str, **about: object) -> Drawn:
    def page() -> str:
        return drawing_page(
            "hierarchy.html",
            drawn,
            sheet,
            name=name,
            as_known=as_known(answer["known"]),
            states=STATES,
            answer=answer,
            tree=nested(answer),
            words=leader_words,
            label=answers.names.label,
        )

    def network() -> "nx.MultiDiGraph[str]":
        made = network_of(answer)
        made.graph.update(about)
        return made

    return Drawn(drawn, sheet, page, network)


def _numbered(network: "nx.MultiDiGraph[str]", person: str) -> "nx.MultiDiGraph[str]":
    """The same network about a person, each edge with its relation as an attribute: what is written as the key of an
    edge has to be its own."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(**{**network.graph, "person": person})
    made.add_nodes_from(sorted(network.nodes(data=True)))
    for one, other, relation, edge in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        made.add_edge(one, other, f"{one} {relation} {other}", relation=relation, **edge)
    return made


def _written(write: Callable[["nx.MultiDiGraph[str]", BinaryIO], None], network: "nx.MultiDiGraph[str]") -> bytes:
    output = BytesIO()
    write(network, output)
    return output.getvalue()
