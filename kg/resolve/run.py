"""The resolution of a whole graph: set operations over tables in DuckDB, one noun after another."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa

from kg.engine import LocalEngine
from kg.graph.derived import IDENTITY
from kg.graph.forgotten import Forgotten
from kg.graph.layout import Layout
from kg.graph.links import LINKS, MENTIONS, links_path, mentions_path
from kg.graph.tables import DOCUMENTS, STATEMENTS, edge_path, edge_schema, node_path, node_schema, write_table
from kg.resolve import edges, events, evidence, holdings, mentions, names, offices, persons, regions, reprints, slogans, tenures
from kg.resolve.context import Context
from kg.schema import EDGES, NODES

MACROS = IDENTITY + """
CREATE MACRO normal(words) AS regexp_replace(words, '[\\s“”‘’《》〈〉·、，,;；。.!！:：（）()—\\-]+', '', 'g');
CREATE MACRO first_day(day) AS
    TRY_CAST(day || CASE length(day) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' WHEN 10 THEN '' END AS DATE) - DATE '1970-01-01';
CREATE MACRO final_day(day) AS CASE length(day)
    WHEN 4 THEN TRY_CAST(day || '-12-31' AS DATE) - DATE '1970-01-01'
    WHEN 7 THEN CAST(TRY_CAST(day || '-01' AS DATE) + INTERVAL 1 MONTH - INTERVAL 1 DAY AS DATE) - DATE '1970-01-01'
    WHEN 10 THEN TRY_CAST(day AS DATE) - DATE '1970-01-01' END;
CREATE MACRO real_date(day) AS CASE WHEN first_day(day) IS NOT NULL THEN day END;
"""


def resolve(layout: Layout, facts: Path, *, include_private: bool = False, threads: int = 2,
            engine: LocalEngine | None = None) -> dict[str, dict[str, int]]:
    """Resolve the statements in *facts* and write all node and edge tables; return their numbers of rows.

    Raises:
        LostRows: a statement found its way into no edge.
        BrokenJudgements: ``judgements.tsv`` or ``forgotten.tsv`` cannot be understood.
    """
    context = Context(layout=layout, engine=engine or LocalEngine(), include_private=include_private)
    connection = duckdb.connect(config={"threads": threads, "memory_limit": "1000MB",
                                        "temp_directory": str(layout.cache / "duckdb")})
    layout.cache.mkdir(parents=True, exist_ok=True)
    connection.execute(MACROS)
    _load(connection, layout, facts)
    for stage in (reprints, regions, names, mentions, offices, holdings, persons, events, slogans, tenures, edges, evidence):
        stage.run(connection, context)
    counts = {"nodes": _write_nodes(connection, layout), "edges": _write_edges(connection, layout)}
    for table, path, schema in (("person_links", links_path(layout.root), LINKS), ("person_mentions", mentions_path(layout.root), MENTIONS)):
        write_table(connection.sql(f"SELECT {', '.join(schema.names)} FROM {table} ORDER BY ALL").to_arrow_table(), path, schema)
    connection.close()
    for folder in (layout.cache / name for name in ("duckdb", "persons", "events")):
        shutil.rmtree(folder, ignore_errors=True)
    return counts


def _load(connection: duckdb.DuckDBPyConnection, layout: Layout, facts: Path) -> None:
    """Create ``documents`` and ``statements``, without what is to be forgotten."""
    forgotten = Forgotten.read(layout.forgotten)
    for name, folder, schema in (("documents", layout.documents, DOCUMENTS), ("statements", facts, STATEMENTS)):
        if any(folder.glob("*.parquet")):
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet(?)", [str(folder / "*.parquet")])
        else:
            empty = pa.Table.from_pylist([], schema=schema)
            connection.register("empty", empty)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM empty")
    for values, statement in (
            (forgotten.documents, "DELETE FROM documents WHERE id IN (SELECT unnest(?)) OR name IN (SELECT unnest(?))"),
            (forgotten.sources, "DELETE FROM documents WHERE source IN (SELECT unnest(?)) OR publisher IN (SELECT unnest(?))"),
            (forgotten.persons, "DELETE FROM statements WHERE subject_kind = 'Person' AND (subject_name IN (SELECT unnest(?)) "
                                "OR subject_id IN (SELECT unnest(?)))")):
        if values:
            connection.execute(statement, [sorted(values), sorted(values)])
    connection.execute("DELETE FROM statements WHERE document_id NOT IN (SELECT id FROM documents)")
    connection.execute("UPDATE documents SET published = real_date(published) WHERE published <> coalesce(real_date(published), '')")


def _write_nodes(connection: duckdb.DuckDBPyConnection, layout: Layout) -> dict[str, int]:
    counts = {}
    for name, kind in NODES.items():
        schema = node_schema(kind)
        columns = ", ".join(f'"{column}"' for column in schema.names)
        table = connection.sql(f"SELECT {columns} FROM node_{name} ORDER BY id").to_arrow_table()
        write_table(table, node_path(layout.root, name), schema)
        counts[name] = table.num_rows
    return counts


def _write_edges(connection: duckdb.DuckDBPyConnection, layout: Layout) -> dict[str, int]:
    counts = {}
    for name, kind in EDGES.items():
        schema = edge_schema(kind)
        columns = ", ".join(f'"{column}"' for column in schema.names)
        table = connection.sql(f"SELECT {columns} FROM edge_{name} ORDER BY id").to_arrow_table()
        write_table(table, edge_path(layout.root, name), schema)
        counts[name] = table.num_rows
    return counts
