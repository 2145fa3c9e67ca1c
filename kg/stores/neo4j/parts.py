"""The rows of a kind cut into parts that are written in one transaction each, and noted in the database with a hash.

A part is an interval of keys (of ids, for nodes; of start's id and own id, for relationships), so that the part of a later graph lies in
the same bounds. The intervals that are noted hold all that was ever written; what lies between them is empty and may be filled by CREATE.
Relationships of big tables are first dealt into blocks by where their two ends lie among the nodes of their kinds: blocks 0-1 and 1-0 share no
node with 2-3 and 3-2, so that two sessions never wait for each other's locks.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kg.graph.tables import read_edges, read_nodes
from kg.stores.neo4j.statements import Target

Key = tuple[str, str]
Cuts = dict[str, list[str]]
Bounds = tuple[str | None, str | None]
BLOCKS = 4
SIZE = 10_000
ROUNDS = (((0, 0), (1, 1), (2, 2), (3, 3)), ((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2)))
"""Pairs of blocks that share no node; each pair stands for both directions."""
INDEXED = ("name", "code", "url", "region_name")
"""The properties that ``cypher/indexes.cypher`` puts into an index of whole values."""
LONGEST = 8000
"""The bytes of a value that such an index can hold."""
_WHOLE = "*"
_BIG = 20_000


@dataclass(frozen=True, slots=True)
class Note:
    """What the database notes of a part: the block, where its keys begin and end (None: at no end), and the hash of its rows."""

    block: str
    low: Key
    high: Key | None
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows to be written together; ``fresh`` where nothing of theirs can be in the database."""

    target: Target
    block: str
    low: Key
    high: Key | None
    rows: pa.Table
    hash: str
    noted: str | None
    ends: Bounds = (None, None)

    @property
    def fresh(self) -> bool:
        """Whether nothing of the part can be in the database."""
        return self.noted is None

    @property
    def key(self) -> str:
        """What tells it from other parts of a graph."""
        return "|".join((self.target.name, self.block, *self.low))

    def values(self) -> list[list[Any]]:
        """Return the rows as lists: for relationships the ids of both ends first, then the properties."""
        names = (*(() if self.target.is_node else ("from_id", "to_id")), *self.target.columns)
        return [list(row) for row in zip(*(fitting(self.rows[name], name) for name in names), strict=True)]

    def cut(self) -> list[str]:
        """Return the ids of the rows of which an indexed value is longer than Neo4j can index; it is cut."""
        long = [pc.fill_null(pc.greater(pc.binary_length(self.rows[name]), LONGEST), False) for name in INDEXED if name in self.target.columns]
        found: list[str] = self.rows.filter(reduce(pc.or_, long))["id"].to_pylist() if long else []
        return found


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of a target, and the keys of noted parts that have grown too big and are cut into new ones."""

    target: Target
    parts: list[Part]
    outgrown: dict[str, list[Part]]

    def rounds(self, pairs: Iterable[tuple[int, int]]) -> list[list[Part]]:
        """Return the parts of each pair of blocks, for one session each."""
        wanted = [{f"{i}-{j}", f"{j}-{i}"} for i, j in pairs]
        return [[part for part in self.parts if part.block in names] for names in wanted]

    def whole(self) -> list[Part]:
        """Return the parts of a table that is not dealt into blocks."""
        return [part for part in self.parts if part.block == _WHOLE]


def fitting(column: pa.ChunkedArray, name: str) -> list[Any]:
    """Return the values of a column, those of an indexed property cut to what an index can hold."""
    values: list[Any] = column.to_pylist()
    if name in INDEXED:
        return [value.encode()[:LONGEST].decode(errors="ignore") if value and len(value) * 4 > LONGEST else value for value in values]
    return values


def cut(graph: Path, label: str) -> list[str]:
    """Return the ids that cut the nodes of *label* into blocks of one size."""
    ids = read_nodes(graph, label)["id"].to_pylist()
    return sorted(ids)[len(ids) // BLOCKS:: max(1, len(ids) // BLOCKS)][:BLOCKS - 1] if len(ids) >= BLOCKS else []


def read(graph: Path, target: Target) -> pa.Table:
    """Read the rows of *target*."""
    if target.is_node:
        return read_nodes(graph, target.kind)
    table = read_edges(graph, target.kind)
    return table.filter(pc.and_(pc.equal(table["from_kind"], target.start), pc.equal(table["to_kind"], target.end)))


def plan(table: pa.Table, target: Target, cuts: Cuts, notes: Sequence[Note], *, size: int = SIZE) -> Plan:
    """Cut the rows of *target* along the *notes* of earlier loads, and where there are none into parts of *size* rows."""
    dealt = any(note.block != _WHOLE for note in notes) or (not notes and not target.is_node and table.num_rows >= _BIG)
    parts: list[Part] = []
    outgrown: dict[str, list[Part]] = {}
    for block, rows, starts_in, ends in _blocks(table, target, cuts) if dealt else [(_WHOLE, table, (None, None), (None, None))]:
        keyed = rows.sort_by([("id", "ascending")] if target.is_node else [("from_id", "ascending"), ("id", "ascending")])
        ids = keyed["id"].to_pylist()
        keys: list[Key] = [(key, "") for key in ids] if target.is_node else list(zip(keyed["from_id"].to_pylist(), ids, strict=True))
        for low, high, noted in _intervals([note for note in notes if note.block == block], *starts_in):
            first, last = bisect_left(keys, low), len(keys) if high is None else bisect_left(keys, high)
            if noted is None and first == last:
                continue
            limit = size if noted is None else 3 * size
            starts = list(range(first, last, size)) if last - first > limit else [first]
            lows = [low, *(keys[at] for at in starts[1:])]
            bounds = list(pairwise([*starts, last]))
            found = [_part(target, block, lows[at], lows[at + 1] if at + 1 < len(lows) else high, keyed.slice(begin, end - begin), ends,
                           noted if noted is None or len(starts) == 1 else "") for at, (begin, end) in enumerate(bounds)]
            parts += found
            if noted is not None and len(starts) > 1:
                outgrown[found[0].key] = found
    return Plan(target, parts, outgrown)


def _part(target: Target, block: str, low: Key, high: Key | None, rows: pa.Table, ends: Bounds, noted: str | None) -> Part:
    return Part(target=target, block=block, low=low, high=high, rows=rows, hash=_hash(rows), noted=noted, ends=ends)


def _blocks(table: pa.Table, target: Target, cuts: Cuts) -> Iterator[tuple[str, pa.Table, Bounds, Bounds]]:
    """Yield each block's name, rows, and the bounds of the ids of their starts and of their ends."""
    start, end = _block(table["from_id"], cuts[target.start]), _block(table["to_id"], cuts[target.end])
    for (i, starts), (j, ends) in product(_bounds(cuts[target.start]), _bounds(cuts[target.end])):
        yield f"{i}-{j}", table.filter(pc.and_(pc.equal(start, i), pc.equal(end, j))), starts, ends


