"""The tables of a graph as streams of rows, sorted and joined in bounded memory by DuckDB."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from kg.graph.tables import edge_path, node_path
from kg.schema import EDGES, NODES
from kg.stores.rdf.terms import INLINE, Shortcut

Row = dict[str, Any]
_BATCH = 20_000


class Rows:
    """Streams over the tables of the graph at a path; each stream may be read while others are."""

    def __init__(self, graph: Path, *, memory: str = "1500MB") -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="chuanda-rdf-")
        self._connection = duckdb.connect(config={"threads": 2, "memory_limit": memory, "temp_directory": self._folder.name})
        for name in NODES:
            self._view(name, node_path(graph, name))
        for name in EDGES:
            self._view(name, edge_path(graph, name))

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._folder.cleanup()

    def _view(self, name: str, path: Path) -> None:
        quoted = str(path.resolve()).replace("'", "''")
        self._connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{quoted}')")

    def query(self, statement: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Return the column names of a query and its rows, in batches behind the scenes."""
        reader = self._connection.cursor().sql(statement).to_arrow_reader(_BATCH)
        return reader.schema.names, (row for batch in reader for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))

    def nodes(self, kind: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Return a node kind by id, with a column of target ids for each edge kind that is written inline."""
        columns, joins = ["n.*"], []
        for edge, (source, _) in INLINE.items():
            if source == kind and edge != "PROVED_BY":
                columns.append(f'"{edge}".ids AS "{edge}"')
                joins.append(f'LEFT JOIN ({self._targets(edge)}) "{edge}" ON "{edge}".from_id = n.id')
        return self.query(f'SELECT {", ".join(columns)} FROM "{kind}" n {" ".join(joins)} ORDER BY n.id')

    def edges(self, kind: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Return an edge kind by id."""
        return self.query(f"SELECT e.*{self._extra(kind)} ORDER BY e.id")

    def edges_by_document(self, kind: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Return a reported edge kind by document (first column ``proved_in``), each with the evidence that lies in it."""
        return self.query(f"""
            WITH proofs AS (SELECT x.id, v.document_id, list_sort(list(v.id)) AS ids
                            FROM (SELECT id, unnest(evidence_ids) AS proof FROM "{kind}") x JOIN "Evidence" v ON v.id = x.proof GROUP BY ALL)
            SELECT p.document_id AS proved_in, e.* REPLACE (p.ids AS evidence_ids){self._extra(kind, "LEFT JOIN proofs p ON p.id = e.id")}
            ORDER BY proved_in, e.id""")

    def evidence_by_document(self) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Return the Evidence nodes by document (first column ``proved_in``)."""
        return self.query('SELECT document_id AS proved_in, * FROM "Evidence" ORDER BY proved_in, id')

    def pairs(self, kind: str, shortcut: Shortcut) -> Iterator[tuple[Any, ...]]:
        """Return the distinct (kind, id, target kind, target id) that a shortcut over an edge kind joins."""
        ends = ("to_kind, to_id, from_kind, from_id" if shortcut.inverse else "from_kind, from_id, to_kind, to_id")
        target = f"to_kind = '{shortcut.target}'" if shortcut.target else "true"
        return self.query(f'SELECT DISTINCT {ends} FROM "{kind}" WHERE {target} AND ({shortcut.where}) ORDER BY ALL')[1]

    def jurisdictions(self) -> Iterator[tuple[Any, ...]]:
        """Return each division code with the ids of its versions in time."""
        return self.query("""SELECT code, list(id ORDER BY valid_from NULLS FIRST, id) FROM "Region" WHERE code IS NOT NULL AND level <> 'place'
                             GROUP BY code ORDER BY code""")[1]

    def _extra(self, kind: str, join: str = "") -> str:
        """The organs of a tenure's office, joined to its row."""
        if kind != "HELD":
            return f' FROM "{kind}" e {join}'
        return f', o.ids AS organs FROM "{kind}" e {join} LEFT JOIN ({self._targets("POST_IN")}) o ON o.from_id = e.to_id'

    @staticmethod
    def _targets(edge: str) -> str:
        return f'SELECT from_id, list_sort(list(DISTINCT to_id)) AS ids FROM "{edge}" GROUP BY from_id'
