"""Documents and statements as rows of their tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from kg.errors import RejectedDocument
from kg.graph.tables import DOCUMENTS, STATEMENTS
from kg.model import Document, Entity, Reject, Span, Statement, Value
from kg.schema import EDGES

Row = dict[str, Any]
_ALLOWED = frozenset((name, *pair) for name, kind in EDGES.items() for pair in kind.pairs)
_BRINGS = ("REPORTS", "TRANSMITS", "GIVEN_AT")  # what brings an event into the graph; the other edges only point at it


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


def checked(document: Document, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the *statements* that an extractor made of *document*.

    Raises:
        RejectedDocument: one does not fit the schema, points outside the text, or speaks of an event that none reports:
            the extractor is at fault, and its other statements are not to be trusted.
    """
    brought: set[str] = set()
    used: set[str] = set()
    for statement in statements:
        fault = _fault(document, statement)
        if fault:
            raise RejectedDocument(f"{document.source}: not extracted, rule {statement.rule!r} {fault}; mend the extractor.")
        for end in (statement.subject, statement.object):
            if end.kind == "Event":
                (brought if statement.predicate in _BRINGS and end is statement.object else used).add(end.id)
        yield statement
    if used - brought:
        raise RejectedDocument(f"{document.source}: not extracted, the event {min(used - brought)} is spoken of but reported "
                               "or conveyed by no statement; mend the extractor.")


def _fault(document: Document, statement: Statement) -> str:
    ends = (statement.subject, statement.object)
    if (statement.predicate, ends[0].kind, ends[1].kind) not in _ALLOWED:
        return f"joins {ends[0].kind} and {ends[1].kind} by {statement.predicate}, which the schema does not know"
    if statement.document != document.id or any(end.kind == "Document" and end.id != document.id for end in ends):
        return "speaks for another document"
    for span in (statement.span, statement.sentence):
        if not 0 <= span.start < span.end <= len(document.text):
            return f"points at {span.start}–{span.end} of a text of {len(document.text)} characters"
    return ""


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
