"""The networks of persons and of formations: what answers for single persons and days say, and all readings."""

from collections.abc import Iterator
from itertools import product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.career_paths import career_paths
from graph.analysis.command_network import chain_of_command, command_network
from graph.analysis.command_structure import commands
from graph.analysis.person_network import ego, person_network
from graph.analysis.tenures import IMPROBABLE, may_have_been
from graph.answer import Answers
from graph.claim import Claim, Kind
from graph.dated_fact import post_records
from graph.hierarchy import hierarchy
from graph.question import ParameterError
from graph.service_together import served_under, served_with
from tests.analysis.readings import dated, lines, readings
from tests.history.chronicle import answers_from
from tests.resolver.army import PEOPLE, claim

A, B, C = PEOPLE


def post(number: int, person: str, role: str, formation: str, start: str, end: str) -> Claim:
    return claim(
        number, Kind.POST, role, person=person, formation=formation, start=start, end=end, by="russian-official"
    )


def step(number: int, child: str, above: str) -> Claim:
    return claim(
        number, Kind.SUBORDINATION, above, person=None, formation=child, link="organic", start="2020", end="2021"
    )


ARMY = [
    post(1, A, "commander", "district", "2020-01-01", "2020-12-31"),
    post(2, B, "commander", "1-caa", "2020-03-01", "2020-03-10"),
    post(3, C, "deputy-commander", "1-caa", "2020-03-05", "2020-03-20"),
    post(4, C, "commander", "1-caa", "2020-04-01", "2020-05-01"),
    step(5, "1-caa", "district"),
]


def test_a_small_army_has_these_edges() -> None:
    network = person_network(answers_from(ARMY))
    found = {(one, other, kind): edge for one, other, kind, edge in network.edges(keys=True, data=True)}
    assert set(found) == {
        (B, A, "served-under"),
        (C, A, "served-under"),
        (C, B, "served-under"),
        (C, B, "succeeded"),
    }
    # The year of the subordination is told, not its days: no day of it is certain.
    assert (found[B, A, "served-under"]["days_lowest"], found[B, A, "served-under"]["days_highest"]) == (0, 10)
    assert (found[C, B, "served-under"]["days_lowest"], found[C, B, "served-under"]["days_highest"]) == (6, 6)
    assert found[C, B, "served-under"]["held"] == found[C, B, "succeeded"]["held"] == "certain"
    assert found[C, B, "served-under"]["formations"] == "1-caa"
    assert network.graph["policy"] == "default"


def test_a_period_leaves_its_part() -> None:
    answers = answers_from(ARMY)
    march = person_network(answers, between="2020-03-01/2020-03-06")
    assert {kind for _, _, kind in march.edges(keys=True)} == {"served-under"}
    assert march.edges[C, B, "served-under"]["days_highest"] == 2
    assert len(person_network(answers, between="1990")) == 0


def test_an_ego_network_is_what_lies_around_one() -> None:
    network = person_network(
        answers_from([*ARMY, post(9, PEOPLE[0], "commander", "fleet", "2019-01-01", "2019-02-01")])
    )
    assert set(ego(network, B)) == {A, B, C}
    with pytest.raises(ParameterError, match="served with nobody") as found:
        ego(network, "nobody")
    assert found.value.parameter == "person"


@pytest.mark.parametrize("person", ["alexander-dvornikov", "mikhail-teplinsky", "viktor-sokolov"])
def test_service_is_what_answers_for_one_person_say(answers: Answers, person: str) -> None:
    """The network and the answers about one person are two pieces of code; they agree in days and in certainty."""
    network = person_network(answers)
    records = post_records(answers, answers.moment())
    refuted = {one.id for record in records.values() for one in record.tenures if not may_have_been(one)}
    leads = {one.id for record in records.values() if record.leads for one in record.tenures}
    expected: dict[tuple[str, str, str], set[bool]] = {}
    for answer, kinds in ((served_under(answers, person, depth=1), ("under",)), (served_with(answers, person), ())):
        for item in answer["items"]:
            other = item["person"]["id"]
            for way in item["ways"]:
                steps = [step["credibility"]["code"] for step in way["steps"]]
                if {way["own"]["id"], way["other"]["id"]} & refuted or IMPROBABLE in steps:
                    continue
                if len(way["steps"]) == 1 and way["other"]["id"] not in leads:
                    continue
                pairs = {
                    "under": (other, person, "served-under"),
                    "over": (person, other, "served-under"),
                    "beside": (min(person, other), max(person, other), "served-with"),
                }
                if not kinds or way["relation"] in kinds:
                    expected.setdefault(pairs[way["relation"]], set()).add(bool(way["certain"]))
    found = {
        (one, other, kind): edge["held"] == "certain"
        for one, other, kind, edge in network.edges(keys=True, data=True)
        if kind != "succeeded"
        and (other == person or (one == person and (one, other, kind) in expected) or kind == "served-with")
        and person in (one, other)
    }
    assert found.keys() == expected.keys()
    assert found == {pair: any(certain) for pair, certain in expected.items()}


@given(lines())
@settings(max_examples=20)
def test_successions_are_those_of_all_readings(claims: list[Claim]) -> None:
    answers = answers_from(claims)
    tenures = dated(answers)
    seen: list[set[tuple[str, str]]] = []
    for reading in readings(tenures):
        spans = [(span, one.person) for one, span in zip(tenures, reading, strict=True) if span is not None]
        pairs = {
            (later[1], earlier[1])
            for earlier, later in product(spans, repeat=2)
            if earlier[0][0] < later[0][0] and not any(earlier[0][0] < third[0][0] < later[0][0] for third in spans)
        }
        seen.append(pairs)
    network = person_network(answers)
    found = {(one, other): edge["held"] for one, other, edge in network.edges(data=True)}
    assert set(found) <= set.union(*seen)
    assert {pair for pair, held in found.items() if held == "certain"} == set.intersection(*seen) & set(found)


