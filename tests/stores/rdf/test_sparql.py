import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli.main import app
from kg.errors import BrokenQuery
from kg.stores.graph import Graph
from kg.stores.rdf.sparql import bound, sparql


def test_values_never_become_code(chain: Path) -> None:
    hostile = '" } # \\ <x> $name ?name'
    rows = sparql(chain, "SELECT ?back WHERE { BIND(STR($name) AS ?back) }", {"name": hostile})
    assert rows == [{"back": hostile}]


def test_parameters_are_replaced_only_where_they_are_variables() -> None:
    text = 'SELECT ?x { ?x <http://e/?name#$name> "?name" . # $name\n FILTER(?x = $name || ?names = 1) }'
    assert bound(text, {"name": 3}) == 'SELECT ?x { ?x <http://e/?name#$name> "?name" . # $name\n FILTER(?x = 3 || ?names = 1) }'


def test_chains_of_conveyance_and_labels_of_codes(chain: Path) -> None:
    rows = sparql(chain, """SELECT DISTINCT ?origin WHERE {
        ?event kg:regionName "英山县"@zh-Hans ; kg:transmits+/kg:regionName ?origin }""")
    assert {row["origin"] for row in rows} >= {"黄冈市", "湖北省", "中国"}
    labels = Graph.open(chain).sparql("SELECT DISTINCT ?label { ?p kg:role ?r GRAPH kg: { ?r skos:prefLabel ?label FILTER(LANG(?label) = 'zh-hans') } }")
    assert {row["label"] for row in labels} >= {"主持", "出席"}


def test_other_forms_of_queries(chain: Path) -> None:
    assert sparql(chain, "ASK { ?x a kg:Tenure }") == [{"answer": True}]
    row = sparql(chain, "SELECT ?c ?n ?missing { ?x a kg:Tenure ; kg:confidence ?c ; kg:support ?n } LIMIT 1")[0]
    assert (type(row["c"]), type(row["n"]), row["missing"]) == (float, int, None)
    with pytest.raises(BrokenQuery, match="cannot be run"):
        sparql(chain, "SELECT nonsense")


def test_the_command_asks_sparql(chain: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    listed = runner.invoke(app, ["query", str(chain), "--language", "sparql"])
    assert "attendees_of_meeting\tname=常委会" in listed.output
    asked = ["first_use_of_slogan", "-p", "slogan=链长领链、专班护链、龙头强链", "--language", "sparql", "--format", "json"]
    done = runner.invoke(app, ["query", str(chain), *asked])
    assert json.loads(done.output)[0]["region"] == "黄冈市"
    (tmp_path / "mine.rq").write_text("# How many?\nSELECT (COUNT(?d) AS ?documents) { ?d a kg:Document }", encoding="utf-8")
    assert json.loads(runner.invoke(app, ["query", str(chain), str(tmp_path / "mine.rq"), "--format", "json"]).output) == [{"documents": 8}]
