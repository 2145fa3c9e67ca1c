"""``kg build``: sources to a graph."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.build import build
from kg.cli.console import progress


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("build")(_build)


def _build(
        sources: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
        out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the graph.")],
        metadata: Annotated[list[Path] | None, typer.Option(help="Side-car table: file,url,title,published,publisher.")] = None,
        lexicon: Annotated[Path | None, typer.Option(help="Folder with lexicon tables of your own.")] = None,
        sync: Annotated[bool, typer.Option("--sync", help="Remove documents that the sources no longer hold.")] = False,
        workers: Annotated[int, typer.Option(help="Child processes; 0 for one a processor.")] = 0,
        engine: Annotated[str, typer.Option(help="Where the stages run: local.")] = "local",
        extractor: Annotated[str, typer.Option(help="Name of the extractor; two joined by + for what they agree on.")] = "grammar",
        agree: Annotated[bool, typer.Option("--agree", help="Agree to the cost that an extractor (llm) tells before it runs.")] = False,
        include_private: Annotated[bool, typer.Option("--include-private", help="Keep private persons in the graph.")] = False,
        seconds: Annotated[float, typer.Option(help="Time limit for one document.")] = 60.0) -> None:
    """Build a graph from articles, or add articles to one."""
    if engine != "local":
        raise typer.BadParameter(f"no engine is called {engine!r}; use local.", param_hint="--engine")
    tell, end = progress()
    try:
        report = build(sources, out=out, metadata=metadata or [], lexicon=lexicon, sync=sync, workers=workers or os.cpu_count() or 1,
                       extractor=extractor, include_private=include_private, seconds=seconds, stdin=sys.stdin.buffer, progress=tell,
                       consent=lambda words: agree and bool(sys.stderr.write(f"{words}.\n")))
    finally:
        end()
    sys.stderr.write(f"{out}: {report.documents:,} documents ({report.added:,} new, {report.removed:,} removed, {report.rejected:,} rejected), "
                     f"{report.statements:,} statements, {sum(report.nodes.values()):,} nodes, {sum(report.edges.values()):,} edges.\n")
    if report.rejected:
        sys.stderr.write(f"The rejects and their reasons: kg status {out} --rejects\n")
