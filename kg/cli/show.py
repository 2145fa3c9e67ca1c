"""``kg show``: an answer as one page that works without a connection."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import write
from kg.cli.query import pairs
from kg.show import Selection, around, overview, page, select
from kg.stores.embedded import query
from kg.stores.questions import bind, find, questions


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("show")(_show)


def _show(
        graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
        question: Annotated[str | None, typer.Argument(metavar="[QUERY]", help="A stored question, a query file, or the name or id of a person, place, "
                                                       "office, meeting or slogan; none shows the busiest events.")] = None,
        out: Annotated[str, typer.Option("--out", "-o", help="The page, or - for standard output.")] = "page.html",
        param: Annotated[list[str] | None, typer.Option("--param", "-p", help="name=value, repeatable.")] = None,
        limit: Annotated[int, typer.Option(min=1, help="Nodes drawn at most.")] = 400) -> None:
    """Make one self-contained page of an answer: graph, table, timeline, and the sentences behind each fact."""
    title, note, found = _found(graph, question, dict(pairs(param or [])), limit)
    write([page(graph, found, title=title, note=note)], out)
    if out != "-":
        rest = f"; {found.left_out:,} more did not fit (--limit {limit})" if found.left_out else ""
        sys.stderr.write(f"{out}: {len(found.nodes):,} things and {len(found.edges):,} relations{rest}. Open it in a browser.\n")


def _found(graph: Path, words: str | None, given: dict[str, str], limit: int) -> tuple[str, str, Selection]:
    """Return title, note and what to show."""
    if words is None:
        return f"{graph.name}: the busiest events", "", overview(graph, limit=limit)
    if Path(words).is_file() or words in {question.name for question in questions()} or given:
        asked = find(words)
        rows = query(graph, asked.statement, bind(asked, given))
        note = f"{asked.name} " + " ".join(f"{name}={shlex.quote(value)}" for name, value in given.items())
        return asked.text or asked.name, note, select(graph, rows, limit=limit)
    return words, "", around(graph, words, limit=limit)
