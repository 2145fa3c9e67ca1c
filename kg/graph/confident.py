"""The part of a graph that is reported with enough confidence, as a graph of its own beside the stores.

What stays: every reported edge of at least the confidence asked for, the nodes at its ends, what those belong to (an
office's organ, an organ's region, a region's parents), the sentences that are cited, and every document. Of the derived
edges MET and SERVED_WITH are computed anew from what stays, FIRST_USED_IN is dated anew by the uses that stay, PRECEDED
stays where both persons still hold the office, and SPREAD, whose significance belongs to the whole corpus, is left out.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb

from kg.errors import WrongConfidence
from kg.graph.derived import IDENTITY, MET, SERVED_WITH
from kg.graph.layout import Layout
from kg.graph.tables import edge_path, edge_schema, node_path, node_schema, write_table
from kg.schema import EDGES, NODES

_RECOMPUTED = {"MET": MET, "SERVED_WITH": SERVED_WITH, "SPREAD": "SELECT * FROM all_SPREAD WHERE false", "PRECEDED": """
    SELECT * FROM all_PRECEDED p
    WHERE EXISTS (SELECT 1 FROM edge_HELD h WHERE h.from_id = p.from_id AND h.to_id = p.office_id)
      AND EXISTS (SELECT 1 FROM edge_HELD h WHERE h.from_id = p.to_id AND h.to_id = p.office_id)
    """}
_FIRST_USED_IN = """
    SELECT f.* REPLACE (u.used_date AS used_date, u.used_day AS used_day, u.document_id AS document_id,
                        CASE WHEN u.used_date = f.used_date THEN f.last_without END AS last_without)
    FROM all_FIRST_USED_IN f JOIN all_Region g ON g.id = f.to_id
    JOIN edge_USED u ON u.to_id = f.from_id AND (u.region_code = g.code OR u.region_name = g.name)
    WHERE u.used_date IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY f.id ORDER BY u.used_day, length(u.used_date) DESC, u.document_id, u.id) = 1
"""
_BELONGING = ("POST_IN", "JURISDICTION", "PART_OF", "SUCCEEDED_BY", "FORM_OF")
"""Derived edges that lead from a thing to what it belongs to; the target stays with the thing."""


def confident(graph: Path, least: float) -> Path:
    """Return the folder of the graph without the reported edges below *least*; *graph* itself where *least* is 0.

    The folder can be opened, queried, exported and loaded like any graph (its ``facts`` are not in it: what documents said
    is thinned by :func:`kg.stores.facts.read_facts`). It lies in the graph's cache and is made again when the graph changes.

    Raises:
        NotAGraph: there is no graph at *graph*.
        WrongConfidence: *least* is no probability.
    """
    if not 0.0 <= least <= 1.0:
        raise WrongConfidence(f"--min-confidence {least} is no probability; give a number from 0 to 1, e.g. 0.9.")
    layout = Layout(graph)
    manifest = layout.read_manifest()
    if least == 0.0:
        return graph
    target = layout.cache / f"confident-{least:g}-{manifest['resolved']}"
    if target.exists():
        return target
    layout.cache.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=layout.cache, prefix="thinning-"))
    try:
        counts = _write(graph, folder, least)
        thin = Layout(folder)
        thin.write_manifest(manifest | counts | {"resolved": thin.digest(), "min_confidence": least})
        if not target.exists():
            folder.replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return target


def _write(graph: Path, folder: Path, least: float) -> dict[str, dict[str, int]]:
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "1500MB"})
    connection.execute(IDENTITY)
    for name in NODES:
        connection.execute(f"CREATE VIEW all_{name} AS SELECT * FROM read_parquet('{_quoted(node_path(graph, name))}')")
    for name in EDGES:
        connection.execute(f"CREATE VIEW all_{name} AS SELECT * FROM read_parquet('{_quoted(edge_path(graph, name))}')")
    _keep(connection, least)
    counts: dict[str, dict[str, int]] = {"nodes": {}, "edges": {}}
    for name, kind in NODES.items():
        table = connection.sql(f"SELECT * FROM node_{name} ORDER BY id").to_arrow_table()
        write_table(table, node_path(folder, name), node_schema(kind))
        counts["nodes"][name] = table.num_rows
    for name, edge in EDGES.items():
        table = connection.sql(f"SELECT * FROM edge_{name} ORDER BY id").to_arrow_table()
        write_table(table, edge_path(folder, name), edge_schema(edge))
        counts["edges"][name] = table.num_rows
    connection.close()
    return counts


def _keep(connection: duckdb.DuckDBPyConnection, least: float) -> None:
    """Create ``edge_*`` and ``node_*``: the reported edges first, then their nodes, then what is derived."""
    reported = [name for name, kind in EDGES.items() if kind.reported]
    for name in reported:
        connection.execute(f"CREATE TABLE edge_{name} AS SELECT * FROM all_{name} WHERE coalesce(confidence, 0) >= ?", [least])
    connection.execute(f"CREATE TABLE edge_FIRST_USED_IN AS {_FIRST_USED_IN}")
    ends = " UNION ".join(f"SELECT from_id AS id FROM edge_{name} UNION SELECT to_id FROM edge_{name} "
                          f"UNION SELECT unnest(evidence_ids) FROM edge_{name}" for name in reported)
    belonging = " UNION ALL ".join(f"SELECT from_id, to_id FROM all_{name}" for name in _BELONGING)
    connection.execute(f"""
        CREATE TABLE kept AS WITH RECURSIVE
        belonging AS ({belonging} UNION ALL SELECT o.id, r.id FROM all_Office o JOIN all_Region r ON (r.code, r.name) = (o.region_code, o.region_name)),
        reached(id) AS (
            ({ends} UNION SELECT to_id FROM edge_FIRST_USED_IN UNION SELECT id FROM all_Document)
            UNION SELECT b.to_id FROM reached r JOIN belonging b ON b.from_id = r.id)
        SELECT id FROM reached""")
    for name in NODES:
        connection.execute(f"CREATE TABLE node_{name} AS SELECT * FROM all_{name} SEMI JOIN kept USING (id)")
    for name, kind in EDGES.items():
        if not kind.reported and name != "FIRST_USED_IN":
            rows = _RECOMPUTED.get(name, f"SELECT * FROM all_{name} WHERE from_id IN (SELECT id FROM kept) AND to_id IN (SELECT id FROM kept)")
            connection.execute(f"CREATE TABLE edge_{name} AS {rows}")


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("'", "''")