def _bounds(cuts: Sequence[str]) -> list[tuple[int, Bounds]]:
    return list(enumerate(pairwise([None, *cuts, None])))


def _block(ids: pa.ChunkedArray, cuts: Sequence[str]) -> pa.ChunkedArray:
    found = pa.chunked_array([pa.array([0] * len(chunk), pa.int8()) for chunk in ids.chunks], pa.int8())
    for low in cuts:
        found = pc.add(found, pc.cast(pc.greater_equal(ids, low), pa.int8()))
    return found


def _intervals(notes: Sequence[Note], first: str | None, end: str | None) -> Iterator[tuple[Key, Key | None, str | None]]:
    """Yield the noted intervals with their hashes, and with None the gaps between them, in order of keys from *first* to before *end*."""
    at: Key | None = (first or "", "")
    last = None if end is None else (end, "")
    for note in sorted(notes, key=lambda note: note.low):
        if at is not None and at < note.low:
            yield at, note.low, None
        yield note.low, note.high, note.hash
        at = note.high
    if at is not None and at != last:
        yield at, last, None


def _hash(rows: pa.Table) -> str:
    """A hash of the rows' Arrow bytes; where another version of Arrow lays them out otherwise the rows are compared one by one."""
    found = hashlib.blake2b(digest_size=12)
    for batch in rows.combine_chunks().to_batches():
        compact = pa.concat_arrays([pa.StructArray.from_arrays(batch.columns, names=batch.schema.names)]).take(pa.array(range(batch.num_rows), pa.int64()))
        found.update(pa.RecordBatch.from_struct_array(compact).serialize())
    return found.hexdigest()
