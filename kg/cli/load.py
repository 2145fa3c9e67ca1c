"""``kg load``: a graph into a database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import UnknownForm, progress
from kg.errors import StoreFailed
from kg.graph.layout import Layout


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("load")(_load)


def _load(
        graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
        to: Annotated[str, typer.Option("--to", help="neo4j.")],
        uri: Annotated[str | None, typer.Option(help="Address, e.g. bolt://localhost:7687; else $NEO4J_URI, else the server of 'kg neo4j up'.")] = None,
        user: Annotated[str | None, typer.Option(help="User; else $NEO4J_USER, else neo4j.")] = None,
        password: Annotated[str | None, typer.Option(help="Password; better $NEO4J_PASSWORD, --password-file, or the prompt, which leave no trace.")] = None,
        password_file: Annotated[Path | None, typer.Option(help="File whose first line is the password.")] = None,
        database: Annotated[str | None, typer.Option(help="Database; else $NEO4J_DATABASE, else neo4j.")] = None,
        name: Annotated[str | None, typer.Option(help="Name of the graph in the database; else the folder's.")] = None,
        replace: Annotated[bool, typer.Option("--replace", help="Take another graph of ours out of the database first.")] = False,
        full: Annotated[bool, typer.Option("--full", help="Compare every row, even where the last load noted it as equal.")] = False,
        min_confidence: Annotated[float, typer.Option(help="Leave out facts below this probability.")] = 0.0,
        sessions: Annotated[int, typer.Option(min=1, max=4, help="How many sessions write at once.")] = 2) -> None:
    """Load a graph into Neo4j; repeated, it updates what changed and removes what is gone."""
    if to != "neo4j":
        raise UnknownForm(f"--to {to} is not known; use neo4j.")
    from kg.stores.neo4j.connection import Address, address
    from kg.stores.neo4j.load import load

    Layout(graph).read_manifest()
    where = address(uri=uri, user=user, password=_secret(password, password_file), database=database)
    if where is None:
        raise StoreFailed("No server is given; start one with 'kg neo4j up', or give --uri or $NEO4J_URI.")
    if not where.password and sys.stdin.isatty():
        where = Address(uri=where.uri, user=where.user, password=typer.prompt(f"Password of {where.user}", hide_input=True, err=True), database=where.database)
    tell, end = progress()
    try:
        done = load(graph, where, name=name, replace=replace, full=full, min_confidence=min_confidence, sessions=sessions, progress=tell)
    finally:
        end()
    if done.cut:
        sys.stderr.write(f"{len(done.cut)} rows have a name or address longer than Neo4j can index; it was cut: {', '.join(done.cut[:5])}\n")
    sys.stdout.write(f"{done.nodes:,} nodes and {done.edges:,} relationships are in {where.uri}: {done.created:,} created, {done.changed:,} changed, "
                     f"{done.removed:,} removed.\n")


def _secret(password: str | None, file: Path | None) -> str | None:
    if file is None:
        return password
    try:
        return file.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError) as error:
        raise StoreFailed(f"{file} holds no password that can be read; its first line should be one.") from error
