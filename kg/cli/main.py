"""The commands, put together."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import NoReturn

import typer

from kg.cli.console import fail
from kg.errors import KgError

MODULES = {"build": "build", "query": "query", "why": "query", "show": "show", "spread": "spread", "export": "export", "load": "load",
           "neo4j": "neo4j", "status": "inspect", "diff": "inspect", "forget": "inspect", "review": "review", "evaluate": "evaluate"}
"""The module of each command; an answer need not wait until the libraries of all the others are imported."""


def application(commands: Iterable[str] = MODULES) -> typer.Typer:
    """Return the command line with these *commands*, all by default."""
    app = typer.Typer(name="kg", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback(help="Knowledge graphs from Chinese party and government news.")(lambda: None)
    for module in dict.fromkeys(MODULES[name] for name in commands):
        import_module(f"kg.cli.{module}").register(app)
    return app


def __getattr__(name: str) -> typer.Typer:
    """Make ``app``, the whole command line, when it is asked for."""
    if name == "app":
        return application()
    raise AttributeError(name)


def main() -> NoReturn:
    """Run the command line; errors of ours become one plain sentence and an exit status."""
    named = [name for name in sys.argv[1:2] if name in MODULES]
    try:
        application(named or MODULES)(standalone_mode=True)
    except KgError as error:
        fail(error)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)
