"""Persons across documents: one name in one jurisdiction is one person."""

from __future__ import annotations

import duckdb


def run(connection: duckdb.DuckDBPyConnection, *, include_private: bool) -> None:
    """Create ``person_ids`` (local id to canonical id) and the Person nodes.

    A person belongs to the nation where any office read for the name in the document is national, else to the
    prefecture in which most of the name's offices lie, else to that of the document's events.
    """
    hidden = "('byline')" if include_private else "('byline', 'private')"
    connection.execute(f"""
        CREATE TABLE named AS
        SELECT document_id, subject_id AS local_id, min(subject_name) AS name,
               max(subject_properties->>'gender') AS gender, max(subject_properties->>'ethnicity') AS ethnicity
        FROM statements WHERE subject_kind = 'Person'
          AND subject_id NOT IN (SELECT subject_id FROM statements
                                 WHERE predicate = 'MENTIONED_IN' AND (qualifiers->>'role') IN {hidden})
        GROUP BY ALL;
        CREATE TABLE bearings AS
        SELECT subject_id AS local_id, left(object_properties->>'region_code', 4) AS prefix, count(*) AS n,
               bool_or((object_properties->>'region_code') = '100000') AS national
        FROM statements WHERE predicate = 'HELD' AND (object_properties->>'region_code') IS NOT NULL GROUP BY ALL;
        CREATE TABLE homes AS
        SELECT document_id, arg_max(left(code, 4), n) AS prefix FROM (
            SELECT document_id, object_properties->>'region_code' AS code, count(*) AS n FROM statements
            WHERE predicate = 'REPORTS' AND (object_properties->>'region_code') IS NOT NULL GROUP BY ALL ORDER BY code)
        GROUP BY document_id;
        CREATE TABLE person_ids AS
        SELECT local_id, identity('Person', name, bucket, NULL) AS person_id, name, gender, ethnicity FROM (
            SELECT n.local_id, n.name, n.gender, n.ethnicity,
                   coalesce((SELECT CASE WHEN bool_or(national) THEN '1000' ELSE arg_max(prefix, (b.n, prefix)) END
                             FROM bearings b WHERE b.local_id = n.local_id),
                            (SELECT prefix FROM homes h WHERE h.document_id = n.document_id), '0000') AS bucket
            FROM named n);
        CREATE TABLE node_Person AS
        SELECT person_id AS id, []::VARCHAR[] AS aliases, min(name) AS name, []::VARCHAR[] AS also_known_as,
               max(gender) AS gender, max(ethnicity) AS ethnicity
        FROM person_ids GROUP BY person_id;
    """)
