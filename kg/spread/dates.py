"""Dates of day, month or year precision as intervals of days, and the order among them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class When:
    """An ISO date as written, with the first and last day (since 1970) that it can mean."""

    text: str
    first: int
    last: int


def day_number(day: date) -> int:
    """Return the days between 1970-01-01 and *day*."""
    return (day - _EPOCH).days


def when(text: str | None) -> When | None:
    """Return the interval of an ISO date (``2018``, ``2018-02`` or ``2018-02-07``), None where there is none.

    >>> when("2018-02").last - when("2018-02").first
    27
    """
    if not text:
        return None
    year, month, day = (int(text[:4]), int(text[5:7] or 0), int(text[8:10] or 0))
    first = date(year, month or 1, day or 1)
    if day:
        last = first
    elif month:
        last = date(year, month, calendar.monthrange(year, month)[1])
    else:
        last = date(year, 12, 31)
    return When(text, day_number(first), day_number(last))


def order(at: When) -> tuple[int, int]:
    """Return the key by which dates are sorted: by the last day each can mean, so that a day comes before its month and year."""
    return at.last, at.last - at.first
