"""The pipeline: sources to a graph on disk, incrementally."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from kg.engine import LocalEngine
from kg.errors import ConsentNeeded, DuplicateDocument, LostRows, RejectedDocument
from kg.extract.protocol import Extractor, fingerprint, load_extractor
from kg.graph.forgotten import Forgotten
from kg.graph.layout import Layout
from kg.graph.records import checked, document_of, document_row, reject_row, statement_row
from kg.graph.shards import is_covered, known_documents, rejected_documents, remove_documents, write_documents, write_facts
from kg.graph.tables import REJECTS, vocabulary_digest, write_table
from kg.lexicon import load_lexicon
from kg.model import Document, Reject
from kg.read import read_sources

SHARD = 400
SHARD_CHARACTERS = 4_000_000
Progress = Callable[[str, int, int | None], None]
"""Called with (stage, done, total or None)."""
_Shard = tuple[str, str, str, tuple[str, ...]]


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


def build(sources: Sequence[str | Path], *, out: str | Path, metadata: Sequence[Path] = (), lexicon: Path | None = None,
          sync: bool = False, workers: int | None = None, extractor: str = "grammar", include_private: bool = False,
          seconds: float = 60.0, stdin: BinaryIO | None = None, progress: Progress | None = None,
          consent: Callable[[str], bool] | None = None) -> BuildReport:
    """Build or extend the graph at *out* from *sources*; what was read before is not read again.

    Args:
        sources: files, folders, or ``-`` for *stdin*; none to bring the graph up to date with the user's own files
            (``judgements.tsv``, ``forgotten.tsv``), by the extractor and lexicon that it was built with.
        metadata: further side-car tables.
        lexicon: a folder of the user's own lexicon tables.
        sync: remove documents that the sources no longer hold.
        workers: child processes for the extraction; one a processor where None.
        seconds: time limit for one document.
        consent: asked, with what it costs and sends away, before an extractor that has an estimate of that is run.

    Raises:
        ConsentNeeded: the extractor costs something, and *consent* is not given; what was read is kept.
        UnreadableInput: a source does not exist.
        DuplicateDocument: two records, now or of an earlier build, claim the same name.
        StageFailed: a stage broke for a reason that lies in no document.
    """
    tell = progress or (lambda *_: None)
    layout = Layout(Path(out))
    if layout.manifest.exists() or not sources:
        before = layout.read_manifest()["parameters"]
    if not sources:
        extractor, include_private, sync = before["extractor"], before["include_private"], False
        lexicon = Path(before["lexicon"]) if before["lexicon"] else None
    engine = LocalEngine(workers=workers or os.cpu_count() or 1, seconds=seconds)
    tables = (lexicon.resolve(),) if lexicon else ()
    folder = _facts_folder(layout, extractor, tables)
    added, removed = _take_in(read_sources(sources, metadata=metadata, stdin=stdin), layout, sync=sync, tell=tell)
    if _waiting(layout, folder):
        reader = _extractor(extractor, tuple(map(str, tables)))
        _agree(reader, layout, folder, consent)
        engine = replace(engine, seconds=max(seconds, getattr(reader, "seconds", 0.0)))
        _extract(layout, folder, extractor, tables, engine, tell)
    _write_rejects(layout, "extract", list(rejected_documents(layout, folder)))
    tell("resolve", 0, None)
    from kg.resolve import resolve  # worker processes import this module and never resolve
    counts = resolve(layout, folder, include_private=include_private, engine=engine)
    from kg.spread.stage import spread
    counts["edges"].update(spread(layout.root, engine, tell=tell))
    documents = sum(pq.read_metadata(path).num_rows for path in layout.shards())
    rejected = sum(pq.read_metadata(layout.stage_rejects(stage)).num_rows for stage in ("read", "extract"))
    statements = sum(pq.read_metadata(folder / path.name).num_rows for path in layout.shards())
    parameters = {"extractor": extractor, "lexicon": str(tables[0]) if tables else None, "include_private": include_private}
    _finish(layout, {"extractor": folder.name.removeprefix("extractor="), "documents": documents, "statements": statements,
                     "rejected": rejected, "include_private": include_private, "parameters": parameters, **counts})
    return BuildReport(documents=documents, added=added, removed=removed, rejected=rejected, statements=statements,
                       nodes=counts["nodes"], edges=counts["edges"])


@dataclass(slots=True)
class _Intake:
    """What came out of the sources: the ids of documents, the files that said anything, and the rejects."""

    seen: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)
    rejects: list[Reject] = field(default_factory=list)


def _take_in(items: Iterator[Document | Reject], layout: Layout, *, sync: bool, tell: Progress) -> tuple[int, int]:
    """Write the new documents in shards and the rejects of reading; return how many documents were added and removed."""
    forgotten = Forgotten.read(layout.forgotten)
    removed = remove_documents(layout, forgotten.within(layout.shards()))
    known = known_documents(layout)
    intake = _Intake()
    rows: list[dict[str, Any]] = []
    added = characters = 0
    number = len(layout.shards())
    for document in _fresh(items, known, forgotten, intake, sync=sync):
        rows.append(document_row(document))
        characters += len(document.text)
        added += 1
        tell("read", added, None)
        if len(rows) >= SHARD or characters >= SHARD_CHARACTERS:
            number = write_documents(layout, rows, number)
            rows, characters = [], 0
    write_documents(layout, rows, number)
    removed += remove_documents(layout, frozenset(known) - intake.seen) if sync else 0
    _write_rejects(layout, "read", [*intake.rejects, *(() if sync else _earlier(layout, intake.heard))])
    return added, removed


def _fresh(items: Iterator[Document | Reject], known: dict[str, str], forgotten: Forgotten, intake: _Intake, *,
           sync: bool) -> Iterator[Document]:
    """Yield the documents that the graph does not hold, is not to forget, and whose name is free."""
    names = set(known.values())
    for item in items:
        intake.heard.add(item.source.partition("#")[0])
        if isinstance(item, Reject):
            intake.rejects.append(item)
            continue
        intake.seen.add(item.id)
        if item.id in known or forgotten.covers(item):
            continue
        if item.name in names and not sync:
            raise DuplicateDocument(f"{item.source}: the graph already holds another document named {item.name!r}; "
                                    "rename one, or build with --sync to replace it.")
        yield item


def _facts_folder(layout: Layout, extractor: str, tables: tuple[Path, ...]) -> Path:
    """Return the folder of what this version of the extractor reads with these lexicons and divisions."""
    return layout.facts(f"{extractor}-{load_extractor(extractor).version}-{fingerprint(load_lexicon(tables).digest)}")


def _waiting(layout: Layout, folder: Path) -> list[Path]:
    """Return the shards that have no facts yet."""
    return [path for path in layout.shards() if not is_covered(path, folder / path.name)]


def _agree(reader: Extractor, layout: Layout, folder: Path, consent: Callable[[str], bool] | None) -> None:
    """Ask for consent to what *reader* would cost.

    Raises:
        ConsentNeeded: it is not given.
    """
    estimate = getattr(reader, "estimate", None)
    if estimate is None:
        return
    words = estimate(document_of(row) for path in _waiting(layout, folder) for row in pq.read_table(path).to_pylist())
    if not (consent and consent(words)):
        raise ConsentNeeded(f"{words}. Nothing was sent; say --agree to have it done.")


def _extract(layout: Layout, folder: Path, extractor: str, tables: tuple[Path, ...], engine: LocalEngine,
             tell: Progress) -> None:
    """Read the facts of every shard that has none yet.

    Raises:
        LostRows: a shard's facts do not account for all its documents.
    """
    shards = [(str(path), str(folder / path.name), extractor, tuple(map(str, tables)))
              for path in _waiting(layout, folder)]
    sizes = [pq.read_metadata(shard[0]).num_rows for shard in shards]
    done = 0
    for number, handled in engine.map_shards(extract_shard, shards):
        if handled != sizes[number]:
            raise LostRows(f"{shards[number][0]} holds {sizes[number]} documents, but {handled} were extracted or set aside.")
        done += handled
        tell("extract", done, sum(sizes))


@cache
def _extractor(name: str, tables: tuple[str, ...]) -> Extractor:
    if not tables:
        return load_extractor(name)
    return load_extractor(name, lexicon=load_lexicon(tuple(map(Path, tables))))


def extract_shard(shard: _Shard, leave_out: Mapping[int, str], announce: Callable[[int], None]) -> int:
    """Extract one shard of documents into one file of facts; return how many were extracted or set aside.

    Args:
        leave_out: the documents (by place) that killed a process before, or took too long, and how.
        announce: called with the place of each document before it is read, and with -1 before the file is written.
    """
    source, target, name, tables = shard
    reader = _extractor(name, tables)
    rows: list[dict[str, Any]] = []
    rejected: dict[str, str] = {}
    extracted = 0
    documents = pq.read_table(source).to_pylist()
    for number, row in enumerate(documents):
        if number in leave_out:
            rejected[row["id"]] = f"{row['source']}: not extracted, {leave_out[number]}."
            continue
        announce(number)
        document = document_of(row)
        try:
            rows += [statement_row(statement, document.text) for statement in checked(document, reader(document))]
            extracted += 1
        except RejectedDocument as error:
            rejected[document.id] = str(error)
    announce(-1)
    write_facts(Path(target), rows, covered=[row["id"] for row in documents], rejected=rejected)
    return extracted + len(rejected)


def _earlier(layout: Layout, heard: set[str]) -> list[Reject]:
    """Return the rejects of earlier builds from files that this build has not *heard* of."""
    path = layout.stage_rejects("read")
    rows = pq.read_table(path).to_pylist() if path.exists() else []
    return [Reject(**row) for row in rows if row["source"].partition("#")[0] not in heard]


def _write_rejects(layout: Layout, stage: str, rejects: list[Reject]) -> None:
    rows = sorted((reject_row(reject) for reject in rejects), key=lambda row: (row["source"], row["name"], row["reason"]))
    write_table(pa.Table.from_pylist(rows, schema=REJECTS), layout.stage_rejects(stage), REJECTS)


def _finish(layout: Layout, manifest: dict[str, Any]) -> None:
    """Write the manifest, and drop the stores that were filled from other tables: they may hold what was forgotten."""
    resolved = layout.digest()
    if layout.manifest.exists() and layout.read_manifest().get("resolved") != resolved:
        for path in layout.cache.iterdir() if layout.cache.exists() else ():
            if path.is_dir():
                shutil.rmtree(path)
            elif not path.name.startswith("spread-"):  # those say themselves what they rest on
                path.unlink()
    versions = {name: version(name) for name in ("chuanda", "duckdb", "pyarrow")}
    layout.write_manifest({"resolved": resolved, "schema": vocabulary_digest(), "versions": versions, **manifest})
