"""Sources to documents, one after another, whatever their form; what cannot be read becomes a reject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import zstandard

from kg.errors import DuplicateDocument, RejectedDocument, UnreadableInput
from kg.model import Document, Reject, content_id
from kg.read.encodings import decode, scrub
from kg.read.metadata import Metadata, from_fields, from_html, read_tables
from kg.read.records import LIMIT, TEXT_KEYS, Found, csv_rows, json_lines, looks_html, open_stream, parquet_rows, text_of

_PAGES = (".txt", ".html", ".htm", ".shtml", ".xhtml", ".text", ".md")
_TABLES = (".jsonl", ".json", ".ndjson", ".csv", ".tsv", ".parquet")
_OTHERS = (".doc", ".docx", ".wps", ".odt", ".rtf", ".pdf", ".xls", ".xlsx", ".epub", ".mht", ".mhtml")
"""Forms that articles are kept in and that are not read; they are told of, while pictures and scripts beside pages are passed over."""


def read_sources(sources: Sequence[str | Path], *, metadata: Sequence[Path] = (),
                 stdin: BinaryIO | None = None) -> Iterator[Document | Reject]:
    """Yield the documents of files, folders and ``-`` (JSON lines or one text on *stdin*), by path.

    A table ``*metadata.csv`` beside the documents is used by itself; *metadata* names further ones.

    Raises:
        UnreadableInput: a source does not exist.
        DuplicateDocument: two records claim the same name.
    """
    seen: dict[str, str] = {}
    for item in _read_all(sources, metadata, stdin):
        if isinstance(item, Document):
            if item.name in seen:
                raise DuplicateDocument(f"{item.source} and {seen[item.name]} are both named {item.name!r}; "
                                        "give one of them another id or file name.")
            seen[item.name] = item.source
        yield item


def _read_all(sources: Sequence[str | Path], metadata: Sequence[Path],
              stdin: BinaryIO | None) -> Iterator[Document | Reject]:
    for source in sources:
        if str(source) == "-":
            if stdin is None:
                raise UnreadableInput("'-' was given but there is no standard input; pipe the documents in.")
            yield from _standard_input(stdin)
            continue
        root = Path(source)
        if not root.exists():
            raise UnreadableInput(f"{root} does not exist; give files, folders or '-'.")
        for path in _files(root):
            name = path.name if root.is_file() else path.relative_to(root).as_posix()
            yield from _read_file(path, name, metadata)


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    known = (*_PAGES, *_TABLES, *_OTHERS, ".gz", ".zst")
    found = (path for path in root.rglob("*") if path.is_file() and path.suffix.lower() in known
             and not path.name.endswith("metadata.csv") and not path.name.startswith((".", "README")))
    return sorted(found, key=lambda path: path.relative_to(root).as_posix())


def _read_file(path: Path, where: str, metadata: Sequence[Path]) -> Iterator[Document | Reject]:
    beside = sorted(path.parent.glob("*metadata.csv"))
    kind = next((suffix for suffix in reversed([s.lower() for s in path.suffixes]) if suffix not in (".gz", ".zst")), "")
    try:
        if kind in _OTHERS:
            raise RejectedDocument(f"{where}: {kind} files are not read; save it as text, HTML or CSV.")
        if kind in _TABLES:
            yield from _documents(_records(path, kind, where), path.name.split(".")[0], where)
        else:
            known = read_tables([*beside, *metadata])
            yield _page(path, where, known.get(path.name) or known.get(where) or Metadata())
    except RejectedDocument as error:
        yield _reject(where, error)
    except (OSError, EOFError, pa.ArrowException, zstandard.ZstdError) as error:
        yield _reject(where, RejectedDocument(f"{where}: cannot be read ({type(error).__name__}: {error}); "
                                              "check that the file is whole."))


def _records(path: Path, kind: str, where: str) -> Iterator[Found]:
    if kind == ".parquet":
        yield from parquet_rows(path, where)
        return
    with open_stream(path) as stream:
        yield from csv_rows(stream, where) if kind in (".csv", ".tsv") else json_lines(stream, where)


def _documents(records: Iterator[Found], stem: str, where: str) -> Iterator[Document | Reject]:
    nothing = True
    for record in records:
        nothing = False
        if isinstance(record, RejectedDocument):
            yield _reject(where, record)
            continue
        place, row = record
        name = str(row.get("id") or f"{stem}#{place.rpartition('#')[2]}")
        try:
            yield _from_record(place, name, row)
        except RejectedDocument as error:
            yield _reject(place, error, name)
    if nothing:
        yield _reject(where, RejectedDocument(f"{where}: empty; it holds no record."))


def _from_record(place: str, name: str, row: Mapping[str, object]) -> Document:
    text = text_of(row)
    if text is None:
        raise RejectedDocument(f"{place}: no text; give one of the fields {', '.join(TEXT_KEYS)}.")
    return _document(name, place, text, from_fields(row), "text/html" if looks_html(text) else "text/plain")


def _page(path: Path, where: str, known: Metadata) -> Document:
    if path.stat().st_size > LIMIT:
        raise RejectedDocument(f"{where}: {path.stat().st_size:,} bytes are more than one article can have "
                               f"({LIMIT:,}); split it, or give it as JSON lines.")
    text = scrub(decode(path.read_bytes(), where=where))
    html = path.suffix.lower() not in (".txt", ".text", ".md") or bool(re.match(r"\s*<(?:!doctype|html)", text, re.IGNORECASE))
    return _document(path.stem, where, text, known.over(from_html(text)) if html else known,
                     "text/html" if html else "text/plain")


def _document(name: str, where: str, text: str, known: Metadata, media_type: str) -> Document:
    if not text.strip("\ufeff\x00 \t\r\n\u3000"):
        raise RejectedDocument(f"{where}: empty; nothing to read.")
    if len(text) > LIMIT:
        raise RejectedDocument(f"{where}: {len(text):,} characters are more than one article can have; split it.")
    return Document(id=content_id(known.url or name, text), name=name, text=text, source=where, url=known.url,
                    title=known.title, published=known.published, publisher=known.publisher, region=known.region,
                    media_type=media_type)


def _standard_input(stream: BinaryIO) -> Iterator[Document | Reject]:
    head = stream.readline(LIMIT + 1)
    if head.lstrip().startswith(b"{"):
        yield from _documents(json_lines(_Rest(head, stream), "-"), "stdin", "-")  # type: ignore[arg-type]
        return
    raw = head + stream.read(LIMIT + 1 - len(head))
    try:
        if len(raw) > LIMIT:
            raise RejectedDocument(f"-: more than {LIMIT:,} bytes of one text; give JSON lines instead.")
        text = scrub(decode(raw, where="-"))
        yield _document("stdin", "-", text, Metadata(), "text/html" if looks_html(text) else "text/plain")
    except RejectedDocument as error:
        yield _reject("-", error)


class _Rest:
    """A stream whose first line was already read."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readline(self, size: int = -1) -> bytes:
        """Return the held line first, then those of the stream."""
        head, self._head = self._head, b""
        return head or self._stream.readline(size)


def _reject(where: str, error: RejectedDocument, name: str = "") -> Reject:
    return Reject(source=where, name=name or Path(where).name, stage="read", reason=str(error))

