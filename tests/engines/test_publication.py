"""Publishing: nothing is lost when it breaks off, nobody sees half of it, and what is wrong is said."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.addresses import Addresses
from graph.endpoint import Endpoint
from graph.pieces import MOST_BYTES, MOST_STATEMENTS, pieces
from graph.place import in_memory
from graph.publication import STAGING, PublicationError, publish
from graph.query_text import TODAY_GRAPH
from graph.snapshot import Snapshot
from ontology import HISTORY
from tests.conftest import plain_http
from tests.engines.conftest import linked
from tests.engines.servers import Proxy, Settings, environment, in_this_process, oxigraph, port_of, run, through

OFFICIAL = f"{HISTORY}/official-only"


def server_of(settings: Settings) -> Endpoint:
    return Endpoint(Addresses.from_environment(settings))


def home_of(snapshot: Snapshot) -> Path:
    return snapshot.directory.parents[1]


def graphs_of(server: Endpoint) -> set[str]:
    """Every graph that the server has."""
    reply = server.reply("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", "application/sparql-results+json", [])
    return {row["g"]["value"] for row in json.loads(reply.body)["results"]["bindings"]}


def is_whole(server: Endpoint, snapshot: Snapshot) -> bool:
    """True if the server holds what the snapshot holds, statement by statement, and no staging graph is left."""
    text = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
    same = []
    here = in_memory(snapshot)
    for graph in (HISTORY, OFFICIAL):
        asked = text.replace("?g", f"<{graph}>")
        same.append(set(server.query(asked)) == set(here.query(asked)))  # type: ignore[call-overload]
    today = "CONSTRUCT WHERE { ?s ?p ?o }"
    same.append(set(server.query(today)) == set(here.query(today)))  # type: ignore[call-overload]
    return all(same) and not any(graph.startswith(STAGING) for graph in graphs_of(server))


def test_pieces_are_bounded_and_always_the_same(middling: Snapshot) -> None:
    first, second = list(pieces(middling)), list(pieces(middling))
    assert first == second
    assert all(len(piece.lines) <= MOST_STATEMENTS and sum(map(len, piece.lines)) <= MOST_BYTES for piece in first)
    assert len([piece for piece in first if piece.graph == OFFICIAL]) > 1
    assert sum(len(piece.lines) for piece in first) == len(in_memory(middling))


def test_blank_nodes_get_names_that_last(small: Snapshot, tmp_path: Path, oxigraph_settings: Settings) -> None:
    blank = linked(small, tmp_path, "graph.nq")
    graph = small.graph.read_text() + '_:x <urn:p> "one" .\n_:x <urn:p> _:y .\n'
    blank.graph.write_text(graph)
    server = server_of(oxigraph_settings)
    publish(blank, server.addresses)
    before = server.count(TODAY_GRAPH)
    publish(blank, server.addresses, again=True)
    assert server.count(TODAY_GRAPH) == before
    (row,) = server.select('SELECT ?x WHERE { ?x <urn:p> "one" ; <urn:p> ?y FILTER(isIRI(?y)) }')
    assert isinstance(row["x"], ox.NamedNode)
    assert "/.well-known/genid/" in row["x"].value


def test_a_broken_connection_is_gone_on_with(middling: Snapshot, oxigraph_settings: Settings) -> None:
    proxy = Proxy(port_of(oxigraph_settings), cut_after=6_000_000)
    server = server_of(through(oxigraph_settings, proxy))
    publish(middling, server.addresses)
    assert proxy.cut.is_set()
    assert is_whole(server, middling)


def test_a_killed_process_is_gone_on_with(middling: Snapshot, oxigraph_settings: Settings) -> None:
    """Killed in the middle of its second request; the next one begins where the server counts the statements."""
    proxy = Proxy(port_of(oxigraph_settings), cut_after=5_000_000, stalls=True)
    command = [sys.executable, "-m", "api.cli", "publish"]
    settings = through(oxigraph_settings, proxy)
    with subprocess.Popen(command, env=environment(settings, home_of(middling))) as process:
        assert proxy.cut.wait(60)
        process.send_signal(signal.SIGKILL)
    server = server_of(oxigraph_settings)
    assert not list(server.select_from(TODAY_GRAPH, "SELECT * WHERE { ?s ?p ?o } LIMIT 1"))
    shown = run(oxigraph_settings, "publish", home=home_of(middling))
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "of them from an attempt before" in shown.stdout
    assert is_whole(server, middling)


def test_a_piece_that_is_there_in_part_is_sent_again(middling: Snapshot, oxigraph_settings: Settings) -> None:
    server = server_of(oxigraph_settings)
    staging = f"{STAGING}/{middling.manifest.version}/history/official-only"
    first = next(piece for piece in pieces(middling) if piece.graph == OFFICIAL)
    server.connection.add(staging, b"".join(first.lines[:7000]))
    assert publish(middling, server.addresses).found == 7000
    assert is_whole(server, middling)


def test_what_is_counted_but_not_ours_does_not_stay(middling: Snapshot, oxigraph_settings: Settings) -> None:
    """Statements that were never sent make the count too high; the graph is sent anew and agrees."""
    server = server_of(oxigraph_settings)
    staging = f"{STAGING}/{middling.manifest.version}/history/official-only"
    strange = b"".join(b"<urn:s> <urn:p> <urn:o%d> .\n" % number for number in range(MOST_STATEMENTS + 5))
    server.connection.add(staging, strange)
    publish(middling, server.addresses)
    assert is_whole(server, middling)


def test_readers_see_the_old_build_until_the_new_one_is_whole(
    small: Snapshot, middling: Snapshot, oxigraph_settings: Settings
) -> None:
    server = server_of(oxigraph_settings)
    publish(small, server.addresses)
    seen: list[tuple[str, int]] = []

    def look(step: str, done: int, total: int) -> None:
        seen.append((step, server.count(OFFICIAL)))

    before = server.count(OFFICIAL)
    publish(middling, server.addresses, look, again=True)
    assert {count for step, count in seen if step == "publish"} == {before}
    assert server.count(OFFICIAL) > 30_000


def test_old_staging_graphs_and_policies_are_dropped(
    small: Snapshot, tmp_path: Path, oxigraph_settings: Settings
) -> None:
    server = server_of(oxigraph_settings)
    publish(small, server.addresses)
    given_up = f"{STAGING}/20200101T000000Z-given-up/today"
    value = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#value>"
    listed = f'GRAPH <{STAGING}> {{ <{given_up}> {value} "20200101T000000Z-given-up" }}'
    staged = f"GRAPH <{given_up}> {{ <urn:s> <urn:p> <urn:o> }}"
    server.connection.update(f"INSERT DATA {{ {listed} {staged} }}", repeatable=True)
    fewer = linked(small, tmp_path, "policy-official-only.nq", "graph.nq")
    lines = small.graph.read_text().splitlines(keepends=True)
    fewer.graph.write_text("".join(line for line in lines if "policy/official-only" not in line))
    publish(fewer, server.addresses, again=True)
    assert graphs_of(server_of(oxigraph_settings)).isdisjoint({given_up, STAGING, OFFICIAL})


def test_without_a_graph_store_it_goes_by_updates(small: Snapshot, oxigraph_settings: Settings) -> None:
    """None is given; or one is, and it is not there."""
    without = {name: value for name, value in oxigraph_settings.items() if name != "STAVKA_STORE_GRAPHS"}
    server = server_of(without)
    assert publish(small, server.addresses).notices == []
    assert is_whole(server, small)
    nowhere = oxigraph_settings["STAVKA_STORE_UPDATE"].replace("/update", "/nowhere")
    wrong = {**oxigraph_settings, "STAVKA_STORE_GRAPHS": nowhere}
    shown = run(wrong, "publish", "--again", home=home_of(small))
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "there is no graph store" in shown.stdout
    assert "sent by INSERT DATA instead" in shown.stdout
    assert is_whole(server, small)


def test_a_server_that_refuses_move_gets_copies(small: Snapshot, oxigraph_settings: Settings) -> None:
    server = server_of(oxigraph_settings)
    with intermediary(port_of(oxigraph_settings), refuses="MOVE") as address:
        done = publish(small, Addresses(server.addresses.query, address))
    assert "refuses MOVE" in done.notices[0]
    assert is_whole(server, small)


@contextmanager
def intermediary(port: int, *, refuses: str = "", swallows: str = "") -> Iterator[str]:
    """The address of a service that passes updates on to Oxigraph, but for those with a word that it `refuses` or a
    content type that it `swallows`, saying that all is well."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kind = self.headers["Content-Type"]
            if refuses and refuses in body.decode():
                status = 400
            elif kind == swallows:
                status = 204
            else:
                passed_on = {"content": body, "headers": {"Content-Type": kind}}
                status = plain_http.post(f"http://127.0.0.1:{port}/update", **passed_on).status_code
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with in_this_process(Handler) as address:
        yield f"{address}/update"


