"""Career paths: which kinds of posts lead to which."""

import networkx as nx

from graph.analysis.sequence import Beginning, followings
from graph.analysis.tenures import Tenure, tenures_of, undated_of
from graph.answer import Answers
from graph.dated_fact import post_records


def career_paths(answers: Answers, known: object = None) -> "nx.DiGraph[str]":
    """The network of kinds of posts, as known on a day: a node such as ``commander, army`` has `role`, `echelon` and
    `people`, how many are dated to such a post; an edge leads from one kind to the kind that came directly after it in
    somebody's career, with `lowest` and `highest`, how many times, and `persons`, the ids joined by "; ".

    A step counts for the lowest if every reading of the claims has the second post begin after the first, and nothing
    between the two; for the highest if some reading has. Posts that begin on the same day are no step. The graph itself
    has `undated`, how many tenures no source dates. Raises ParameterError for a bad day.
    """
    moment = answers.moment(None, known)
    careers: dict[str, list[Tenure]] = {}
    undated = 0
    for record in post_records(answers, moment).values():
        undated += undated_of(record)
        for tenure in tenures_of(answers, record):
            careers.setdefault(tenure.person, []).append(tenure)
    paths: nx.DiGraph[str] = nx.DiGraph(undated=undated, **answers.context(moment))
    people: dict[str, set[str]] = {}
    for person, tenures in careers.items():
        for tenure in tenures:
            kind = f"{tenure.role}, {tenure.echelon}"
            people.setdefault(kind, set()).add(person)
            paths.add_node(kind, role=tenure.role, echelon=tenure.echelon)
        _add_steps(paths, person, tenures)
    for kind, of_kind in people.items():
        paths.nodes[kind]["people"] = len(of_kind)
    for edge in paths.edges.values():
        edge["persons"] = "; ".join(sorted(edge["persons"]))
    return paths


def _add_steps(paths: "nx.DiGraph[str]", person: str, tenures: list[Tenure]) -> None:
    beginnings = [Beginning(one.bounds.earliest_start, one.bounds.latest_start, one.firm) for one in tenures]
    for step in followings(beginnings):
        kinds = [f"{tenures[place].role}, {tenures[place].echelon}" for place in (step.earlier, step.later)]
        if not paths.has_edge(*kinds):
            paths.add_edge(*kinds, lowest=0, highest=0, persons=set())
        edge = paths.edges[kinds[0], kinds[1]]
        edge["lowest"] += step.certain
        edge["highest"] += 1
        edge["persons"].add(person)
