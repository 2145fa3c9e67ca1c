"""A graph as a sequence of sections: what there is, what is reported of it, what is derived."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from kg.graph.judgements import Judgements
from kg.graph.layout import Layout
from kg.model import content_id
from kg.schema import EDGES, NODES
from kg.stores.rdf.describe import Describer, Description
from kg.stores.rdf.names import key
from kg.stores.rdf.rows import Rows
from kg.stores.rdf.syntax import Syntax
from kg.stores.rdf.terms import SLUGS, STATEMENTS, STRUCTURE

DERIVED = "id:graph-derived"
REPORTED = tuple(kind for kind, edge in EDGES.items() if edge.reported)
_CONCLUDED = tuple(kind for kind in STATEMENTS if kind not in REPORTED and kind not in STRUCTURE)


@dataclass(frozen=True, slots=True)
class Section:
    """Descriptions under one heading; ``graph`` is the named graph they belong to, empty for the default graph."""

    title: str
    descriptions: Iterator[Description]
    graph: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A graph with its manifest facts: the tables (perhaps thinned by confidence) and the user's judgements beside the whole."""

    tables: Path
    whole: Path

    @property
    def extractor(self) -> str:
        """Name, version and fingerprint of what read the documents."""
        found: str = Layout(self.whole).read_manifest()["extractor"]
        return found

    @property
    def run(self) -> str:
        """Key of the extraction run: the same extractor with the same lexicons is the same run in every export."""
        return content_id("run", self.extractor)


def triples(source: Source, rows: Rows, syntax: Syntax) -> Iterator[Section]:
    """Yield the sections of a file that knows only triples (Turtle, N-Triples, JSON-LD)."""
    describer = Describer(syntax, source.run)
    yield Section("Dataset and extraction run", _about(source, describer))
    for kind in NODES:
        yield Section(kind, describer.nodes(kind, *rows.nodes(kind)))
        if kind == "Region":
            yield Section("Jurisdiction", describer.jurisdictions(rows.jurisdictions()))
    for kind in (*STRUCTURE, *REPORTED, *_CONCLUDED):
        heading = "structure" if kind in STRUCTURE else "reported" if kind in REPORTED else "derived"
        yield Section(f"{STATEMENTS[kind].types[0].partition(':')[2]} ({heading})", describer.statements(kind, *rows.edges(kind)))
    yield from _shortcuts(rows, describer)
    yield Section("Judgement", _judgements(source, describer))


def quads(source: Source, rows: Rows, syntax: Syntax) -> Iterator[Section]:
    """Yield the sections of a file with named graphs (TriG): things in the default graph, one graph a document, one for what is derived."""
    describer = Describer(syntax, source.run)
    yield Section("Dataset and extraction run", _about(source, describer))
    for kind in NODES:
        if kind != "Evidence":
            yield Section(kind, describer.nodes(kind, *rows.nodes(kind)))
        if kind == "Region":
            yield Section("Jurisdiction", describer.jurisdictions(rows.jurisdictions()))
    for kind in STRUCTURE:
        yield Section(STATEMENTS[kind].types[0].partition(":")[2], describer.statements(kind, *rows.edges(kind)))
    yield Section("Judgement", _judgements(source, describer))
    yield from _documents(rows, describer)
    for kind in _CONCLUDED:
        yield Section(f"{STATEMENTS[kind].types[0].partition(':')[2]} (derived)", describer.statements(kind, *rows.edges(kind)), describer.syntax.name(DERIVED))
    yield from _shortcuts(rows, describer, describer.syntax.name(DERIVED))


def _documents(rows: Rows, describer: Describer) -> Iterator[Section]:
    """Yield one section a document: its sentences and what they prove, merged from the tables sorted by document."""
    tables: list[tuple[int, str, Callable[..., Iterator[Description]], tuple[list[str], Iterator[tuple[Any, ...]]]]] = [
        (0, "Evidence", describer.nodes, rows.evidence_by_document())]
    tables += [(number, kind, describer.statements, rows.edges_by_document(kind)) for number, kind in enumerate(REPORTED, start=1)]

    def described(number: int, kind: str, describe: Callable[..., Iterator[Description]], names: list[str],
                  found: Iterator[tuple[Any, ...]]) -> Iterator[tuple[str, int, Iterator[Description]]]:
        for document, group in groupby(found, key=itemgetter(0)):
            yield document or "", number, describe(kind, names, group)

    merged = heapq.merge(*(described(number, kind, describe, *table) for number, kind, describe, table in tables), key=itemgetter(0, 1))
    for document, parts in groupby(merged, key=itemgetter(0)):
        graph = describer.syntax.name(f"id:graph-{key(document)}") if document else ""
        if graph:
            yield Section("", iter([(graph, [
                describer.types("kg:StatementGraph", "prov:Bundle"),
                (describer.syntax.name("prov:wasDerivedFrom"), [describer.thing("document", document)])])]))
        yield Section("", (description for _, _, part in parts for description in part), graph)


def _shortcuts(rows: Rows, describer: Describer, graph: str = "") -> Iterator[Section]:
    for kind, terms in STATEMENTS.items():
        for shortcut in terms.shortcuts:
            title = f"{shortcut.predicate} (derived short cut of {terms.types[0].partition(':')[2]})"
            yield Section(title, describer.shortcuts(shortcut.predicate, rows.pairs(kind, shortcut)), graph)


def _about(source: Source, describer: Describer) -> Iterator[Description]:
    """The dataset, the run that made its statements, and the software."""
    name, manifest = describer.syntax.name, Layout(source.tables).read_manifest()
    software = name(f"id:software-{source.run}")
    least = manifest.get("min_confidence")
    yield name("id:dataset"), [describer.types("void:Dataset", "prov:Entity"), (name("dcterms:conformsTo"), [name("kg:")]),
                               (name("prov:wasGeneratedBy"), [describer.run]),
                               *([(name("kg:leastConfidence"), [describer.syntax.decimal(least)])] if least else [])]
    yield describer.run, [describer.types("kg:ExtractionRun", "prov:Activity"), (name("prov:wasAssociatedWith"), [software])]
    yield software, [describer.types("prov:SoftwareAgent"), (name("dcterms:identifier"), [describer.syntax.string(source.extractor)])]


def _judgements(source: Source, describer: Describer) -> Iterator[Description]:
    """The user's decisions on who is who, by the local ids that they cite."""
    name, judged = describer.syntax.name, Judgements.read(Layout(source.whole).judgements)
    for verdict, pairs in (("same", judged.same), ("different", judged.different)):
        for first, second in pairs:
            yield name(f"id:judgement-{content_id(verdict, first, second)}"), [
                describer.types("kg:Judgement"), (name("kg:verdict"), [name(f"code:verdict-{verdict}")]),
                (name("kg:judgedFirst"), [describer.syntax.string(first)]), (name("kg:judgedSecond"), [describer.syntax.string(second)])]


__all__ = ["DERIVED", "REPORTED", "SLUGS", "Section", "Source", "quads", "triples"]
