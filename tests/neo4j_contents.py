"""What the Neo4j tests share: a graph's contents as plain values, in its tables and in a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import neo4j
import pyarrow as pa

from kg.graph.layout import Layout
from kg.graph.tables import edge_path, edge_schema, node_path, node_schema, read_edges, read_nodes, write_table
from kg.schema import EDGES, NODES

Things = dict[str, dict[str, Any]]
HOSTILE = {"quotes": "'\"`\\''", "lines": "a\r\nb\nc\td", "nul": "a\x00b", "marks": "\u202egnp.exe\u200f", "cypher": "'}) DETACH DELETE n //",
           "wide": "𠮷野家👩‍👩‍👧", "parameter": "$rows {id: 1} `x`", "empty": "", "spaces": "  a  "}


def clear(session: neo4j.Session) -> None:
    session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS").consume()


def expected(graph: Path) -> tuple[Things, Things]:
    nodes = {row["id"]: {**plain(row), "label": label} for label in NODES for row in read_nodes(graph, label).to_pylist()}
    edges = {row["id"]: {**plain(row), "type": kind} for kind in EDGES for row in read_edges(graph, kind).to_pylist()}
    return nodes, edges


def plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name not in ("from_kind", "to_kind")}


def same(session: neo4j.Session, graph: Path, *, empty_lists: bool = True) -> bool:
    """Whether the database holds what the graph holds; prints the first differences, as all of both would be pages."""
    for there, wanted in zip(found(session), expected(graph), strict=True):
        if not empty_lists:
            wanted = {key: {name: value for name, value in row.items() if value not in ([], [""])} for key, row in wanted.items()}
        missing, extra = wanted.keys() - there.keys(), there.keys() - wanted.keys()
        other = [key for key in wanted.keys() & there.keys() if wanted[key] != there[key]]
        if missing or extra or other:
            print({"missing": [wanted[k] for k in sorted(missing)[:3]], "extra": [there[k] for k in sorted(extra)[:3]],  # noqa: T201
                   "other": [(wanted[k], there[k]) for k in sorted(other)[:2]]})
            return False
    return True


def found(session: neo4j.Session) -> tuple[Things, Things]:
    nodes = {}
    for row in session.run("MATCH (n) WHERE NOT n:LoadedPart AND NOT n:LoadedGraph AND NOT n:LoadLock RETURN labels(n) AS labels, properties(n) AS values"):
        values = dict(row["values"])
        assert values.pop("graph", None)
        assert values["id"] not in nodes
        nodes[values["id"]] = {**values, "label": row["labels"][0]}
    edges = {}
    for row in session.run("MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS values"):
        values = dict(row["values"])
        assert values.pop("graph", None)
        assert values["id"] not in edges
        edges[values["id"]] = {**values, "type": row["type"], "from_id": row["start"], "to_id": row["end"]}
    return nodes, edges


def rewrite(graph: Path, kind: str, table: pa.Table) -> None:
    """Replace a table and bring the manifest up to date."""
    if kind in NODES:
        write_table(table, node_path(graph, kind), node_schema(NODES[kind]))
    else:
        write_table(table, edge_path(graph, kind), edge_schema(EDGES[kind]))
    layout = Layout(graph)
    layout.write_manifest(layout.read_manifest() | {"resolved": layout.digest()})


def make_hostile(graph: Path) -> None:
    """Add persons and mentions with hostile values to a graph."""
    rows = [{"id": f"h-{name}", "aliases": [value], "name": value, "also_known_as": [value, value]} for name, value in HOSTILE.items()]
    people = pa.concat_tables([read_nodes(graph, "Person"), pa.Table.from_pylist(rows, schema=node_schema(NODES["Person"]))])
    rewrite(graph, "Person", people)
    first = read_edges(graph, "MENTIONED_IN").slice(0, 1).to_pylist()[0]
    edges = [first | {"id": f"e-{name}", "from_id": f"h-{name}", "role": value} for name, value in HOSTILE.items()]
    mentions = pa.Table.from_pylist(edges, schema=edge_schema(EDGES["MENTIONED_IN"]))
    rewrite(graph, "MENTIONED_IN", pa.concat_tables([read_edges(graph, "MENTIONED_IN"), mentions]))
