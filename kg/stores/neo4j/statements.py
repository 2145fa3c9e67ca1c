"""The Cypher that a load runs: labels, types and property names come from the schema, every value is a parameter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.graph.tables import edge_schema, node_schema
from kg.resources import folder
from kg.schema import EDGES, NODES


def stored(name: str) -> list[str]:
    """Return the statements of ``cypher/NAME.cypher``."""
    lines = (folder("cypher") / f"{name}.cypher").read_text(encoding="utf-8").splitlines()
    return [words.strip() for words in "\n".join(line for line in lines if not line.startswith("//")).split(";") if words.strip()]


@dataclass(frozen=True)
class Target:
    """The rows of one kind: nodes of a label, or relationships of a type between two labels."""

    kind: str
    start: str = ""
    end: str = ""

    @property
    def is_node(self) -> bool:
        """Whether it is of nodes."""
        return self.kind in NODES

    @property
    def name(self) -> str:
        """Its name in the notes of a load."""
        return self.kind if self.is_node else f"{self.start}-{self.kind}-{self.end}"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The properties that are written, id first."""
        names = node_schema(NODES[self.kind]).names if self.is_node else edge_schema(EDGES[self.kind]).names
        return tuple(name for name in names if name not in ("from_id", "from_kind", "to_id", "to_kind"))

    def _map(self, first: int) -> str:
        return ", ".join([f"`{name}`: row[{first + at}]" for at, name in enumerate(self.columns)] + ["graph: $graph"])

    @property
    def create(self) -> str:
        """Create rows; a row is its properties, for relationships the ids of both ends before them."""
        if self.is_node:
            return f"UNWIND $rows AS row CREATE (n:`{self.kind}` {{{self._map(0)}}})"
        return (f"UNWIND $rows AS row MATCH (a:`{self.start}` {{id: row[0]}}) MATCH (b:`{self.end}` {{id: row[1]}}) "
                f"CREATE (a)-[r:`{self.kind}` {{{self._map(2)}}}]->(b)")

    @property
    def change(self) -> str:
        """Set the properties of rows that are there; a row is the element's id and a map, whose nulls remove."""
        matched = f"(x:`{self.kind}`)" if self.is_node else f"()-[x:`{self.kind}`]->()"
        return f"UNWIND $rows AS row MATCH {matched} WHERE elementId(x) = row[0] SET x += row[1]"

    @property
    def remove(self) -> str:
        """Delete rows by the element's id."""
        if self.is_node:
            return f"UNWIND $rows AS row MATCH (x:`{self.kind}`) WHERE elementId(x) = row DETACH DELETE x"
        return f"UNWIND $rows AS row MATCH ()-[x:`{self.kind}`]->() WHERE elementId(x) = row DELETE x"

    def present(self, *, high: bool, end_low: bool, end_high: bool) -> str:
        """Return what of ours is there from one key on (the start's id, for relationships), as far as it is bounded: element, start, properties."""
        key = "x.id" if self.is_node else "a.id"
        matched = f"(x:`{self.kind}`)" if self.is_node else f"(a:`{self.start}`)-[x:`{self.kind}`]->(b:`{self.end}`)"
        tests = [f"{key} >= $low", f"{key} <= $high" if high else "", "b.id >= $end_low" if end_low else "", "b.id < $end_high" if end_high else "",
                 "x.graph = $graph"]
        return f"MATCH {matched} WHERE {' AND '.join(test for test in tests if test)} RETURN elementId(x), {key}, properties(x)"


def targets() -> list[Target]:
    """Return every kind of rows, nodes first."""
    return [Target(name) for name in NODES] + [Target(name, *pair) for name, kind in EDGES.items() for pair in kind.pairs]
