"""``kg spread``: where a slogan was used first, where it went, and whether that can be told from chance."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer

from kg.cli.console import progress, show_rows
from kg.engine import LocalEngine
from kg.errors import UnknownQuestion
from kg.graph.layout import Layout
from kg.spread.answer import Answer, answer
from kg.spread.normal import key
from kg.spread.plot import plot
from kg.spread.ranking import LEVEL
from kg.spread.stage import LEAST_REGIONS, ranked

PARTS = ("lags", "coverage", "flags", "curve", "genealogy")
_SHOWN = 6


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("spread")(_spread)


def _spread(graph: Annotated[Path, typer.Argument(help="Folder of the graph.")],
            slogan: Annotated[str | None, typer.Option(help="The wording to follow; without it, all slogans are ranked.")] = None,
            form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
            picture: Annotated[Path | None, typer.Option("--plot", help="Draw it to this file (png, svg, pdf).")] = None,
            part: Annotated[str | None, typer.Option(help=f"Show one part instead: {', '.join(PARTS)}.")] = None,
            top: Annotated[int, typer.Option(min=1, help="How many slogans the ranking shows.")] = 50,
            least_regions: Annotated[int, typer.Option(min=2, help="Jurisdictions that must use a slogan to rank it.")] = LEAST_REGIONS) -> None:
    """Show where a slogan was used first, by which paths it went, and whether that can be told from chance; or rank all slogans."""
    if part is not None and part not in PARTS:
        raise UnknownQuestion(f"--part {part} is not known; use one of {', '.join(PARTS)}.")
    if slogan is None:
        if picture or part:
            raise UnknownQuestion("--plot and --part show one slogan; name it with --slogan.")
        _rank(graph, form, top, least_regions)
        return
    if not key(slogan):
        raise UnknownQuestion(f"--slogan {slogan!r} holds no letter; give the wording to follow.")
    found = answer(graph, slogan)
    if picture:
        plot(found, picture)
    if part:
        show_rows(getattr(found, part), form, title=f"{slogan}: {part}")
    elif form == "json":
        sys.stdout.write(json.dumps(found.as_object(), ensure_ascii=False, indent=1) + "\n")
    else:
        _show(found, form)


def _rank(graph: Path, form: str, top: int, least_regions: int) -> None:
    """Show the slogans that travelled furthest beyond what chance and a common broadcast explain."""
    Layout(graph).read_manifest()
    tell, end = progress()
    try:
        ranking, _ = ranked(graph, LocalEngine(workers=os.cpu_count() or 1), least_regions=least_regions, tell=tell)
    finally:
        end()
    rows = ranking.slice(0, top).to_pylist()
    told = sum(value <= LEVEL for value in ranking["q_value"].to_pylist())
    show_rows(rows, form, title=f"{told:,} of {ranking.num_rows:,} slogans used by {least_regions} or more jurisdictions went ways that chance and a "
                                "common broadcast do not explain (q ≤ .05 among all tests).")


def _show(found: Answer, form: str) -> None:
    flagged = {(flag["code"], flag["document"]) for flag in found.flags}
    firsts = [{**row, "note": "another meaning?" if (row["code"], row["document"]) in flagged else None} for row in found.first_uses]
    counted = f"; counts {'、'.join(found.members)}" if found.members else ""
    show_rows(firsts, form, title=f"{found.slogan}: first uses (forms: {', '.join(found.forms)}{counted})")
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
