"""Persons across documents: which mentions of a name are one person's, with the probability of each link."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from kg.graph.judgements import Judgements
from kg.resolve.context import Context
from kg.resolve.dossiers import MEMBERS, link
from kg.resolve.judged import judge
from kg.resolve.posts import post_of

_PLACES = pa.schema([("office_id", pa.string()), ("seat", pa.string()), ("eminent", pa.bool_())])


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``person_ids`` (local id to canonical id), ``person_links`` and the Person nodes."""
    judgements = Judgements.read(context.layout.judgements)
    _judged(connection, judgements)
    _eminent(connection)
    connection.execute(_COMPANIONS)
    rows = connection.sql(_ROWS).to_arrow_table()
    found = context.engine.keyed(link, rows, key="name", schema=MEMBERS, folder=context.layout.cache / "persons")
    connection.register("found", found)
    connection.execute("CREATE TABLE members AS SELECT * FROM found WHERE other IS NULL; "
                       "CREATE TABLE weighed AS SELECT * FROM found WHERE other IS NOT NULL")
    connection.unregister("found")
    links = connection.sql("SELECT local_id, canonical_id FROM members ORDER BY local_id").to_arrow_table()
    connection.register("judged", judge(links, judgements, "Person"))
    connection.execute(_NODES)
    connection.unregister("judged")


def _judged(connection: duckdb.DuckDBPyConnection, judgements: Judgements) -> None:
    """Create ``judged_pairs``: which mention is in which judged pair."""
    rows = [{"local_id": local, "verdict": verdict, "pair": "/".join(pair)}
            for verdict, pairs in (("same", judgements.same), ("different", judgements.different)) for pair in pairs for local in pair]
    connection.register("incoming", pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in ("local_id", "verdict", "pair")])))
    connection.execute("CREATE TABLE judged_pairs AS SELECT local_id, list_sort(list(pair) FILTER (verdict = 'same')) AS same, "
                       "list_sort(list(pair) FILTER (verdict = 'different')) AS different FROM incoming GROUP BY local_id")
    connection.unregister("incoming")


def _eminent(connection: duckdb.DuckDBPyConnection) -> None:
    """Create ``eminent``: the offices whose holders stand beside everybody (national leaders, foreign ones), so that they tell nothing."""
    offices = connection.execute("SELECT id, post, region_code, region_name, single_holder FROM node_Office ORDER BY id").fetchall()
    chosen = [identity for identity, title, code, region, single in offices
              for post in [post_of(title, code, region, bool(single))]
              if post.level == "abroad" or (post.level == "nation" and post.kind in ("head", "deputy"))]
    connection.register("incoming", pa.table({"office_id": pa.array(chosen, pa.string())}))
    connection.execute("CREATE TABLE eminent AS SELECT * FROM incoming")
    connection.unregister("incoming")


# A person's companions in a document are the others that it names, at most twenty, without those that stand beside everybody.
_COMPANIONS = """
    CREATE TABLE ordinary AS
    SELECT document_id, name FROM mentions WHERE local_id NOT IN (SELECT local_id FROM holdings SEMI JOIN eminent USING (office_id))
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY name, local_id) <= 20;
    CREATE TABLE companions AS SELECT document_id, list_sort(list(DISTINCT name)) AS names FROM ordinary GROUP BY ALL;
"""

_ROWS = """
    WITH seats AS (
        SELECT h.local_id, h.office_id, bool_and(list_contains(h.status, 'former')) AS former,
               min(first_day(h.observed)) FILTER (NOT list_contains(h.status, 'former')) AS first,
               max(final_day(h.observed)) FILTER (NOT list_contains(h.status, 'former')) AS last
        FROM holdings h GROUP BY ALL),
    posts AS (
        SELECT s.local_id, list({'id': o.id, 'title': o.post, 'name': o.name, 'code': o.region_code, 'region': o.region_name,
                                 'single': o.single_holder, 'first': s.first, 'last': s.last} ORDER BY o.id) AS offices
        FROM seats s JOIN node_Office o ON o.id = s.office_id GROUP BY ALL)
    SELECT m.name, m.local_id, m.report_id, m.published_day AS day, m.gender, m.ethnicity, m.home, coalesce(p.offices, []) AS offices,
           list_filter(coalesce(c.names, []), lambda one: one <> m.name) AS companions,
           coalesce(j.same, []) AS same, coalesce(j.different, []) AS different
    FROM mentions m LEFT JOIN posts p USING (local_id) LEFT JOIN companions c USING (document_id) LEFT JOIN judged_pairs j USING (local_id)
"""

_NODES = """
    CREATE TABLE person_ids AS
    SELECT j.local_id, j.canonical_id AS person_id, m.name, m.gender, m.ethnicity,
           CASE WHEN j.parted THEN [] ELSE [j.alias, o.own_id] END AS alias
    FROM judged j JOIN mentions m USING (local_id) JOIN members o USING (local_id);
    CREATE TABLE person_mentions AS SELECT p.local_id, p.person_id, m.document_id, m.name FROM person_ids p JOIN mentions m USING (local_id);
    CREATE TABLE node_Person AS
    WITH names AS (SELECT person_id, name, count(*) AS n FROM person_ids GROUP BY ALL),
    known AS (SELECT person_id, arg_max(name, (n, name)) AS name, list_sort(list(name)) AS names FROM names GROUP BY ALL)
    SELECT p.person_id AS id, list_sort(list_distinct(list_filter(flatten(list(p.alias)), lambda one: one <> p.person_id))) AS aliases,
           min(k.name) AS name, list_filter(min(k.names), lambda one: one <> min(k.name)) AS also_known_as,
           max(p.gender) AS gender, max(p.ethnicity) AS ethnicity
    FROM person_ids p JOIN known k USING (person_id) GROUP BY p.person_id;
    CREATE TABLE person_links AS
    SELECT w.name, w.local_id AS first, w.other AS second, a.person_id AS first_id, b.person_id AS second_id, w.first_says, w.second_says,
           w.probability, CASE WHEN a.person_id = b.person_id THEN 'same' ELSE 'apart' END AS decision, w.evidence
    FROM weighed w JOIN person_ids a ON a.local_id = w.local_id JOIN person_ids b ON b.local_id = w.other
"""
