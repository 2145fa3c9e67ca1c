"""What the commands share: output, progress, errors."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from kg.errors import KgError

_EVERY = 5.0


def fail(error: KgError) -> NoReturn:
    """Print the error's sentence and leave with its status."""
    sys.stderr.write(f"kg: {error}\n")
    sys.exit(error.exit_status)


def write(lines: Sequence[str] | Any, target: str) -> None:
    """Write text to the file *target*, or to standard output for ``-``."""
    if target == "-":
        for line in lines:
            sys.stdout.write(line)
        return
    path = Path(target)
    temporary = path.with_name(path.name + ".writing")
    with temporary.open("w", encoding="utf-8") as stream:
        stream.writelines(lines)
    temporary.replace(path)


def show_rows(rows: Sequence[Mapping[str, Any]], form: str, *, title: str = "") -> None:
    """Print rows as a table, JSON, CSV or Markdown."""
    if form == "json":
        sys.stdout.write(json.dumps(list(rows), ensure_ascii=False, indent=1, default=str) + "\n")
    elif form == "csv":
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _plain(value) for key, value in row.items()} for row in rows)
        sys.stdout.write(buffer.getvalue())
    elif form == "markdown":
        _markdown(rows, title)
    elif form == "table":
        _table(rows, title)
    else:
        raise UnknownForm(f"--format {form} is not known; use table, json, csv or markdown.")


class UnknownForm(KgError):
    """An output format that a command does not know."""


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def _markdown(rows: Sequence[Mapping[str, Any]], title: str) -> None:
    names = list(rows[0]) if rows else ["no rows"]
    lines = [f"{title}\n"] if title else []
    lines += ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_plain(value).replace("|", "\\|") for value in row.values()) + " |" for row in rows]
    sys.stdout.write("\n".join(lines) + "\n\n")


def _table(rows: Sequence[Mapping[str, Any]], title: str) -> None:
    table = Table(title=title or None, title_justify="left")
    for name in rows[0] if rows else ["no rows"]:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_plain(value) for value in row.values()))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def progress() -> tuple[Callable[[str, int, int | None], None], Callable[[], None]]:
    """Return a callback that shows progress on standard error, and one that ends it: a bar on a terminal, lines elsewhere."""
    return _bar() if sys.stderr.isatty() else _lines()


def _bar() -> tuple[Callable[[str, int, int | None], None], Callable[[], None]]:
    bar = Progress(SpinnerColumn(), TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
                   TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True))
    bar.start()
    tasks: dict[str, Any] = {}
    begun: dict[str, float] = {}

    def tell(stage: str, done: int, total: int | None) -> None:
        if stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=total, rate="")
            begun[stage] = time.monotonic()
        rate = done / max(time.monotonic() - begun[stage], 0.01)
        bar.update(tasks[stage], completed=done, total=total, rate=f"{rate:,.0f}/s" if done else "")
    return tell, bar.stop


def _lines() -> tuple[Callable[[str, int, int | None], None], Callable[[], None]]:
    last = {"at": 0.0, "stage": 0.0}
    begun: dict[str, float] = {}

    def tell(stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        begun.setdefault(stage, now)
        if now - last["at"] < _EVERY and done and done != total:
            return
        last["at"] = now
        rate = done / max(now - begun[stage], 0.01)
        left = f", {(total - done) / rate:,.0f} s left" if total and done and rate and done < total else ""
        sys.stderr.write(f"{stage}: {done:,}" + (f" of {total:,}" if total else "") + (f", {rate:,.0f}/s{left}" if done else "") + "\n")
    return tell, lambda: None
