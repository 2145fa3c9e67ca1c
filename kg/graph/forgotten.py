"""What the user has had forgotten: documents, sources and persons that stay out of every rebuild."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from kg.errors import BrokenJudgements
from kg.model import Document

HEADER = "kind\tvalue\treason\n"
KINDS = ("document", "source", "person")
_COLUMNS = ("id", "name", "source", "publisher")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The lines of ``forgotten.tsv`` by kind: document (id or name), source (file or publisher), person (name or local id)."""

    documents: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()

    @classmethod
    def read(cls, path: Path) -> Forgotten:
        """Read the file at *path*, empty where there is none.

        Raises:
            BrokenJudgements: a line is not kind, value and reason, separated by tabs.
        """
        found: dict[str, set[str]] = {kind: set() for kind in KINDS}
        lines = path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() else []
        for number, line in enumerate(lines, start=2):
            cells = line.split("\t")
            if not line.strip():
                continue
            if len(cells) < 2 or cells[0] not in KINDS or not cells[1]:
                raise BrokenJudgements(f"{path}, line {number}: {line!r} is not one of {', '.join(KINDS)}, a tab, and what to forget.")
            found[cells[0]].add(cells[1])
        return cls(*(frozenset(found[kind]) for kind in KINDS))

    def covers(self, document: Document) -> bool:
        """Whether *document* is to stay out."""
        return self._covers(document.id, document.name, document.source, document.publisher)

    def within(self, shards: Iterable[Path]) -> frozenset[str]:
        """Return the ids of the documents in *shards* that are to stay out."""
        if not (self.documents or self.sources):
            return frozenset()
        return frozenset(row["id"] for path in shards for row in pq.read_table(path, columns=list(_COLUMNS)).to_pylist()
                         if self._covers(*(row[column] for column in _COLUMNS)))

    def _covers(self, identity: str, name: str, source: str, publisher: str | None) -> bool:
        file = source.partition("#")[0]
        return bool(self.documents & {identity, name} or self.sources & {source, file, publisher or ""})


def forget(path: Path, kind: str, value: str, reason: str = "") -> None:
    """Add a line to the file; the same line is not added twice.

    Raises:
        BrokenJudgements: *kind* is unknown, or a word holds a tab or a line break.
    """
    if kind not in KINDS or not value or any(set(words) & set("\t\r\n") for words in (value, reason)):
        raise BrokenJudgements(f"cannot forget {kind} {value!r}: give one of {', '.join(KINDS)}, and words without tabs or line breaks.")
    old = path.read_text(encoding="utf-8") if path.exists() else HEADER
    line = f"{kind}\t{value}\t{reason}\n"
    if line not in old.splitlines(keepends=True):
        temporary = path.with_suffix(".writing")
        temporary.write_text(old + ("" if old.endswith("\n") else "\n") + line, encoding="utf-8")
        temporary.replace(path)
