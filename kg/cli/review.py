"""``kg review``: the doubtful merges of persons, and the user's judgements on them."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kg.build import build
from kg.cli.console import show_rows
from kg.errors import UnknownQuestion
from kg.graph.judgements import judge_pair
from kg.graph.layout import Layout
from kg.graph.links import weighed


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("review")(_review)


def _review(graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
            name: Annotated[str | None, typer.Option(help="Only persons of this name.")] = None,
            settled: Annotated[bool, typer.Option("--all", help="Also the links that are sure or judged.")] = False,
            limit: Annotated[int, typer.Option(help="How many to show; 0 for all.")] = 40,
            verdict: Annotated[str | None, typer.Option("--judge", help="same, different, or unsure (takes it back).")] = None,
            first: Annotated[str | None, typer.Option(help="The first id of the pair, as listed.")] = None,
            second: Annotated[str | None, typer.Option(help="The second id of the pair.")] = None,
            by: Annotated[str | None, typer.Option(help="Who judges; the user's login without it.")] = None,
            note: Annotated[str, typer.Option(help="Why, for the record.")] = "",
            form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table") -> None:
    """List the doubtful merges of persons, the most doubtful first, or judge one of them."""
    if verdict:
        _judge(graph, verdict, first, second, by or getpass.getuser(), note)
        return
    links = weighed(graph, name=name, settled=settled)
    shown = links[:limit] if limit else links
    show_rows([asdict(link) for link in shown], form, title=f"{len(links):,} links to look at, {len(shown):,} shown; judge one with --judge")


def _judge(graph: Path, verdict: str, first: str | None, second: str | None, by: str, note: str) -> None:
    if not first or not second:
        raise UnknownQuestion("give --first and --second, two ids of the list, with --judge.")
    layout = Layout(graph)
    before = layout.read_manifest()["nodes"]["Person"]
    judge_pair(layout.judgements, verdict, first, second, by=by, at=date.today().isoformat(), note=note)
    after = build([], out=graph).nodes["Person"]
    sys.stdout.write(f"Judged {verdict}: {first} {second}; {before:,} persons before, {after:,} now. The line in {layout.judgements} keeps it; "
                     "judge the pair unsure to take it back.\n")
