"""Publication dates in the forms that portals write."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)\s*(?:[-/.年]\s*(?P<month>\d{1,2})(?:\s*[-/.月]\s*(?P<day>\d{1,2}))?)?")


def iso_date(value: object) -> str | None:
    """Return *value* as an ISO date of day, month or year precision, None where it holds none.

    >>> iso_date("2013年6月9日"), iso_date("2020/03/06"), iso_date("2019-08-09T16:05:00+08:00"), iso_date("2018年")
    ('2013-06-09', '2020-03-06', '2019-08-09', '2018')
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    match = _DATE.search(str(value or ""))
    if not match:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    try:
        if day:
            return date(int(year), int(month), int(day)).isoformat()
        return f"{year}-{date(int(year), int(month), 1).month:02}" if month else year
    except ValueError:
        return None
