"""A built graph: its tables, its sentences, and itself as a NetworkX graph."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.errors import KgError
from kg.graph.layout import Layout
from kg.graph.tables import read_edges, read_nodes
from kg.schema import EDGES, NODES

if TYPE_CHECKING:  # both take a second to import and serve one method each
    import networkx as nx
    import pandas as pd


class UnknownThing(KgError):
    """An id that the graph does not hold, or a table name that the schema does not know."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence of a document, with its place and where the document is found."""

    sentence: str
    document: str
    url: str | None
    published: str | None
    start_offset: int
    end_offset: int


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph at ``path``."""

    path: Path

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """Open the graph at *path*.

        Raises:
            NotAGraph: there is none, or it is of another format.
        """
        Layout(Path(path)).read_manifest()
        return cls(Path(path))

    def arrow(self, kind: str) -> pa.Table:
        """Return the table of a node or edge kind."""
        if kind in NODES:
            return read_nodes(self.path, kind)
        if kind in EDGES:
            return read_edges(self.path, kind)
        raise UnknownThing(f"There is no table {kind!r}; the tables are {', '.join([*NODES, *EDGES])}.")

    def table(self, kind: str) -> pd.DataFrame:
        """Return the table of a node or edge kind as a data frame."""
        frame: pd.DataFrame = self.arrow(kind).to_pandas()
        return frame

    def networkx(self, *kinds: str) -> nx.MultiDiGraph[str]:
        """Return the graph, or its edges of *kinds* with their ends, keyed by edge id."""
        import networkx as nx

        found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        wanted = kinds or tuple(EDGES)
        labels = {label for kind in wanted for pair in EDGES[kind].pairs for label in pair}
        for label in sorted(labels):
            for row in self.arrow(label).to_pylist():
                found.add_node(row.pop("id"), label=label, **row)
        for kind in wanted:
            for row in self.arrow(kind).to_pylist():
                found.add_edge(row.pop("from_id"), row.pop("to_id"), key=row["id"], type=kind, **row)
        return found

    def why(self, identity: str) -> list[Proof]:
        """Return the sentences behind an edge, a node (those of all its reported edges), or an evidence id.

        Raises:
            UnknownThing: nothing in the graph has that id.
        """
        evidence = self._evidence_of(identity)
        if not evidence:
            raise UnknownThing(f"Nothing in {self.path} has the id {identity!r}; ids come out of 'kg query'.")
        rows = self.arrow("Evidence")
        rows = rows.filter(pc.is_in(rows["id"], value_set=pa.array(sorted(evidence)))).to_pylist()
        documents = {row["id"]: row for row in self.arrow("Document").to_pylist()}
        proofs = [self._proof(row, documents[row["document_id"]]) for row in rows]
        return sorted(proofs, key=lambda proof: (proof.published or "", proof.document, proof.start_offset))

    def _evidence_of(self, identity: str) -> set[str]:
        found: set[str] = set()
        for kind, edge in EDGES.items():
            if not edge.reported:
                continue
            rows = self.arrow(kind)
            mask = pc.or_(pc.equal(rows["id"], identity), pc.or_(pc.equal(rows["from_id"], identity), pc.equal(rows["to_id"], identity)))
            for values in rows.filter(mask)["evidence_ids"].to_pylist():
                found.update(values)
        return found | self._derived(identity)

    def _derived(self, identity: str) -> set[str]:
        """The evidence of a derived edge is that of the events or documents it was derived from."""
        nodes = self.arrow("Evidence")
        if pc.any(pc.equal(nodes["id"], identity)).as_py():
            return {identity}
        for kind in ("MET", "SERVED_WITH", "PRECEDED"):
            rows = self.arrow(kind)
            for row in rows.filter(pc.equal(rows["id"], identity)).to_pylist():
                reported = self.arrow("ATTENDED" if kind == "MET" else "HELD").to_pylist()
                ends = [{r["to_id"]: r["evidence_ids"] for r in reported if r["from_id"] == row[side]} for side in ("from_id", "to_id")]
                shared = {"MET": ends[0].keys() & ends[1].keys(), "PRECEDED": {row.get("office_id")}}.get(kind, ends[0].keys() | ends[1].keys())
                return {proof for end in ends for key in shared for proof in end.get(key, [])}
        return set()

    @staticmethod
    def _proof(row: dict[str, Any], document: dict[str, Any]) -> Proof:
        return Proof(row["sentence"], document["name"], document["url"], document["published_date"], row["start_offset"], row["end_offset"])
