"""Facts as JSON lines in the gold format: what each document said, one object a document."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from kg.graph.forgotten import Forgotten
from kg.graph.layout import Layout
from kg.graph.records import statement_of
from kg.model import Statement

Fact = dict[str, Any]
_PERSONS = {"public": "persons", "private": "private_persons", "byline": "bylines"}


def export_facts(graph: Path, *, min_confidence: float = 0.0) -> Iterator[str]:
    """Yield one line of JSON for each document of *graph*, by name."""
    for fact in read_facts(graph, min_confidence=min_confidence):
        yield json.dumps(fact, ensure_ascii=False, sort_keys=False) + "\n"


def read_facts(graph: Path, *, min_confidence: float = 0.0) -> Iterator[Fact]:
    """Yield the facts of each document of *graph*, by shard and name, without what the user has had forgotten."""
    layout = Layout(graph)
    folder = layout.facts(layout.read_manifest()["extractor"])
    forgotten = Forgotten.read(layout.forgotten)
    gone = forgotten.within(layout.shards())
    for shard in layout.shards():
        rows: dict[str, list[Statement]] = defaultdict(list)
        for row in pq.read_table(folder / shard.name).to_pylist():
            if row["confidence"] >= min_confidence and not forgotten.persons & {row["subject_id"], row["subject_name"]}:
                rows[row["document_id"]].append(statement_of(row))
        documents = pq.read_table(shard, columns=["id", "name", "published", "publisher"]).to_pylist()
        for document in sorted(documents, key=lambda found: found["name"]):
            if document["id"] not in gone:
                yield document_facts(document["name"], rows[document["id"]], document["published"], document["publisher"])


def document_facts(name: str, statements: Iterable[Statement], published: str | None = None,
                   publisher: str | None = None) -> Fact:
    """Return the facts of one document as the gold has them, each with its confidence and offsets."""
    fact: Fact = {"doc": name, "published": published, "publisher": publisher, "regions": [], "persons": [], "mentions": [],
                  "tenures": [], "events": [], "slogans": [], "private_persons": [], "bylines": []}
    events: dict[str, Fact] = {}
    for statement in sorted(statements, key=lambda found: (found.span, found.predicate, found.subject.id, found.object.id)):
        if statement.predicate == "MENTIONED_IN":
            role = str(statement.qualifiers["role"])
            fact[_PERSONS[role]].append(statement.subject.name)
            fact["mentions"].append({"person": statement.subject.name, "role": role} | _proof(statement))
        elif statement.predicate == "HELD":
            fact["tenures"].append(_tenure(statement))
        elif statement.predicate == "REPORTS":
            events[statement.object.id] = _event(statement, f"e{len(events) + 1}")
    _complete(events, statements)
    fact["events"] = list(events.values())
    fact["slogans"] = [_slogan(s, events) for s in statements if s.predicate == "USED"]
    fact["regions"] = sorted(({"name": e["region"], "code": e["code"]} for e in fact["events"] if e["region"]),
                             key=lambda region: (str(region["code"]), region["name"]))
    fact["regions"] = [region for number, region in enumerate(fact["regions"]) if region not in fact["regions"][:number]]
    return fact


def _proof(statement: Statement) -> Fact:
    proof: Fact = {"confidence": statement.confidence, "start_offset": statement.span.start, "end_offset": statement.span.end}
    return proof | ({"disputed": True, "read_by": list(statement.qualifiers["read_by"])} if statement.qualifiers.get("disputed") else {})  # type: ignore[arg-type]


def _tenure(statement: Statement) -> Fact:
    office = statement.object.properties
    row: Fact = {"person": statement.subject.name, "title": office["post"], "region": office.get("region_name"),
                 "code": office.get("region_code")}
    status = statement.qualifiers.get("status") or ()
    return row | ({"former": True} if isinstance(status, tuple) and "former" in status else {}) | _proof(statement)


def _event(statement: Statement, identity: str) -> Fact:
    event = statement.object.properties
    return {"id": identity, "type": event["kind"], "name": statement.object.name, "start": event.get("start_date"),
            "end": event.get("end_date"), "region": event.get("region_name"), "code": event.get("region_code"),
            "places": [], "participants": [], "transmits": []} | _proof(statement)


def _complete(events: dict[str, Fact], statements: Iterable[Statement]) -> None:
    """Add places, participants in list order and what was conveyed to the events."""
    for s in sorted(statements, key=lambda found: (int(str(found.qualifiers.get("list_order") or 0)), found.span)):
        if s.predicate == "ATTENDED" and s.object.id in events:
            events[s.object.id]["participants"].append(
                {"person": s.subject.name, "role": s.qualifiers["role"]} | _proof(s))
        elif s.predicate == "VISITED" and s.subject.id in events:
            place = s.qualifiers["place"]
            if place not in events[s.subject.id]["places"]:
                events[s.subject.id]["places"].append(place)
        elif s.predicate == "TRANSMITS" and s.subject.id in events:
            events[s.subject.id]["transmits"].append(
                {"source": s.qualifiers.get("source"), "what": s.qualifiers.get("wording")} | _proof(s))


def _slogan(statement: Statement, events: dict[str, Fact]) -> Fact:
    qualifiers = statement.qualifiers
    event = events.get(statement.subject.id)
    return {"text": qualifiers.get("form"), "region": qualifiers.get("region_name"), "code": qualifiers.get("region_code"),
            "speaker": qualifiers.get("speaker"), "event": event["id"] if event else None} | _proof(statement)
