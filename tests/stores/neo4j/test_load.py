import shutil
import threading
from functools import partial
from pathlib import Path

import neo4j
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from neo4j_contents import expected, found, make_hostile, rewrite, same
from typer.testing import CliRunner

from kg.cli.main import app
from kg.errors import StoreFailed
from kg.graph.tables import node_schema, read_edges, read_nodes
from kg.schema import EDGES, NODES
from kg.stores.neo4j import load as load_module
from kg.stores.neo4j import parts as parts_module
from kg.stores.neo4j.connection import Address, check_version
from kg.stores.neo4j.load import load
from kg.stores.neo4j.lock import LoadLock
from kg.stores.neo4j.parts import Note, plan
from kg.stores.neo4j.statements import Target, stored, targets
from kg.stores.neo4j.writing import write_part


@pytest.fixture
def copy(graph: Path, tmp_path: Path) -> Path:
    """A graph of one's own to change."""
    return Path(shutil.copytree(graph, tmp_path / "graph"))


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
    make_hostile(copy)
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
