"""``kg spread``: where a slogan was used first, where it went, and whether that can be told from chance."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer

from kg.cli.console import show_rows
from kg.errors import UnknownQuestion
from kg.spread.answer import Answer, answer
from kg.spread.plot import plot

PARTS = ("lags", "coverage", "flags", "curve")
_SHOWN = 6


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("spread")(_spread)


def _spread(graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
            slogan: Annotated[str, typer.Option(help="The wording to follow.")],
            form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
            picture: Annotated[Path | None, typer.Option("--plot", help="Draw it to this file (png, svg, pdf).")] = None,
            part: Annotated[str | None, typer.Option(help=f"Show one part instead: {', '.join(PARTS)}.")] = None) -> None:
    """Show where a slogan was used first, by which paths it went, and whether that can be told from chance."""
    if part is not None and part not in PARTS:
        raise UnknownQuestion(f"--part {part} is not known; use one of {', '.join(PARTS)}.")
    found = answer(graph, slogan)
    if picture:
        plot(found, picture)
    if part:
        show_rows(getattr(found, part), form, title=f"{slogan}: {part}")
    elif form == "json":
        sys.stdout.write(json.dumps(found.as_object(), ensure_ascii=False, indent=1) + "\n")
    else:
        _show(found, form)


def _show(found: Answer, form: str) -> None:
    show_rows(found.first_uses, form, title=f"{found.slogan}: first uses (forms: {', '.join(found.forms)})")
    show_rows(_ways(found.paths), form, title=f"Ways. {found.verdict[0].upper()}{found.verdict[1:]}.")
    for flag in found.flags:
        sys.stderr.write(f"note: {flag['document']} {flag['reason']}: {flag['sentence']}\n")


def _ways(paths: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row a source and test, the surest first: the paths of one way share their evidence."""
    grouped: dict[tuple[str, str, float, float, str], list[dict[str, Any]]] = {}
    for path in paths:
        said = "; ".join(item["text"] for item in path["evidence"] if item["kind"] in ("test", "flag", "verdict"))
        grouped.setdefault((path["from"], path["direction"], path["p_value"], path["q_value"], said), []).append(path)
    rows = [{"from": source, "to": _names(found), "direction": direction, "paths": len(found), "lag_days": int(median(path["lag_days"] for path in found)),
             "p": f"{p:.2g}", "q": f"{q:.2g}", "evidence": said} for (source, direction, p, q, said), found in grouped.items()]
    return sorted(rows, key=lambda row: (float(row["q"]), float(row["p"])))


def _names(paths: Sequence[dict[str, Any]]) -> str:
    """Return the first names that fit a table's column; JSON has them all."""
    shown = "、".join(path["to"] for path in paths[:_SHOWN])
    return shown + (f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else "")
