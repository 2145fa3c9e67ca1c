"""Events and directives across documents: the same meeting in several reports is one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import pyarrow as pa

from kg.resolve.context import Context
from kg.resolve.event_names import form

FORMS = pa.schema([("name", pa.string()), ("series", pa.string()), ("national", pa.bool_()), ("core", pa.string()), ("generic", pa.bool_())])
MERGED = pa.schema([("own_id", pa.string()), ("event_id", pa.string())])
_SUFFIXES = ("暨", "扩大", "开幕", "闭幕")
_GIVEN = "总书记.{0,4}在(.{3,40}?会议?)上"
"""What tells at which meeting of the centre a speech was given."""
_LEAST = 6
"""The characters that a shorter name needs to stand for a longer one."""


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``event_ids``, ``directive_ids``, the Event and Directive nodes.

    A numbered session is known by jurisdiction, body, term and number, however it is named and wherever it is
    mentioned; another dated meeting by jurisdiction, day and name; an outing by its leader, day and jurisdiction (in
    the whole country, where they are receptions of guests, by its name); an event without a day, and one that is only
    called 会议, stay with their report until a leader or speaker shows which meeting it is.
    """
    names = connection.execute("SELECT DISTINCT object_name AS name FROM statements WHERE object_kind IN ('Event', 'Directive') "
                               "UNION SELECT DISTINCT subject_name FROM statements WHERE subject_kind = 'Directive' "
                               f"UNION SELECT DISTINCT regexp_extract(object_name, '{_GIVEN}', 1) FROM statements WHERE object_kind = 'Directive' "
                               "ORDER BY 1").fetchall()
    rows = [{"name": name, "series": found.series or None, "national": found.national, "core": found.core, "generic": found.generic}
            for (name,) in names for found in [form(name)]]
    connection.register("incoming", pa.Table.from_pylist(rows, schema=FORMS))
    connection.execute("CREATE TABLE event_forms AS SELECT * FROM incoming")
    connection.unregister("incoming")
    connection.execute(_HELD)
    meetings = connection.sql(_MEETINGS).to_arrow_table()
    merged = context.engine.keyed(unite, meetings, key="bucket", schema=MERGED, folder=context.layout.cache / "events")
    connection.register("merged", merged)
    connection.execute(_JOINED)
    connection.unregister("merged")
    for statement in (_REFERRED, _GIVEN_AT, _NODES):
        connection.execute(statement)


def unite(meetings: pa.Table) -> pa.Table:
    """Return which meetings of one jurisdiction and day are one.

    Args:
        meetings: ``bucket`` (jurisdiction and day), ``own_id``, ``core``, ``generic``, ``leaders`` (who chaired, led or spoke).

    Returns:
        A table of the schema :data:`MERGED` with a row for each ``own_id``; the smallest of those that are one names them all.
    """
    buckets = defaultdict(list)
    for row in meetings.to_pylist():
        buckets[row["bucket"]].append(row)
    rows = [{"own_id": own, "event_id": root} for bucket in sorted(buckets) for own, root in _united(buckets[bucket])]
    return pa.Table.from_pylist(rows, schema=MERGED)


