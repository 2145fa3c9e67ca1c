"""Persons across documents: one name in one jurisdiction is one person, unless the user has judged otherwise."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from kg.graph.judgements import Judgements
from kg.model import content_id
from kg.resolve.context import Context
from kg.resolve.judged import judge

LINKS = pa.schema([("local_id", pa.string()), ("canonical_id", pa.string())])
NATION = "1000"


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``person_ids`` (local id to canonical id) and the Person nodes."""
    connection.execute(_MENTIONS, [["none"]] if context.include_private else [["byline", "private"]])
    mentions = connection.sql("SELECT * EXCLUDE (gender, ethnicity) FROM mentions").to_arrow_table()
    links = context.engine.keyed(link, mentions, key="name", schema=LINKS, folder=context.layout.cache / "persons")
    connection.register("judged", judge(links, Judgements.read(context.layout.judgements), "Person"))
    connection.execute(_NODES)
    connection.unregister("judged")


def link(mentions: pa.Table) -> pa.Table:
    """Return the canonical id of each mention of some names.

    A person belongs to the nation where any office read for the name in the document is national, else to the
    prefecture in which most of the name's offices lie, else to that of the document's events.

    Args:
        mentions: all mentions of a name: ``local_id``, ``document_id``, ``name``, ``national``, ``prefix`` and ``home`` (the
            first four digits of a division's code, or null).

    Returns:
        A table of the schema :data:`LINKS`.
    """
    rows = [{"local_id": row["local_id"],
             "canonical_id": content_id("Person", row["name"], NATION if row["national"] else row["prefix"] or row["home"] or "0000", "")}
            for row in mentions.to_pylist()]
    return pa.Table.from_pylist(rows, schema=LINKS)


_MENTIONS = """
    CREATE TABLE mentions AS
    WITH named AS (
        SELECT document_id, subject_id AS local_id, min(subject_name) AS name,
               max(subject_properties->>'gender') AS gender, max(subject_properties->>'ethnicity') AS ethnicity
        FROM statements WHERE subject_kind = 'Person' AND subject_id NOT IN (
            SELECT subject_id FROM statements WHERE predicate = 'MENTIONED_IN' AND list_contains(?, qualifiers->>'role'))
        GROUP BY ALL),
    held AS (
        SELECT subject_id AS local_id, object_properties->>'region_code' AS code, count(*) AS n
        FROM statements WHERE predicate = 'HELD' AND (object_properties->>'region_code') IS NOT NULL GROUP BY ALL),
    prefixes AS (SELECT local_id, left(code, 4) AS prefix, sum(n) AS n, bool_or(code = '100000') AS national FROM held GROUP BY ALL),
    posts AS (SELECT local_id, arg_max(prefix, (n, prefix)) AS prefix, bool_or(national) AS national FROM prefixes GROUP BY ALL),
    places AS (
        SELECT document_id, left(object_properties->>'region_code', 4) AS prefix, count(*) AS n FROM statements
        WHERE predicate = 'REPORTS' AND (object_properties->>'region_code') IS NOT NULL GROUP BY ALL),
    homes AS (SELECT document_id, arg_max(prefix, (n, prefix)) AS home FROM places GROUP BY ALL)
    SELECT named.*, coalesce(posts.national, false) AS national, posts.prefix, homes.home
    FROM named LEFT JOIN posts USING (local_id) LEFT JOIN homes USING (document_id)
"""

_NODES = """
    CREATE TABLE person_ids AS
    SELECT j.local_id, j.canonical_id AS person_id, j.alias, m.name, m.gender, m.ethnicity
    FROM judged j JOIN mentions m USING (local_id);
    CREATE TABLE node_Person AS
    WITH names AS (SELECT person_id, name, count(*) AS n FROM person_ids GROUP BY ALL),
    known AS (SELECT person_id, arg_max(name, (n, name)) AS name, list_sort(list(name)) AS names FROM names GROUP BY ALL)
    SELECT p.person_id AS id, list_sort(list_distinct(list(p.alias) FILTER (p.alias <> p.person_id))) AS aliases,
           min(k.name) AS name, list_filter(min(k.names), lambda one: one <> min(k.name)) AS also_known_as,
           max(p.gender) AS gender, max(p.ethnicity) AS ethnicity
    FROM person_ids p JOIN known k USING (person_id) GROUP BY p.person_id
"""
