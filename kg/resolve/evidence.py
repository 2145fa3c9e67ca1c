"""The sentences that prove the facts, and the documents they stand in."""

from __future__ import annotations

import duckdb


def run(connection: duckdb.DuckDBPyConnection, *, include_private: bool) -> None:
    """Create the Evidence and Document nodes, PROVED_BY, and ``proofs`` (statement row to evidence id)."""
    connection.execute("""
        CREATE TABLE node_Evidence AS
        SELECT DISTINCT ON (id) id, []::VARCHAR[] AS aliases, left(sentence, 24) AS name, sentence, sentence_start AS start_offset,
               sentence_stop AS end_offset, document_id
        FROM (SELECT identity('Evidence', document_id, sentence_start::VARCHAR, sentence_stop::VARCHAR) AS id, sentence,
                     sentence_start, sentence_stop, document_id FROM statements) ORDER BY id, sentence;
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
