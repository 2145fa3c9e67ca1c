"""Knowledge graphs from Chinese party and government news."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.build import BuildReport, build
from kg.graph import Graph as _Graph
from kg.stores.embedded import query

__version__ = "0.1.0"


class Graph(_Graph):
    """A built graph that also answers Cypher, by its embedded store."""

    def cypher(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run a Cypher *statement* and return its rows."""
        return query(self.path, statement, parameters)


__all__ = ["BuildReport", "Graph", "build"]
