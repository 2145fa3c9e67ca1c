"""The dashboard of ``kg status``: counts and small bar charts, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.columns import Columns
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

_WIDTH = 22
_CHARTS = (("years", "Documents by year"), ("regions", "Documents by jurisdiction"), ("publishers", "Documents by publisher"),
           ("confidence", "Reported edges by confidence"), ("rejects", "Set aside, by reason"))


def show_dashboard(console: Console, graph: Path, manifest: Mapping[str, Any], found: Mapping[str, Sequence[tuple[str, int]]]) -> None:
    """Print what *manifest* and *found* (:func:`kg.graph.summary.summary`) tell of *graph*."""
    head = Text(f"{manifest['documents']:,} documents   {manifest['statements']:,} statements   {manifest['rejected']:,} set aside\n")
    head.append(f"extractor {manifest['extractor']}   {_size(graph)} on disk", style="dim")
    console.print(Panel(head, title=str(graph), title_align="left", border_style="red"))
    counts = [_bars("Nodes", list(manifest["nodes"].items())), _bars("Edges", list(manifest["edges"].items()))]
    charts = [_bars(title, _years(found[name]) if name == "years" else found[name]) for name, title in _CHARTS if found[name]]
    console.print(Columns([*counts, *charts], padding=(0, 1)))
    console.print(f"Next: kg query {graph}   kg show {graph} -o page.html" + (f"   kg status {graph} --rejects" if manifest["rejected"] else ""),
                  style="dim", highlight=False)


def _bars(title: str, rows: Sequence[tuple[str, int]]) -> Panel:
    """Return a chart with one bar a row."""
    table = Table.grid(padding=(0, 1))
    table.add_column(overflow="fold", max_width=26)
    table.add_column(justify="right")
    table.add_column(no_wrap=True)
    most = max((count for _, count in rows), default=1)
    for name, count in rows:
        if count:
            table.add_row(name, f"{count:,}", Text("█" * max(1, round(_WIDTH * count / most)), style="red"))
    return Panel(Group(table), title=title, title_align="left", border_style="dim")


def _years(rows: Sequence[tuple[str, int]], most: int = 16) -> list[tuple[str, int]]:
    """Join years to longer spans where there are too many for a chart."""
    known = [(int(name), count) for name, count in rows if name.isdigit()]
    rest = [(name, count) for name, count in rows if not name.isdigit()]
    if len(known) <= most:
        return [*((str(year), count) for year, count in known), *rest]
    step = next(step for step in (2, 5, 10, 20, 50, 100) if (known[-1][0] - known[0][0]) // step < most)
    spans: dict[int, int] = {}
    for year, count in known:
        spans[year // step * step] = spans.get(year // step * step, 0) + count
    return [*((f"{start}–{start + step - 1}", count) for start, count in spans.items()), *rest]


def _size(graph: Path) -> str:
    size = float(sum(path.stat().st_size for path in graph.rglob("*") if path.is_file()))
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:,.0f} {unit}"
        size /= 1000
    return f"{size:,.1f} GB"
