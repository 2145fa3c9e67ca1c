"""The holders of an office over time, as the reports show them: tenures, vacancies between them, overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from kg.errors import NoSuchOffice
from kg.graph.layout import Layout
from kg.graph.tables import edge_path, node_path

_ROWS = """
    WITH office AS (SELECT * FROM read_parquet($office) WHERE post = $post AND (region_code = $region OR region_name = $region)),
    edges AS (SELECT h.*, o.name AS office, p.name AS person FROM read_parquet($held) h JOIN office o ON o.id = h.to_id
              JOIN read_parquet($person) p ON p.id = h.from_id),
    sorted AS (SELECT *, list_contains(status, 'former') AS gone, list_contains(status, 'acting') AS acts,
                      list_contains(status, 'proposed') AS planned FROM edges)
    SELECT * FROM (SELECT min(office) AS office, person, list_sort(list(DISTINCT from_id)) AS person_ids,
           min(first_seen) FILTER (NOT gone AND NOT planned) AS first_seen, max(last_seen) FILTER (NOT gone AND NOT planned) AS last_seen,
           min(first_seen) FILTER (acts) AS acting_from, max(last_seen) FILTER (acts) AS acting_to,
           min(first_seen) FILTER (NOT gone AND NOT planned AND NOT acts) AS full_from,
           min(from_date) AS from_date, max(to_date) AS to_date, min(appointed_by) AS appointed_by, max(left_by) AS left_by,
           coalesce(sum(support) FILTER (NOT gone AND NOT planned), 0)::BIGINT AS support, bool_or(planned) AS proposed,
           coalesce(bool_or(doubtful), false) AS doubtful,
           list_sort(list(DISTINCT id)) AS edges
    FROM sorted GROUP BY person) ORDER BY coalesce(first_seen, left_by, from_date), person
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """What the reports tell of one holder of one office; every day is one of the reports' or None.

    ``first_seen`` and ``last_seen`` bound the reports that give the person the office; ``acting_from`` and ``acting_to`` those that
    say acting. ``appointed_by`` is the first report of the appointment, ``left_by`` that of a former holder; ``from_date`` and
    ``to_date`` are days that a text itself states. ``doubtful``: the reports give the office to another at that time, who is better attested.
    """

    office: str
    person: str
    person_ids: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    acting_from: str | None
    acting_to: str | None
    full_from: str | None
    from_date: str | None
    to_date: str | None
    appointed_by: str | None
    left_by: str | None
    support: int
    proposed: bool
    edges: tuple[str, ...]
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Two holders next to each other: between ``after`` and ``before`` nobody is reported, or both are (``overlap``)."""

    earlier: str
    later: str
    after: str
    before: str
    days: int
    overlap: bool


def timeline(graph: Path, *, region: str, post: str) -> list[Tenure]:
    """Return the tenures of an office in the order in which the reports first show them.

    Args:
        graph: the graph's folder.
        region: the code or the full name of the jurisdiction.
        post: the post as in Office.post, such as 省委书记, 市长, 自治区主席.

    Raises:
        NoSuchOffice: the graph has no such office there.
    """
    Layout(graph).read_manifest()
    with duckdb.connect() as connection:
        connection.execute(_ROWS, {"office": str(node_path(graph, "Office")), "held": str(edge_path(graph, "HELD")),
                                   "person": str(node_path(graph, "Person")), "post": post, "region": region})
        columns = [item[0] for item in connection.description or []]
        rows = [dict(zip(columns, row, strict=True)) for row in connection.fetchall()]
    if not rows:
        raise NoSuchOffice(f"{graph} has no office {post!r} of {region!r}; 'kg query {graph} offices_of_region --param region=NAME' lists them.")
    return [Tenure(**_tuples(row)) for row in rows]


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def handovers(tenures: Sequence[Tenure]) -> Iterator[Handover]:
    """Yield for each two neighbouring holders the stretch in which nobody is reported, or both are.

    A holder is taken to hold from the report of the appointment, if there is one, to the last report in office.
    """
    held = [tenure for tenure in tenures if tenure.first_seen and tenure.last_seen and not tenure.doubtful]
    for earlier, later in pairwise(held):
        end, start = day(earlier.last_seen or "", last=True), day(later.first_seen or "", last=False)
        days = (start - end).days
        yield Handover(earlier=earlier.person, later=later.person, after=min(end, start).isoformat(), before=max(end, start).isoformat(),
                      days=abs(days), overlap=days < 0)


def day(words: str, *, last: bool) -> date:
    """Return the first or the last day of an ISO date of day, month or year precision."""
    if len(words) == 10:
        return date.fromisoformat(words)
    if len(words) == 4:
        return date(int(words), 12, 31) if last else date(int(words), 1, 1)
    first = date.fromisoformat(f"{words}-01")
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1) if last else first
