"""Reported edges between canonical things, with evidence and support, and the ones derived from them."""

from __future__ import annotations

import duckdb

from kg.errors import LostRows
from kg.graph.derived import MET, SERVED_WITH
from kg.resolve.context import Context
from kg.resolve.evidence import PROOF

_LOST = """
    SELECT subject_name, predicate, object_name, document_id FROM statements
    WHERE NOT (subject_id IN (SELECT local_id FROM canon) AND object_id IN (SELECT local_id FROM canon))
      AND NOT (subject_kind = 'Person' AND subject_id NOT IN (SELECT local_id FROM person_ids)) ORDER BY ALL
"""


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create every reported edge, then MET and SERVED_WITH; SPREAD stays empty until it is asked for.

    Raises:
        LostRows: a statement that hides no private person joins nothing.
    """
    connection.execute(_endpoints())
    lost = connection.execute(_LOST).fetchall()
    if lost:
        raise LostRows(f"{len(lost):,} statements found no place in the graph, the first is {' '.join(map(str, lost[0]))}; this is a fault "
                       "of the resolution, the facts are not touched.")
    for statement in (_mentioned(), _attended(), _places(), _transmits(), _used(), _given_at(),
                      _plain("HELD_BY_ORGAN"), _plain("REPORTS"), _derived()):
        connection.execute(statement)


def _endpoints() -> str:
    """Canonical ends of every statement; a statement whose end is hidden (a private person) falls out."""
    return """
        CREATE TABLE canon AS
        SELECT local_id, person_id AS id FROM person_ids UNION SELECT local_id, office_id FROM office_ids
        UNION SELECT local_id, event_id FROM event_ids UNION SELECT local_id, directive_id FROM directive_ids
        UNION SELECT local_id, slogan_id FROM uses UNION SELECT id, id FROM documents
        UNION SELECT object_id, identity('Organization', object_properties->>'region_code', object_properties->>'region_name',
              object_properties->>'organ') FROM statements WHERE predicate = 'HELD_BY_ORGAN'
        UNION SELECT s.object_id, i.region_id FROM statements s JOIN region_ids i
              ON i.name = s.object_name AND i.code IS NOT DISTINCT FROM (s.object_properties->>'code')
              WHERE s.object_kind = 'Region';
        CREATE TABLE joined AS
        SELECT s.*, a.id AS from_id, b.id AS to_id FROM statements s
        JOIN canon a ON a.local_id = s.subject_id JOIN canon b ON b.local_id = s.object_id;
    """


def _plain(kind: str) -> str:
    return f"""
        CREATE TABLE edge_{kind} AS
        SELECT identity('{kind}', from_id, to_id, NULL) AS id, from_id, min(subject_kind) AS from_kind, to_id,
               min(object_kind) AS to_kind, {PROOF}
        FROM joined s JOIN reports r USING (document_id) WHERE predicate = '{kind}' GROUP BY from_id, to_id
    """


def _mentioned() -> str:
    return f"""
        CREATE TABLE edge_MENTIONED_IN AS
        SELECT identity('MENTIONED_IN', from_id, to_id, role) AS id, from_id, 'Person' AS from_kind, to_id,
               'Document' AS to_kind, role, {PROOF}
        FROM (SELECT *, qualifiers->>'role' AS role FROM joined WHERE predicate = 'MENTIONED_IN') s
        JOIN reports r USING (document_id) GROUP BY from_id, to_id, role
    """


def _attended() -> str:
    return f"""
        CREATE TABLE edge_ATTENDED AS
        SELECT identity('ATTENDED', from_id, to_id, role) AS id, from_id, 'Person' AS from_kind, to_id, 'Event' AS to_kind,
               role, min(TRY_CAST(qualifiers->>'list_order' AS BIGINT)) AS list_order, min(qualifiers->>'capacity') AS capacity, {PROOF}
        FROM (SELECT *, qualifiers->>'role' AS role FROM joined WHERE predicate = 'ATTENDED') s
        JOIN reports r USING (document_id) GROUP BY from_id, to_id, role
    """


def _places() -> str:
    return f"""
        CREATE TABLE edge_HELD_IN AS
        SELECT identity('HELD_IN', from_id, to_id, NULL) AS id, from_id, 'Event' AS from_kind, to_id, 'Region' AS to_kind,
               min(qualifiers->>'place') AS place, {PROOF}
        FROM joined s JOIN reports r USING (document_id) WHERE predicate = 'HELD_IN' GROUP BY from_id, to_id;
        CREATE TABLE edge_VISITED AS
        SELECT identity('VISITED', from_id, to_id, place) AS id, from_id, 'Event' AS from_kind, to_id, 'Region' AS to_kind,
               place, {PROOF}
        FROM (SELECT *, qualifiers->>'place' AS place FROM joined WHERE predicate = 'VISITED') s
        JOIN reports r USING (document_id) GROUP BY from_id, to_id, place
    """


def _transmits() -> str:
    """What an event conveys; the days between are told where both have one."""
    return f"""
        CREATE TABLE edge_TRANSMITS AS
        SELECT identity('TRANSMITS', from_id, to_id, wording) AS id, from_id, 'Event' AS from_kind, to_id,
               CASE WHEN bool_or(is_event) THEN 'Event' ELSE 'Directive' END AS to_kind, wording, min(source) AS source, min(lag) AS lag_days, {PROOF}
        FROM (SELECT j.*, j.qualifiers->>'wording' AS wording, j.qualifiers->>'source' AS source, b.id IS NOT NULL AS is_event,
                     CASE WHEN a.precision = 'day' AND b.precision = 'day' AND a.first_day >= b.first_day THEN a.first_day - b.first_day END AS lag
              FROM joined j LEFT JOIN node_Event a ON a.id = j.from_id LEFT JOIN node_Event b ON b.id = j.to_id
              WHERE predicate = 'TRANSMITS' AND j.from_id <> j.to_id) s
        JOIN reports r USING (document_id) GROUP BY from_id, to_id, wording
    """


def _given_at() -> str:
    """The meeting at which a conveyed speech was given, as its wording tells."""
    return f"""
        CREATE TABLE edge_GIVEN_AT AS
        SELECT identity('GIVEN_AT', from_id, to_id, NULL) AS id, from_id, 'Directive' AS from_kind, to_id, 'Event' AS to_kind, {PROOF}
        FROM (SELECT c.id AS from_id, g.event_id AS to_id, g.document_id, g.sentence_start, g.sentence_stop, g.confidence, g.origin
              FROM given_at g JOIN canon c USING (local_id) SEMI JOIN node_Event e ON e.id = g.event_id SEMI JOIN node_Directive d ON d.id = c.id
              UNION ALL SELECT from_id, to_id, document_id, sentence_start, sentence_stop, confidence, origin FROM joined WHERE predicate = 'GIVEN_AT') s
        JOIN reports r USING (document_id) GROUP BY from_id, to_id
    """


def _used() -> str:
    return f"""
        CREATE TABLE edge_USED AS
        SELECT identity('USED', from_id || to_id, concat_ws('/', coalesce(region_code, ''), coalesce(used_date, ''), coalesce(speaker, '')),
                        form || report_id) AS id,
               from_id, min(subject_kind) AS from_kind, to_id, 'Slogan' AS to_kind, region_code,
               min(qualifiers->>'region_name') AS region_name, min(qualifiers->>'about_region') AS about_region, used_date,
               min(first_day(used_date)) AS used_day, speaker, form, report_id AS document_id, {PROOF}
        FROM (SELECT j.*, j.qualifiers->>'region_code' AS region_code, j.qualifiers->>'speaker' AS speaker,
                     j.object_name AS form, coalesce(real_date(j.qualifiers->>'used_date'), e.start_date, d.published) AS used_date
              FROM joined j JOIN documents d ON d.id = j.document_id LEFT JOIN node_Event e ON e.id = j.from_id
              WHERE predicate = 'USED') s
        JOIN reports r USING (document_id) GROUP BY from_id, to_id, region_code, used_date, speaker, form, report_id
    """


def _derived() -> str:
    return f"""
        CREATE TABLE edge_MET AS {MET};
        CREATE TABLE edge_SERVED_WITH AS {SERVED_WITH};
        CREATE TABLE edge_SPREAD AS SELECT '' AS id, '' AS from_id, '' AS from_kind, '' AS to_id, '' AS to_kind, '' AS slogan, '' AS channel,
               0 AS lag_days, 0.0 AS p_value, 0.0 AS q_value, '' AS direction WHERE false
    """
