"""``kg query`` and ``kg why``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import show_rows
from kg.errors import UnknownQuestion
from kg.graph.confident import confident
from kg.graph.graph import Graph
from kg.stores.embedded import query
from kg.stores.questions import bind, find, questions
from kg.stores.rdf.sparql import sparql


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("query")(_query)
    app.command("why")(_why)


def _query(
        graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
        question: Annotated[str | None, typer.Argument(help="Name of a stored question, or a file; none lists them.")] = None,
        param: Annotated[list[str] | None, typer.Option("--param", "-p", help="name=value, repeatable.")] = None,
        form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
        language: Annotated[str, typer.Option(help="cypher or sparql; a file that ends in .rq is SPARQL.")] = "cypher",
        min_confidence: Annotated[float, typer.Option(help="Ask only the part of the graph that is at least as probable.")] = 0.0) -> None:
    """Ask a stored question or a query of your own."""
    if language not in ("cypher", "sparql"):
        raise UnknownQuestion(f"--language {language} is not known; use cypher or sparql.")
    if question is None:
        for known in questions(language):
            taken = " ".join(f"{p.name}={p.example}" for p in known.parameters)
            sys.stdout.write(f"{known.name}\t{taken}\t{known.text}\n")
        return
    language = "sparql" if question.endswith(".rq") else language
    found = find(question, language)
    given = dict(pairs(param or []))
    ask = sparql if language == "sparql" else query
    show_rows(ask(confident(graph, min_confidence), found.statement, bind(found, given)), form, title=found.text)


def pairs(given: list[str]) -> list[tuple[str, str]]:
    """Return the names and values of ``--param name=value`` words."""
    bare = [words for words in given if "=" not in words]
    if bare:
        raise UnknownQuestion(f"--param {bare[0]!r} has no value; write --param name=value.")
    return [(words.partition("=")[0], words.partition("=")[2]) for words in given]


def _why(graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
         identity: Annotated[str, typer.Argument(metavar="ID", help="Id of a node or an edge.")],
         form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table") -> None:
    """Show the sentences behind a node or an edge."""
    proofs = Graph.open(graph).why(identity)
    show_rows([{"document": p.document, "published": p.published, "url": p.url, "sentence": p.sentence,
                "offsets": f"{p.start_offset}–{p.end_offset}"} for p in proofs], form)
