"""Measure the figures of the READMEs and write them into their tables: ``figures.py --gold FOLDER --corpus FOLDER --graphs GRAPH...``.

Each row is measured by the command that stands in it. The tables stand between ``<!-- figures -->`` and ``<!-- /figures -->``; everything else stays.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.evaluate import evaluate, read_facts_file
from kg.stores.facts import read_facts

ROOT = Path(__file__).parent.parent
HEADS = {"README.md": ("what", "figure", "command"), "README.zh.md": ("指标", "数值", "命令")}
KINDS = {"person": ("persons", "人物"), "tenure": ("person–office–region", "任职（人–职–地）"), "event": ("events (kind, days, place, participants)", "事件（类型、日期、地点、参与者）"),
         "participation": ("roles at events", "事件中的角色"), "transmits": ("what was conveyed, from whom", "传达内容及来源"), "slogan": ("slogans with jurisdiction", "提法及使用地区")}


@dataclass(frozen=True, slots=True)
class Figure:
    """A row: what is measured, in English and Chinese, what came out, and the command that prints it."""

    english: str
    chinese: str
    value: str
    command: str


def accuracy(graphs: list[Path], gold: Path) -> Iterator[Figure]:
    """Yield F1, precision and recall of each kind of fact."""
    predicted = {fact["doc"]: fact for graph in graphs for fact in read_facts(graph)}
    wanted = {name: fact for path in sorted(gold.glob("*.gold.jsonl")) for name, fact in read_facts_file(path).items()}
    result = evaluate(predicted, wanted)
    figures = result.figures()
    for kind, (english, chinese) in KINDS.items():
        found = figures[kind]
        yield Figure(f"{english}: F1 (precision, recall), {result.documents} development documents", f"{chinese}：F1（精确率、召回率），{result.documents} 篇开发文档",
                     f"{found.f1:.3f} ({found.precision:.3f}, {found.recall:.3f})", "make gold GOLD=… CORPUS=…")


def printed(words: str, *, corpus: Path) -> str:
    """Return what a command of the repository prints; CORPUS in it stands for the folder."""
    command = shlex.split(words.replace("CORPUS", str(corpus)))
    done = subprocess.run([sys.executable, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"})
    if done.returncode:
        sys.exit(f"{words}: {done.stderr[-2000:]}")
    return done.stdout


def speed(corpus: Path) -> Iterator[Figure]:
    """Yield characters a second beside jieba."""
    command = "python benchmarks/extraction_speed.py CORPUS/xwlb --characters 400000"
    text = printed(command, corpus=corpus)
    ours = _one(r"kg \(whole extractor\)\s+([\d,]+) characters/s", text)
    tagger = _one(r"jieba\.posseg\.lcut\s+[\d,]+ characters/s\s+kg is ([\d.]+)", text)
    yield Figure("reading, one core, characters a second (times jieba's tagger alone, same run)", "单核阅读速度，字/秒（同次运行中为 jieba 词性标注的倍数）",
                 f"{ours} ({tagger}×)", command)


def deliverers(corpus: Path) -> Iterator[Figure]:
    """Yield the share of work reports whose deliverer is read whole."""
    command = "python benchmarks/report_deliverers.py CORPUS/reports"
    text = printed(command, corpus=corpus)
    total = _one(r"([\d,]+) give name and office", text)
    share = re.findall(r"all\s+[\d,]+\s+([\d.]+)", text)
    yield Figure("work reports that name a deliverer: person, office, region and session all read", "写明报告人的工作报告：人、职、地、会议全部读出", f"{share[0]} of {total}", command)


def _one(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if not found:
        sys.exit(f"no {pattern} in what the command printed:\n{text[:2000]}")
    return found[1]


def table(name: str, rows: list[Figure]) -> str:
    """Return the table for one README."""
    lines = ["| " + " | ".join(HEADS[name]) + " |", "|---|---|---|"]
    lines += [f"| {row.english if name == 'README.md' else row.chinese} | {row.value} | `{row.command}` |" for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--graphs", type=Path, nargs="+", required=True)
    given = parser.parse_args()
    corpus = given.corpus.resolve()
    rows = [*accuracy(given.graphs, given.gold), *speed(corpus), *deliverers(corpus)]
    for name in HEADS:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        parts = re.split(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", text, flags=re.DOTALL)
        if len(parts) != 2:
            sys.exit(f"{name} has no place <!-- figures --> … <!-- /figures --> for its table.")
        path.write_text(f"{parts[0]}{table(name, rows)}\n{parts[1]}", encoding="utf-8")
        sys.stdout.write(f"{name}: {len(rows)} figures of {datetime.now(UTC):%Y-%m-%d}\n")


if __name__ == "__main__":
    main()
