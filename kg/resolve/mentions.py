"""Persons as single reports name them: with their offices, their day and who is named beside them."""

from __future__ import annotations

import duckdb

from kg.resolve.context import Context


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``mentions``, one row for each person of each document; private persons and bylines only where they are to stay in.

    ``home`` is the prefecture of the document's events, ``day`` that of the report, both null where unknown.
    """
    connection.execute(_MENTIONS, [["none"]] if context.include_private else [["byline", "private"]])


_MENTIONS = """
    CREATE TABLE mentions AS
    WITH named AS (
        SELECT document_id, subject_id AS local_id, min(subject_name) AS name,
               max(subject_properties->>'gender') AS gender, max(subject_properties->>'ethnicity') AS ethnicity
        FROM statements WHERE subject_kind = 'Person' AND subject_id NOT IN (
            SELECT subject_id FROM statements WHERE predicate = 'MENTIONED_IN' AND list_contains(?, qualifiers->>'role'))
        GROUP BY ALL),
    places AS (
        SELECT document_id, left(object_properties->>'region_code', 4) AS prefix, count(*) AS n FROM statements
        WHERE predicate = 'REPORTS' AND (object_properties->>'region_code') IS NOT NULL GROUP BY ALL),
    homes AS (SELECT document_id, arg_max(prefix, (n, prefix)) AS home FROM places GROUP BY ALL)
    SELECT named.*, homes.home, r.report_id, first_day(d.published) AS published_day
    FROM named JOIN reports r USING (document_id) JOIN documents d ON d.id = named.document_id LEFT JOIN homes USING (document_id)
"""
