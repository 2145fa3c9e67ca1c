"""Who was observed when: one row a document and jurisdiction, with the period it covers and the volume of its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kg.graph.layout import Layout
from kg.graph.records import document_of
from kg.graph.tables import DOCUMENTS, edge_path, read_edges, write_table
from kg.model import Document, content_id
from kg.spread.dates import when
from kg.spread.reporting import Reporting
from kg.spread.texts import body

PANEL = pa.schema([("document_id", pa.string()), ("name", pa.string()), ("region_code", pa.string()), ("region_name", pa.string()),
                   ("used_date", pa.string()), ("first_day", pa.int64()), ("last_day", pa.int64()), ("period", pa.string()),
                   ("volume", pa.int64()), ("national", pa.bool_()), ("original", pa.string())])
"""``volume`` in characters; ``national``: an outlet of the whole country, ``volume`` being that of the sentences on the
jurisdiction; ``original``: the document that this one reprints, else null; ``period``: a year (2018) or a month (2018-02)."""

VERSION = "2"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARLY = 3.0
"""Documents a year up to which a publisher is taken to report once a year."""

_BATCH = 10_000

_PERIODS = """
    WITH dated AS (SELECT *, coalesce(publisher, region_name, '') AS series, left(used_date, 4) AS year FROM rows WHERE used_date IS NOT NULL),
    rates AS (SELECT series, count(DISTINCT document_id) / count(DISTINCT year) AS rate FROM dated GROUP BY series)
    SELECT document_id, name, region_code, region_name, used_date, first_day, last_day,
           CASE WHEN rate <= ? THEN year ELSE left(used_date, 7) END AS period, volume, "national", original
    FROM dated JOIN rates USING (series) LEFT JOIN reprints USING (document_id)
    ORDER BY document_id, region_code"""


def read_panel(graph: Path) -> pa.Table:
    """Return the panel of the graph at *graph*, kept in its cache until its documents or reprints change."""
    layout = Layout(graph)
    stamp = _stamp(layout)
    path = layout.cache / "spread-panel.parquet"
    if path.exists() and (pq.read_schema(path).metadata or {}).get(b"stamp") == stamp.encode():
        return pq.read_table(path)
    table = build_panel(documents(layout), read_edges(graph, "REPRINT_OF"))
    layout.cache.mkdir(parents=True, exist_ok=True)
    write_table(table, path, PANEL.with_metadata({"stamp": stamp}))
    return pq.read_table(path)


def documents(layout: Layout) -> Iterator[Document]:
    """Yield the documents of a graph, shard by shard."""
    for path in layout.shards():
        for batch in pq.ParquetFile(path).iter_batches(batch_size=500, columns=DOCUMENTS.names):
            yield from (document_of(row) for row in batch.to_pylist())


def build_panel(items: Iterator[Document], reprints: pa.Table) -> pa.Table:
    """Return the panel of *items*; *reprints* are REPRINT_OF edges."""
    reporting = Reporting()
    schema = pa.schema([*((name, pa.string()) for name in ("document_id", "name", "publisher", "region_code", "region_name", "used_date")),
                        *((name, pa.int64()) for name in ("first_day", "last_day", "volume")), ("national", pa.bool_())])
    found = (row for item in items for row in _rows(item, reporting))
    rows = pa.Table.from_batches([pa.RecordBatch.from_pylist(batch, schema=schema) for batch in batches(found, _BATCH)], schema=schema)
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "1500MB"})
    connection.register("rows", rows)
    connection.register("edges", reprints.select(["from_id", "to_id"]))
    connection.execute("CREATE VIEW reprints AS SELECT from_id AS document_id, min(to_id) AS original FROM edges GROUP BY from_id")
    table: pa.Table = connection.sql(_PERIODS, params=[_YEARLY]).to_arrow_table().cast(PANEL)
    connection.close()
    return table


def batches(rows: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    """Yield *rows* in lists of at most *size*."""
    while batch := list(islice(rows, size)):
        yield batch


def date_of(document: Document) -> str | None:
    """Return the publication date, else the year that the headline or the name gives."""
    if document.published:
        return document.published
    found = _YEAR.search(document.title or "") or _YEAR.search(document.name)
    return found[0] if found else None


def _rows(document: Document, reporting: Reporting) -> Iterator[dict[str, Any]]:
    date = date_of(document)
    at = when(date)
    base = {"document_id": document.id, "name": document.name, "publisher": document.publisher, "used_date": date,
            "first_day": at.first if at else None, "last_day": at.last if at else None}
    for observed in reporting.observed(document, body(document), int(date[:4]) if date else None):
        yield {**base, "region_code": observed.code, "region_name": observed.name, "volume": observed.volume, "national": observed.national}


def _stamp(layout: Layout) -> str:
    """Return what changes with the documents or their reprints."""
    sizes = [f"{path.name}:{path.stat().st_size}:{pq.read_metadata(path).num_rows}" for path in layout.shards()]
    return content_id(VERSION, hashlib.sha256(edge_path(layout.root, "REPRINT_OF").read_bytes()).hexdigest(), *sizes)
