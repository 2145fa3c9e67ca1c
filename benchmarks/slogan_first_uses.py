"""Print whether `kg spread` gives the same first uses as a plain search of the texts.

    python benchmarks/slogan_first_uses.py CORPUS GRAPH [--by region|corpus] [--ranked 30]

CORPUS is a folder or file that `kg build` reads, GRAPH the graph built of it (built here where there is none). The plain search reads CORPUS
by itself: it drops blanks and quotation marks, takes every comma for 、, and looks for the wording with and without its 、. With `--by region` the first
use of every jurisdiction is compared (the record's own `region` tells it, as in the annual reports), with `--by corpus` the first use of all.
A wording inside longer words (标准地 in 高标准地块) is found by the plain search and left out by `kg spread`: such places are counted apart and shown.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.build import build
from kg.engine import LocalEngine
from kg.model import Document
from kg.read import read_sources
from kg.spread.adoption import first_uses
from kg.spread.families import Family, family
from kg.spread.panel import read_panel
from kg.spread.places import Hierarchy
from kg.spread.stage import ranked
from kg.spread.uses import UseFinder

REPORTS = ("亩均论英雄 河长制 标准地 店小二 最多跑一次 林长制 田长制 湖长制 链长制 路长制 河湖长制 双招双引 一网通办 放管服 供给侧结构性改革 精准扶贫 乡村振兴 "
           "绿水青山就是金山银山 房住不炒 人民至上、生命至上 外防输入、内防反弹 两不愁三保障 厕所革命 "
           "枫桥经验 新质生产力 双碳 容缺受理 揭榜挂帅 万企兴万村 腾笼换鸟").split()
NEWS = ("河长制 最多跑一次 枫桥经验 动态清零 双减 精准扶贫 乡村振兴 "
        "绿水青山就是金山银山 房住不炒 人民至上、生命至上 外防输入、内防反弹 两不愁三保障 厕所革命 新质生产力 "
        "放管服 供给侧结构性改革 一网通办 店小二 林长制 湖长制 高质量发展 新发展理念 "
        "人类命运共同体 撸起袖子加油干 不忘初心、牢记使命 四个意识 四个自信 两个维护 两个确立 三去一降一补 "
        "六稳 六保 应检尽检 早发现、早报告、早隔离、早治疗 脱贫不脱政策 钉钉子精神 中国式现代化 全过程人民民主 因地制宜发展新质生产力 千万工程").split()
_DROPPED = re.compile(r"[\s\x00\u200b\ufeff“”‘’\"'「」『』﹁﹂〝〞＂]+")
_COMMAS = re.compile(r"[，,；;·•・‧]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Text:
    """A document as the plain search sees it; ``date`` is padded so that a bare year comes last among its days."""

    name: str
    region: str
    date: str
    words: str


def plain(text: str) -> str:
    """Return *text* without blanks and quotation marks, with one kind of comma."""
    return _COMMAS.sub("、", _DROPPED.sub("", text))


def texts(corpus: str) -> list[Text]:
    """Return the documents of *corpus* that carry a date."""
    found = []
    for item in read_sources([corpus]):
        if isinstance(item, Document):
            year = _YEAR.search(item.title or "") or _YEAR.search(item.name)
            date = item.published or (year[0] if year else "")
            if date:
                found.append(Text(item.name, item.region or "", date, plain(f"{item.title or ''}\n{item.text}")))
    return found


def rank_of(date: str) -> str:
    """Return a key by which a year comes after all its days, a month after its own."""
    return {4: f"{date}-99-99", 7: f"{date}-99"}.get(len(date), date)


def search(found: list[Text], asked: Family) -> list[Text]:
    """Return the documents that hold any form of *asked*, earliest first."""
    forms = {plain(words) for words in asked.forms} | {plain(words).replace("、", "") for words in asked.forms}
    return sorted((text for text in found if any(words in text.words for words in forms)), key=lambda text: (rank_of(text.date), text.name))


def compare(asked: Family, rows: list[dict[str, Any]], found: list[Text], by: str, used: set[tuple[str, str]],
            dates: dict[str, str]) -> tuple[int, int, list[str]]:
    """Return how many first uses are equal, of how many, and what differs; documents that only hold the wording inside others are left out."""
    hits = [text for text in search(found, asked) if (asked.name, text.name) in used]
    inside = [text.name for text in search(found, asked) if (asked.name, text.name) not in used]
    notes = [f"inside other words or reprinted: {len(inside)} documents, e.g. {inside[0]}"] if inside else []
    if by == "corpus":
        first = [text for text in hits if text.date == hits[0].date]
        equal = bool(rows) and rows[0]["name"] in {text.name for text in first} if first else not rows
        if not equal and rows and rows[0]["used_date"] <= hits[0].date < dates[rows[0]["name"]]:
            return 0, 1, [*notes, f"plain search: {hits[0].date} {hits[0].name}; {rows[0]['name']} reports on a day before that"]
        return int(equal), 1, notes if equal else [*notes, f"DIFFERS: plain {hits[:1]}, spread {rows[:1]}"]
    wanted: dict[str, Text] = {}
    for text in hits:
        wanted.setdefault(text.region, text)
    regions = {text.name: text.region for text in found}
    given = {regions[row["name"]]: row["name"] for row in rows}
    wrong = sorted(region for region in {*wanted, *given} if region not in wanted or region not in given
                   or dates[given[region]] != wanted[region].date)
    return len({*wanted, *given}) - len(wrong), len({*wanted, *given}), notes + [f"{region}: {given.get(region)}" for region in wrong[:3]]


def main() -> None:
    """Compare and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("graph", type=Path)
    parser.add_argument("--by", choices=("region", "corpus"), default="region")
    parser.add_argument("--ranked", type=int, default=30)
    args = parser.parse_args()
    if not (args.graph / "manifest.json").exists():
        build([args.corpus], out=args.graph)
    start = time.perf_counter()
    names = list(REPORTS if args.by == "region" else NEWS)
    if args.by == "region":
        ranking = ranked(args.graph, LocalEngine(workers=2))[0]["slogan"].to_pylist()
        names += [name for name in ranking if name not in names][:args.ranked]
    families = [family(args.graph, name) for name in names]
    uses = UseFinder(args.graph, read_panel(args.graph)).find(families)
    used = set(zip(uses["slogan"].to_pylist(), uses["name"].to_pylist(), strict=True))
    firsts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in first_uses(uses).to_pylist():
        firsts[row["slogan"]].append(row)
    found = texts(args.corpus)
    dates = {text.name: text.date for text in found}
    hierarchy, equal, total, write = Hierarchy(), 0, 0, sys.stdout.write
    write("| slogan | first use | where | compared | equal | notes |\n|---|---|---|--:|--:|---|\n")
    for asked in families:
        rows = firsts[asked.name]
        same, number, notes = compare(asked, rows, found, args.by, used, dates)
        equal, total = equal + same, total + number
        where = hierarchy.place(rows[0]["region_code"]).name if rows else ""
        write(f"| {asked.name} | {rows[0]['used_date'] if rows else ''} | {where} | {number} | {same} | {'; '.join(notes)} |\n")
    write(f"\n{len(families)} slogans, {equal} of {total} first uses equal, {time.perf_counter() - start:.0f} s\n")


if __name__ == "__main__":
    main()
