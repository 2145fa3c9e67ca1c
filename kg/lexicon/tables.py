"""Read lexicon tables: tab-separated files whose head explains the columns, extended by a folder of the user's own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.errors import BrokenLexicon

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables by name; ``digest`` changes when any byte of any table does."""

    tables: dict[str, tuple[Row, ...]] = field(repr=False)
    digest: str

    def rows(self, table: str, **wanted: str) -> Iterator[Row]:
        """Yield the rows of *table* whose columns have the *wanted* values."""
        for row in self.tables[table]:
            if all(row[column] == value for column, value in wanted.items()):
                yield row

    def words(self, table: str, **wanted: str) -> tuple[str, ...]:
        """Return the first column of *table*, longest words first, for the rows with the *wanted* values."""
        found = {next(iter(row.values())) for row in self.rows(table, **wanted)}
        return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _parse(name: str, text: str) -> Iterator[Row]:
    columns: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise BrokenLexicon(f"{name}, line {number}: {len(cells)} cells where the header names {len(columns)} "
                                f"columns; separate the columns {', '.join(columns)} by one tab each.")
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def _tables(folder: Traversable | Path) -> Iterator[Traversable | Path]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".tsv"):
            yield entry


@cache
def load_lexicon(extensions: tuple[Path, ...] = ()) -> Lexicon:
    """Return the package's tables, each extended by the table of the same name in *extensions*.

    Raises:
        BrokenLexicon: a row has more cells than its header has columns, or an extension is no folder.
    """
    tables: dict[str, list[Row]] = {}
    digest = hashlib.sha256()
    folders: Sequence[Traversable | Path] = (files("kg.lexicon"), *extensions)
    for folder in folders:
        if not folder.is_dir():
            raise BrokenLexicon(f"{folder} is no folder; give --lexicon a folder with .tsv tables.")
        for entry in _tables(folder):
            text = entry.read_text(encoding="utf-8")
            digest.update(f"{entry.name}\x1f{text}\x1f".encode())
            tables.setdefault(entry.name.removesuffix(".tsv"), []).extend(_parse(entry.name, text))
    return Lexicon({name: tuple(rows) for name, rows in tables.items()}, digest.hexdigest()[:16])
