"""The tables of a graph as Arrow schemas derived from the schema, and their files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.model import content_id
from kg.schema import EDGES, NODES, EdgeKind, NodeKind, Property, Type

_ARROW = {Type.STRING: pa.string(), Type.STRINGS: pa.list_(pa.string()), Type.INTEGER: pa.int64(),
          Type.REAL: pa.float64(), Type.BOOLEAN: pa.bool_(), Type.DATE: pa.string()}

DOCUMENTS = pa.schema([(name, pa.string()) for name in (
    "id", "name", "source", "url", "title", "published", "publisher", "region", "media_type", "text")])
STATEMENTS = pa.schema([
    *((name, pa.string()) for name in (
        "document_id", "subject_kind", "subject_id", "subject_name", "subject_properties", "predicate", "object_kind",
        "object_id", "object_name", "object_properties", "qualifiers")),
    *((name, pa.int64()) for name in ("start", "stop", "sentence_start", "sentence_stop")),
    ("rule", pa.string()), ("confidence", pa.float64()), ("sentence", pa.string())])
REJECTS = pa.schema([(name, pa.string()) for name in ("source", "name", "stage", "reason")])


def _fields(properties: tuple[Property, ...]) -> Iterator[tuple[str, pa.DataType]]:
    for item in properties:
        yield item.name, _ARROW[item.type]


def node_schema(kind: NodeKind) -> pa.Schema:
    """Return the columns of a node table: id, aliases, then the kind's properties."""
    return pa.schema([("id", pa.string()), ("aliases", pa.list_(pa.string())), *_fields(kind.properties)])


def edge_schema(kind: EdgeKind) -> pa.Schema:
    """Return the columns of an edge table: id, both ends, the qualifiers, and for a reported one its evidence."""
    proof = [("evidence_ids", pa.list_(pa.string())), ("support", pa.int64()), ("confidence", pa.float64())]
    return pa.schema([*((name, pa.string()) for name in ("id", "from_id", "from_kind", "to_id", "to_kind")),
                      *_fields(kind.qualifiers), *(proof if kind.reported else [])])


def vocabulary_digest() -> str:
    """Return what changes with any kind of node or edge, its pairs, or a column of its table."""
    nodes = [f"{name} {node_schema(kind)}" for name, kind in sorted(NODES.items())]
    edges = [f"{name} {kind.pairs} {edge_schema(kind)}" for name, kind in sorted(EDGES.items())]
    return content_id(*nodes, *edges, length=16)


def node_path(graph: Path, kind: str) -> Path:
    """Return the file of a node table."""
    return graph / "resolved" / "nodes" / f"{kind}.parquet"


def edge_path(graph: Path, kind: str) -> Path:
    """Return the file of an edge table."""
    return graph / "resolved" / "edges" / f"{kind}.parquet"


def read_nodes(graph: Path, kind: str) -> pa.Table:
    """Read a node table."""
    return pq.read_table(node_path(graph, kind), schema=node_schema(NODES[kind]))


def read_edges(graph: Path, kind: str) -> pa.Table:
    """Read an edge table."""
    return pq.read_table(edge_path(graph, kind), schema=edge_schema(EDGES[kind]))


def write_table(table: pa.Table, path: Path, schema: pa.Schema) -> None:
    """Write *table* cast to *schema* under a temporary name, then rename; the same rows give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".writing")
    pq.write_table(table.select(schema.names).cast(schema), temporary, compression="zstd", row_group_size=100_000)
    temporary.replace(path)
