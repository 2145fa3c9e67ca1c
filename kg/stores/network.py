"""The graph as GraphML or GEXF, for desktop tools."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.graph.confident import confident
from kg.graph.graph import Graph

if TYPE_CHECKING:
    import networkx as nx


def export_graphml(graph: Path, *, min_confidence: float = 0.0) -> Iterator[str]:
    """Yield the lines of a GraphML file."""
    import networkx as nx

    for line in nx.generate_graphml(_flat(graph, min_confidence)):
        yield line + "\n"


def export_gexf(graph: Path, *, min_confidence: float = 0.0) -> Iterator[str]:
    """Yield the lines of a GEXF file."""
    import networkx as nx

    for line in nx.generate_gexf(_flat(graph, min_confidence)):
        yield line + "\n"


def _flat(graph: Path, min_confidence: float) -> nx.MultiDiGraph[str]:
    """Return the graph with values that these formats can hold: lists joined, nulls left out."""
    import networkx as nx

    found = Graph.open(confident(graph, min_confidence)).networkx()
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes: list[Any] = list(found.nodes(data=True))
    for node, values in sorted(nodes, key=lambda pair: str(pair[0])):
        flat.add_node(node, **_plain(values))
    edges: list[Any] = list(found.edges(keys=True, data=True))
    for start, end, key, values in sorted(edges, key=lambda edge: edge[2]):
        flat.add_edge(start, end, key=key, **_plain({k: v for k, v in values.items() if k != "id"}))
    return flat


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    flat = {name: "、".join(value) if isinstance(value, list) else value for name, value in values.items() if value is not None}
    return {name: _legal(value) if isinstance(value, str) else value for name, value in flat.items()}


def _legal(words: str) -> str:
    """Leave out the control characters that XML cannot hold."""
    return "".join(char for char in words if char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff")
