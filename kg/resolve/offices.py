"""Offices and the organs they belong to: one post of one jurisdiction is one office, however its title is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import duckdb
import pyarrow as pa

from kg.lexicon import load_lexicon
from kg.resolve.context import Context

FORMS = pa.schema([("words", pa.string()), ("scope", pa.string()), ("form", pa.string()), ("marks", pa.list_(pa.string()))])


@dataclass(frozen=True, slots=True)
class Form:
    """A row of ``office_forms.tsv``."""

    pattern: re.Pattern[str]
    form: str
    scope: str
    status: str


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``office_ids``, the Office and Organization nodes, POST_IN and JURISDICTION.

    ``office_ids`` gives for each local office its canonical one and the statuses that its title adds to a tenure
    (代省长 is the office 省长, held acting).
    """
    connection.execute(_LOCAL)
    words = connection.execute("SELECT DISTINCT words, scope FROM (SELECT post AS words, scope FROM local_offices UNION ALL "
                               "SELECT organ, scope FROM local_offices) WHERE words IS NOT NULL ORDER BY ALL").fetchall()
    rows = [{"words": word, "scope": scope, "form": form, "marks": sorted(marks)}
            for word, scope in words for form, marks in [canonical(word, scope)]]
    connection.register("incoming", pa.Table.from_pylist(rows, schema=FORMS))
    connection.execute("CREATE TABLE office_forms AS SELECT * FROM incoming")
    connection.unregister("incoming")
    connection.execute(_NODES)


@cache
def _forms() -> Sequence[Form]:
    return tuple(Form(re.compile(row["pattern"]), row["form"], row["scope"], row["status"])
                 for row in load_lexicon().rows("office_forms"))


def canonical(title: str, scope: str) -> tuple[str, frozenset[str]]:
    """Return the one form of *title* and the statuses that were written into it.

    Args:
        scope: nation, autonomous (an autonomous region) or region.
    """
    marks = set()
    for form in _forms():
        if form.scope in ("", scope) or (form.scope == "region" and scope == "autonomous"):
            shorter = form.pattern.sub(form.form, title)
            if shorter and shorter != title:
                title = shorter
                marks |= {form.status} - {""}
    return title, frozenset(marks)


_LOCAL = """
    CREATE TABLE local_offices AS
    SELECT *, CASE WHEN region_code = '100000' THEN 'nation' WHEN region_code LIKE '__0000' AND region_name LIKE '%自治区'
                   THEN 'autonomous' ELSE 'region' END AS scope
    FROM (SELECT object_id AS local_id, object_properties->>'post' AS post, object_properties->>'organ' AS organ,
                 object_properties->>'region_code' AS region_code, object_properties->>'region_name' AS region_name,
                 object_properties->>'kind' AS kind, object_properties->>'rank' AS rank,
                 TRY_CAST(object_properties->>'single_holder' AS BOOLEAN) AS single_holder, count(*) AS n
          FROM statements WHERE predicate = 'HELD' AND subject_id IN (SELECT local_id FROM mentions) GROUP BY ALL);
"""

# The commonest organ that the texts name for an office is the one it belongs to: 省长 alone names none, 省人民政府省长 does.
_NODES = """
    CREATE TABLE office_ids AS
    SELECT o.local_id, identity('Office', o.region_code, o.region_name, f.form) AS office_id, f.form AS post, f.marks,
           g.form AS organ, o.* EXCLUDE (local_id, post, organ, scope)
    FROM local_offices o JOIN office_forms f ON f.words = o.post AND f.scope = o.scope
    LEFT JOIN office_forms g ON g.words = o.organ AND g.scope = o.scope;
    CREATE TABLE node_Office AS
    WITH organs AS (SELECT office_id, organ, sum(n) AS n FROM office_ids WHERE organ IS NOT NULL GROUP BY ALL),
    best AS (SELECT office_id, arg_max(organ, (n, organ)) AS organ FROM organs GROUP BY office_id)
    SELECT o.office_id AS id, []::VARCHAR[] AS aliases, CASE WHEN min(o.region_name) IS NULL THEN min(o.post)
               WHEN min(b.organ) IS NOT NULL AND right(min(o.region_name), 1) = left(min(o.post), 1)
               THEN min(o.region_name) || substr(min(o.post), 2)
               WHEN min(o.post) LIKE '自治区%' AND min(o.region_name) LIKE '%自治区' THEN min(o.region_name) || substr(min(o.post), 4)
               ELSE min(o.region_name) || min(o.post) END AS name,
           min(o.post) AS post, min(b.organ) AS organ, min(o.region_code) AS region_code, min(o.region_name) AS region_name,
           min(o.rank) AS rank, min(o.kind) AS kind, bool_or(o.single_holder) AS single_holder
    FROM office_ids o LEFT JOIN best b USING (office_id) GROUP BY o.office_id;
    CREATE TABLE organs AS
    SELECT identity('Organization', region_code, region_name, organ) AS id, id AS office_id,
           CASE WHEN region_name IS NULL THEN organ WHEN right(region_name, 1) = left(organ, 1)
                THEN region_name || substr(organ, 2) ELSE region_name || organ END AS name, kind, region_code, region_name
    FROM node_Office WHERE organ IS NOT NULL
    UNION
    SELECT identity('Organization', object_properties->>'region_code', object_properties->>'region_name',
                    object_properties->>'organ'), NULL, object_name, object_properties->>'kind',
           object_properties->>'region_code', object_properties->>'region_name'
    FROM statements WHERE predicate = 'HELD_BY_ORGAN';
    CREATE TABLE node_Organization AS
    SELECT id, []::VARCHAR[] AS aliases, min(name) AS name, min(kind) AS kind, min(region_code) AS region_code,
           min(region_name) AS region_name FROM organs GROUP BY id;
    CREATE TABLE edge_POST_IN AS
    SELECT identity('POST_IN', office_id, id, NULL) AS id, office_id AS from_id, 'Office' AS from_kind,
           id AS to_id, 'Organization' AS to_kind FROM organs WHERE office_id IS NOT NULL;
    CREATE TABLE edge_JURISDICTION AS
    SELECT DISTINCT identity('JURISDICTION', o.id, r.region_id, NULL) AS id, o.id AS from_id,
           'Organization' AS from_kind, r.region_id AS to_id, 'Region' AS to_kind
    FROM node_Organization o JOIN region_ids r
      ON r.name = o.region_name AND r.code IS NOT DISTINCT FROM o.region_code;
"""
