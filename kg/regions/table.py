"""The tables of divisions, zones and words as they lie in the package."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import BrokenLexicon

LEVELS = ("country", "province", "prefecture", "county", "township", "zone")
FIRST_YEAR = 1980


@dataclass(frozen=True, slots=True)
class Region:
    """A division in one period of its life.

    ``code`` has six digits (GB/T 2260), nine below the county, and is or ends in the name where none exists (a zone,
    a city of Taiwan). ``valid_from`` and ``valid_to`` are the first and the last year at whose end it is listed, None where the
    table does not tell or it still exists; ``successors`` are codes; ``lineage`` stays the same through renames.
    """

    code: str
    name: str
    level: str
    parent: str | None
    valid_from: int | None = None
    valid_to: int | None = None
    successors: tuple[str, ...] = ()
    lineage: str = ""

    def valid_in(self, year: int | None) -> bool:
        """Whether the division is listed at the end of *year*; today where None, and 1980 for all years before."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or 0) <= max(year, FIRST_YEAR) and (self.valid_to is None or year <= self.valid_to)

    def named_in(self, year: int | None) -> bool:
        """Whether an article of *year* may speak of it: it was still there when the year began."""
        return self.valid_in(year) or (year is not None and self.valid_to == year - 1)

    @property
    def six(self) -> str:
        """The six-digit code of the division itself or of the one that a township or zone lies in."""
        return str(self.parent)[:6] if self.level in ("township", "zone") else self.code[:6]


CHINA = Region("100000", "中国", "country", None, lineage="100000")


def _rows(name: str) -> Iterator[list[str]]:
    raw = files("kg.regions").joinpath(name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    lines = (line for line in text.split("\n") if line and not line.startswith("#"))
    width = len(next(lines).split("\t"))
    for line in lines:
        cells = line.split("\t")
        if len(cells) != width:
            raise BrokenLexicon(f"kg/regions/{name}: {line!r} has {len(cells)} columns, not {width}; mend the row.")
        yield cells


def _year(cell: str) -> int | None:
    return int(cell) if cell else None


def read_divisions() -> Iterator[Region]:
    """Yield the country and every division of the table, in the table's order."""
    yield CHINA
    for code, name, level, parent, first, last, lineage, following in _rows("divisions.tsv.gz"):
        yield Region(code, name, level, parent, _year(first), _year(last), tuple(following.split(",")) if following else (),
                     lineage or code)


def read_zones() -> Iterator[Region]:
    """Yield the functional zones; their code is the name, their parent the division they lie in."""
    for name, parent, first, last in _rows("zones.tsv"):
        yield Region(name, name, "zone", parent, _year(first), _year(last), lineage=name)


def read_corps() -> Iterator[tuple[Region, tuple[str, ...]]]:
    """Yield the Corps and its divisions, each with the other forms of its name."""
    for name, short, city, code, first in _rows("xpcc.tsv"):
        full = name + city
        forms = {name, short} if name.endswith("兵团") else {name} | {
            f"{corps}{form}{town}" for corps in ("", "兵团", "新疆兵团", "新疆生产建设兵团") for form in (name, short)
            for town in dict.fromkeys((city, "")) if corps or town}
        yield Region(full, full, "zone", code, _year(first), lineage=full), tuple(sorted(forms - {full}))


@cache
def read_words(name: str) -> dict[str, str]:
    """Return a small table beside this module: its first column and its last, not to be changed."""
    return {row[0]: row[-1] for row in _rows(name)}
