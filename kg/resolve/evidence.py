"""The sentences that prove the facts, and the documents they stand in."""

from __future__ import annotations

import duckdb

from kg.resolve.context import Context
from kg.schema import EDGES

PROOF = """list_sort(list(DISTINCT identity('Evidence', s.document_id, s.sentence_start::VARCHAR, s.sentence_stop::VARCHAR)))
            AS evidence_ids, count(DISTINCT coalesce(s.origin, r.report_id)) AS support, max(s.confidence) AS confidence"""
"""The columns of a reported edge that say by what it is proved, over statements ``s`` and reports ``r``."""


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create the Document nodes, the Evidence nodes that an edge cites (none about hidden persons alone), and PROVED_BY."""
    cited = " UNION ".join(f"SELECT unnest(evidence_ids) AS id FROM edge_{name}" for name, kind in EDGES.items() if kind.reported)
    connection.execute(f"CREATE TABLE cited AS {cited}")
    connection.execute("""
        CREATE TABLE node_Evidence AS
        SELECT DISTINCT ON (id) id, []::VARCHAR[] AS aliases, left(sentence, 24) AS name, sentence, sentence_start AS start_offset,
               sentence_stop AS end_offset, document_id
        FROM (SELECT identity('Evidence', document_id, sentence_start::VARCHAR, sentence_stop::VARCHAR) AS id, sentence,
                     sentence_start, sentence_stop, document_id FROM statements) SEMI JOIN cited USING (id) ORDER BY id, sentence;
        CREATE TABLE edge_PROVED_BY AS
        SELECT identity('PROVED_BY', id, document_id, NULL) AS id, id AS from_id, 'Evidence' AS from_kind,
               document_id AS to_id, 'Document' AS to_kind FROM node_Evidence;
        CREATE TABLE node_Document AS
        SELECT d.id, []::VARCHAR[] AS aliases, d.name, d.url, coalesce(d.title, left(trim(d.text), 40)) AS headline,
               d.published AS published_date, first_day(d.published) AS published_first_day,
               final_day(d.published) AS published_last_day, d.publisher,
               (SELECT min(object_properties->>'region_code') FROM statements s
                WHERE s.document_id = d.id AND s.predicate = 'REPORTS') AS region_code, NULL::VARCHAR AS genre
        FROM documents d;
    """)
