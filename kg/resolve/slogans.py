"""Slogans across documents: forms that differ in script or punctuation alone are one slogan; how others derive from one another."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from kg.extract.slogan_bundles import STATED, spelled_out
from kg.resolve.context import Context

_SPELLED = pa.schema([("slogan_id", pa.string()), ("report_id", pa.string()), ("members", pa.list_(pa.string())), ("weight", pa.int64())])
_MOST_PARTS = 8


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``uses`` (local id to slogan), the Slogan nodes, FORM_OF and FIRST_USED_IN (first use by jurisdiction)."""
    connection.execute(_USES)
    connection.register("spelled", pa.Table.from_batches(_spelled(connection), schema=_SPELLED))
    connection.execute(_NODES)
    connection.execute(_FORMS)
    connection.execute(_FIRST)
    connection.unregister("spelled")


def _spelled(connection: duckdb.DuckDBPyConnection) -> Iterator[pa.RecordBatch]:
    """Yield what the sentences of numbered bundles say that they count."""
    rows = connection.sql("""
        SELECT DISTINCT slogan_id, report_id, sentence, start_place, start_place + length(form) AS stop_place FROM uses
        WHERE regexp_full_match(form, '[两三四五六七八九十][^、，]{1,7}') AND substr(sentence, start_place + 1, length(form)) = form
        ORDER BY ALL""").to_arrow_reader(20_000)
    for batch in rows:
        found = [(row["slogan_id"], row["report_id"], *spelled_out(row["sentence"], row["start_place"], row["stop_place"])) for row in batch.to_pylist()]
        yield pa.RecordBatch.from_pylist([dict(zip(_SPELLED.names, row, strict=True)) for row in found if row[2]], schema=_SPELLED)


_USES = """
    CREATE TABLE uses AS
    SELECT s.document_id, r.report_id, s.object_id AS local_id, identity('Slogan', normal(s.object_name), NULL, NULL) AS slogan_id,
           s.object_name AS form, s.qualifiers->>'region_code' AS region_code, s.qualifiers->>'region_name' AS region_name,
           coalesce(real_date(s.qualifiers->>'used_date'), e.start_date, d.published) AS used_date, s.sentence, s.sentence_start,
           s.start - s.sentence_start AS start_place,
           regexp_replace(substr(s.sentence, s.start - s.sentence_start + 1, s.stop - s.start), '^[、，,]|[\\s“”‘’「」『』]+|[、，,]$', '', 'g') AS written
    FROM statements s JOIN documents d ON d.id = s.document_id JOIN reports r USING (document_id)
    LEFT JOIN event_ids e ON e.local_id = s.subject_id AND s.subject_kind = 'Event'
    WHERE s.predicate = 'USED';
"""

# A form as written counts where its signs answer those of the form as read, one for one: else a copy has damaged it.
_NODES = f"""
    CREATE OR REPLACE MACRO letters(words) AS regexp_replace(words, '[^\\p{{L}}]+', '', 'g');
    CREATE TABLE slogan_forms AS
    WITH written AS (SELECT slogan_id, CASE WHEN length(normal(written)) = length(normal(form)) THEN written ELSE form END AS form, form AS plain
                     FROM uses),
    texts AS (SELECT slogan_id, arg_max(plain, (n, plain)) AS text FROM (SELECT slogan_id, plain, count(*) AS n FROM written GROUP BY ALL)
              GROUP BY slogan_id)
    SELECT DISTINCT slogan_id, text, w.form, CASE WHEN w.form = text THEN 'text' WHEN letters(w.form) = letters(text) THEN 'punctuation'
                                                  ELSE 'script' END AS kind
    FROM (SELECT slogan_id, form FROM written UNION SELECT slogan_id, plain FROM written) w JOIN texts USING (slogan_id);
    CREATE TABLE bundles AS
    SELECT slogan_id, arg_max(members, (votes, members)) AS members
    FROM (SELECT slogan_id, members, sum(weight) AS votes
          FROM (SELECT slogan_id, report_id, members, max(weight) AS weight FROM spelled GROUP BY ALL) GROUP BY ALL)
    WHERE votes >= {STATED} GROUP BY slogan_id;
    CREATE TABLE node_Slogan AS
    SELECT f.slogan_id AS id, []::VARCHAR[] AS aliases, any_value(text) AS name, any_value(text) AS text, list(form ORDER BY form) AS forms,
           list(kind ORDER BY form) AS form_kinds, coalesce(any_value(b.members), []) AS members
    FROM slogan_forms f LEFT JOIN bundles b USING (slogan_id) GROUP BY f.slogan_id;
"""