def test_careers_lead_from_post_to_post() -> None:
    paths = career_paths(
        answers_from(
            [
                post(1, A, "deputy-commander", "1-caa", "2018-01-01", "2018-12-31"),
                post(2, A, "commander", "1-caa", "2019-01-01", "2019-12-31"),
                post(3, B, "deputy-commander", "2-caa", "2018", "2018"),
                post(4, B, "commander", "2-caa", "2018", "2019"),
            ]
        )
    )
    edge = paths.edges["deputy-commander, army", "commander, army"]
    assert (edge["lowest"], edge["highest"], edge["persons"]) == (1, 2, f"{A}; {B}")
    back = paths.edges["commander, army", "deputy-commander, army"]
    assert (back["lowest"], back["highest"], back["persons"]) == (0, 1, B)
    assert paths.nodes["commander, army"]["people"] == 2


def made(edges: list[tuple[str, str, str]]) -> "nx.MultiDiGraph[str]":
    """A network of formations below a root, with how each subordination is held."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(root="a")
    network.add_nodes_from("abcde", label="", echelon="army")
    for number, (one, other, held) in enumerate(edges):
        network.add_edge(one, other, str(number), held=held, preferred=True)
    return network


def test_whose_loss_cuts_off_what() -> None:
    found = {
        one.formation: one
        for one in commands(
            made([("a", "b", "certain"), ("b", "c", "certain"), ("c", "d", "certain"), ("a", "d", "possible")])
        )
    }
    assert (found["b"].cut_off.lowest, found["b"].cut_off.highest) == (1, 2)
    assert found["b"].surely_cut_off == ("c",)
    assert (found["a"].below.lowest, found["a"].closeness.lowest) == (3, round(1 + 1 / 2 + 1 / 3, 6))
    assert (found["a"].direct.lowest, found["a"].direct.highest) == (1, 2)
    assert (found["e"].below.highest, found["e"].cut_off.highest) == (0, 0)


edges = st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), st.sampled_from(["certain", "possible"]))


def networks(drawn: list[tuple[str, str, str]]) -> Iterator["nx.DiGraph[str]"]:
    """Every reading of a network: all that is certain, and some of what is possible."""
    for chosen in product((True, False), repeat=len(drawn)):
        reading: nx.DiGraph[str] = nx.DiGraph()
        reading.add_nodes_from("abcde")
        reading.add_edges_from(
            (one, other) for (one, other, held), kept in zip(drawn, chosen, strict=True) if kept or held == "certain"
        )
        yield reading


@given(st.lists(edges.filter(lambda edge: edge[0] < edge[1]), max_size=6, unique_by=lambda edge: edge[:2]))
def test_the_structure_bounds_all_readings(drawn: list[tuple[str, str, str]]) -> None:
    found = {one.formation: one for one in commands(made(drawn))}
    seen: dict[str, dict[str, list[float]]] = {one: {} for one in "abcde"}
    cuts: dict[str, list[set[str]]] = {one: [] for one in "abcde"}
    for reading in networks(drawn):
        for one in "abcde":
            depths = [depth for depth in nx.single_source_shortest_path_length(reading, one).values() if depth]
            before = nx.descendants(reading, "a")
            after = nx.descendants(reading.subgraph(set(reading) - {one}), "a") if one != "a" else set()
            cuts[one].append(before - after - {one})
            for name, value in (
                ("direct", reading.out_degree(one)),
                ("below", len(depths)),
                ("closeness", round(sum(1 / depth for depth in depths), 6)),
            ):
                seen[one].setdefault(name, []).append(value)
    for one, figures in seen.items():
        for name, values in figures.items():
            figure = getattr(found[one], name)
            assert (figure.lowest, figure.highest) == (min(values), max(values)), name
        assert set(found[one].surely_cut_off) == set.intersection(*cuts[one])
        assert (found[one].cut_off.lowest or 0) <= min(map(len, cuts[one]))
        assert len(set.union(*cuts[one])) <= (found[one].cut_off.highest or 0)


def test_the_network_of_a_day_is_the_hierarchy(answers: Answers) -> None:
    network = command_network(answers, "2023-07-10")
    found = hierarchy(answers, on="2023-07-10", claims=False)
    assert set(network) == {node["formation"]["id"] for node in found["nodes"]}
    chain = chain_of_command(network)
    above = {node["formation"]["id"]: node["superior"] for node in found["nodes"]}
    assert {other: one for one, other in chain.edges} == {
        one: superior for one, superior in above.items() if superior in network
    }
    army = network.nodes["58-caa"]
    assert (army["echelon"], army["leader_held"]) == ("army", "possible")
    mod = next(one for one in commands(network) if one.formation == "mod")
    assert mod.below.highest == len(nx.descendants(network, "mod"))


def test_a_day_before_any_data(answers: Answers) -> None:
    """What no source dates stands in, as in the hierarchy; nothing is certain."""
    network = command_network(answers, "1900-01-01")
    assert {edge["held"] for _, _, edge in network.edges(data=True)} <= {"possible"}
    assert all(one.direct.lowest == one.cut_off.lowest == 0 for one in commands(network))
    persons = person_network(answers, between="1900")
    assert {edge["held"] for _, _, edge in persons.edges(data=True)} <= {"possible"}
