"""The delta: applied to one build's facts it gives the other's, and back again."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.exports.delta import Change, State, UnsortedError, applied, delta, facts_of, summary
from graph.snapshot import Snapshot
from ontology import BASE, ST

FACTS = st.dictionaries(
    st.sampled_from(["event/a", "event/a/2", "event/ab", "event/a-b", "rank/z/general", "tenure/x/1-caa/commander"]),
    st.fixed_dictionaries(
        {"credibility": st.integers(1, 6)},
        optional={
            "edtf": st.sampled_from(["2022", "[..2022-05-01]", "2022-05-01/.."]),
            "why": st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8),
            "contested": st.booleans(),
            "supportedBy": st.sets(st.sampled_from(["s/1", "s/2", "t/1"]), min_size=1).map(sorted),
        },
    ),
)
OTHERS = st.sets(st.sampled_from(["claim/s/1", "claim/s/2", "claim/s-t/1", "source/s", "source/s1"]))


def write(path: Path, facts: dict[str, State], others: set[str]) -> Path:
    """A build's file with these facts, each with a version that no delta tells of."""
    lines = {f'<{BASE}{one}> <{ST}note> "\\"quoted\\" <{BASE}graph/x>" .\n' for one in others}
    for slug, state in facts.items():
        for name, value in state.items():
            for one in value if isinstance(value, list) else [value]:
                lines.add(f"<{BASE}fact/{slug}> <{ST}{name}> {_term(name, one)} .\n")
                lines.add(f"<{BASE}fact/{slug}/v/2022-05-01> <{ST}{name}> {_term(name, one)} <{BASE}graph/history> .\n")
    path.write_bytes(b"".join(sorted(line.encode() for line in lines)))
    return path


def _term(name: str, value: object) -> str:
    if name == "supportedBy":
        return f"<{BASE}claim/{value}>"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{xsd}boolean>'
    if isinstance(value, int):
        return f'"{value}"^^<{xsd}integer>'
    return json.dumps(value, ensure_ascii=False)


@given(FACTS, OTHERS, FACTS, OTHERS)
def test_a_delta_turns_one_build_into_the_other(
    tmp_path_factory: pytest.TempPathFactory,
    old: dict[str, State],
    old_others: set[str],
    new: dict[str, State],
    new_others: set[str],
) -> None:
    directory = tmp_path_factory.mktemp("delta")
    a, b = write(directory / "a.nq", old, old_others), write(directory / "b.nq", new, new_others)
    assert facts_of(a) == old
    there, back = list(delta(a, b)), list(delta(b, a))
    assert applied(there, old) == new
    assert applied(back, new) == old
    assert [change.inverse() for change in there] == back
    assert list(delta(a, a)) == []
    others = {(change.op, f"{change.kind}/{change.id}") for change in there if change.kind != "fact"}
    added, removed = new_others - old_others, old_others - new_others
    assert others == {("ADD", one) for one in added} | {("DEL", one) for one in removed}
    counts = summary(there, "a", "b")["counts"]
    assert counts["facts"]["added"] == len(new.keys() - old.keys())
    assert counts["facts"]["removed"] == len(old.keys() - new.keys())


def test_a_delta_of_two_builds_tells_what_came_and_went(before: Snapshot, small: Snapshot) -> None:
    found = summary(delta(before.graph, small.graph), before.manifest.version, small.manifest.version)
    assert found["sources"]["removed"] == ["2022-03-10-three"]
    assert found["sources"]["added"] == ["2022-04-10-four"]
    assert found["counts"]["claims"] == {"added": 2, "changed": 0, "removed": 1}
    assert [fact["id"] for fact in found["facts"]["removed"]] == ["rank/pyotr-b/major-general"]
    (death,) = (fact for fact in found["facts"]["added"] if fact["id"] == "event/ivan-a/death")
    assert death["fact"]["credibility"] > 2
    assert "reported" in death["label"], "an allegation is shown as one"
    assert applied(delta(before.graph, small.graph), facts_of(before.graph)) == facts_of(small.graph)


def test_a_change_tells_what_was_and_what_is() -> None:
    change = Change("MOD", "fact", "event/a", "A: killed", changes={"credibility": {"from": 4, "to": 2}})
    assert change.line() == {
        "op": "MOD",
        "kind": "fact",
        "id": "event/a",
        "label": "A: killed",
        "changes": {"credibility": {"from": 4, "to": 2}},
    }


def test_an_unsorted_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.nq", {"event/a": {"credibility": 1}, "event/b": {"credibility": 1}}, set())
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(reversed(lines)))
    with pytest.raises(UnsortedError, match="LC_ALL=C sort"):
        list(delta(path, path))
