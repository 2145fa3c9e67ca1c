"""Which day an event took place: the time before its verb, or the day last spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.times import TimeMention


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, None where unknown."""

    first: date | None
    last: date | None


UNKNOWN = Period(None, None)


def period_of(times: Sequence[TimeMention], trigger: int, last: Period) -> tuple[Period, bool]:
    """Return the period of an event whose verb stands at *trigger*, and whether the sentence itself tells it.

    *times* are those of the sentence; 当天 and 次日 count from *last*.
    """
    if not times:
        return last, False
    before = [time for time in times if time.start <= trigger]
    time = before[-1] if before else times[0]
    if not before and time.kind != "day":
        return last, False
    dated = next((t for t in reversed(before) if t.kind == "day"), None)
    if time.kind == "same":
        return (Period(last.last, last.last) if dated is None else Period(dated.first, dated.last)), True
    if time.kind == "next":
        day = last.last + timedelta(days=1) if last.last else None
        return Period(day, day), True
    if time.kind == "vague":
        return (Period(dated.first, dated.last), True) if dated else (UNKNOWN, True)
    return Period(time.first, time.last), True
