"""What the user has had forgotten: documents, sources and persons that stay out of every rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.model import Document

HEADER = "kind\tvalue\treason\n"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The lines of ``forgotten.tsv`` by kind: document, source, person."""

    documents: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()

    @classmethod
    def read(cls, path: Path) -> Forgotten:
        """Read the file at *path*, empty where there is none."""
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]] if path.exists() else []
        return cls(*(frozenset(row[1] for row in rows if row[0] == kind) for kind in ("document", "source", "person")))

    def covers(self, document: Document) -> bool:
        """Whether *document* is to stay out."""
        return (document.id in self.documents or document.name in self.documents
                or document.source in self.sources or (document.publisher or "") in self.sources)


def forget(path: Path, kind: str, value: str, reason: str = "") -> None:
    """Add a line to the file; the same line is not added twice."""
    old = path.read_text(encoding="utf-8") if path.exists() else HEADER
    line = f"{kind}\t{value}\t{reason}\n"
    if line not in old:
        path.write_text(old + line, encoding="utf-8")
