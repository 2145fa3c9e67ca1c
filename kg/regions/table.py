"""The table of divisions as it lies in the package."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LEVELS = ("country", "province", "prefecture", "county", "township", "zone")


@dataclass(frozen=True, slots=True)
class Region:
    """A division in one period of its life.

    ``code`` has six digits (GB/T 2260), nine for a township; ``valid_from`` and ``valid_to`` are years, None where the
    table does not tell; ``lineage`` stays the same through renames and changes of code.
    """

    code: str
    name: str
    level: str
    parent: str | None
    valid_from: int | None = None
    valid_to: int | None = None
    lineage: str = ""

    def valid_in(self, year: int | None) -> bool:
        """Whether the division existed in *year*; the year after an end still counts, since names live on in print."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or 0) <= max(year, 1980) and (self.valid_to is None or year <= self.valid_to)

    @property
    def six(self) -> str:
        """The six-digit code of the division itself or of the county that a township or zone lies in."""
        return self.code[:6] if self.level != "zone" else str(self.parent)


CHINA = Region("100000", "中国", "country", None, lineage="100000")


def _rows(name: str) -> Iterator[list[str]]:
    raw = files("kg.regions").joinpath(name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    next(lines)
    for line in lines:
        yield line.split("\t")


def read_divisions() -> Iterator[Region]:
    """Yield the country and every division of the table, in the table's order."""
    yield CHINA
    for code, name, level, parent, first, last, lineage in _rows("divisions.tsv.gz"):
        yield Region(code, name, level, parent, int(first) if first else None, int(last) if last else None, lineage)


def read_zones() -> Iterator[Region]:
    """Yield the functional zones; their code is the name, their parent the division they lie in."""
    for name, parent in _rows("zones.tsv"):
        yield Region(name, name, "zone", parent, lineage=name)


@cache
def read_words(name: str) -> frozenset[str]:
    """Return the first column of a small table beside this module."""
    return frozenset(row[0] for row in _rows(name))
