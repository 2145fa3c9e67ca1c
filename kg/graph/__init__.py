"""The built graph on disk."""

from kg.graph.graph import Graph, Proof

__all__ = ["Graph", "Proof"]
