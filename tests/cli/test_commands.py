"""The commands, run as users run them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import plain_http, serving


def run(environment: dict[str, str], *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "api.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, input=stdin, check=False)


def test_help_names_the_commands(environment: dict[str, str]) -> None:
    shown = run(environment, "--help")
    assert shown.returncode == 0
    for name in (
        "check",
        "build",
        "serve",
        "ask",
        "sparql",
        "show",
        "why",
        "findings",
        "compare",
        "origins",
        "evaluate",
    ):
        assert name in shown.stdout


def test_check_passes_the_shipped_facts(environment: dict[str, str], claims_written: int) -> None:
    shown = run(environment, "check")
    assert shown.returncode == 0
    assert f"{claims_written:,} claims" in shown.stdout


def test_check_and_build_report_every_mistake_and_publish_nothing(
    environment: dict[str, str], facts_directory: Path, tmp_path: Path
) -> None:
    path = facts_directory / "sources/2022/2022-01-10-one.yaml"
    path.write_text(path.read_text().replace("ivan-a", "ivan-x").replace("commander", "comander"))
    for command in ("check", "build"):
        home = {**environment, "STAVKA_HOME": str(tmp_path / "home")}
        shown = run(home, command, "--facts", str(facts_directory))
        assert shown.returncode == 1
        assert 'claims[0].person: unknown person "ivan-x"; did you mean "ivan-a"?' in shown.stderr
        assert 'claims[0].role: unknown role "comander"' in shown.stderr
        assert "2 mistakes: nothing was published" in shown.stderr
        assert "Traceback" not in shown.stderr
    assert not (tmp_path / "home" / "current").exists()


def test_build_says_what_it_made(environment: dict[str, str], facts_directory: Path, tmp_path: Path) -> None:
    home = {**environment, "STAVKA_HOME": str(tmp_path / "home")}
    shown = run(home, "build", "--facts", str(facts_directory))
    assert shown.returncode == 0
    assert "4 claims of 3 sources" in shown.stdout
    assert "Time: read" in shown.stdout
    manifest = json.loads(run(home, "build", "--facts", str(facts_directory), "--json").stdout)
    assert manifest["counts"]["claims"] == 4


def test_without_a_build_it_is_said_what_to_do(environment: dict[str, str], tmp_path: Path) -> None:
    shown = run({**environment, "STAVKA_HOME": str(tmp_path)}, "ask", "persons")
    assert shown.returncode == 1
    assert "stavka build" in shown.stderr


def test_ask_lists_its_questions(environment: dict[str, str]) -> None:
    shown = run(environment, "ask")
    assert "Holders of a post on a day" in shown.stdout


def test_ask_shows_an_answer_with_who_says_so(environment: dict[str, str]) -> None:
    shown = run(environment, "ask", "holders", "formation=black-sea-fleet", "on=2022-05-20", "known=2022-05-21")
    assert shown.returncode == 0
    assert "Igor Osipov" in shown.stdout
    assert "possible" in shown.stdout
    assert "UK Ministry of Defence" in shown.stdout
    assert "reported: arrested" in shown.stdout
    assert "undated sources are left out" in shown.stdout


def test_ask_shows_the_chain_of_command(environment: dict[str, str]) -> None:
    shown = run(environment, "ask", "chain", "person=ivan-popov", "on=2023-07-01")
    lines = [line.strip() for line in shown.stdout.splitlines()]
    places = [lines.index(name) for name in ("58th Combined Arms Army", "Southern Military District")]
    assert places == sorted(places)
    assert "Ministry of Defence of the Russian Federation" in lines
    assert run(environment, "ask", "chain").returncode == 2


def test_ask_prints_a_query_that_runs(environment: dict[str, str]) -> None:
    query = run(environment, "ask", "holders", "formation=black-sea-fleet", "on=2020-05-20", "--query").stdout
    shown = run(environment, "sparql", "-", "--format", "csv", stdin=query)
    assert shown.returncode == 0
    assert "person/igor-osipov,certain" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "holder"), 'did you mean "holders"'),
        (("ask", "holders", "formation"), "is not name=value"),
        (("ask", "holders", "formation=58-cca", "on=2022-01-01"), "58-caa"),
        (("ask", "holders", "formation=58-caa", "on=2022-99-01"), "not a day of the calendar"),
        (("show", "Popov"), "ivan-popov"),
        (("show", "qwertyuiop"), "no person or formation"),
        (("sparql", "SELECT * WHERE {"), "1:"),
        (("sparql", "ASK {}", "--format", "pony"), "allowed are"),
    ],
)
def test_wrong_use_is_explained_with_exit_code_2(
    environment: dict[str, str], arguments: tuple[str, ...], words: str
) -> None:
    shown = run(environment, *arguments)
    assert shown.returncode == 2
    assert words in shown.stderr
    assert "Traceback" not in shown.stderr


def test_show_a_person_by_any_spelling(environment: dict[str, str]) -> None:
    for name in ("igor-osipov", "Игорь Осипов", "Igor Osipov"):
        shown = run(environment, "show", name, "--on", "2020-06-01")
        assert shown.returncode == 0, shown.stderr
        assert "certain   commander, Black Sea Fleet" in shown.stdout


def test_show_a_formation(environment: dict[str, str]) -> None:
    shown = run(environment, "show", "black-sea-fleet", "--on", "2021-01-01")
    assert "under Southern Military District (organic)" in shown.stdout
    assert "Succession" in shown.stdout
    found = json.loads(run(environment, "show", "black-sea-fleet", "--json").stdout)
    assert found["superiors"][0]["superior"]["id"] == "navy"


def test_sparql_in_every_format(environment: dict[str, str], claims_written: int, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?c a <https://w3id.org/stavka/ontology#Claim> }")
    for form in ("table", "json", "xml", "csv", "tsv"):
        assert str(claims_written) in run(environment, "sparql", str(file), "--format", form).stdout
    graph = "CONSTRUCT WHERE { <https://w3id.org/stavka/person/igor-osipov> ?p ?o }"
    assert "Osipov" in run(environment, "sparql", graph, "--format", "turtle").stdout


def test_a_server_that_cannot_start_says_why(environment: dict[str, str], server: str) -> None:
    port = server.rpartition(":")[2]
    shown = run(environment, "serve", "--port", port)
    assert shown.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in shown.stderr
    shown = run({**environment, "STAVKA_MAX_BYTES": "much"}, "serve", "--port", "0")
    assert shown.returncode == 2
    assert 'STAVKA_MAX_BYTES is "much"' in shown.stderr


def test_a_server_with_a_mistake_in_a_file_serves_what_was_built_before(
    environment: dict[str, str], facts_directory: Path, tmp_path: Path
) -> None:
    home = {**environment, "STAVKA_HOME": str(tmp_path / "home")}
    assert run(home, "build", "--facts", str(facts_directory)).returncode == 0
    path = facts_directory / "sources/2022/2022-01-10-one.yaml"
    path.write_text(path.read_text().replace("ivan-a", "nobody"))
    with serving(home, tmp_path / "log", "--facts", str(facts_directory)) as address:
        holders = plain_http.get(f"{address}/api/v1/formations/1-caa/holders", params={"on": "2022-01-05"}).json()
        assert [item["person"]["id"] for item in holders["items"]] == ["ivan-a"]
    assert 'unknown person "nobody"' in (tmp_path / "log").read_text()
    assert "serving what was built before" in (tmp_path / "log").read_text()
    empty = {**environment, "STAVKA_HOME": str(tmp_path / "empty")}
    assert run(empty, "serve", "--facts", str(facts_directory)).returncode == 1


def test_why_a_fact_is_judged_so(environment: dict[str, str]) -> None:
    shown = run(environment, "why", "event/valery-gerasimov/suspended", "--known", "2022-05-15")
    assert shown.returncode == 0
    for words in ("Doubtful (4): every source keeps its distance", "Oleksiy Arestovych", "How it was judged"):
        assert words in shown.stdout
    wrong = run(environment, "why", "event/nobody/suspended")
    assert wrong.returncode == 2
    assert 'no fact "event/nobody/suspended" is known' in wrong.stderr


def test_findings_can_be_narrowed(environment: dict[str, str]) -> None:
    everything = json.loads(run(environment, "findings", "--json").stdout)
    some = json.loads(run(environment, "findings", "--kind", "two-holders", "--json").stdout)
    assert 0 < some["total"] < everything["total"]
    shown = run(environment, "findings", "--about", "western-md")
    assert "look up:" in shown.stdout
    for option, value, words in (
        ("--kind", "two-holder", 'did you mean "two-holders"'),
        ("--severity", "grave", "high, low, medium"),
        ("--about", "nobody-at-all-xyz", "no person or formation"),
    ):
        wrong = run(environment, "findings", option, value)
        assert wrong.returncode == 2
        assert words in wrong.stderr, wrong.stderr


def test_two_views_are_compared(environment: dict[str, str]) -> None:
    shown = run(environment, "compare", "default", "official-only", "--on", "2022-06-25", "--links", "organic")
    assert shown.returncode == 0
    assert "The same:" in shown.stdout
    wrong = run(environment, "compare", "default", "officials")
    assert wrong.returncode == 2
    assert 'there is no policy "officials"' in wrong.stderr


def test_every_question_takes_a_policy(environment: dict[str, str]) -> None:
    asked = ("ask", "holders", "formation=black-sea-fleet", "on=2020-06-01")
    shown = run(environment, *asked, "policy=official-only")
    assert "Judged by the policy official-only" in shown.stdout
    wrong = run(environment, *asked, "policy=oficial-only")
    assert wrong.returncode == 2
    assert 'did you mean "official-only"' in wrong.stderr
    assert "official-only" in run(environment, "show", "igor-osipov", "--policy", "official-only").stdout


def test_likely_repetitions_are_proposed_and_accepted(environment: dict[str, str], facts_directory: Path) -> None:
    folder = facts_directory / "sources/2022"
    copy = (folder / "2022-02-10-two.yaml").read_text().replace("2022-02-10", "2022-02-11")
    (folder / "2022-02-11-copy.yaml").write_text(copy)
    where = ("--facts", str(facts_directory))
    proposed = json.loads(run(environment, "origins", "--propose", "--json", *where).stdout)
    assert [(one["page"], one["origin"]) for one in proposed["items"]] == [("2022-02-11-copy", "2022-02-10-two")]
    assert "--accept 2022-02-11-copy=2022-02-10-two" in " ".join(
        run(environment, "origins", "--propose", *where).stdout.split()
    )
    accepted = run(environment, "origins", "--accept", "2022-02-11-copy=2022-02-10-two", *where)
    assert accepted.returncode == 0
    assert json.loads(run(environment, "origins", "--json", *where).stdout)["items"] == [
        {"page": "2022-02-11-copy", "origin": "2022-02-10-two"}
    ]
    for link, code, words in (
        ("2022-02-11-copy", 2, "is not PAGE=ORIGIN"),
        ("nowhere=2022-02-10-two", 2, "is not PAGE=ORIGIN"),
        ("2022-02-10-two=2022-02-11-copy", 1, "lead in a circle"),
    ):
        wrong = run(environment, "origins", "--accept", link, *where)
        assert (wrong.returncode, words in wrong.stderr) == (code, True), wrong.stderr


def test_evaluate_tells_agreement_with_coverage_and_draws(
    environment: dict[str, str], facts_directory: Path, tmp_path: Path
) -> None:
    where = ("--facts", str(facts_directory))
    plot = tmp_path / "reliability.svg"
    shown = run(environment, "evaluate", "--misses", "--plot", str(plot), *where)
    assert shown.returncode == 0, shown.stderr
    assert "What later words of authority made of verdicts" in shown.stdout
    assert "<svg" in plot.read_text()
    told = json.loads(run(environment, "evaluate", "--by", "source", "--json", *where).stdout)
    assert told["by"] == "source"
    assert {"tables", "reliability", "misses"} <= told.keys()
    for options, words in (
        (("--by", "page"), "none of group, story, source"),
        (("--policy", "mine"), 'there is no policy "mine"'),
        (("--plot", "x.gif"), "allowed are svg, png, pdf"),
    ):
        wrong = run(environment, "evaluate", *options, *where)
        assert wrong.returncode == 2
        assert words in wrong.stderr
