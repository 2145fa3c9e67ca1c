"""Offices and the organs they belong to: one title in one jurisdiction is one office."""

from __future__ import annotations

import duckdb

from kg.resolve.context import Context


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``office_ids``, the Office and Organization nodes, POST_IN and JURISDICTION."""
    connection.execute("""
        CREATE TABLE office_ids AS
        SELECT object_id AS local_id, identity('Office', region_code, region_name, post) AS office_id,
               CASE WHEN organ IS NOT NULL THEN identity('Organization', region_code, region_name, organ) END AS organ_id, *
        FROM (SELECT DISTINCT object_id, object_properties->>'post' AS post, object_properties->>'organ' AS organ,
                     object_properties->>'region_code' AS region_code, object_properties->>'region_name' AS region_name,
                     object_properties->>'kind' AS kind, object_properties->>'rank' AS rank,
                     TRY_CAST(object_properties->>'single_holder' AS BOOLEAN) AS single_holder, object_name AS name
              FROM statements WHERE predicate = 'HELD' AND subject_id IN (SELECT local_id FROM person_ids));
        CREATE TABLE node_Office AS
        SELECT office_id AS id, []::VARCHAR[] AS aliases, min(name) AS name, min(post) AS post, min(organ) AS organ,
               min(region_code) AS region_code, min(region_name) AS region_name, min(rank) AS rank, min(kind) AS kind,
               bool_or(single_holder) AS single_holder FROM office_ids GROUP BY office_id;
        CREATE TABLE organs AS
        SELECT organ_id AS id, CASE WHEN region_name IS NULL THEN organ WHEN right(region_name, 1) = left(organ, 1)
               THEN region_name || substr(organ, 2) ELSE region_name || organ END AS name, min(kind) AS kind, region_code, region_name
        FROM office_ids WHERE organ_id IS NOT NULL GROUP BY ALL
        UNION
        SELECT identity('Organization', object_properties->>'region_code', object_properties->>'region_name',
                        object_properties->>'organ'),
               object_name, object_properties->>'kind', object_properties->>'region_code', object_properties->>'region_name'
        FROM statements WHERE predicate = 'HELD_BY_ORGAN';
        CREATE TABLE node_Organization AS
        SELECT id, []::VARCHAR[] AS aliases, min(name) AS name, min(kind) AS kind, min(region_code) AS region_code,
               min(region_name) AS region_name FROM organs GROUP BY id;
        CREATE TABLE edge_POST_IN AS
        SELECT DISTINCT identity('POST_IN', office_id, organ_id, NULL) AS id, office_id AS from_id, 'Office' AS from_kind,
               organ_id AS to_id, 'Organization' AS to_kind FROM office_ids WHERE organ_id IS NOT NULL;
        CREATE TABLE edge_JURISDICTION AS
        SELECT DISTINCT identity('JURISDICTION', o.id, r.region_id, NULL) AS id, o.id AS from_id,
               'Organization' AS from_kind, r.region_id AS to_id, 'Region' AS to_kind
        FROM node_Organization o JOIN region_ids r
          ON r.name = o.region_name AND r.code IS NOT DISTINCT FROM o.region_code;
    """)
