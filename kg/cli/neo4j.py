"""``kg neo4j``: a local Neo4j with its Browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import progress
from kg.errors import ServerFailed
from kg.graph.layout import Layout
from kg.stores.neo4j.connection import Address
from kg.stores.neo4j.home import Home, Process, cache_folder
from kg.stores.neo4j.load import load
from kg.stores.neo4j.release import DEFAULT, RELEASES, release_named
from kg.stores.neo4j.server import BOLT_PORT, HTTP_PORT, Runtime, start, stop

_Release = Annotated[str, typer.Option("--release", help=f"Release of Neo4j: {', '.join(RELEASES)}.")]

commands = typer.Typer(no_args_is_help=True, help="A local Neo4j with its Browser (Community, GPL-3.0, a process of its own).")


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.add_typer(commands, name="neo4j")


def _home(release: str) -> Home:
    return Home(cache_folder() / release_named(release).version / "home")


def _note(words: str) -> None:
    sys.stderr.write(words + "\n")


@commands.command("up")
def _up(graph: Annotated[Path | None, typer.Argument(help="Folder of a graph to load.")] = None,
        release: _Release = DEFAULT,
        bolt_port: Annotated[int, typer.Option(help="Port for drivers; 0 takes any free one.")] = BOLT_PORT,
        http_port: Annotated[int, typer.Option(help="Port for Browser; 0 takes any free one.")] = HTTP_PORT,
        memory: Annotated[int, typer.Option(help="Heap in MiB.")] = 1024) -> None:
    """Start Neo4j, fetching it the first time, load GRAPH, and say where Browser is."""
    if graph:
        Layout(graph).read_manifest()
    home = _home(release)
    runtime = Runtime.fetch(release_named(release), cache_folder(), _note)
    process = start(runtime, home, bolt_port=bolt_port, http_port=http_port, memory=memory, note=_note)
    if graph:
        _fill(graph, Address(uri=process.uri, password=home.password()))
    _tell(process, home)


def _fill(graph: Path, where: Address) -> None:
    """Load a graph; another one makes room for it, as this server is ours and any graph can be loaded again."""
    tell, end = progress()
    try:
        done = load(graph, where, replace=True, progress=tell)
    finally:
        end()
    sys.stderr.write(f"{done.nodes:,} nodes and {done.edges:,} relationships are loaded.\n")


def _tell(process: Process, home: Home) -> None:
    sys.stdout.write(f"Browser:  {process.browser}\nDrivers:  {process.uri}\nUser:     neo4j\n"
                     f"Password: in {home.password_file}\nStop it:  kg neo4j down\n")


@commands.command("status")
def _status(release: _Release = DEFAULT) -> None:
    """Say whether the server runs, and where."""
    home = _home(release)
    process = home.process()
    if process is None:
        raise ServerFailed("No server is running; start one with 'kg neo4j up'.")
    if not home.is_alive(process):
        raise ServerFailed(f"The server has died (process {process.pid} is gone); 'kg neo4j logs' shows its last words, 'kg neo4j up' starts it again.")
    sys.stdout.write(f"Neo4j {release_named(process.release).version} is running (process {process.pid}).\n")
    _tell(process, home)


@commands.command("down")
def _down(release: _Release = DEFAULT) -> None:
    """Stop the server; its data stay."""
    sys.stdout.write("Stopped.\n" if stop(_home(release)) else "No server was running.\n")


@commands.command("logs")
def _logs(release: _Release = DEFAULT, lines: Annotated[int, typer.Option("--lines", "-n", help="How many of the last.")] = 40) -> None:
    """Show the server's last words."""
    home = _home(release)
    found = home.last_lines(lines)
    if not found:
        raise ServerFailed(f"There are no logs in {home.root / 'logs'}; start the server with 'kg neo4j up'.")
    sys.stdout.write("\n".join(found) + "\n")
