"""The public face of a built graph: its tables and sentences, and Cypher and SPARQL by embedded stores."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.graph.graph import Graph as Tables
from kg.graph.layout import Layout
from kg.stores.embedded import query


class Graph(Tables):
    """A built graph that also answers Cypher and SPARQL."""

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """Open the graph at *path*.

        Raises:
            NotAGraph: there is none, or it is of another format.
        """
        Layout(Path(path)).read_manifest()
        return cls(Path(path))

    def cypher(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run a Cypher *statement* and return its rows."""
        return query(self.path, statement, parameters)

    def sparql(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Run a SPARQL *statement* on the graph as RDF and return its rows."""
        from kg.stores.rdf.sparql import sparql

        return sparql(self.path, statement, parameters)