def test_a_server_that_drops_statements_is_found_out(small: Snapshot, oxigraph_settings: Settings) -> None:
    """Its graph store says that all is well and does nothing."""
    server = server_of(oxigraph_settings)
    with intermediary(port_of(oxigraph_settings), swallows="application/n-triples") as address:
        addresses = Addresses(server.addresses.query, address, address)
        with pytest.raises(PublicationError, match=r"does not hold all statements .* 0 of .*: nothing was switched"):
            publish(small, addresses)
    assert not list(server.select_from(TODAY_GRAPH, "SELECT * WHERE { ?s ?p ?o } LIMIT 1"))


def test_a_server_for_reading_only_says_so(small: Snapshot, tmp_path: Path) -> None:
    location = tmp_path / "data"
    with oxigraph("--location", str(location)):
        time.sleep(0.5)
    with oxigraph("--location", str(location), command="serve-read-only") as settings:
        shown = run(settings, "publish", home=home_of(small))
    assert shown.returncode == 1
    assert "/update" in shown.stderr
    assert "Traceback" not in shown.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "no server is named: give --to, or set STAVKA_STORE"),
        (("--to", "somewhere"), 2, 'STAVKA_STORE is "somewhere": give an address such as'),
        (("--to", "http://user:secret@host/"), 2, "holds a user"),
        (("--to", "http://127.0.0.1:1/query"), 1, "cannot reach http://127.0.0.1:1/query"),
        (("--to", "http://127.0.0.1:1/query", "--auth", "kerberos"), 2, 'STAVKA_STORE_AUTH is "kerberos"'),
        (("--to", "http://127.0.0.1:1/query", "--auth", "digest"), 2, "STAVKA_STORE_USER is needed"),
        (("--to", "http://127.0.0.1:1/query", "--auth", "basic", "--user", "me"), 2, "STAVKA_STORE_PASSWORD is needed"),
        (("--to", "http://127.0.0.1:1/query", "--auth", "bearer"), 2, "STAVKA_STORE_TOKEN is needed"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(
    small: Snapshot, arguments: tuple[str, ...], code: int, words: str
) -> None:
    shown = run({}, "publish", *arguments, home=home_of(small))
    assert shown.returncode == code
    assert words in shown.stderr
    assert "Traceback" not in shown.stderr
    assert "secret" not in shown.stderr


def test_without_a_build_it_is_said_what_to_do(tmp_path: Path, oxigraph_settings: Settings) -> None:
    shown = run(oxigraph_settings, "publish", home=tmp_path)
    assert shown.returncode == 1
    assert "stavka build" in shown.stderr
    for command in (("probe",), ("ask", "persons")):
        shown = run(oxigraph_settings, *command)
        assert shown.returncode == 1
        assert "run `stavka publish`" in shown.stderr


def test_a_server_that_answers_falsely_is_not_used(small: Snapshot, oxigraph_settings: Settings) -> None:
    """A statement that the build has not makes counts wrong: the question and both answers are told."""
    server = server_of(oxigraph_settings)
    publish(small, server.addresses)
    assert run(oxigraph_settings, "ask", "persons").returncode == 0
    version = "<https://w3id.org/stavka/fact/x/v/2022-01-01> a <https://w3id.org/stavka/ontology#FactVersion>"
    server.connection.update(f"INSERT DATA {{ GRAPH <{HISTORY}> {{ {version} }} }}", repeatable=True)
    shown = run(oxigraph_settings, "ask", "persons")
    assert shown.returncode == 1
    assert "a named graph is found by its name (named-graph): expected found=" in shown.stderr
    assert "SELECT (COUNT(*) AS ?found)" in shown.stderr
    probed = run(oxigraph_settings, "probe")
    assert probed.returncode == 1
    assert "ERROR: a named graph is found by its name" in probed.stdout
    again = run(oxigraph_settings, "publish", home=home_of(small))
    assert again.returncode == 0
    assert "Published" in again.stdout
    assert run(oxigraph_settings, "probe").returncode == 0
