"""Documents and statements as rows of their tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from kg.graph.tables import DOCUMENTS, STATEMENTS
from kg.model import Document, Entity, Reject, Span, Statement, Value

Row = dict[str, Any]


def _json(values: Mapping[str, Value]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def document_row(document: Document) -> Row:
    """Return the row of a document."""
    return {name: getattr(document, name) for name in DOCUMENTS.names}


def document_of(row: Row) -> Document:
    """Return the document of a row."""
    return Document(**{name: row[name] for name in DOCUMENTS.names})


def statement_row(statement: Statement, text: str) -> Row:
    """Return the row of a statement; *text* is its document's, from which the sentence is copied."""
    subject, object_, span, sentence = statement.subject, statement.object, statement.span, statement.sentence
    return {
        "document_id": statement.document, "subject_kind": subject.kind, "subject_id": subject.id,
        "subject_name": subject.name, "subject_properties": _json(subject.properties),
        "predicate": statement.predicate, "object_kind": object_.kind, "object_id": object_.id,
        "object_name": object_.name, "object_properties": _json(object_.properties),
        "qualifiers": _json(statement.qualifiers), "start": span.start, "stop": span.end,
        "sentence_start": sentence.start, "sentence_stop": sentence.end, "rule": statement.rule,
        "confidence": round(statement.confidence, 4), "sentence": text[sentence.start:sentence.end],
    }


def _values(text: str) -> dict[str, Value]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in json.loads(text).items()}


def statement_of(row: Row) -> Statement:
    """Return the statement of a row."""
    def entity(side: str) -> Entity:
        return Entity(kind=row[f"{side}_kind"], id=row[f"{side}_id"], name=row[f"{side}_name"],
                      properties=_values(row[f"{side}_properties"]))
    return Statement(subject=entity("subject"), predicate=row["predicate"], object=entity("object"),
                     qualifiers=_values(row["qualifiers"]), document=row["document_id"],
                     span=Span(row["start"], row["stop"]), sentence=Span(row["sentence_start"], row["sentence_stop"]),
                     rule=row["rule"], confidence=row["confidence"])


def statement_table(rows: Iterable[Row]) -> pa.Table:
    """Return the rows of statements as a table."""
    return pa.Table.from_pylist(list(rows), schema=STATEMENTS)


def reject_row(reject: Reject) -> Row:
    """Return the row of a reject."""
    return {"source": reject.source, "name": reject.name, "stage": reject.stage, "reason": reject.reason}
