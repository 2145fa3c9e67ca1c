"""What a graph holds at a glance: counts, the years and places its documents cover, how sure its facts are, what was set aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from kg.graph.layout import Layout
from kg.graph.tables import edge_path, node_path
from kg.schema import EDGES

Rows = list[tuple[str, int]]
SHOWN = 8
"""Places, publishers and reasons that are listed."""
_STEPS = (0.99, 0.95, 0.9, 0.8, 0.6, 0.0)


def summary(graph: Path) -> dict[str, Rows]:
    """Return the distributions of the graph at *graph* by name: ``years``, ``publishers``, ``regions``, ``confidence``, ``rejects``.

    Raises:
        NotAGraph: there is no graph at *graph*.
    """
    layout = Layout(graph)
    layout.read_manifest()
    files = {"documents": str(node_path(graph, "Document")), "regions": str(node_path(graph, "Region"))}
    steps = " ".join(f"WHEN confidence >= {least} THEN 'from {least:.2f}'" for least in _STEPS)
    reported = [str(edge_path(graph, name)) for name, kind in EDGES.items() if kind.reported]
    with duckdb.connect() as connection:
        return {
            "years": _rows(connection, "SELECT coalesce(left(published_date, 4), 'unknown') AS year, count(*) FROM read_parquet($documents) "
                                       "GROUP BY year ORDER BY year", documents=files["documents"]),
            "publishers": _rows(connection, "SELECT publisher, count(*) AS n FROM read_parquet($documents) WHERE publisher IS NOT NULL "
                                            f"GROUP BY publisher ORDER BY n DESC, publisher LIMIT {SHOWN}", documents=files["documents"]),
            "regions": _rows(connection, f"""
                SELECT coalesce(r.name, d.region_code) AS region, count(*) AS n FROM read_parquet($documents) d LEFT JOIN
                (SELECT code, max_by(name, coalesce(valid_from, '')) AS name FROM read_parquet($regions) WHERE level <> 'place' GROUP BY code) r
                ON r.code = d.region_code
                WHERE d.region_code IS NOT NULL GROUP BY region ORDER BY n DESC, region LIMIT {SHOWN}""", **files),
            "confidence": _rows(connection, f"SELECT CASE {steps} END AS step, count(*) FROM read_parquet($edges, union_by_name = true) "
                                            "WHERE confidence IS NOT NULL GROUP BY step ORDER BY step DESC", edges=reported),
            "rejects": _rejects(connection, layout),
        }


def _rejects(connection: duckdb.DuckDBPyConnection, layout: Layout) -> Rows:
    files = sorted(map(str, layout.rejects.glob("*.parquet")))
    if not files:
        return []
    reason = r"regexp_replace(regexp_replace(reason, '^[^:]*: ', ''), '\d[\d,]*', 'N', 'g')"
    return _rows(connection, f"SELECT {reason} AS why, count(*) AS n FROM read_parquet($files) GROUP BY why ORDER BY n DESC, why LIMIT {SHOWN}", files=files)


def _rows(connection: duckdb.DuckDBPyConnection, statement: str, **values: Any) -> Rows:
    return [(str(name), int(count)) for name, count in connection.execute(statement, values).fetchall()]
