"""Records inside a file: the one text of a page, or the rows of JSON lines, CSV and Parquet."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import pyarrow.parquet as pq
import zstandard

from kg.errors import RejectedDocument
from kg.read.encodings import decode, scrub

LIMIT = 20_000_000
"""Bytes above which one document is set aside."""
_HTML = re.compile(r"<(?:html|body|p|div|br|table|span|strong)\b[^>]*>", re.IGNORECASE)
TEXT_KEYS = ("text", "content", "body", "正文", "内容", "全文")
Found = tuple[str, Mapping[str, object]] | RejectedDocument
"""Where a record stands in its file, and its fields; or why it cannot be read."""


def looks_html(text: str) -> bool:
    """Whether *text* is an HTML page or fragment."""
    return bool(_HTML.search(text[:20_000]))


def text_of(record: Mapping[str, object]) -> str | None:
    """Return the body of a record."""
    found = next((record[key] for key in TEXT_KEYS if isinstance(record.get(key), str) and record[key]), None)
    return scrub(found) if isinstance(found, str) else None


def open_stream(path: Path) -> BinaryIO:
    """Open a file, unpacking .gz and .zst."""
    if path.suffix == ".gz":
        return gzip.open(path, "rb")  # type: ignore[return-value]
    if path.suffix == ".zst":
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(path.open("rb")))
    return path.open("rb")


def json_lines(stream: BinaryIO, where: str) -> Iterator[Found]:
    """Yield the objects of a JSON Lines stream; a broken line becomes a rejection of its own."""
    number = 0
    while True:
        raw = stream.readline(LIMIT + 1)
        if not raw:
            return
        number += 1
        place = f"{where}#{number}"
        if len(raw) > LIMIT:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LIMIT)
            yield RejectedDocument(f"{place}: the line is longer than {LIMIT:,} bytes; split it into records.")
        elif raw.strip():
            yield _json_record(raw, place)


def _json_record(raw: bytes, place: str) -> Found:
    try:
        record = json.loads(decode(raw, where=place))
    except json.JSONDecodeError as error:
        return RejectedDocument(f"{place}: broken JSON at character {error.pos} ({error.msg}); write one object a line.")
    except RejectedDocument as error:
        return error
    except RecursionError:
        return RejectedDocument(f"{place}: JSON nested too deeply; write one flat object a line.")
    if not isinstance(record, dict):
        return RejectedDocument(f"{place}: a {type(record).__name__} where an object with a text was expected.")
    return place, record


def csv_rows(stream: BinaryIO, where: str) -> Iterator[Found]:
    """Yield the rows of a CSV table of articles."""
    csv.field_size_limit(LIMIT)
    text = decode(stream.read(), where=where).lstrip("\ufeff")
    rows = csv.DictReader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        for number, row in enumerate(rows, start=2):
            yield f"{where}#{number}", {str(key).strip().lower(): value for key, value in row.items() if key}
    except csv.Error as error:
        yield RejectedDocument(f"{where}: broken CSV ({error}); quote fields that hold commas or line breaks.")


def _delimiter(text: str) -> str:
    """Return what separates the names in the first line: spreadsheets write commas, semicolons or tabs."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def parquet_rows(path: Path, where: str) -> Iterator[Found]:
    """Yield the rows of a Parquet table of articles."""
    number = 0
    for batch in pq.ParquetFile(path).iter_batches(batch_size=500):
        for row in batch.to_pylist():
            number += 1
            yield f"{where}#{number}", row
