"""Every stored question gives the same rows in Neo4j as in the embedded store; with $PARITY_NODES on a made graph of that size."""

import os
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j_contents import clear

from kg.stores.embedded import query
from kg.stores.neo4j.connection import Address
from kg.stores.neo4j.home import Process
from kg.stores.neo4j.load import load
from kg.stores.questions import Question, bind, questions

ROOT = Path(__file__).parents[2]
SOURCES = {
    "person": "MATCH (p:Person)-[a:ATTENDED]->(e:Event) WITH p.name AS value, count(a) AS n RETURN value ORDER BY n DESC, value SKIP {skip} LIMIT 3",
    "region": "MATCH (e:Event)-[h:HELD_IN]->(r:Region) WITH r.name AS value, count(h) AS n RETURN value ORDER BY n DESC, value SKIP {skip} LIMIT 3",
    "slogan": "MATCH (s:Slogan)-[f:FIRST_USED_IN]->(r:Region) WITH s.name AS value, count(f) AS n RETURN value ORDER BY n DESC, value SKIP {skip} LIMIT 3",
    "edge": "MATCH (p:Person)-[a:ATTENDED]->(e:Event) RETURN a.id AS value ORDER BY value LIMIT 3",
    "post": "MATCH (p:Person)-[h:HELD]->(o:Office) WITH o.post AS value, count(h) AS n RETURN value ORDER BY n DESC, value LIMIT 3",
    "name": "MATCH (e:Event) WHERE e.reported = true RETURN DISTINCT e.name AS value ORDER BY value LIMIT 3",
    "words": "MATCH (e:Event)-[t:TRANSMITS]->(d) RETURN DISTINCT t.wording AS value ORDER BY value LIMIT 3",
}
TOGETHER = {
    "concurrent_offices": "MATCH (p:Person)-[h:HELD]->(o:Office), (p)-[g:HELD]->(q:Office) "
                          "WHERE o.single_holder = true AND q.single_holder = true AND o.id < q.id "
                          "AND NOT 'former' IN h.status AND NOT 'former' IN g.status "
                          "AND h.first_seen_day <= g.last_seen_day AND g.first_seen_day <= h.last_seen_day",
    "companions_of_leader": "MATCH (p:Person)-[a:ATTENDED]->(e:Event)<-[b:ATTENDED]-(q:Person) WHERE a.role = 'lead' AND b.role = 'attend' AND p.id <> q.id",
    "successions_of_office": "MATCH (p:Person)-[s:PRECEDED]->(q:Person), (o:Office) WHERE o.id = s.office_id AND o.post IS NOT NULL",
    "timeline_of_office": "MATCH (p:Person)-[h:HELD]->(o:Office) WHERE o.region_name IS NOT NULL",
    "where_slogan_went_next": "MATCH (r:Region)<-[f:FIRST_USED_IN]-(s:Slogan)-[g:FIRST_USED_IN]->(q:Region) WHERE g.used_day > f.used_day",
}
"""What finds values that go together, for questions whose parameters must fit each other."""
COLUMNS = {"person": "p.name", "region": "o.region_name", "post": "o.post", "slogan": "s.name"}


@pytest.fixture(scope="module")
def asked(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph that is asked."""
    size = os.environ.get("PARITY_NODES")
    if not size:
        return graph
    made = tmp_path_factory.mktemp("made") / "graph"
    runpy.run_path(str(ROOT / "benchmarks" / "made_graph.py"))["make"](made, int(size))
    return made


@pytest.fixture(scope="module")
def loaded(asked: Path, neo4j_server: tuple[Process, str], neo4j_session: neo4j.Session) -> Iterator[neo4j.Session]:
    """The same graph in Neo4j."""
    clear(neo4j_session)
    load(asked, Address(uri=neo4j_server[0].uri, password=neo4j_server[1]))
    yield neo4j_session
    clear(neo4j_session)


@pytest.fixture(scope="module")
def values(asked: Path) -> dict[str, list[str]]:
    """Values of parameters that find something; on a big graph not the most popular ones, whose answers fill pages."""
    skip = 30 if os.environ.get("PARITY_NODES") else 0
    return {name: [str(row["value"]) for row in query(asked, statement.format(skip=skip))] for name, statement in SOURCES.items()}


def cases(question: Question, values: dict[str, list[str]], asked: Path) -> list[dict[str, str]]:
    """Return the examples of a question, and for its parameters three values each of the graph itself."""
    examples = {parameter.name: parameter.example for parameter in question.parameters}
    if question.name in TOGETHER:
        columns = COLUMNS | ({"region": "r.name"} if "slogan" in examples else {})
        named = ", ".join(f"{columns[name]} AS {name}" for name in examples)
        return [examples, *query(asked, f"{TOGETHER[question.name]} WITH DISTINCT {named} RETURN * ORDER BY {', '.join(examples)} LIMIT 3")]
    found = [examples | {name: values[name][at] for name in examples if name in values and at < len(values[name])} for at in range(3)]
    return [examples, *found] if examples else [examples]


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_neo4j_and_the_embedded_store_answer_alike(asked: Path, loaded: neo4j.Session, values: dict[str, list[str]], question: Question) -> None:
    found = 0
    for given in cases(question, values, asked):
        parameters: dict[str, Any] = bind(question, given)
        here = query(asked, question.statement, parameters)
        there = [row.data() for row in loaded.run(question.statement, parameters)]
        assert there == here, given
        found += len(here)
    assert found or not question.parameters, "no case finds anything, so that nothing is compared"
