"""When each jurisdiction took a slogan up, and in which periods it was observed without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from kg.spread.places import CENTRE, Hierarchy

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
NEVER = 10**9
_OBSERVED = """
    SELECT region_code, period, min(first_day) AS earliest, max(last_day) AS latest, sum(volume) AS volume
    FROM panel WHERE original IS NULL AND period IS NOT NULL GROUP BY ALL ORDER BY period, region_code"""
_FIRST = """
    SELECT slogan, region_code, used_date, first_day, last_day, period, document_id, name, speaker, form, sentence
    FROM (SELECT *, row_number() OVER (PARTITION BY slogan, region_code
                 ORDER BY last_day, last_day - first_day, name, document_id, start) AS place FROM uses WHERE used_date IS NOT NULL)
    WHERE place = 1 ORDER BY slogan, last_day, last_day - first_day, name, region_code"""


def first_uses(uses: pa.Table) -> pa.Table:
    """Return the first use of each slogan in each jurisdiction, earliest first; the order within one day says nothing."""
    with duckdb.connect() as connection:
        connection.register("uses", uses)
        table: pa.Table = connection.sql(_FIRST).to_arrow_table()
    return table


@dataclass(frozen=True, slots=True)
class Period:
    """Who was observed in one period: ``who`` (indices of regions), the first and last day of their documents, characters.

    ``bounds``: the first and the last day of all; ``levels``: for each level, which of ``who`` are of it.
    """

    name: str
    who: Ints
    earliest: Ints
    latest: Ints
    volume: Floats
    bounds: tuple[int, int]
    levels: Mapping[str, Flags]


@dataclass(frozen=True, slots=True)
class Observation:
    """The panel as arrays: regions by code with their level, parent, area and everything above them, and the periods.

    ``below``: for a code, the regions beneath it; ``above``: for a region, the codes over it, nearest first.
    """

    codes: tuple[str, ...]
    index: Mapping[str, int]
    levels: npt.NDArray[np.str_]
    parents: Ints
    areas: npt.NDArray[np.str_]
    below: Mapping[str, Ints]
    above: tuple[tuple[str, ...], ...]
    periods: tuple[Period, ...]


def observe(panel: pa.Table, hierarchy: Hierarchy) -> Observation:
    """Return the observation that *panel* holds; a parent that was never observed is -1."""
    with duckdb.connect() as connection:
        connection.register("panel", panel)
        rows = connection.sql(_OBSERVED).fetchall()
    codes = tuple(sorted({row[0] for row in rows}))
    index = {code: number for number, code in enumerate(codes)}
    places = [hierarchy.place(code) for code in codes]
    below: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        for code in place.above:
            below.setdefault(code, []).append(number)
    levels = np.array([place.level for place in places], dtype=np.str_)
    return Observation(codes, index, levels,
                       np.array([index.get(place.parent, -1) for place in places], dtype=np.int64),
                       np.array([place.area for place in places], dtype=np.str_),
                       {code: np.array(numbers, dtype=np.int64) for code, numbers in sorted(below.items())},
                       tuple(place.above for place in places), _periods(rows, index, levels))


def _periods(rows: Sequence[tuple[Any, ...]], index: Mapping[str, int], levels: npt.NDArray[np.str_]) -> tuple[Period, ...]:
    grouped: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        grouped.setdefault(row[1], []).append(row)
    found = (_period(name, items, index, levels) for name, items in grouped.items())
    return tuple(sorted(found, key=lambda period: (period.bounds[0], period.name)))


def _period(name: str, rows: Sequence[tuple[Any, ...]], index: Mapping[str, int], levels: npt.NDArray[np.str_]) -> Period:
    who = np.array([index[row[0]] for row in rows], dtype=np.int64)
    earliest, latest = np.array([row[2] for row in rows], dtype=np.int64), np.array([row[3] for row in rows], dtype=np.int64)
    return Period(name, who, earliest, latest, np.array([row[4] for row in rows], dtype=np.float64), (int(earliest.min()), int(latest.max())),
                  {str(level): levels[who] == level for level in np.unique(levels[who])})


@dataclass(frozen=True, slots=True)
class Adoption:
    """One slogan's first use by region: days that it can mean (``NEVER`` where none), and the number of its period (-1)."""

    first: Ints
    last: Ints
    period: Ints

    @property
    def order(self) -> Ints:
        """The adopters, earliest first."""
        found: Ints = np.flatnonzero(self.last < NEVER)
        return found[np.lexsort((found, self.last[found] - self.first[found], self.last[found]))]

    @property
    def periods(self) -> list[int]:
        """The numbers of the periods in which somebody took the slogan up, in order."""
        return [int(number) for number in np.unique(self.period[self.period >= 0])]


def adoption(rows: Sequence[Mapping[str, Any]], observation: Observation) -> Adoption:
    """Return the adoption that the rows of :func:`first_uses` of one slogan tell."""
    first = np.full(len(observation.codes), NEVER, dtype=np.int64)
    last, period = first.copy(), np.full(len(observation.codes), -1, dtype=np.int64)
    names = {item.name: number for number, item in enumerate(observation.periods)}
    for row in rows:
        number = observation.index.get(row["region_code"])
        if number is not None:
            first[number], last[number], period[number] = row["first_day"], row["last_day"], names[row["period"]]
    return Adoption(first, last, period)


def release(found: Adoption, observation: Observation) -> int:
    """Return the day on which the centre first used the slogan, :data:`NEVER` where it did not."""
    number = observation.index.get(CENTRE)
    return NEVER if number is None else int(found.last[number])
