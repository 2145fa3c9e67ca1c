from pathlib import Path

import pytest

from kg.errors import NotAGraph
from kg.graph.graph import UnknownThing
from kg.stores.graph import Graph


def test_every_reported_edge_has_its_sentence(graph: Path) -> None:
    opened = Graph.open(graph)
    evidence = set(opened.table("Evidence")["id"])
    for kind in ("HELD", "ATTENDED", "TRANSMITS", "USED", "REPORTS", "MENTIONED_IN"):
        for ids in opened.table(kind)["evidence_ids"]:
            assert len(ids) > 0
            assert set(ids) <= evidence


def test_edges_join_nodes_that_exist(graph: Path) -> None:
    opened = Graph.open(graph)
    people, events = set(opened.table("Person")["id"]), set(opened.table("Event")["id"])
    attended = opened.table("ATTENDED")
    assert set(attended["from_id"]) <= people
    assert set(attended["to_id"]) <= events


def test_why_gives_the_words(graph: Path) -> None:
    opened = Graph.open(graph)
    row = opened.cypher("MATCH (p:Person)-[a:ATTENDED]->(e:Event) WHERE p.name = '林远志' AND a.role = 'chair' RETURN a.id AS edge")[0]
    proof = opened.why(row["edge"])[0]
    assert "林远志主持召开省委常委会会议" in proof.sentence
    with pytest.raises(UnknownThing):
        opened.why("nothing")


def test_networkx_keeps_kinds(graph: Path) -> None:
    found = Graph.open(graph).networkx("ATTENDED")
    assert {data["type"] for _, _, data in found.edges(data=True)} == {"ATTENDED"}


def test_a_folder_without_a_graph_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotAGraph, match="kg build"):
        Graph.open(tmp_path)


def test_a_private_citizen_is_not_in_the_graph(graph: Path) -> None:
    assert "曾石生" not in set(Graph.open(graph).table("Person")["name"])
