"""One part of a graph written in one transaction, together with the note that it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import neo4j

from kg.errors import StoreFailed
from kg.stores.neo4j.parts import Part
from kg.stores.neo4j.statements import Target

Row = list[Any]
_STATEMENT = 10_000
_OPEN = "MERGE (p:LoadedPart {key: $key}) ON CREATE SET p.graph = $graph, p.hash = '' RETURN p.hash AS hash"
_CLOSE = "MATCH (p:LoadedPart {key: $key}) SET p += $note"


def note_of(part: Part, graph: str) -> dict[str, Any]:
    """Return what the database notes of a part."""
    high = part.high or (None, None)
    return {"key": f"{graph}|{part.key}", "graph": graph, "target": part.target.name, "block": part.block, "low": part.low[0], "low_id": part.low[1],
            "high": high[0], "high_id": high[1], "hash": part.hash, "rows": part.rows.num_rows}


def write_part(tx: neo4j.ManagedTransaction, part: Part, graph: str) -> tuple[int, int, int]:
    """Write a part and its note; return how many rows were created, changed and removed.

    An earlier attempt that was committed, but whose answer was lost, is known by the note.

    Raises:
        StoreFailed: a relationship has an end that the database lacks.
    """
    note = note_of(part, graph)
    noted = tx.run(_OPEN, key=note["key"], graph=graph).single(strict=True)["hash"]
    if part.fresh and noted == part.hash:
        return 0, 0, 0
    rows, changed, removed = (part.values(), [], []) if part.fresh else _compare(tx, part, graph)
    _apply(tx, part.target.remove, removed)
    _apply(tx, part.target.change, changed)
    _create(tx, part.target, rows, graph)
    tx.run(_CLOSE, key=note["key"], note=note).consume()
    return len(rows), len(changed), len(removed)


def _create(tx: neo4j.ManagedTransaction, target: Target, rows: Sequence[Row], graph: str) -> None:
    for at in range(0, len(rows), _STATEMENT):
        some = rows[at:at + _STATEMENT]
        counters = tx.run(target.create, rows=some, graph=graph).consume().counters
        missing = len(some) - (counters.nodes_created if target.is_node else counters.relationships_created)
        if missing:
            raise StoreFailed(f"{missing} relationships {target.name} have an end that the database lacks; load again with --full.")


def _apply(tx: neo4j.ManagedTransaction, statement: str, rows: Sequence[Any]) -> None:
    for at in range(0, len(rows), _STATEMENT):
        tx.run(statement, rows=rows[at:at + _STATEMENT]).consume()


def _compare(tx: neo4j.ManagedTransaction, part: Part, graph: str) -> tuple[list[Row], list[Row], list[str]]:
    """Return the rows to create, the changes of those that are there, and the elements to remove."""
    present, removed = _present(tx, part, graph)
    first = 0 if part.target.is_node else 2
    created, changed = [], []
    for row in part.values():
        found = present.pop(str(row[first]), None)
        if found is None:
            created.append(row)
            continue
        element, values = found
        differing = {name: value for name, value in zip(part.target.columns, row[first:], strict=True) if values.get(name) != value}
        if differing:
            changed.append([element, differing])
    return created, changed, [*removed, *(element for element, _ in present.values())]


def _present(tx: neo4j.ManagedTransaction, part: Part, graph: str) -> tuple[dict[str, tuple[str, dict[str, Any]]], list[str]]:
    """Return the elements of ours within the part's bounds by id, and those whose id another one has."""
    high, ends = part.high[0] if part.high else None, part.ends
    statement = part.target.present(high=high is not None, end_low=ends[0] is not None, end_high=ends[1] is not None)
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    twice: list[str] = []
    for element, start, values in tx.run(statement, graph=graph, low=part.low[0], high=high, end_low=ends[0], end_high=ends[1]):
        identity = values.get("id")
        key = (identity, "") if part.target.is_node else (start, identity)
        if identity is None or key < part.low or (part.high is not None and key >= part.high):
            continue
        if identity in found:
            twice.append(element)
        else:
            found[identity] = (element, values)
    return found, twice
