"""What changed between two graphs: nodes and edges that only one of them holds, or that differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.graph.layout import Layout
from kg.graph.tables import read_edges, read_nodes
from kg.schema import EDGES, NODES


def diff(before: Path, after: Path) -> list[dict[str, Any]]:
    """Return a row for each thing added, removed or changed, by kind and id; a changed one names its columns."""
    for graph in (before, after):
        Layout(graph).read_manifest()
    found = []
    for kind, read in [*((name, read_nodes) for name in NODES), *((name, read_edges) for name in EDGES)]:
        old = {row["id"]: row for row in read(before, kind).to_pylist()}
        new = {row["id"]: row for row in read(after, kind).to_pylist()}
        for identity in sorted(old.keys() | new.keys()):
            a, b = old.get(identity), new.get(identity)
            if a != b:
                found.append({"change": "added" if a is None else "removed" if b is None else "changed", "kind": kind, "id": identity,
                              "name": (b or a or {}).get("name", ""), "columns": _columns(a, b)})
    return found


def _columns(a: dict[str, Any] | None, b: dict[str, Any] | None) -> str:
    return ", ".join(sorted(name for name in a if a[name] != b[name])) if a and b else ""