# Of the formulas within a chain only the longest count; a shorter one that is both later and rarer is cut out of the longer, else the longer extends it.
_FORMS = f"""
    CREATE TABLE slogan_parts AS
    SELECT n.id, n.text, list_filter(string_split_regex(n.text, '[、，,；;\\s“”]+'), lambda part: part <> '') AS parts, u.reports, u.day
    FROM node_Slogan n JOIN (SELECT slogan_id, count(DISTINCT report_id) AS reports, min(first_day(used_date)) AS day FROM uses
                             GROUP BY slogan_id) u ON u.slogan_id = n.id;
    CREATE TABLE slogan_within AS
    WITH ends AS (SELECT id, parts, unnest(range(1, len(parts) + 1)) AS i FROM slogan_parts WHERE len(parts) BETWEEN 2 AND {_MOST_PARTS}),
    pieces AS (SELECT id, parts, i, unnest(range(i, len(parts) + 1)) AS j FROM ends),
    keys AS (SELECT id, i, j, normal(array_to_string(parts[i:j], '')) AS words FROM pieces WHERE j - i + 1 < len(parts)),
    found AS (SELECT k.id, identity('Slogan', words, NULL, NULL) AS base, i, j FROM keys k
              WHERE (j > i OR length(words) >= 4) AND identity('Slogan', words, NULL, NULL) IN (SELECT id FROM node_Slogan))
    SELECT DISTINCT id AS longer, base AS shorter FROM found f WHERE NOT EXISTS (
        SELECT 1 FROM found g WHERE g.id = f.id AND g.i <= f.i AND g.j >= f.j AND g.j - g.i > f.j - f.i);
    CREATE TABLE slogan_shortened AS
    WITH spoken AS (SELECT DISTINCT u.report_id, u.document_id, u.sentence_start, p.* FROM uses u JOIN slogan_parts p ON p.id = u.slogan_id
                    WHERE len(parts) BETWEEN 2 AND 6 OR (len(parts) = 1 AND length(text) BETWEEN 2 AND 6))
    SELECT a.id AS shorter, b.id AS longer FROM spoken a JOIN spoken b USING (document_id, sentence_start)
    WHERE len(a.parts) = 1 AND len(b.parts) = length(a.text)
      AND len(list_filter(range(1, length(a.text) + 1), lambda n: NOT contains(b.parts[n], a.text[n]))) = 0
    GROUP BY ALL
    UNION SELECT b.slogan_id, n.id FROM bundles b JOIN node_Slogan n ON n.id = identity('Slogan', normal(array_to_string(b.members, '')), NULL, NULL);
    CREATE TABLE edge_FORM_OF AS
    WITH ordered AS (SELECT id, list_sort(parts) AS same, reports, text FROM slogan_parts WHERE len(parts) > 1),
    heads AS (SELECT same, arg_max(id, (reports, text)) AS head FROM ordered GROUP BY same HAVING count(*) > 1),
    found AS (
        SELECT o.id AS from_id, head AS to_id, 'order' AS relation FROM ordered o JOIN heads USING (same) WHERE o.id <> head
        UNION SELECT CASE WHEN cut THEN shorter ELSE longer END, CASE WHEN cut THEN longer ELSE shorter END,
                     CASE WHEN cut THEN 'abbreviation' ELSE 'extension' END
        FROM (SELECT w.*, coalesce(b.day > a.day, false) AND a.reports >= b.reports AS cut
              FROM slogan_within w JOIN slogan_parts a ON a.id = w.longer JOIN slogan_parts b ON b.id = w.shorter)
        UNION SELECT shorter, longer, 'abbreviation' FROM slogan_shortened)
    SELECT identity('FORM_OF', from_id, to_id, relation) AS id, from_id, 'Slogan' AS from_kind, to_id, 'Slogan' AS to_kind, relation FROM found;
"""

_FIRST = """
    CREATE TABLE edge_FIRST_USED_IN AS
    SELECT identity('FIRST_USED_IN', slogan_id, region_id, NULL) AS id, slogan_id AS from_id, 'Slogan' AS from_kind,
           region_id AS to_id, 'Region' AS to_kind, used_date, first_day(used_date) AS used_day, document_id,
           NULL::VARCHAR AS observed_from, NULL::VARCHAR AS observed_to, NULL::VARCHAR AS last_without, NULL::BIGINT AS observed_documents
    FROM (SELECT u.*, r.region_id, row_number() OVER (PARTITION BY slogan_id, region_id
                 ORDER BY first_day(used_date), length(used_date) DESC, document_id) AS place
          FROM uses u JOIN region_ids r ON r.name = u.region_name AND r.code IS NOT DISTINCT FROM u.region_code
          WHERE used_date IS NOT NULL) WHERE place = 1;
"""
