import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import neo4j
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from typer.testing import CliRunner

from kg.cli.main import app
from kg.errors import StoreFailed
from kg.graph.layout import Layout
from kg.graph.tables import edge_path, edge_schema, node_path, node_schema, read_edges, read_nodes, write_table
from kg.schema import EDGES, NODES
from kg.stores.neo4j import load as load_module
from kg.stores.neo4j import parts as parts_module
from kg.stores.neo4j.connection import Address, check_version
from kg.stores.neo4j.home import Process
from kg.stores.neo4j.load import load
from kg.stores.neo4j.lock import LoadLock
from kg.stores.neo4j.parts import Note, plan
from kg.stores.neo4j.statements import Target, stored, targets
from kg.stores.neo4j.writing import write_part

Things = dict[str, dict[str, Any]]
HOSTILE = {"quotes": "'\"`\\''", "lines": "a\r\nb\nc\td", "nul": "a\x00b", "marks": "\u202egnp.exe\u200f", "cypher": "'}) DETACH DELETE n //",
           "wide": "𠮷野家👩‍👩‍👧", "parameter": "$rows {id: 1} `x`", "empty": "", "spaces": "  a  "}


@pytest.fixture
def where(neo4j_server: tuple[Process, str], neo4j_session: neo4j.Session) -> Iterator[Address]:
    """The server, emptied."""
    clear(neo4j_session)
    yield Address(uri=neo4j_server[0].uri, password=neo4j_server[1])
    clear(neo4j_session)


@pytest.fixture
def copy(graph: Path, tmp_path: Path) -> Path:
    """A graph of one's own to change."""
    return Path(shutil.copytree(graph, tmp_path / "graph"))


def clear(session: neo4j.Session) -> None:
    session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS").consume()


def expected(graph: Path) -> tuple[Things, Things]:
    nodes = {row["id"]: {**plain(row), "label": label} for label in NODES for row in read_nodes(graph, label).to_pylist()}
    edges = {row["id"]: {**plain(row), "type": kind} for kind in EDGES for row in read_edges(graph, kind).to_pylist()}
    return nodes, edges


def plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name not in ("from_kind", "to_kind")}


def same(session: neo4j.Session, graph: Path) -> bool:
    """Whether the database holds what the graph holds; prints the first differences, as all of both would be pages."""
    for there, wanted in zip(found(session), expected(graph), strict=True):
        missing, extra = wanted.keys() - there.keys(), there.keys() - wanted.keys()
        other = [key for key in wanted.keys() & there.keys() if wanted[key] != there[key]]
        if missing or extra or other:
            print({"missing": [wanted[k] for k in sorted(missing)[:3]], "extra": [there[k] for k in sorted(extra)[:3]],  # noqa: T201
                   "other": [(wanted[k], there[k]) for k in sorted(other)[:2]]})
            return False
    return True


def found(session: neo4j.Session) -> tuple[Things, Things]:
    nodes = {}
    for row in session.run("MATCH (n) WHERE NOT n:LoadedPart AND NOT n:LoadedGraph AND NOT n:LoadLock RETURN labels(n) AS labels, properties(n) AS values"):
        values = dict(row["values"])
        assert values.pop("graph", None)
        assert values["id"] not in nodes
        nodes[values["id"]] = {**values, "label": row["labels"][0]}
    edges = {}
    for row in session.run("MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS values"):
        values = dict(row["values"])
        assert values.pop("graph", None)
        assert values["id"] not in edges
        edges[values["id"]] = {**values, "type": row["type"], "from_id": row["start"], "to_id": row["end"]}
    return nodes, edges


