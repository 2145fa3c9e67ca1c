"""Documents that are one report: the same normalised text at several addresses."""

from __future__ import annotations

import duckdb

from kg.resolve.context import Context


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``reports`` (document, the report it reprints) and the REPRINT_OF edges.

    A report's name is the earliest of its documents, by publication date, then id.
    """
    connection.execute("""
        CREATE TABLE reports AS
        SELECT id AS document_id,
               first(id) OVER (PARTITION BY sha256(normal(text)) ORDER BY coalesce(published, '9999'), id) AS report_id
        FROM documents;
        CREATE VIEW edge_REPRINT_OF AS
        SELECT identity('REPRINT_OF', document_id, report_id, NULL) AS id, document_id AS from_id, 'Document' AS from_kind,
               report_id AS to_id, 'Document' AS to_kind, 1.0 AS similarity
        FROM reports WHERE document_id <> report_id;
    """)
