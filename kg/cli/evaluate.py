"""``kg evaluate``: facts against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import UnknownForm, show_rows
from kg.errors import CheckFailed
from kg.evaluate import KINDS, STAGES, STRICT, Evaluation, Fact, evaluate, read_facts_file, reliability
from kg.evaluate.texts import Texts
from kg.graph.shards import documents, set_aside
from kg.model import Document
from kg.stores.facts import read_facts


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("evaluate")(_evaluate)


def _evaluate(
        graphs: Annotated[list[Path], typer.Argument(metavar="GRAPH...", help="Graphs, or facts files in JSON lines.")],
        gold: Annotated[list[Path], typer.Option("--gold", help="Gold file, or folder of *.gold.jsonl.")],
        errors: Annotated[int, typer.Option(help="List the first N errors of each stage with their sentences.")] = 0,
        stage: Annotated[str | None, typer.Option(help=f"List only the errors of one stage: {', '.join(STAGES)}.")] = None,
        form: Annotated[str, typer.Option("--format", help="table, json, csv or markdown.")] = "table",
        least: Annotated[list[str] | None, typer.Option("--min", help="KIND=F1: fail below, repeatable.")] = None) -> None:
    """Compare extracted facts with gold annotations: figures, errors by the stage that made them, and reliability of the confidence."""
    if stage not in (None, *STAGES):
        raise UnknownForm(f"--stage {stage} is not known; use {', '.join(STAGES)}.")
    bounds = [_bound(words) for words in least or []]
    predicted: dict[str, Fact] = {}
    found: dict[str, Document] = {}
    for graph in graphs:
        if graph.is_dir():
            aside = set_aside(graph)
            predicted.update({fact["doc"]: fact for fact in read_facts(graph) if fact["doc"] not in aside})
            found.update({document.name: document for document in documents(graph)})
        else:
            predicted.update(read_facts_file(graph))
    wanted = {name: fact for path in gold for name, fact in read_facts_file(path).items()}
    texts = Texts(found)
    result = evaluate(predicted, wanted, texts)
    if not stage:
        _figures(result, form)
    if errors or stage:
        show_rows(_listed(result, texts, errors or 1_000_000, stage), form, title="Errors")
    short = [f"{kind}={bound}" for kind, bound in bounds if result.figures()[kind].f1 < bound]
    if short:
        raise CheckFailed(f"below the least F1 asked for: {', '.join(short)}.")


def _bound(words: str) -> tuple[str, float]:
    kind, _, value = words.partition("=")
    try:
        if kind in KINDS:
            return kind, float(value)
    except ValueError:
        pass
    raise UnknownForm(f"--min {words} is not understood; write KIND=F1, e.g. person=0.98, with a kind of {', '.join(KINDS)}.")


def _figures(result: Evaluation, form: str) -> None:
    show_rows([{"kind": kind, "gold": f.gold, "predicted": f.predicted, "precision": f"{f.precision:.3f}", "recall": f"{f.recall:.3f}",
                "F1": f"{f.f1:.3f}"} for kind, f in result.figures().items()], form, title=f"{result.documents} gold documents")
    rows = [{"stage": stage, **{kind: f"{counts[kind, True]} + {counts[kind, False]}" if counts[kind, True] + counts[kind, False] else ""
                                for kind in STRICT}, "missed": sum(n for (_, missed), n in counts.items() if missed),
             "extra": sum(n for (_, missed), n in counts.items() if not missed)} for stage, counts in result.stages().items()]
    show_rows(rows, form, title="Errors by the stage that made them (missed + extra)")
    bands = list(reliability(result.outcomes))
    if any(band.facts for band in bands):
        show_rows([{"kind": band.kind, "confidence from": band.least, "facts": band.facts, "right": band.right,
                    "precision": f"{band.precision:.3f}" if band.facts else "", "mean confidence": f"{band.mean:.3f}" if band.facts else ""}
                   for band in bands], form, title="Reliability of the confidence")


def _listed(result: Evaluation, texts: Texts, most: int, stage: str | None) -> list[dict[str, object]]:
    shown: dict[str, int] = {}
    rows: list[dict[str, object]] = []
    for error in sorted(result.errors(stage=stage), key=lambda row: (STAGES.index(row.stage), row.document, row.kind, row.fact)):
        shown[error.stage] = shown.get(error.stage, 0) + 1
        if shown[error.stage] <= most:
            rows.append({"stage": error.stage, "": "missed" if error.missed else "extra", "kind": error.kind, "document": error.document,
                         "fact": error.fact, "confidence": error.confidence, "sentence": texts.sentence(error.document, error.words, error.start)})
    return rows