def rewrite(graph: Path, kind: str, table: pa.Table) -> None:
    """Replace a table and bring the manifest up to date."""
    if kind in NODES:
        write_table(table, node_path(graph, kind), node_schema(NODES[kind]))
    else:
        write_table(table, edge_path(graph, kind), edge_schema(EDGES[kind]))
    layout = Layout(graph)
    layout.write_manifest(layout.read_manifest() | {"resolved": layout.digest()})


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut samples into many parts and blocks, as big graphs are."""
    monkeypatch.setattr(load_module, "plan", partial(plan, size=40))
    monkeypatch.setattr(parts_module, "_BIG", 200)


def test_all_is_loaded_and_a_second_load_changes_nothing(graph: Path, where: Address, neo4j_session: neo4j.Session) -> None:
    first = load(graph, where)
    assert same(neo4j_session, graph)
    assert (first.created, first.changed, first.removed) == (first.nodes + first.edges, 0, 0)
    again = load(graph, where)
    assert (again.created, again.changed, again.removed) == (0, 0, 0)
    assert (again.nodes, again.edges) == (first.nodes, first.edges)
    full = load(graph, where, full=True)
    assert (full.created, full.changed, full.removed, full.unchanged_parts) == (0, 0, 0, 0)
    assert same(neo4j_session, graph)


def test_sessions_write_blocks_side_by_side(graph: Path, where: Address, neo4j_session: neo4j.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    load(graph, where, sessions=4)
    assert same(neo4j_session, graph)
    again = load(graph, where, full=True)
    assert (again.created, again.changed, again.removed) == (0, 0, 0)
    blocks = neo4j_session.run("MATCH (p:LoadedPart {target: 'Person-ATTENDED-Event'}) RETURN count(DISTINCT p.block) AS n").single(strict=True)["n"]
    assert blocks == 16


def test_an_updated_graph_updates_and_removes_only_what_is_ours(
        copy: Path, where: Address, neo4j_session: neo4j.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    load(copy, where)
    neo4j_session.run("""
        MATCH (p:Person)-[:ATTENDED]->(e:Event) WITH p, e ORDER BY p.id, e.id LIMIT 1
        SET p.note = 'mine' CREATE (p)-[:ATTENDED {why: 'mine'}]->(e), (:Person {name: 'mine'}), (p)-[:KNOWS]->(:Friend {name: 'mine'})""").consume()
    people = read_nodes(copy, "Person")
    rewrite(copy, "Person", people.set_column(people.schema.get_field_index("name"), "name", pc.binary_join_element_wise(people["name"], "改", "")))
    gone = read_edges(copy, "MENTIONED_IN")["id"][:30]
    rewrite(copy, "MENTIONED_IN", read_edges(copy, "MENTIONED_IN").slice(30))
    slogans = read_nodes(copy, "Slogan")
    lost = slogans["id"][:5]
    rewrite(copy, "Slogan", slogans.slice(5))
    for kind in [kind for kind, edge in EDGES.items() if any("Slogan" in pair for pair in edge.pairs)]:
        edges, values = read_edges(copy, kind), lost.combine_chunks()
        rewrite(copy, kind, edges.filter(pc.invert(pc.or_(pc.is_in(edges["from_id"], value_set=values), pc.is_in(edges["to_id"], value_set=values)))))
    done = load(copy, where)
    assert done.changed == people.num_rows
    assert done.removed >= len(gone) + len(lost)
    mine = neo4j_session.run("""
        MATCH (n) WHERE n.name = 'mine' OPTIONAL MATCH (n)<-[k:KNOWS]-(p)
        RETURN count(n) AS nodes, count(k) AS known, collect(p.note) AS notes""").single(strict=True)
    assert dict(mine) == {"nodes": 2, "known": 1, "notes": ["mine"]}
    assert neo4j_session.run("MATCH ()-[r:ATTENDED {why: 'mine'}]->() DELETE r RETURN count(r) AS n").single(strict=True)["n"] == 1
    neo4j_session.run("MATCH (n) WHERE n.name = 'mine' DETACH DELETE n").consume()
    neo4j_session.run("MATCH (n) WHERE n.note = 'mine' REMOVE n.note").consume()
    assert same(neo4j_session, copy)


def test_what_others_deleted_comes_back(graph: Path, where: Address, neo4j_session: neo4j.Session) -> None:
    load(graph, where)
    neo4j_session.run("MATCH (e:Event) WITH e LIMIT 7 DETACH DELETE e").consume()
    assert load(graph, where).created > 7
    assert same(neo4j_session, graph)


def test_a_load_broken_off_anywhere_is_ended_by_the_next(graph: Path, where: Address, neo4j_session: neo4j.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    stops = iter([3, 20, 60])

    def broken(stop: int) -> None:
        calls = 0

        def tell(stage: str, done: int, total: int | None) -> None:
            nonlocal calls
            calls += 1
            if calls == stop:
                raise KeyboardInterrupt
        with pytest.raises(KeyboardInterrupt):
            load(graph, where, progress=tell)
    for stop in stops:
        broken(stop)
    load(graph, where)
    assert same(neo4j_session, graph)


def test_an_attempt_whose_answer_was_lost_is_not_made_twice(graph: Path, where: Address, neo4j_session: neo4j.Session) -> None:
    target = Target("Region")
    part = plan(read_nodes(graph, "Region"), target, {}, []).parts[0]
    assert neo4j_session.execute_write(write_part, part, "g")[0] == part.rows.num_rows
    assert neo4j_session.execute_write(write_part, part, "g") == (0, 0, 0)
    assert neo4j_session.run("MATCH (r:Region) RETURN count(r) AS n").single(strict=True)["n"] == part.rows.num_rows


def test_concurrent_loads_are_refused(graph: Path, where: Address) -> None:
    load(graph, where)
    with neo4j.GraphDatabase.driver(where.uri, auth=("neo4j", where.password)) as driver, LoadLock(driver, where), pytest.raises(
            StoreFailed, match=r"Another load .* is running"):
        load(graph, where, full=True)
    assert load(graph, where, full=True).created == 0


def test_two_loads_at_once_end_as_one(graph: Path, where: Address, neo4j_session: neo4j.Session) -> None:
    refused: list[StoreFailed] = []

    def one() -> None:
        try:
            load(graph, where)
        except StoreFailed as error:
            refused.append(error)
    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("Another load" in str(error) for error in refused)
    assert len(refused) < 2
    assert same(neo4j_session, graph)


def test_another_graph_is_in_the_way_until_replaced(graph: Path, where: Address, neo4j_session: neo4j.Session) -> None:
    load(graph, where, name="one")
    with pytest.raises(StoreFailed, match=r"holds the graph 'one'; --replace"):
        load(graph, where, name="two")
    load(graph, where, name="two", replace=True)
    assert same(neo4j_session, graph)
    assert [row["graph"] for row in neo4j_session.run("MATCH (n:Person) RETURN DISTINCT n.graph AS graph")] == ["two"]


def test_hostile_values_come_back_unchanged(copy: Path, where: Address, neo4j_session: neo4j.Session) -> None:
    rows = [{"id": f"h-{name}", "aliases": [value], "name": value, "also_known_as": [value, value]} for name, value in HOSTILE.items()]
    people = pa.concat_tables([read_nodes(copy, "Person"), pa.Table.from_pylist(rows, schema=node_schema(NODES["Person"]))])
    rewrite(copy, "Person", people)
    first = read_edges(copy, "MENTIONED_IN").slice(0, 1).to_pylist()[0]
    edges = [first | {"id": f"e-{name}", "from_id": f"h-{name}", "role": value} for name, value in HOSTILE.items()]
    rewrite(copy, "MENTIONED_IN", pa.concat_tables([read_edges(copy, "MENTIONED_IN"), pa.Table.from_pylist(edges, schema=edge_schema(EDGES["MENTIONED_IN"]))]))
    load(copy, where, name="g'}) DETACH DELETE n //")
    assert same(neo4j_session, copy)


def test_a_name_too_long_for_an_index_is_cut_and_told(copy: Path, where: Address, neo4j_session: neo4j.Session) -> None:
    row = {"id": "endless", "aliases": ["长" * 40_000], "name": "长" * 40_000}
    rewrite(copy, "Person", pa.concat_tables([read_nodes(copy, "Person"), pa.Table.from_pylist([row], schema=node_schema(NODES["Person"]))]))
    assert load(copy, where).cut == ["endless"]
    name, aliases = neo4j_session.run("MATCH (p:Person {id: 'endless'}) RETURN p.name, p.aliases").single(strict=True)
    assert (name, aliases) == ("长" * 2666, row["aliases"])
    assert load(copy, where, full=True).changed == 0


def test_lone_surrogates_cannot_enter_a_table() -> None:
    with pytest.raises((pa.ArrowInvalid, UnicodeEncodeError)):
        pa.Table.from_pylist([{"id": "x", "name": "\ud800"}], schema=node_schema(NODES["Person"]))


def test_only_confident_facts_are_loaded(graph: Path, where: Address, neo4j_session: neo4j.Session) -> None:
    load(graph, where)
    before = len(expected(graph)[1])
    done = load(graph, where, min_confidence=0.93)
    assert done.removed > 0
    assert 0 < len(found(neo4j_session)[1]) < before
    assert neo4j_session.run("MATCH ()-[r]->() RETURN min(r.confidence) AS least").single(strict=True)["least"] >= 0.93


@pytest.mark.parametrize(("changes", "said"), [
    ({"password": "wrong"}, "does not accept the password of neo4j"), ({"uri": "bolt://127.0.0.1:1"}, "No Neo4j answers"),
    ({"uri": "ftp://x"}, "no address of a Neo4j"), ({"database": "other"}, "no database 'other'")])
def test_errors_are_plain_sentences(graph: Path, where: Address, changes: dict[str, str], said: str) -> None:
    given = {"uri": where.uri, "password": where.password, "database": "neo4j"} | changes
    with pytest.raises(StoreFailed, match=said) as caught:
        load(graph, Address(**given))
    assert len(str(caught.value).splitlines()) == 1
    assert given["password"] not in str(caught.value) + repr(Address(**given))


def test_an_old_server_is_refused(where: Address) -> None:
    check_version("5.26.25", where)
    check_version("2026.09.0", where)
    with pytest.raises(StoreFailed, match=r"is Neo4j 4\.4\.38; 5\.20 or newer is needed"):
        check_version("4.4.38", where)


def test_the_command_takes_its_secret_from_the_environment_or_a_file(graph: Path, where: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", where.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", where.password)
    done = CliRunner().invoke(app, ["load", str(graph), "--to", "neo4j"])
    assert done.exit_code == 0, done.exception
    assert "relationships are in" in done.output
    assert where.password not in done.output
    monkeypatch.delenv("NEO4J_PASSWORD")
    (tmp_path / "secret").write_text(where.password + "\n")
    done = CliRunner().invoke(app, ["load", str(graph), "--to", "neo4j", "--password-file", str(tmp_path / "secret")])
    assert "0 created" in done.output
    assert "holds no password" in str(CliRunner().invoke(app, ["load", str(graph), "--to", "neo4j", "--password-file", str(tmp_path / "none")]).exception)


def test_every_label_has_its_constraint() -> None:
    text = "\n".join(stored("constraints"))
    assert all(f"FOR (n:{label}) REQUIRE n.id IS UNIQUE" in text for label in NODES)
    assert all(f"[r:{kind}]-() ON (r.id)" in "\n".join(stored("indexes")) for kind, edge in EDGES.items() if edge.reported)


def test_parts_cover_every_row_once_and_keep_their_bounds(graph: Path) -> None:
    table = read_nodes(graph, "Person")
    first = plan(table, Target("Person"), {}, [], size=50)
    notes = [Note(part.block, part.low, part.high, part.hash) for part in first.parts]
    again = plan(table, Target("Person"), {}, notes, size=50)
    assert sum(part.rows.num_rows for part in again.parts) == table.num_rows
    assert all(part.noted == part.hash for part in again.parts)
    grown = plan(table, Target("Person"), {}, notes[:1], size=10)
    assert sum(part.rows.num_rows for part in grown.parts) == table.num_rows
    assert list(grown.outgrown) == [first.parts[0].key]
    shuffled = plan(table.take(pa.array(range(table.num_rows - 1, -1, -1))), Target("Person"), {}, notes, size=50)
    assert [part.hash for part in shuffled.parts] == [part.hash for part in first.parts]


def test_every_pair_of_the_schema_is_a_target() -> None:
    assert {(t.kind, t.start, t.end) for t in targets() if not t.is_node} == {(kind, *pair) for kind, edge in EDGES.items() for pair in edge.pairs}