def _united(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each meeting of one bucket with the one that it goes by."""
    cores: dict[str, str] = {}
    leaders: dict[str, set[str]] = defaultdict(set)
    generic: dict[str, bool] = {}
    for row in rows:
        own = row["own_id"]
        cores[own], generic[own] = row["core"], row["generic"]
        leaders[own].update(row["leaders"])
    root = {own: own for own in cores}

    def find(own: str) -> str:
        while root[own] != own:
            own = root[own]
        return own

    for a, b in _pairs(cores, leaders, generic):
        first, second = sorted((find(a), find(b)))
        root[second] = first
    for own in sorted(cores):
        yield own, find(own)


def _pairs(cores: dict[str, str], leaders: dict[str, set[str]], generic: dict[str, bool]) -> Iterator[tuple[str, str]]:
    named = sorted(own for own in cores if not generic[own])
    for place, a in enumerate(named):
        for b in named[place + 1:]:
            if _same(cores[a], cores[b]):
                yield a, b
    for own in sorted(own for own in cores if generic[own]):
        fitting = [other for other in named if leaders[own] & leaders[other]]
        if len(fitting) == 1 or (fitting and _one(cores[other] for other in fitting)):
            yield own, fitting[0]
        elif not fitting:
            yield from ((own, other) for other in sorted(cores) if other > own and generic[other] and cores[other] == cores[own]
                        and leaders[other] and leaders[other] == leaders[own])


def _one(cores: Iterable[str]) -> bool:
    first, *rest = cores
    return all(_same(first, core) for core in rest)


def _same(a: str, b: str) -> bool:
    """Whether two names of one jurisdiction and day say the same: equal, or one extends the other in front or by 暨…."""
    short, long = sorted((a, b), key=lambda core: (len(core), core))
    if short == long:
        return True
    return len(short) >= _LEAST and (long.endswith(short) or (long.startswith(short) and long[len(short):].startswith(_SUFFIXES)))


_HELD = """
    CREATE TABLE leads AS
    SELECT s.object_id AS event_local, min(p.person_id) FILTER ((s.qualifiers->>'role') = 'lead') AS leader,
           list_sort(list(DISTINCT p.person_id) FILTER ((s.qualifiers->>'role') IN ('chair', 'lead', 'speak'))) AS leaders
    FROM statements s JOIN person_ids p ON p.local_id = s.subject_id WHERE s.predicate = 'ATTENDED' GROUP BY s.object_id;
    CREATE TABLE held AS
    SELECT *, CASE WHEN series IS NOT NULL AND region_code IS NOT NULL THEN identity('Event', region_code, 'series', series)
                   ELSE identity('Event', coalesce(region_code, region_name), coalesce(start_date, '') || kind,
                       CASE WHEN start_date IS NULL OR (generic AND kind = 'meeting') THEN report_id || normal(name)
                            WHEN kind = 'inspection' AND leader IS NOT NULL AND region_code IS DISTINCT FROM '100000' THEN leader
                            ELSE normal(name) END) END AS own_id
    FROM (SELECT DISTINCT e.id AS local_id, e.name, e.properties->>'kind' AS kind, e.properties->>'subtype' AS subtype,
                 real_date(e.properties->>'start_date') AS start_date, real_date(e.properties->>'end_date') AS end_date,
                 CASE WHEN f.national THEN '100000' ELSE e.properties->>'region_code' END AS region_code,
                 CASE WHEN f.national THEN '中国' ELSE e.properties->>'region_name' END AS region_name,
                 e.properties->>'ordinal' AS ordinal, coalesce(TRY_CAST(e.properties->>'reported' AS BOOLEAN), true) AS reported,
                 r.report_id, l.leader, coalesce(l.leaders, []) AS leaders, CASE WHEN (e.properties->>'kind') = 'meeting' THEN f.series END AS series,
                 f.core, f.generic
          FROM (SELECT object_id AS id, object_name AS name, object_properties AS properties, document_id
                FROM statements WHERE object_kind = 'Event' AND predicate IN ('REPORTS', 'TRANSMITS', 'GIVEN_AT')) e
          JOIN event_forms f USING (name) JOIN reports r USING (document_id) LEFT JOIN leads l ON l.event_local = e.id);
"""

_MEETINGS = """
    SELECT DISTINCT coalesce(region_code, region_name) || '/' || start_date AS bucket, own_id, core, generic, leaders
    FROM held WHERE reported AND kind = 'meeting' AND series IS NULL AND length(start_date) = 10 AND coalesce(region_code, region_name) IS NOT NULL
    ORDER BY ALL
"""

# A session's days are those that most reports give: the day with most reports that are held within twenty days of it, or name it within
# four months; a report that dates it otherwise (one of a year later that only looks back) tells nothing of its days. It began on the
# first of them that a third as many reports give as the commonest.
_JOINED = """
    CREATE TABLE united AS SELECT h.*, coalesce(m.event_id, h.own_id) AS event_id FROM held h LEFT JOIN merged m USING (own_id);
    CREATE TABLE session_dates AS
    SELECT event_id, first_day(start_date) AS day, count(DISTINCT report_id) AS n FROM united
    WHERE reported AND series IS NOT NULL AND length(start_date) = 10 GROUP BY ALL;
    CREATE TABLE session_days AS
    WITH weighed AS (
        SELECT a.event_id, a.day, (SELECT sum(b.n) FROM session_dates b WHERE b.event_id = a.event_id AND abs(a.day - b.day) <= 20)
               + (SELECT count(DISTINCT u.report_id) FROM united u JOIN documents d ON d.id = u.report_id
                  WHERE u.event_id = a.event_id AND NOT u.reported AND first_day(d.published) - a.day BETWEEN 0 AND 120) AS weight
        FROM session_dates a),
    centres AS (SELECT event_id, arg_min(day, (-weight, day)) AS centre FROM weighed GROUP BY ALL),
    near AS (SELECT c.event_id, c.centre, d.day, d.n, max(d.n) OVER (PARTITION BY c.event_id) AS most
             FROM centres c JOIN session_dates d ON d.event_id = c.event_id AND abs(d.day - c.centre) <= 20)
    SELECT event_id, min(centre) AS centre, min(day) FILTER (3 * n >= most) AS began FROM near GROUP BY event_id;
    CREATE TABLE placed AS
    SELECT u.* EXCLUDE (start_date, end_date), CASE WHEN fits THEN start_date END AS start_date, CASE WHEN fits THEN end_date END AS end_date
    FROM (SELECT u.*, d.began IS NULL OR (length(start_date) = 10 AND first_day(start_date) BETWEEN d.began AND d.centre + 20) AS fits
          FROM united u LEFT JOIN session_days d USING (event_id)) u;
"""

# A meeting only referred to is the numbered session of that name, else the reported one of that jurisdiction and name that was held last
# before, within a year; where none was reported it is known by jurisdiction, name and year. What is conveyed as a session's spirit
# (党的十九大精神) is that session.
_REFERRED = """
    CREATE TABLE spirit AS
    SELECT DISTINCT s.object_id AS local_id, s.object_name AS name, identity('Event', '100000', 'series', f.series) AS event_id, r.report_id,
           f.series, f.core
    FROM statements s JOIN event_forms f ON f.name = s.object_name JOIN reports r USING (document_id)
    WHERE s.object_kind = 'Directive' AND s.predicate = 'TRANSMITS' AND f.series IS NOT NULL AND f.national
      AND s.object_id NOT IN (SELECT subject_id FROM statements WHERE subject_kind = 'Directive');
    CREATE TABLE known_meetings AS
    SELECT DISTINCT event_id, region_code, core, start_date, first_day(start_date) AS day FROM placed
    WHERE reported AND kind = 'meeting' AND NOT generic AND length(core) > 3 AND start_date IS NOT NULL;
    CREATE TABLE conveying AS
    SELECT t.object_id AS local_id, min(coalesce(first_day(p.start_date), first_day(d.published))) AS day
    FROM statements t JOIN documents d ON d.id = t.document_id LEFT JOIN placed p ON p.local_id = t.subject_id
    WHERE t.predicate IN ('TRANSMITS', 'GIVEN_AT') GROUP BY ALL;
    CREATE TABLE event_ids AS
    SELECT * EXCLUDE (leader, leaders, generic) FROM placed WHERE reported
    UNION ALL BY NAME
    SELECT r.* EXCLUDE (leader, leaders, generic) REPLACE (CASE WHEN r.series IS NOT NULL THEN r.event_id ELSE coalesce(found.event_id,
           identity('Event', coalesce(r.region_code, r.region_name), 'referred' || left(coalesce(d.published, ''), 4), r.core)) END AS event_id)
    FROM (SELECT DISTINCT ON (local_id) * FROM placed WHERE NOT reported ORDER BY local_id) r
    JOIN documents d ON d.id = r.report_id LEFT JOIN conveying c USING (local_id)
    LEFT JOIN LATERAL (
        SELECT arg_max(k.event_id, (k.day, k.event_id)) AS event_id FROM known_meetings k
        WHERE k.region_code IS NOT DISTINCT FROM r.region_code AND k.day <= c.day AND c.day - k.day < 366
          AND (k.core = r.core OR (length(r.core) >= 6 AND (ends_with(k.core, r.core) OR starts_with(k.core, r.core || '暨'))))) found ON true
    UNION ALL BY NAME
    SELECT local_id, regexp_replace(name, '精神$', '') AS name, event_id, event_id AS own_id, 'meeting' AS kind, '100000' AS region_code, '中国' AS region_name,
           false AS reported, report_id, series, core FROM spirit;
"""

# A speech of the general secretary was given at the session that its wording names, or the last national meeting of that name before.
_GIVEN_AT = f"""
    CREATE TABLE given_at AS
    WITH said AS (
        SELECT DISTINCT s.object_id AS local_id, s.document_id, s.sentence_start, s.sentence_stop, s.confidence, s.origin, f.series, f.national, f.core, c.day
        FROM statements s JOIN event_forms f ON f.name = regexp_extract(s.object_name, '{_GIVEN}', 1) JOIN conveying c ON c.local_id = s.object_id
        WHERE s.object_kind = 'Directive' AND s.predicate = 'TRANSMITS' AND NOT f.generic AND length(f.core) > 3)
    SELECT s.*, coalesce(CASE WHEN s.series IS NOT NULL AND s.national THEN identity('Event', '100000', 'series', s.series) END, found.event_id) AS event_id
    FROM said s LEFT JOIN LATERAL (
        SELECT arg_max(k.event_id, (k.day, k.event_id)) AS event_id FROM known_meetings k
        WHERE k.region_code = '100000' AND k.day <= s.day AND s.day - k.day < 366 AND (k.core = s.core OR ends_with(k.core, s.core))) found ON true;
    INSERT INTO event_ids BY NAME
    SELECT DISTINCT ON (g.event_id) g.event_id AS local_id, g.core AS name, g.event_id, g.event_id AS own_id, 'meeting' AS kind, '100000' AS region_code,
           '中国' AS region_name, false AS reported, r.report_id, g.series, g.core
    FROM given_at g JOIN reports r USING (document_id) WHERE g.event_id IS NOT NULL AND g.event_id NOT IN (SELECT event_id FROM event_ids)
    ORDER BY g.event_id, g.core, r.report_id;
"""

_NODES = """
    CREATE TABLE node_Event AS
    WITH named AS (SELECT event_id, name, count(DISTINCT report_id) AS n FROM event_ids GROUP BY ALL)
    SELECT e.event_id AS id, list_sort(list_distinct(list(e.own_id) FILTER (e.own_id <> e.event_id AND e.reported))) AS aliases, min(b.name) AS name,
           min(kind) AS kind, min(subtype) AS subtype, min(region_code) AS region_code, min(region_name) AS region_name,
           min(start_date) AS start_date, max(coalesce(end_date, start_date)) AS end_date,
           min(first_day(start_date)) AS first_day, max(final_day(coalesce(end_date, start_date))) AS last_day,
           CASE length(min(start_date)) WHEN 10 THEN 'day' WHEN 7 THEN 'month' WHEN 4 THEN 'year' END AS precision,
           coalesce(min(series), min(ordinal)) AS ordinal, bool_or(reported) AS reported
    FROM event_ids e JOIN (SELECT event_id, arg_min(name, (-n * (length(name) > 4)::INTEGER, -length(name), name)) AS name FROM named GROUP BY event_id) b
    USING (event_id) GROUP BY e.event_id;
    CREATE TABLE directive_ids AS
    SELECT DISTINCT object_id AS local_id, identity('Directive', normal(object_properties->>'source'),
               regexp_replace(normal(object_name), '精神$', ''), NULL) AS directive_id,
           object_name AS name, object_properties->>'source' AS source, object_properties->>'kind' AS kind
    FROM statements WHERE object_kind = 'Directive' AND object_id NOT IN (SELECT local_id FROM spirit)
    UNION
    SELECT DISTINCT subject_id, identity('Directive', normal(subject_properties->>'source'),
               regexp_replace(normal(subject_name), '精神$', ''), NULL), subject_name, subject_properties->>'source',
           subject_properties->>'kind'
    FROM statements WHERE subject_kind = 'Directive';
    CREATE TABLE node_Directive AS
    SELECT directive_id AS id, []::VARCHAR[] AS aliases, min(name) AS name, min(name) AS text, min(source) AS source,
           min(kind) AS kind FROM directive_ids GROUP BY directive_id;
"""
