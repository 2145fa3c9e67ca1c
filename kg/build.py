"""The pipeline: sources to a graph on disk, incrementally."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from kg.engine import LocalEngine
from kg.errors import DuplicateDocument, RejectedDocument
from kg.extract.protocol import Extractor, load_extractor
from kg.graph.forgotten import Forgotten
from kg.graph.layout import Layout
from kg.graph.records import document_of, document_row, reject_row, statement_row
from kg.graph.tables import DOCUMENTS, REJECTS, STATEMENTS, write_table
from kg.lexicon import load_lexicon
from kg.model import Document, Reject
from kg.read import read_sources

SHARD = 400
SHARD_CHARACTERS = 4_000_000
Progress = Callable[[str, int, int | None], None]
"""Called with (stage, done, total or None)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did: documents read, new, removed, rejected; statements, nodes and edges of the graph."""

    documents: int
    added: int
    removed: int
    rejected: int
    statements: int
    nodes: dict[str, int]
    edges: dict[str, int]


def build(sources: Sequence[str | Path], *, out: Path, metadata: Sequence[Path] = (), lexicon: Path | None = None,
          sync: bool = False, workers: int = 1, extractor: str = "grammar", include_private: bool = False,
          seconds: float = 60.0, stdin: BinaryIO | None = None, progress: Progress | None = None) -> BuildReport:
    """Build or extend the graph at *out* from *sources*; what was read before is not read again.

    Args:
        sources: files, folders, or ``-`` for *stdin*.
        metadata: further side-car tables.
        lexicon: a folder of the user's own lexicon tables.
        sync: remove documents that the sources no longer hold.
        workers: child processes for the extraction.
        seconds: time limit for one document.

    Raises:
        UnreadableInput: a source does not exist.
        DuplicateDocument: two records, now or of an earlier build, claim the same name.
    """
    tell = progress or (lambda *_: None)
    layout = Layout(out)
    added, removed, read_rejects = _take_in(read_sources(sources, metadata=metadata, stdin=stdin), layout, sync=sync, tell=tell)
    tables = (lexicon,) if lexicon else ()
    folder = _facts_folder(layout, extractor, tables)
    failures = _extract(layout, folder, extractor, tables, LocalEngine(workers=workers, seconds=seconds), tell)
    _write_rejects(layout, "read", read_rejects)
    _write_rejects(layout, "extract", failures)
    tell("resolve", 0, None)
    from kg.resolve import resolve  # worker processes import this module and never resolve
    counts = resolve(layout, folder, include_private=include_private)
    documents = sum(pq.read_metadata(path).num_rows for path in layout.shards())
    statements = sum(pq.read_metadata(path).num_rows for path in folder.glob("*.parquet"))
    layout.write_manifest({"extractor": folder.name.removeprefix("extractor="), "documents": documents,
                           "statements": statements, "rejected": len(read_rejects) + len(failures),
                           "include_private": include_private, "resolved": layout.digest(), **counts})
    return BuildReport(documents=documents, added=added, removed=removed, rejected=len(read_rejects) + len(failures),
                       statements=statements, nodes=counts["nodes"], edges=counts["edges"])


def _take_in(items: Iterator[Document | Reject], layout: Layout, *, sync: bool,
             tell: Progress) -> tuple[int, int, list[Reject]]:
    """Write the new documents in shards; return how many were added and removed, and the rejects."""
    known = _known(layout)
    names = {name: identity for identity, name in known.items()}
    forgotten = Forgotten.read(layout.forgotten)
    rejects: list[Reject] = []
    seen: set[str] = set()
    fresh: list[dict[str, Any]] = []
    added = characters = 0
    number = len(layout.shards())
    for item in items:
        if isinstance(item, Reject):
            rejects.append(item)
            continue
        seen.add(item.id)
        if forgotten.covers(item) or item.id in known:
            continue
        if item.name in names and not sync:
            raise DuplicateDocument(f"{item.source}: the graph already holds another document named {item.name!r}; "
                                    "rename one, or build with --sync to replace it.")
        known[item.id] = item.name
        fresh.append(document_row(item))
        characters += len(item.text)
        added += 1
        tell("read", added, None)
        if len(fresh) >= SHARD or characters >= SHARD_CHARACTERS:
            number = _write_shard(layout, fresh, number)
            fresh, characters = [], 0
    _write_shard(layout, fresh, number)
    removed = _remove(layout, set(known) - seen) if sync else 0
    return added, removed, rejects


def _known(layout: Layout) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in layout.shards():
        table = pq.read_table(path, columns=["id", "name"])
        found.update(zip(table["id"].to_pylist(), table["name"].to_pylist(), strict=True))
    return found


def _write_shard(layout: Layout, rows: list[dict[str, Any]], number: int) -> int:
    if not rows:
        return number
    while (layout.documents / f"shard-{number:05}.parquet").exists():
        number += 1
    write_table(pa.Table.from_pylist(rows, schema=DOCUMENTS), layout.documents / f"shard-{number:05}.parquet", DOCUMENTS)
    return number + 1


def _remove(layout: Layout, gone: set[str]) -> int:
    """Take documents out of their shards and the facts read from them."""
    removed = 0
    for path in [*layout.shards(), *layout.root.glob("facts/*/*.parquet")]:
        table = pq.read_table(path)
        column = "id" if "id" in table.schema.names else "document_id"
        keep = [value not in gone for value in table[column].to_pylist()]
        if not all(keep):
            removed += (len(keep) - sum(keep)) if column == "id" else 0
            write_table(table.filter(pa.array(keep)), path, table.schema)
    return removed


def _facts_folder(layout: Layout, extractor: str, tables: tuple[Path, ...]) -> Path:
    version = load_extractor(extractor).version
    return layout.facts(f"{extractor}-{version}-{load_lexicon(tables).digest[:8]}")


def _extract(layout: Layout, folder: Path, extractor: str, tables: tuple[Path, ...], engine: LocalEngine,
             tell: Progress) -> list[Reject]:
    shards = [(str(path), str(folder / path.name), extractor, tuple(map(str, tables)))
              for path in layout.shards() if not _covered(path, folder / path.name)]
    rejects: list[Reject] = []
    total = sum(pq.read_metadata(shard[0]).num_rows for shard in shards)
    done = 0
    for number, result, failures in engine.map_shards(extract_shard, shards):
        done += result
        tell("extract", done, total)
        names = pq.read_table(shards[number][0], columns=["source", "name"]).to_pylist() if failures else []
        rejects += [Reject(source=names[f.item]["source"], name=names[f.item]["name"], stage="extract",
                           reason=f"{names[f.item]['source']}: not extracted, {f.reason}.") for f in failures]
    return [*rejects, *_set_aside(layout, folder)]


def _set_aside(layout: Layout, folder: Path) -> Iterator[Reject]:
    """Yield the documents that the extractor set aside, now or in an earlier build."""
    for path in layout.shards():
        rejected = json.loads((pq.read_schema(folder / path.name).metadata or {}).get(b"rejected", b"[]"))
        rows = pq.read_table(path, columns=["source", "name"]).to_pylist() if rejected else []
        for number, reason in rejected:
            yield Reject(source=rows[number]["source"], name=rows[number]["name"], stage="extract", reason=reason)


def _covered(documents: Path, facts: Path) -> bool:
    """Whether the facts file says that it covers every row of the shard."""
    if not facts.exists():
        return False
    covered = (pq.read_schema(facts).metadata or {}).get(b"documents", b"")
    return bool(covered == _coverage(documents))


def _coverage(documents: Path) -> bytes:
    return ",".join(pq.read_table(documents, columns=["id"])["id"].to_pylist()).encode()


@cache
def _extractor(name: str, tables: tuple[str, ...]) -> Extractor:
    if not tables:
        return load_extractor(name)
    return load_extractor(name, lexicon=load_lexicon(tuple(map(Path, tables))))


def extract_shard(shard: tuple[str, str, str, tuple[str, ...]], leave_out: frozenset[int],
                  announce: Callable[[int], None]) -> int:
    """Extract one shard of documents into one file of facts; return the number of documents.

    The file's metadata say which documents it covers and which of them were set aside, with the reason.
    """
    source, target, name, tables = shard
    reader = _extractor(name, tables)
    rows: list[dict[str, Any]] = []
    rejected: list[tuple[int, str]] = []
    documents = pq.read_table(source).to_pylist()
    for number, row in enumerate(documents):
        if number in leave_out:
            continue
        announce(number)
        document = document_of(row)
        try:
            rows += [statement_row(statement, document.text) for statement in reader(document)]
        except RejectedDocument as error:
            rejected.append((number, str(error)))
    schema = STATEMENTS.with_metadata({"documents": _coverage(Path(source)), "rejected": json.dumps(rejected)})
    write_table(pa.Table.from_pylist(rows, schema=STATEMENTS), Path(target), schema)
    return len(documents)


def _write_rejects(layout: Layout, stage: str, rejects: list[Reject]) -> None:
    rows = sorted((reject_row(reject) for reject in rejects), key=lambda row: (row["source"], row["name"], row["reason"]))
    write_table(pa.Table.from_pylist(rows, schema=REJECTS), layout.rejects / f"{stage}.parquet", REJECTS)
