"""An extractor of the user's own: found by entry point, held to the schema, and never able to break a build."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.build import build
from kg.graph.tables import edge_path, node_path

PLUGIN = '''
import os, time
from kg.errors import RejectedDocument
from kg.model import Entity, Span, Statement, content_id


class Trial:
    name, version = "trial", "1"

    def __call__(self, document):
        if "KILL" in document.text:
            os._exit(9)
        if "REJECT" in document.text:
            raise RejectedDocument(f"{document.source}: set aside on purpose.")
        person = Entity(kind="Person", id=content_id("p", document.id), name="甲乙", properties={"gender": "女"})
        whole = Span(0, len(document.text) + ("OUTSIDE" in document.text))
        page = Entity(kind="Document", id=document.id, name=document.name)
        yield Statement(subject=person, predicate="MENTIONED_IN", object=page, qualifiers={"role": "public"}, document=document.id,
                        span=whole, sentence=whole, rule="all", confidence=0.5)
        office = Entity(kind="Office", id=content_id("o", document.id), name="某县县长", properties={
            "post": "县长", "organ": "县政府", "region_name": "某县", "region_code": None, "single_holder": "perhaps"})
        for start, end in (("2010", None), (None, "2010"), ("2021-02-30", None)):
            yield Statement(subject=person, predicate="HELD", object=office, document=document.id, span=whole, sentence=whole, rule="all",
                            qualifiers={"status": ("current",), "from_date": start, "to_date": end, "observed": "2021-13"})
        if "SCHEMA" in document.text:
            yield Statement(subject=person, predicate="ATTENDED", object=page, document=document.id, span=whole, sentence=whole, rule="bad")
        if "GHOST" in document.text:
            meeting = Entity(kind="Event", id=content_id("e", document.id), name="会议")
            yield Statement(subject=person, predicate="ATTENDED", object=meeting, qualifiers={"role": "chair"}, document=document.id,
                            span=whole, sentence=whole, rule="ghost")
'''


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "site"
    (place / "trial-1.0.dist-info").mkdir(parents=True)
    (place / "trial_extractor.py").write_text(PLUGIN, encoding="utf-8")
    (place / "trial-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: trial\nVersion: 1.0\n", encoding="utf-8")
    (place / "trial-1.0.dist-info" / "entry_points.txt").write_text("[kg.extractors]\ntrial = trial_extractor:Trial\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(place))
    source = tmp_path / "articles"
    source.mkdir()
    for name in ("GOOD", "KILL", "REJECT", "OUTSIDE", "SCHEMA", "GHOST"):
        (source / f"{name.lower()}.txt").write_text(f"{name} 的一篇文章。", encoding="utf-8")
    return source


def reasons(graph: Path) -> dict[str, str]:
    return {row["name"]: row["reason"] for row in pq.read_table(graph / "rejects" / "extract.parquet").to_pylist()}


def test_each_fault_costs_its_document_and_is_still_known_later(plugin: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    report = build([plugin], out=graph, extractor="trial", workers=2)
    assert (report.documents, report.rejected, report.nodes["Person"]) == (6, 5, 1)
    found = reasons(graph)
    assert "status 9" in found["kill"]
    assert found["reject"].endswith("set aside on purpose.")
    assert "points at" in found["outside"]
    assert "the schema does not know" in found["schema"]
    assert "reported or conveyed by no statement" in found["ghost"]
    again = build([plugin], out=graph, extractor="trial")
    assert (again.rejected, reasons(graph)) == (5, found)


def test_a_rebuild_without_sources_keeps_the_extractor(plugin: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    before = build([plugin], out=graph, extractor="trial")
    assert build([], out=graph) .nodes == before.nodes
    assert len(list((graph / "facts").iterdir())) == 1


def test_asserted_dates_tell_tenures_apart_and_impossible_days_stay_unknown(plugin: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    build([plugin / "good.txt"], out=graph, extractor="trial")
    held = pq.read_table(edge_path(graph, "HELD")).to_pylist()
    assert {(row["from_date"], row["to_date"]) for row in held} == {("2010", None), (None, "2010"), (None, None)}
    assert len({row["id"] for row in held}) == 3
    assert {row["first_seen"] for row in held} == {None}
    assert pq.read_table(node_path(graph, "Office"))["single_holder"].to_pylist() == [None]
