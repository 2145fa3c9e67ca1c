"""The sentences behind the edges of a picture, with the places of the words that make each claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import duckdb

from kg.clean.alignment import Aligned
from kg.clean.script import is_traditional, simplify
from kg.graph.layout import Layout
from kg.schema import EDGES
from kg.show.selection import Selection
from kg.show.tables import Row, opened, rows_of

_TOLD = ("text", "document", "headline", "url", "published", "publisher")
MOST = 8
"""Sentences kept of one edge; 'kg why' has them all."""

_BASIS = {
    "MET": """SELECT unnest(a.evidence_ids || b.evidence_ids) AS proof FROM edge_ATTENDED a JOIN edge_ATTENDED b USING (to_id)
              WHERE a.from_id = $1 AND b.from_id = $2""",
    "FIRST_USED_IN": """SELECT unnest(u.evidence_ids) AS proof FROM edge_USED u JOIN node_Region r ON r.id = $2
                        WHERE u.to_id = $1 AND u.region_code = coalesce(r.code, r.id)""",
    "SERVED_WITH": "SELECT unnest(evidence_ids) AS proof FROM edge_HELD WHERE from_id IN ($1, $2)",
    "PRECEDED": "SELECT unnest(evidence_ids) AS proof FROM edge_HELD WHERE from_id IN ($1, $2)",
}
"""What a derived edge between $1 and $2 rests on."""


def add_proofs(graph: Path, found: Selection) -> dict[str, Row]:
    """Put ``proofs`` (the first few: evidence id and the intervals of its claim's words) and ``proof_count`` on each edge.

    Return the sentences by evidence id: ``text``, ``document``, ``headline``, ``url``, ``published``, ``publisher`` where known.
    """
    with opened(graph) as connection:
        for edge in found.edges.values():
            every = _evidence(connection, edge)
            edge.pop("evidence_ids", None)
            edge["proofs"], edge["proof_count"] = every[:MOST], len(every)
        wanted = sorted({proof for edge in found.edges.values() for proof in edge["proofs"]})
        sentences = {row["id"]: row for row in rows_of(connection, """
            SELECT v.id, v.sentence AS text, v.document_id, v.start_offset, v.end_offset, d.name AS document, d.headline, d.url, d.published_date AS published,
                   d.publisher FROM node_Evidence v JOIN node_Document d ON d.id = v.document_id WHERE list_contains(?, v.id) ORDER BY v.id""", wanted)}
        claims = _claims(connection, graph, sentences)
    plain = {key: _plain(row["text"]) for key, row in sentences.items()}
    for edge in found.edges.values():
        names = {name for end in ("from_id", "to_id") for name in _names(found.nodes[edge[end]])} | {edge.get("form", ""), edge.get("wording", "")}
        edge["proofs"] = [[proof, _marks(edge["type"], names - {""}, plain[proof], claims.get(proof, []))] for proof in edge["proofs"] if proof in plain]
    return {key: {name: row[name] for name in _TOLD if row[name] is not None} for key, row in sentences.items()}


def _evidence(connection: duckdb.DuckDBPyConnection, edge: Row) -> list[str]:
    if EDGES[edge["type"]].reported:
        return list(edge.get("evidence_ids", ()))
    if edge["type"] not in _BASIS:
        return []
    return [row["proof"] for row in rows_of(connection, f"SELECT DISTINCT proof FROM ({_BASIS[edge['type']]}) ORDER BY proof", edge["from_id"], edge["to_id"])]


def _claims(connection: duckdb.DuckDBPyConnection, graph: Path, sentences: Mapping[str, Row]) -> dict[str, list[Row]]:
    """Return what was read in each sentence: predicate, the names on both sides, and the place of the words in the sentence."""
    layout = Layout(graph)
    files = sorted(map(str, layout.facts(layout.read_manifest()["extractor"]).glob("*.parquet")))
    places = {(row["document_id"], row["start_offset"], row["end_offset"]): key for key, row in sentences.items()}
    found: dict[str, list[Row]] = {}
    if files and places:
        connection.read_parquet(files).create_view("facts")
        for row in rows_of(connection, """
                SELECT document_id, sentence_start, sentence_stop, predicate, subject_name, object_name, start - sentence_start AS start,
                       least(stop, sentence_stop) - sentence_start AS stop
                FROM facts WHERE list_contains(?, document_id) AND start BETWEEN sentence_start AND sentence_stop
                ORDER BY ALL""", sorted({place[0] for place in places})):
            key = places.get((row["document_id"], row["sentence_start"], row["sentence_stop"]))
            if key:
                found.setdefault(key, []).append(row)
    return found


def _names(node: Row) -> Iterator[str]:
    yield from (str(node.get(key, "")) for key in ("name", "post"))
    for key in ("also_known_as", "forms"):
        yield from node.get(key, ())


def _plain(text: str) -> str:
    return simplify(Aligned.identity(text)).text if is_traditional(text) else text


def _marks(kind: str, names: AbstractSet[str], text: str, claims: Sequence[Row]) -> list[list[int]]:
    """Return the intervals of the words that make a claim of *kind*, the one that names most of these *names*, and of the names, merged, in order."""
    scored = [(len(names & {claim["subject_name"], claim["object_name"]}), claim) for claim in claims if claim["predicate"] == kind]
    most = max((score for score, _ in scored), default=0)
    found = [(claim["start"], claim["stop"]) for score, claim in scored if score == most]
    found += [(at, at + len(name)) for name in names for at in _places(text, name)]
    merged: list[list[int]] = []
    for start, stop in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(stop, merged[-1][1])
        elif start < stop:
            merged.append([start, stop])
    return merged


def _places(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))
