"""The documents of a graph in shards, and beside each shard the facts that one extractor read from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.graph.layout import Layout
from kg.graph.records import document_of
from kg.graph.tables import DOCUMENTS, STATEMENTS, write_table
from kg.model import Document, Reject

Row = dict[str, Any]


def known_documents(layout: Layout) -> dict[str, str]:
    """Return the name of each document by its id."""
    found: dict[str, str] = {}
    for path in layout.shards():
        table = pq.read_table(path, columns=["id", "name"])
        found.update(zip(table["id"].to_pylist(), table["name"].to_pylist(), strict=True))
    return found


def documents(graph: Path) -> Iterator[Document]:
    """Yield the documents of a graph, by shard."""
    for path in Layout(graph).shards():
        for row in pq.read_table(path).to_pylist():
            yield document_of(row)


def set_aside(graph: Path) -> frozenset[str]:
    """Return the names of the documents that extraction set aside."""
    layout = Layout(graph)
    return frozenset(reject.name for reject in rejected_documents(layout, layout.facts(layout.read_manifest()["extractor"])))


def write_documents(layout: Layout, rows: list[Row], number: int) -> int:
    """Write *rows* as the first free shard from *number* on; return the number after it."""
    if not rows:
        return number
    while (path := layout.documents / f"shard-{number:05}.parquet").exists():
        number += 1
    write_table(pa.Table.from_pylist(rows, schema=DOCUMENTS), path, DOCUMENTS)
    return number + 1


def write_facts(target: Path, rows: list[Row], *, covered: list[str], rejected: dict[str, str]) -> None:
    """Write the statements of a shard.

    Args:
        covered: the ids of the shard's documents, all of them, in order.
        rejected: why those set aside were, by id; kept in the file, so that a later build knows of them.
    """
    metadata = {"documents": ",".join(covered), "rejected": json.dumps(rejected, ensure_ascii=False, sort_keys=True)}
    write_table(pa.Table.from_pylist(rows, schema=STATEMENTS), target, STATEMENTS.with_metadata(metadata))


def is_covered(documents: Path, facts: Path) -> bool:
    """Whether the file of facts says that it covers every row of the shard."""
    return facts.exists() and _metadata(facts, "documents", "") == ",".join(_ids(documents))


def rejected_documents(layout: Layout, facts: Path) -> Iterator[Reject]:
    """Yield the documents that were set aside in extraction, now or in an earlier build."""
    for path in layout.shards():
        reasons: dict[str, str] = json.loads(_metadata(facts / path.name, "rejected", "{}"))
        rows = pq.read_table(path, columns=["id", "source", "name"]).to_pylist() if reasons else []
        for row in rows:
            if row["id"] in reasons:
                yield Reject(source=row["source"], name=row["name"], stage="extract", reason=reasons[row["id"]])


def remove_documents(layout: Layout, gone: frozenset[str]) -> int:
    """Take the documents with the ids *gone* out of their shards and out of all facts; return how many there were.

    The facts of the others stay covered, so that they are not read again. The facts go first: where this is cut short, a
    shard that is no longer covered is extracted anew.
    """
    removed = 0
    for path in layout.shards():
        table = pq.read_table(path)
        keep = [identity not in gone for identity in table["id"].to_pylist()]
        if all(keep):
            continue
        for facts in sorted(layout.root.glob(f"facts/*/{path.name}")):
            _remove_facts(facts, gone)
        write_table(table.filter(pa.array(keep)), path, table.schema)
        removed += len(keep) - sum(keep)
    return removed


def _remove_facts(path: Path, gone: frozenset[str]) -> None:
    rows = [row for row in pq.read_table(path).to_pylist() if row["document_id"] not in gone]
    covered = [identity for identity in _metadata(path, "documents", "").split(",") if identity not in gone]
    reasons: dict[str, str] = json.loads(_metadata(path, "rejected", "{}"))
    write_facts(path, rows, covered=covered, rejected={key: why for key, why in reasons.items() if key not in gone})


def _ids(documents: Path) -> list[str]:
    found: list[str] = pq.read_table(documents, columns=["id"])["id"].to_pylist()
    return found


def _metadata(path: Path, key: str, default: str) -> str:
    values: dict[bytes, bytes] = pq.read_schema(path).metadata or {}
    return values.get(key.encode(), default.encode()).decode()
