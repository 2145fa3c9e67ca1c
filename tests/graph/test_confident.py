from pathlib import Path

import pytest

from kg.errors import WrongConfidence
from kg.graph.confident import confident
from kg.graph.tables import read_edges, read_nodes
from kg.schema import EDGES, NODES
from kg.stores.embedded import query


def _median(graph: Path, kind: str) -> float:
    values = sorted(read_edges(graph, kind)["confidence"].to_pylist())
    return float(values[len(values) // 2])


def test_nothing_asked_for_is_the_graph_itself(graph: Path) -> None:
    assert confident(graph, 0.0) == graph


def test_what_stays_is_probable_and_hangs_together(graph: Path) -> None:
    least = _median(graph, "HELD")
    thin = confident(graph, least)
    nodes = {identity for name in NODES for identity in read_nodes(thin, name)["id"].to_pylist()}
    cited = set()
    for name, kind in EDGES.items():
        edges = read_edges(thin, name)
        assert {*edges["from_id"].to_pylist(), *edges["to_id"].to_pylist()} <= nodes, name
        if kind.reported:
            assert all(value >= least for value in edges["confidence"].to_pylist())
            assert edges.num_rows == sum(value >= least for value in read_edges(graph, name)["confidence"].to_pylist())
            cited |= {identity for ids in edges["evidence_ids"].to_pylist() for identity in ids}
    assert cited == set(read_nodes(thin, "Evidence")["id"].to_pylist())
    assert read_nodes(thin, "Document").num_rows == read_nodes(graph, "Document").num_rows


def test_derived_edges_rest_on_what_stays(graph: Path) -> None:
    nothing = confident(graph, 1.0)
    assert [name for name in ("ATTENDED", "MET", "SERVED_WITH", "PRECEDED", "FIRST_USED_IN") if read_edges(nothing, name).num_rows] == []
    assert read_nodes(nothing, "Person").num_rows == 0
    all_of_it = confident(graph, 0.0001)
    for name in ("MET", "SERVED_WITH", "PRECEDED", "FIRST_USED_IN", "POST_IN"):
        assert read_edges(all_of_it, name).equals(read_edges(graph, name)), name


def test_the_thinned_graph_answers_questions(graph: Path) -> None:
    statement = "MATCH (:Person)-[h:HELD]->(:Office) RETURN count(*) AS n"
    thin = confident(graph, _median(graph, "HELD"))
    assert 0 < query(thin, statement)[0]["n"] <= query(graph, statement)[0]["n"]
    assert "confident-" in str(thin)


def test_a_least_that_is_no_probability_is_refused(graph: Path) -> None:
    with pytest.raises(WrongConfidence, match="from 0 to 1"):
        confident(graph, 90)
