"""Every Cypher question has its SPARQL twin, and both give the same rows."""

from pathlib import Path
from typing import Any

import pytest
import rdflib

from kg.stores.embedded import query
from kg.stores.questions import Question, bind, find, questions
from kg.stores.rdf.language import tag
from kg.stores.rdf.sparql import sparql
from kg.stores.rdf.write import export_turtle

NAMES = [question.name for question in questions()]
OTHERS: dict[str, dict[str, str]] = {  # parameters that find rows in samples/ where the examples of the head do not
    "timeline_of_office": {"region": "蕲春县", "post": "县委书记"}, "successions_of_office": {"region": "蕲春县", "post": "县长"},
    "first_use_of_slogan": {"slogan": "链长领链、专班护链、龙头强链"}, "concurrent_offices": {"region": "临清市"},
    "inspections_in_region": {"region": "通渭县"},
    "companions_of_leader": {"person": "童话"},
    "where_slogan_went_next": {"slogan": "链长领链、专班护链、龙头强链", "region": "蕲春县"}}


def plain(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows as comparable tuples: a list of codes is a set, and SPARQL joins it with 、."""
    def value(found: Any) -> Any:
        return tuple(sorted(found)) if isinstance(found, list) else tuple(sorted(found.split("、"))) if isinstance(found, str) else found
    return [tuple((name, value(found)) for name, found in row.items()) for row in rows]


def given(graph: Path, question: Question) -> dict[str, str | int]:
    words = {parameter.name: parameter.example for parameter in question.parameters} | OTHERS.get(question.name, {})
    if question.name == "evidence_of_edge":
        words["edge"] = str(query(graph, "MATCH (p:Person)-[a:ATTENDED]->(e:Event) RETURN a.id AS id ORDER BY id LIMIT 1")[0]["id"])
    return bind(question, words)


def test_every_question_has_a_twin() -> None:
    cypher, twins = ({question.name: question for question in questions(language)} for language in ("cypher", "sparql"))
    assert sorted(cypher) == sorted(twins)
    for name, question in cypher.items():
        assert (question.text, question.parameters) == (twins[name].text, twins[name].parameters), name


@pytest.mark.parametrize("name", NAMES)
def test_the_twin_gives_the_same_rows(graph: Path, name: str) -> None:
    question = find(name)
    parameters = given(graph, question)
    wanted = plain(query(graph, question.statement, parameters))
    found = plain(sparql(graph, find(name, "sparql").statement, parameters))
    assert found == wanted
    assert wanted, "a question that nothing answers proves nothing; give it other parameters"


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows(loaded: rdflib.Graph, chain: Path, name: str) -> None:
    question = find(name, "sparql")
    parameters = given(chain, question)
    bindings = {key: rdflib.Literal(value, lang=tag(value) or None) if isinstance(value, str) else rdflib.Literal(value) for key, value in parameters.items()}
    found = loaded.query(question.statement, initBindings=bindings)
    rows = [{str(column): None if value is None else value.toPython() for column, value in row.asdict().items()} for row in found]
    rows = [{column: row.get(column) for column in map(str, found.vars or [])} for row in rows]
    assert plain(rows) == plain(sparql(chain, question.statement, parameters))


@pytest.fixture(scope="module")
def loaded(chain: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(data="".join(export_turtle(chain)), format="turtle")
