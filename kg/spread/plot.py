"""A slogan as a picture: how hot it was over time, and how many jurisdictions had taken it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import NoPicture
from kg.spread.answer import Answer
from kg.spread.dates import when
from kg.spread.fonts import chinese
from kg.spread.heat import SCALE
from kg.spread.pictures import COLOURS

_NAMED = 12
"""First users whose names are written in the picture."""


def plot(found: Answer, target: Path) -> None:
    """Write the picture of *found* to *target*; the suffix (png, svg, pdf) tells the format.

    Raises:
        NoPicture: there is nothing to draw, or the suffix names no format.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    if not found.first_uses:
        raise NoPicture(f"{found.slogan} is used in no document observed, so that there is nothing to draw in {target}.")
    if target.suffix.lstrip(".").lower() not in ("png", "svg", "pdf"):
        raise NoPicture(f"{target} is no picture's name; end it in .png, .svg or .pdf.")
    with chinese():
        figure = Figure(figsize=(11, 7), layout="constrained")
        FigureCanvasAgg(figure)
        upper, lower = figure.subplots(2, 1, height_ratios=(3, 2), sharex=True)
        _adopters(upper, found)
        _curve(lower, found.curve)
        figure.suptitle(f"{found.slogan}\n{found.verdict}", fontsize=12)
        temporary = target.with_name(f"{target.stem}.writing{target.suffix}")
        figure.savefig(temporary, dpi=120, metadata={"Date": None} if target.suffix == ".svg" else None)
    temporary.replace(target)


def _year(text: str) -> float:
    at = when(text)
    assert at is not None
    return 1970 + at.last / 365.2425


def _adopters(axes: Any, found: Answer) -> None:
    """Draw the jurisdictions that had used the slogan, the first of them by name."""
    years = [_year(row["date"]) for row in found.first_uses]
    axes.step(years, range(1, len(years) + 1), where="post", color="#444444")
    axes.plot(years, range(1, len(years) + 1), ".", color="#b11218", markersize=4)
    axes.text(0.01, 0.97, "\n".join(f"{row['date']} {row['region']}" for row in found.first_uses[:_NAMED]), fontsize=9, va="top",
              transform=axes.transAxes, linespacing=1.5)
    axes.set_xlim(years[0] - max(1.0, 0.3 * (years[-1] - years[0])), years[-1] + 0.5)
    axes.set_ylim(0, None)
    axes.set_ylabel("采用地区数 jurisdictions")


def _curve(axes: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw the uses in a million characters, coloured by heat."""
    width = {4: 0.9, 7: 1 / 12}[len(rows[0]["period"])]
    for row in rows:
        year = int(row["period"][:4]) + (int(row["period"][5:]) - 1) / 12 if len(row["period"]) > 4 else int(row["period"])
        axes.bar(year, row["rate"], width=width, align="edge", color=COLOURS[row["heat"]], edgecolor="none")
    top = max(row["rate"] for row in rows) * 1.1
    for least, name in SCALE:
        if 0 < least < top:
            axes.axhline(least, color="#dddddd", lw=0.8, zorder=0)
            axes.text(0.005, least, name, fontsize=9, transform=axes.get_yaxis_transform(), va="bottom")
    axes.set_ylim(0, top)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_ylabel("每百万字用次 uses / 1M characters")
