"""The derived part of a graph: the coverage of first uses, the SPREAD edges, and the ranking of slogans."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kg.engine import LocalEngine
from kg.graph.layout import Layout
from kg.graph.tables import edge_path, edge_schema, node_path, write_table
from kg.model import content_id
from kg.schema import EDGES
from kg.spread.adoption import observe
from kg.spread.panel import read_panel
from kg.spread.places import Hierarchy
from kg.spread.ranking import PATHS, RANKING, rank
from kg.spread.survey import Progress, survey

LEAST_REGIONS = 8
"""Jurisdictions that must have used a slogan for it to be ranked."""
_VERSION = "2"

_COVERED = """
    WITH regions AS (SELECT id, code FROM read_parquet(?)),
    firsts AS (SELECT f.* EXCLUDE (observed_from, observed_to, last_without, observed_documents), r.code FROM read_parquet(?) f
               LEFT JOIN regions r ON r.id = f.to_id),
    seen AS (SELECT region_code AS code, used_date, last_day, any_value(document_id) AS document FROM panel WHERE original IS NULL
             GROUP BY ALL),
    windows AS (SELECT region_code AS code, arg_min(used_date, (first_day, used_date)) AS observed_from,
                       arg_max(used_date, (last_day, used_date)) AS observed_to, count(DISTINCT document_id) AS observed_documents
                FROM panel WHERE original IS NULL GROUP BY ALL),
    latest AS (SELECT code, last_day, max(used_date) AS last_without FROM seen GROUP BY ALL)
    SELECT f.*, w.observed_from, w.observed_to, l.last_without, w.observed_documents
    FROM firsts f LEFT JOIN windows w USING (code) ASOF LEFT JOIN latest l ON l.code = f.code AND l.last_day < f.used_day ORDER BY f.id
"""

_SPREAD = """
    WITH named AS (SELECT r.id, r.code, row_number() OVER (PARTITION BY r.code ORDER BY (r.name = p.name) DESC, r.id) AS place
                   FROM read_parquet(?) r JOIN places p USING (code)),
    nodes AS (SELECT id, code FROM named WHERE place = 1)
    SELECT a.id AS from_id, b.id AS to_id, 'Region' AS from_kind, 'Region' AS to_kind, p.* EXCLUDE (from_code, to_code)
    FROM paths p JOIN nodes a ON a.code = p.from_code JOIN nodes b ON b.code = p.to_code
"""


def spread(graph: Path, engine: LocalEngine, *, tell: Progress = lambda *_: None) -> dict[str, int]:
    """Give FIRST_USED_IN its coverage and write the SPREAD edges of the graph at *graph*; return the numbers of their rows.

    A SPREAD edge is a path of one slogan that chance and a common broadcast do not explain (q at most .05 among the tests of all
    slogans that :data:`LEAST_REGIONS` jurisdictions use). Paths that cannot be told from these make no edge; ``kg spread`` has them.
    """
    layout = Layout(graph)
    if not layout.shards():
        return {}
    panel = read_panel(graph)
    _, paths = ranked(graph, engine, least_regions=LEAST_REGIONS, tell=tell)
    counts = {"FIRST_USED_IN": _write_covered(graph, panel), "SPREAD": _write_spread(graph, paths)}
    return counts


def ranked(graph: Path, engine: LocalEngine, *, least_regions: int = LEAST_REGIONS, tell: Progress = lambda *_: None) -> tuple[pa.Table, pa.Table]:
    """Return :func:`~kg.spread.ranking.rank` of the graph at *graph*, kept in its cache while nothing that it rests on changes."""
    layout = Layout(graph)
    panel = read_panel(graph)
    stamp = _stamp(graph, least_regions)
    files = (layout.cache / "spread-ranking.parquet", layout.cache / "spread-paths.parquet")
    if all(path.exists() and (pq.read_schema(path).metadata or {}).get(b"stamp") == stamp.encode() for path in files):
        return pq.read_table(files[0]), pq.read_table(files[1])
    hierarchy = Hierarchy()
    found = rank(survey(graph, panel, engine, least_regions=least_regions, tell=tell), observe(panel, hierarchy), hierarchy)
    for table, path, schema in zip(found, files, (RANKING, PATHS), strict=True):
        write_table(table, path, schema.with_metadata({"stamp": stamp}))
    return found


def _stamp(graph: Path, least_regions: int) -> str:
    panel = (pq.read_schema(Layout(graph).cache / "spread-panel.parquet").metadata or {}).get(b"stamp", b"").decode()
    tables = [node_path(graph, "Slogan"), edge_path(graph, "FORM_OF"), edge_path(graph, "USED")]
    return content_id(_VERSION, str(least_regions), panel, *(hashlib.sha256(path.read_bytes()).hexdigest() for path in tables))


def _write_covered(graph: Path, panel: pa.Table) -> int:
    path = edge_path(graph, "FIRST_USED_IN")
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
        connection.register("panel", panel)
        table = connection.sql(_COVERED, params=[str(node_path(graph, "Region")), str(path)]).to_arrow_table()
    write_table(table, path, edge_schema(EDGES["FIRST_USED_IN"]))
    return int(table.num_rows)


def _write_spread(graph: Path, paths: pa.Table) -> int:
    hierarchy = Hierarchy()
    codes = sorted({*paths["from_code"].to_pylist(), *paths["to_code"].to_pylist()})
    with duckdb.connect() as connection:
        connection.register("paths", paths)
        connection.register("places", pa.table({"code": pa.array(codes, pa.string()),
                                                "name": pa.array([hierarchy.place(code).name for code in codes], pa.string())}))
        rows = connection.sql(_SPREAD, params=[str(node_path(graph, "Region"))]).to_arrow_table().to_pylist()
    for row in rows:
        row["id"] = content_id("SPREAD", row["from_id"], row["to_id"], row["slogan"], row["channel"])
    table = pa.Table.from_pylist(sorted(rows, key=lambda row: row["id"]), schema=edge_schema(EDGES["SPREAD"]))
    write_table(table, edge_path(graph, "SPREAD"), table.schema)
    return int(table.num_rows)
