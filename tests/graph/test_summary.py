"""The figures of the dashboard: every document and reported edge is counted once, jurisdictions go by their own name."""

from pathlib import Path

import pyarrow.parquet as pq

from kg.build import build
from kg.graph.layout import Layout
from kg.graph.summary import summary
from kg.graph.tables import edge_path
from kg.schema import EDGES


def test_every_document_and_edge_counts_once(graph: Path) -> None:
    found = summary(graph)
    assert sum(count for _, count in found["years"]) == Layout(graph).read_manifest()["documents"]
    edges = sum(pq.read_metadata(edge_path(graph, name)).num_rows for name, kind in EDGES.items() if kind.reported)
    assert sum(count for _, count in found["confidence"]) == edges
    assert dict(found["regions"])["罗田县"] == 2


def test_rejects_of_one_reason_are_one_row(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.docx").write_bytes(b"PK")
    (tmp_path / "c.txt").write_text("县长向明达出席会议。", encoding="utf-8")
    build([tmp_path], out=tmp_path / "g")
    ((reason, count),) = summary(tmp_path / "g")["rejects"]
    assert (count, ".docx files are not read" in reason) == (2, True)
