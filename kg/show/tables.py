"""A graph's tables as views in DuckDB, so that a few things are found without reading everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from kg.graph.layout import Layout
from kg.graph.tables import edge_path, node_path
from kg.schema import EDGES, NODES

Row = dict[str, Any]
_WITHOUT = ("aliases", "first_day", "last_day", "published_first_day", "published_last_day", "used_day", "first_seen_day", "last_seen_day", "last_met_day")


@contextmanager
def opened(graph: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection with a view for each kind of node and edge.

    Raises:
        NotAGraph: there is no graph at *graph*.
    """
    Layout(graph).read_manifest()
    with duckdb.connect() as connection:
        for name in NODES:
            connection.read_parquet(str(node_path(graph, name))).create_view(f"node_{name}")
        for name in EDGES:
            connection.read_parquet(str(edge_path(graph, name))).create_view(f"edge_{name}")
        yield connection


def rows_of(connection: duckdb.DuckDBPyConnection, statement: str, *values: object) -> list[Row]:
    """Return the rows of an SQL *statement* as dictionaries."""
    result = connection.execute(statement, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def nodes_with(connection: duckdb.DuckDBPyConnection, ids: Iterable[str], kinds: Sequence[str]) -> dict[str, Row]:
    """Return the nodes of *kinds* that have one of *ids*, by id, each with its ``label``."""
    wanted = sorted(set(ids))
    return {row["id"]: {"label": kind, **_shown(row)} for kind in kinds
            for row in rows_of(connection, f"SELECT * FROM node_{kind} WHERE list_contains(?, id) ORDER BY id", wanted)}


def edges_where(connection: duckdb.DuckDBPyConnection, kinds: Iterable[str], condition: str, *values: object) -> dict[str, Row]:
    """Return the edges of *kinds* that fulfil the SQL *condition*, by id, each with its ``type``."""
    return {row["id"]: {"type": kind, **_shown(row)} for kind in kinds
            for row in rows_of(connection, f"SELECT * FROM edge_{kind} WHERE {condition} ORDER BY id", *values)}


def _shown(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _WITHOUT and value is not None and value != []}
