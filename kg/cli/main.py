"""The commands, put together."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer

from kg.cli import build, evaluate, export, inspect, load, neo4j, query, review, show, spread
from kg.cli.console import fail
from kg.errors import KgError

app = typer.Typer(name="kg", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="Knowledge graphs from Chinese party and government news.")
for module in (build, query, show, spread, export, load, neo4j, inspect, review, evaluate):
    module.register(app)


def main() -> NoReturn:
    """Run the command line; errors of ours become one plain sentence and an exit status."""
    try:
        app(standalone_mode=True)
    except KgError as error:
        fail(error)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)
