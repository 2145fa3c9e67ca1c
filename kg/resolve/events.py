"""Events and directives across documents."""

from __future__ import annotations

import duckdb

from kg.resolve.context import Context


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``event_ids``, ``directive_ids``, the Event and Directive nodes.

    A dated meeting is known by jurisdiction, day and normalised name; an outing by its leader, day and jurisdiction;
    an event without a day stays with its report.
    """
    connection.execute(_LOCAL)
    connection.execute(_REFERRED)
    connection.execute(_NODES)


_LOCAL = """
        CREATE TABLE leads AS
        SELECT s.object_id AS event_local, min(p.person_id) AS leader FROM statements s JOIN person_ids p ON p.local_id = s.subject_id
        WHERE s.predicate = 'ATTENDED' AND (s.qualifiers->>'role') = 'lead' GROUP BY s.object_id;
        CREATE TABLE held AS
        SELECT local_id, identity('Event', coalesce(region_code, region_name), start_date || kind,
                   CASE WHEN start_date IS NULL THEN report_id || normal(name)
                        WHEN kind = 'inspection' AND leader IS NOT NULL THEN leader
                        ELSE normal(name) END) AS event_id, * EXCLUDE (local_id)
        FROM (SELECT DISTINCT e.id AS local_id, e.name, e.properties->>'kind' AS kind, e.properties->>'subtype' AS subtype,
                     real_date(e.properties->>'start_date') AS start_date, real_date(e.properties->>'end_date') AS end_date,
                     e.properties->>'region_code' AS region_code, e.properties->>'region_name' AS region_name,
                     e.properties->>'ordinal' AS ordinal, coalesce(TRY_CAST(e.properties->>'reported' AS BOOLEAN), true) AS reported,
                     r.report_id, l.leader
              FROM (SELECT object_id AS id, object_name AS name, object_properties AS properties, document_id
                    FROM statements WHERE object_kind = 'Event' AND predicate IN ('REPORTS', 'TRANSMITS', 'GIVEN_AT')) e
              JOIN reports r USING (document_id) LEFT JOIN leads l ON l.event_local = e.id);
        CREATE MACRO core(words) AS regexp_replace(regexp_replace(normal(words), '(有关|相关)?(精神|要求|部署)?$', ''),
            '^(全|我)?(省|市|州|县|区|旗|盟|自治区)?(委|政府)?', '');
"""

# A meeting only referred to is the reported one of that jurisdiction and name that was held last before the report, within
# a year; where none was reported it is known by jurisdiction, name and the year of the report.
_REFERRED = """
        CREATE TABLE event_ids AS
        SELECT h.* FROM held h WHERE h.reported
        UNION ALL
        SELECT r.* REPLACE (coalesce(found.event_id, identity('Event', coalesce(r.region_code, r.region_name),
               'referred' || left(coalesce(d.published, ''), 4), core(r.name))) AS event_id)
        FROM (SELECT DISTINCT ON (local_id) * FROM held WHERE NOT reported ORDER BY local_id) r
        JOIN documents d ON d.id = r.report_id
        LEFT JOIN LATERAL (
            SELECT arg_max(h.event_id, (h.start_date, h.event_id)) AS event_id FROM held h
            WHERE h.reported AND h.region_code IS NOT DISTINCT FROM r.region_code AND h.kind = 'meeting'
              AND (core(h.name) = core(r.name) OR (length(core(r.name)) > 3 AND contains(core(h.name), core(r.name))))
              AND h.start_date <= d.published AND first_day(d.published) - first_day(h.start_date) < 366) found ON true;
"""

_NODES = """
        CREATE TABLE node_Event AS
        SELECT event_id AS id, []::VARCHAR[] AS aliases, arg_min(name, (-length(name), name)) AS name, min(kind) AS kind,
               min(subtype) AS subtype, min(region_code) AS region_code, min(region_name) AS region_name,
               min(start_date) AS start_date, max(coalesce(end_date, start_date)) AS end_date,
               min(first_day(start_date)) AS first_day, max(final_day(coalesce(end_date, start_date))) AS last_day,
               CASE length(min(start_date)) WHEN 10 THEN 'day' WHEN 7 THEN 'month' WHEN 4 THEN 'year' END AS precision,
               min(ordinal) AS ordinal, bool_or(reported) AS reported
        FROM event_ids GROUP BY event_id;
        CREATE TABLE directive_ids AS
        SELECT DISTINCT object_id AS local_id, identity('Directive', normal(object_properties->>'source'),
                   regexp_replace(normal(object_name), '精神$', ''), NULL) AS directive_id,
               object_name AS name, object_properties->>'source' AS source, object_properties->>'kind' AS kind
        FROM statements WHERE object_kind = 'Directive'
        UNION
        SELECT DISTINCT subject_id, identity('Directive', normal(subject_properties->>'source'),
                   regexp_replace(normal(subject_name), '精神$', ''), NULL), subject_name, subject_properties->>'source',
               subject_properties->>'kind'
        FROM statements WHERE subject_kind = 'Directive';
        CREATE TABLE node_Directive AS
        SELECT directive_id AS id, []::VARCHAR[] AS aliases, min(name) AS name, min(name) AS text, min(source) AS source,
               min(kind) AS kind FROM directive_ids GROUP BY directive_id;
"""
