"""Pictures of how a slogan travelled, each drawn on axes that the caller gives: map, cascade, lags, heat."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.spread.answer import Answer, Row
from kg.spread.dates import when
from kg.spread.heat import SCALE

COLOURS = {"沸": "#67000d", "烫": "#b11218", "热": "#e32f27", "暖": "#fb7050", "温": "#fcaf93", "冷": "#c6dbef", "": "#ffffff"}
WAYS = {"down": "#b11218", "up": "#2b6cb0", "horizontal": "#7f8c3a"}


@cache
def _tiles() -> tuple[dict[str, str], ...]:
    lines = [line for line in (Path(__file__).parent / "tiles.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t"))


def draw_map(axes: Any, found: Answer) -> None:
    """Draw the provinces as tiles, the earlier the first use in one the darker, with its day and the number of jurisdictions that used it."""
    firsts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for row in found.first_uses:
        code = row["code"][:2] + "0000"
        counts[code] += 1
        firsts.setdefault(code, row["date"])
    order = sorted(set(firsts.values()))
    for tile in _tiles():
        x, y, first = int(tile["column"]), -int(tile["row"]), firsts.get(tile["code"])
        share = 1 - 0.75 * order.index(first) / max(len(order) - 1, 1) if first else 0.0
        axes.add_patch(_rectangle((x - 0.47, y - 0.47), 0.94, 0.94, facecolor=(0.694, 0.071, 0.094, share) if first else "#f1f3f6", edgecolor="#ffffff"))
        colour = "#ffffff" if share > 0.55 else "#1f2430" if first else "#a0a7b4"
        axes.text(x, y + 0.12, tile["name"], ha="center", va="center", fontsize=9, color=colour)
        if first:
            axes.text(x, y - 0.2, f"{first}\n{counts[tile['code']]} 处", ha="center", va="center", fontsize=6.5, color=colour)
    axes.set_xlim(-0.6, 8.6)
    axes.set_ylim(-7.6, 0.6)
    axes.set_aspect("equal")
    axes.axis("off")


def _rectangle(*where: Any, **style: Any) -> Any:
    from matplotlib.patches import Rectangle
    return Rectangle(*where, **style)


def parents(found: Answer) -> dict[str, Row]:
    """Return for each jurisdiction (by code) the likeliest path by which the slogan came: least q, then what the text names, then least lag."""
    best: dict[str, tuple[tuple[float, bool, int], Row]] = {}
    for path in found.paths:
        named = any(item["kind"] == "transmits" for item in path["evidence"])
        key = (path["q_value"] if not named else 0.0, not named, path["lag_days"])
        if path["to_code"] not in best or key < best[path["to_code"]][0]:
            best[path["to_code"]] = (key, path)
    return {code: path for code, (_, path) in best.items()}


def draw_cascade(axes: Any, found: Answer, *, most: int = 40) -> None:
    """Draw the first *most* jurisdictions over time, each joined to the one it likeliest took the slogan from."""
    shown = {row["code"]: number for number, row in enumerate(found.first_uses[:most])}
    days = {row["code"]: _day(row["date"]) for row in found.first_uses}
    for code, path in parents(found).items():
        if code in shown and path["from_code"] in shown:
            axes.annotate("", (days[code], -shown[code]), (days[path["from_code"]], -shown[path["from_code"]]),
                          arrowprops={"arrowstyle": "->", "color": WAYS[path["direction"]], "connectionstyle": "angle,angleA=0,angleB=-90,rad=4", "lw": 1.2})
    for row in found.first_uses[:most]:
        axes.plot(days[row["code"]], -shown[row["code"]], "o", color="#1f2430", markersize=4)
        axes.text(days[row["code"]], -shown[row["code"]] + 0.12, f"  {row['region']} {row['date']}", fontsize=8, va="center")
    axes.tick_params(axis="x", rotation=30, labelsize=8)
    axes.margins(x=0.2)
    axes.set_yticks([])
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)


def _day(words: str) -> Any:
    from datetime import date, timedelta
    at = when(words)
    assert at is not None
    return date(1970, 1, 1) + timedelta(days=at.last)


def draw_lags(axes: Any, found: Answer) -> None:
    """Draw how many days lay between first uses, by direction."""
    by_way = {way: [path["lag_days"] for path in found.paths if path["direction"] == way] for way in WAYS}
    kept = {way: lags for way, lags in by_way.items() if lags}
    axes.hist(list(kept.values()), bins=min(30, max(5, len(found.paths))), stacked=True, color=[WAYS[way] for way in kept], label=list(kept))
    axes.set_xlabel("相隔天数 days between first uses")
    axes.set_ylabel("路径数 paths")
    axes.yaxis.get_major_locator().set_params(integer=True)
    if kept:
        axes.legend(frameon=False)


def draw_heat(axes: Any, curves: Mapping[str, Answer]) -> None:
    """Draw a strip a slogan and a cell a period, coloured by the degree of heat."""
    periods = sorted({row["period"] for found in curves.values() for row in found.curve})
    for line, found in enumerate(curves.values()):
        for row in found.curve:
            axes.add_patch(_rectangle((periods.index(row["period"]) - 0.48, -line - 0.4), 0.96, 0.8, facecolor=COLOURS[row["heat"]], edgecolor="#eeeeee"))
    step = max(1, len(periods) // 12)
    axes.set_xticks(range(0, len(periods), step), periods[::step], rotation=30)
    axes.set_yticks([-line for line in range(len(curves))], list(curves))
    axes.set_xlim(-0.6, len(periods) - 0.4)
    axes.set_ylim(-len(curves) + 0.4, 0.6)
    axes.legend(handles=[_rectangle((0, 0), 1, 1, facecolor=COLOURS[name]) for _, name in SCALE], labels=[name for _, name in SCALE], ncols=6, frameon=False,
                loc="upper left", bbox_to_anchor=(0, -0.35))
