"""Turtle, TriG and N-Triples as streams of text: sorted, the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kg.graph.confident import confident
from kg.resources import folder
from kg.stores.rdf.describe import Description
from kg.stores.rdf.names import DEFAULT_BASE, Names
from kg.stores.rdf.rows import Rows
from kg.stores.rdf.sections import Section, Source, quads, triples
from kg.stores.rdf.syntax import NTriples, Syntax, Turtle

_Parts = Callable[[Source, Rows, Syntax], Iterator[Section]]


def export_turtle(graph: Path, *, min_confidence: float = 0.0, base_iri: str = DEFAULT_BASE) -> Iterator[str]:
    """Yield a Turtle file: prefixes, then section by section the descriptions, each subject with its predicates in a fixed order."""
    names = Names(base_iri)
    yield _prefixes(names)
    for section in _sections(graph, min_confidence, Turtle(names), triples):
        yield from _headed(section, _block)


def export_ntriples(graph: Path, *, min_confidence: float = 0.0, base_iri: str = DEFAULT_BASE) -> Iterator[str]:
    """Yield an N-Triples file, one triple a line, in the order of the Turtle file."""
    for section in _sections(graph, min_confidence, NTriples(Names(base_iri)), triples):
        for subject, pairs in section.descriptions:
            yield "".join(f"{subject} {predicate} {found} .\n" for predicate, objects in pairs for found in objects)


def export_trig(graph: Path, *, min_confidence: float = 0.0, base_iri: str = DEFAULT_BASE) -> Iterator[str]:
    """Yield a TriG file: things in the default graph, what each document says in a graph of its own, what is derived in another."""
    names = Names(base_iri)
    yield _prefixes(names)
    for section in _sections(graph, min_confidence, Turtle(names), quads):
        if not section.graph:
            yield from _headed(section, _block)
            continue
        first = next(section.descriptions, None)
        if first is not None:
            yield f"{section.graph} {{\n" + _block(first)
            yield from map(_block, section.descriptions)
            yield "}\n\n"


def export_ontology(graph: Path, *, min_confidence: float = 0.0, base_iri: str = DEFAULT_BASE) -> Iterator[str]:
    """Yield the ontology and its vocabularies as Turtle under *base_iri*; they are the same for every graph."""
    names = Names(base_iri)
    for name in ("chuanda.ttl", "vocabularies.ttl"):
        yield names.rebase((folder("ontology") / name).read_text(encoding="utf-8")) + "\n"


def _sections(graph: Path, least: float, syntax: Syntax, parts: _Parts) -> Iterator[Section]:
    with Rows(tables := confident(graph, least)) as rows:
        yield from parts(Source(tables, graph), rows, syntax)


def _prefixes(names: Names) -> str:
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in names.prefixes.items()) + "\n"


def _headed(section: Section, write: Callable[[Description], str]) -> Iterator[str]:
    first = next(section.descriptions, None)
    if first is not None:
        yield (f"# {section.title}\n\n" if section.title else "") + write(first)
        yield from map(write, section.descriptions)


def _block(description: Description) -> str:
    subject, pairs = description
    lines = [f"{predicate} {objects[0] if len(objects) == 1 else ', '.join(objects)}" for predicate, objects in pairs]
    return f"{subject} " + " ;\n    ".join(lines) + " .\n\n"
