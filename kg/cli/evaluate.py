"""``kg evaluate``: facts against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import show_rows
from kg.errors import CheckFailed
from kg.evaluate import STAGES, Evaluation, Fact, evaluate, read_facts_file
from kg.stores.facts import read_facts


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("evaluate")(_evaluate)


def _evaluate(
        graphs: Annotated[list[Path], typer.Argument(metavar="GRAPH...", help="Graphs, or facts files in JSON lines.")],
        gold: Annotated[list[Path], typer.Option("--gold", help="Gold file, or folder of *.gold.jsonl.")],
        errors: Annotated[int, typer.Option(help="Print the first N errors of each kind.")] = 0,
        form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
        least: Annotated[list[str] | None, typer.Option("--min", help="KIND=F1: fail below, repeatable.")] = None) -> None:
    """Compare extracted facts with gold annotations: figures, and errors by the stage that made them."""
    predicted: dict[str, Fact] = {}
    for graph in graphs:
        predicted.update({f["doc"]: f for f in read_facts(graph)} if graph.is_dir() else read_facts_file(graph))
    wanted = {name: fact for path in gold for name, fact in read_facts_file(path).items()}
    result = evaluate(predicted, wanted)
    _print(result, form, errors)
    short = [words for words in least or [] if result.figures()[words.split("=")[0]].f1 < float(words.split("=")[1])]
    if short:
        raise CheckFailed(f"below the least F1 asked for: {', '.join(short)}.")


def _print(result: Evaluation, form: str, errors: int) -> None:
    show_rows([{"kind": kind, "gold": f.gold, "predicted": f.predicted, "precision": f"{f.precision:.3f}", "recall": f"{f.recall:.3f}",
                "F1": f"{f.f1:.3f}"} for kind, f in result.figures().items()], form, title=f"{result.documents} gold documents")
    stages = result.stages()
    show_rows([{"stage": stage, "missed": sum(e.missed for e in result.errors if e.stage == stage),
                "extra": sum(not e.missed for e in result.errors if e.stage == stage)} for stage in STAGES if stages[stage]],
              form, title="Errors by stage")
    shown: dict[str, int] = {}
    rows = []
    for error in result.errors:
        shown[error.kind] = shown.get(error.kind, 0) + 1
        if shown[error.kind] <= errors:
            rows.append({"": "missed" if error.missed else "extra", "kind": error.kind, "stage": error.stage, "document": error.document, "fact": error.fact})
    if rows:
        show_rows(rows, form)
