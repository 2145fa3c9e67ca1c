"""``kg export``: the graph in other forms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import UnknownForm, write
from kg.graph.layout import Layout
from kg.stores.facts import export_facts
from kg.stores.network import export_gexf, export_graphml
from kg.stores.rdf.names import DEFAULT_BASE
from kg.stores.rdf.write import export_ntriples, export_ontology, export_trig, export_turtle

WRITERS = {"facts": export_facts, "graphml": export_graphml, "gexf": export_gexf}
RDF = {"turtle": export_turtle, "trig": export_trig, "ntriples": export_ntriples, "ontology": export_ontology}

FILES = "neo4j-csv"


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("export")(_export)


def _export(
        graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
        to: Annotated[str, typer.Option("--to", help=f"{', '.join([*WRITERS, *RDF, FILES])}.")],
        out: Annotated[str, typer.Option("--out", "-o", help="File, folder for neo4j-csv, or - for standard output.")] = "-",
        min_confidence: Annotated[float, typer.Option(help="Leave out facts below this probability.")] = 0.0,
        base_iri: Annotated[str, typer.Option(help="RDF only: begin of every IRI of ours, ending in / or #.")] = DEFAULT_BASE) -> None:
    """Write the graph as facts or in a format of other tools."""
    Layout(graph).read_manifest()
    if to in RDF:
        write(RDF[to](graph, min_confidence=min_confidence, base_iri=base_iri), out)
        return
    if to == FILES:
        _files(graph, out, min_confidence)
        return
    if to not in WRITERS:
        raise UnknownForm(f"--to {to} is not known; use {', '.join([*WRITERS, *RDF, FILES])}.")
    write(WRITERS[to](graph, min_confidence=min_confidence), out)


def _files(graph: Path, out: str, min_confidence: float) -> None:
    from kg.stores.neo4j.files import export_files

    if out == "-":
        raise UnknownForm(f"{FILES} writes several files; give a folder, e.g. -o {FILES}.")
    export_files(graph, Path(out), min_confidence=min_confidence)
    sys.stdout.write(f"Stop the server, then run: neo4j-admin @{Path(out).resolve() / 'import.args'}\n")
