"""The page of an answer: what is in it, that it is the same each time, and that nothing from a document becomes markup."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import UnknownQuestion
from kg.show import around, overview, page, select
from kg.stores.embedded import query

ARTICLE = "11月19日，蕲春县委书记时建国主持召开县委常委会会议，学习“<b>两手抓</b>、两手硬<script>alert(1)</script>”工作法。县长向明达出席会议。"


def data_of(html: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_rows_with_edge_ids_bring_their_edges_ends_and_sentences(graph: Path) -> None:
    rows = query(graph, "MATCH (p:Person)-[h:HELD]->(o:Office) WHERE p.name = '周伯年' RETURN h.id AS edge, o.post AS office")
    found = select(graph, rows)
    assert {node["label"] for node in found.nodes.values()} == {"Person", "Office"}
    data = data_of(page(graph, found, title="周伯年"))
    proof, marks = data["edges"][0]["proofs"][0]  # type: ignore[index]
    text = data["sentences"][proof]["text"]  # type: ignore[call-overload]
    assert "周伯年" in "".join(text[start:stop] for start, stop in marks)


def test_whole_nodes_are_joined_by_the_edges_between_them(graph: Path) -> None:
    found = select(graph, query(graph, "MATCH (p:Person)-[:ATTENDED]->(e:Event) WHERE e.region_name = '蕲春县' RETURN p, e"))
    assert {edge["type"] for edge in found.edges.values()} >= {"ATTENDED"}
    assert {edge["from_id"] for edge in found.edges.values()} <= found.nodes.keys()


def test_rows_of_names_bring_what_bears_them(graph: Path) -> None:
    found = select(graph, [{"one": "蕲春县", "other": "黄冈市"}])
    assert [edge["type"] for edge in found.edges.values()] == ["PART_OF"]


def test_a_derived_edge_shows_the_sentences_it_rests_on(graph: Path) -> None:
    rows = query(graph, "MATCH (a:Person)-[m:MET]->(b:Person) WHERE m.meetings > 1 RETURN m.id AS edge")
    assert all(edge["proofs"] for edge in data_of(page(graph, select(graph, rows), title="met"))["edges"])


def test_surroundings_of_a_name_and_what_nobody_bears(graph: Path) -> None:
    found = around(graph, "周伯年")
    assert "周伯年" in {node["name"] for node in found.nodes.values()}
    with pytest.raises(UnknownQuestion, match="no name or id"):
        around(graph, "没有这个人")


def test_the_limit_holds_and_says_what_it_left_out(graph: Path) -> None:
    found = overview(graph, limit=30)
    assert len(found.nodes) <= 30
    assert found.left_out > 0
    assert all(edge["from_id"] in found.nodes and edge["to_id"] in found.nodes for edge in found.edges.values())


def test_nothing_from_an_article_ends_its_element(tmp_path: Path) -> None:
    record = {"id": "n", "text": ARTICLE, "title": "</script><script>alert(2)</script>", "url": "javascript:alert(3)", "published": "2020-11-20"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    build([tmp_path / "a.jsonl"], out=tmp_path / "g")
    html = page(tmp_path / "g", around(tmp_path / "g", "时建国"), title="</title><script>alert(4)</script>")
    assert not re.search(r"<script>alert|</title><script>", html)
    assert html.count("<script") == 3
    assert "</script><script>alert(2)</script>" in json.dumps(data_of(html))
    assert "default-src 'none'" in html


def test_the_same_page_in_another_process(graph: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        done = subprocess.run([sys.executable, "-c", "from kg.cli import main; main()", "show", str(graph), "who_met_whom", "-p", "least=2", "-o",
                               str(tmp_path / name)], capture_output=True, text=True, check=False)
        assert (done.returncode, "Open it in a browser" in done.stderr) == (0, True)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
