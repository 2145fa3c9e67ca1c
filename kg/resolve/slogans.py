"""Slogans across documents: forms that differ in punctuation alone are one slogan."""

from __future__ import annotations

import duckdb

from kg.resolve.context import Context


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``slogan_ids``, the Slogan nodes, FORM_OF and FIRST_USED_IN (first use by jurisdiction)."""
    connection.execute("""
        CREATE TABLE uses AS
        SELECT s.document_id, s.object_id AS local_id, identity('Slogan', normal(s.object_name), NULL, NULL) AS slogan_id,
               s.object_name AS form, s.qualifiers->>'region_code' AS region_code, s.qualifiers->>'region_name' AS region_name,
               coalesce(real_date(s.qualifiers->>'used_date'), e.start_date, d.published) AS used_date
        FROM statements s JOIN documents d ON d.id = s.document_id
        LEFT JOIN event_ids e ON e.local_id = s.subject_id AND s.subject_kind = 'Event'
        WHERE s.predicate = 'USED';
        CREATE TABLE node_Slogan AS
        SELECT slogan_id AS id, []::VARCHAR[] AS aliases, arg_max(form, (n, form)) AS name, arg_max(form, (n, form)) AS text,
               list_sort(list(form)) AS forms, []::VARCHAR[] AS members
        FROM (SELECT slogan_id, form, count(*) AS n FROM uses GROUP BY ALL) GROUP BY slogan_id;
        CREATE TABLE edge_FORM_OF AS SELECT '' AS id, '' AS from_id, '' AS from_kind, '' AS to_id, '' AS to_kind,
               '' AS relation WHERE false;
        CREATE TABLE edge_FIRST_USED_IN AS
        SELECT identity('FIRST_USED_IN', slogan_id, region_id, NULL) AS id, slogan_id AS from_id, 'Slogan' AS from_kind,
               region_id AS to_id, 'Region' AS to_kind, used_date, first_day(used_date) AS used_day, document_id
        FROM (SELECT u.*, r.region_id, row_number() OVER (PARTITION BY slogan_id, region_id
                     ORDER BY first_day(used_date), length(used_date) DESC, document_id) AS place
              FROM uses u JOIN region_ids r ON r.name = u.region_name AND r.code IS NOT DISTINCT FROM u.region_code
              WHERE used_date IS NOT NULL) WHERE place = 1;
    """)
