"""``kg status``, ``kg diff`` and ``kg forget``: a graph's state and how it changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import pyarrow.parquet as pq
import typer
from rich.console import Console

from kg.build import build
from kg.cli.console import show_rows
from kg.cli.dashboard import show_dashboard
from kg.errors import UnknownQuestion
from kg.graph.diff import diff
from kg.graph.forgotten import forget
from kg.graph.layout import Layout
from kg.graph.summary import summary


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("status")(_status)
    app.command("diff")(_diff)
    app.command("forget")(_forget)


def _status(graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
            rejects: Annotated[bool, typer.Option("--rejects", help="List the rejects with their reasons.")] = False,
            form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table") -> None:
    """Show what a graph holds."""
    layout = Layout(graph)
    manifest = layout.read_manifest()
    if rejects:
        rows = [row for path in sorted(layout.rejects.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
        show_rows(rows, form, title=f"{len(rows)} rejects")
        return
    if form == "table":
        show_dashboard(Console(width=None if sys.stdout.isatty() else 150), graph, manifest, summary(graph))
        return
    head = [{"what": name, "value": manifest[name]} for name in ("documents", "statements", "rejected", "extractor")]
    counts = [{"what": f"{side}: {name}", "value": count} for side in ("nodes", "edges") for name, count in manifest[side].items() if count]
    show_rows([*head, *counts], form, title=str(graph))


def _diff(before: Annotated[Path, typer.Argument(help="Folder of a graph.")],
          after: Annotated[Path, typer.Argument(help="Folder of another.")],
          form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table") -> None:
    """Show which nodes and edges two graphs do not share."""
    show_rows(diff(before, after), form)


def _forget(graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
            document: Annotated[str | None, typer.Option(help="Name or id of a document.")] = None,
            source: Annotated[str | None, typer.Option(help="A source file or a publisher.")] = None,
            person: Annotated[str | None, typer.Option(help="A person's name, or the id in one document.")] = None,
            reason: Annotated[str, typer.Option(help="Why, for the record.")] = "") -> None:
    """Take a document, a source or a person out for good; it stays out of every rebuild."""
    asked = [(kind, value) for kind, value in (("document", document), ("source", source), ("person", person)) if value]
    if len(asked) != 1:
        raise UnknownQuestion("give exactly one of --document, --source and --person.")
    layout = Layout(graph)
    manifest = layout.read_manifest()
    forget(layout.forgotten, *asked[0], reason)
    report = build([], out=graph, include_private=manifest["include_private"])
    before, after = sum(manifest["edges"].values()), sum(report.edges.values())
    sys.stdout.write(f"Forgotten: {asked[0][0]} {asked[0][1]}; {before - after:,} edges fewer. "
                     f"The line in {layout.forgotten} keeps it out; delete it and build again to take it back.\n")
