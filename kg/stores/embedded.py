"""The graph in Ladybug, an embedded Cypher store: a disposable cache beside the tables."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ladybug
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.errors import BrokenQuery
from kg.graph.layout import Layout
from kg.graph.tables import edge_path, edge_schema, node_path, node_schema
from kg.schema import EDGES, NODES, Property, Type

_TYPES = {Type.STRING: "STRING", Type.STRINGS: "STRING[]", Type.INTEGER: "INT64", Type.REAL: "DOUBLE", Type.BOOLEAN: "BOOLEAN", Type.DATE: "STRING"}
_RESERVED = ("from_kind", "to_kind")


def query(graph: Path, statement: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Run a Cypher *statement* on the graph and return its rows; the cache is filled first if it is not there.

    Raises:
        NotAGraph: there is no graph at *graph*.
        BrokenQuery: the statement is wrong, or a parameter is missing.
    """
    database = ladybug.Database(str(fill(graph)), read_only=True)
    connection = ladybug.Connection(database)
    try:
        result = connection.execute(statement, parameters=dict(parameters or {}))
        if isinstance(result, list):
            raise BrokenQuery("The file holds more than one statement; give one at a time.")
        names = result.get_column_names()
        return [dict(zip(names, row, strict=True)) for row in result.get_all()]
    except RuntimeError as error:
        raise BrokenQuery(f"The query cannot run: {str(error).splitlines()[0]}") from error
    finally:
        connection.close()
        database.close()


def fill(graph: Path) -> Path:
    """Return the path of the filled store for the tables as they are now, filling it if need be."""
    layout = Layout(graph)
    tables = layout.read_manifest()["resolved"]
    target = layout.cache / f"ladybug-{ladybug.__version__}-{tables}.lbug"
    if target.exists():
        return target
    layout.cache.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=layout.cache, prefix="filling-"))
    try:
        _load(folder, graph)
        for old in layout.cache.glob("ladybug-*.lbug*"):
            old.unlink(missing_ok=True)
        os.replace(folder / "graph.lbug", target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return target


def _columns(properties: tuple[Property, ...]) -> str:
    return ", ".join(f"`{item.name}` {_TYPES[item.type]}" for item in properties)


def _load(folder: Path, graph: Path) -> None:
    database = ladybug.Database(str(folder / "graph.lbug"))
    connection = ladybug.Connection(database)
    for name, kind in NODES.items():
        connection.execute(f"CREATE NODE TABLE `{name}`(id STRING, aliases STRING[], {_columns(kind.properties)}, PRIMARY KEY(id))")
        if pq.read_metadata(node_path(graph, name)).num_rows:
            names = ", ".join(f"`{column}`" for column in node_schema(kind).names)
            connection.execute(f"COPY `{name}`({names}) FROM '{_quoted(node_path(graph, name))}'")
    for name, edge in EDGES.items():
        pairs = ", ".join(f"FROM `{a}` TO `{b}`" for a, b in edge.pairs)
        proof = ", evidence_ids STRING[], support INT64, confidence DOUBLE" if edge.reported else ""
        extra = f", {_columns(edge.qualifiers)}" if edge.qualifiers else ""
        connection.execute(f"CREATE REL TABLE `{name}`({pairs}, id STRING{extra}{proof})")
        for pair in edge.pairs:
            _copy_edges(connection, folder, graph, name, pair)
    connection.close()
    database.close()


def _copy_edges(connection: ladybug.Connection, folder: Path, graph: Path, name: str, pair: tuple[str, str]) -> None:
    """Copy the rows of one pair of kinds; the store wants the two ends first and nothing else besides the properties."""
    table = pq.read_table(edge_path(graph, name))
    rows = table.filter(pc.and_(pc.equal(table["from_kind"], pair[0]), pc.equal(table["to_kind"], pair[1])))
    if rows.num_rows:
        names = [column for column in edge_schema(EDGES[name]).names if column not in ("from_id", "to_id", *_RESERVED)]
        part = folder / f"{name}-{pair[0]}-{pair[1]}.parquet"
        pq.write_table(rows.select(["from_id", "to_id", *names]), part)
        connection.execute(f"COPY `{name}` FROM '{_quoted(part)}' (from='{pair[0]}', to='{pair[1]}')")


def _quoted(path: Path) -> str:
    return str(path.resolve()).replace("\\", "\\\\").replace("'", "\\'")
