"""Compare the table of divisions with another list of codes, prefectures and counties since 1981.

    python scripts/check_divisions.py [../shared/regions/areacodes.csv]

The list has the columns 代码, 名称, 级别, 状态, 启用时间, 变更/弃用时间, 新代码. Prints how many of its codes and names the table
has, how many start and end in the same year, and for how many former ones both lead to the same division of today.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

from kg.regions import Gazetteer, Region, load_gazetteer
from kg.regions.table import read_divisions

Rows = dict[str, list[dict[str, str]]]


def heirs(rows: Rows, code: str, seen: tuple[str, ...] = ()) -> set[str]:
    """Return the codes in use today that *code* leads to in the list."""
    if code in seen:
        return set()
    if any(row["状态"] == "在用" for row in rows.get(code, [])):
        return {code}
    steps = {step.split("[")[0] for row in rows.get(code, []) for step in row["新代码"].split(";") if step}
    return set().union(*(heirs(rows, step, (*seen, code)) for step in steps))


def compare(known: Gazetteer, ours: dict[tuple[str, str], list[Region]], rows: Rows, since: int) -> Counter[str]:
    """Count agreements for the list's rows that changed or began in *since* or later, or are in use."""
    counts: Counter[str] = Counter()
    for row in (row for group in rows.values() for row in group if row["级别"] != "省级"):
        end = int(row["变更/弃用时间"] or 9999)
        if end < since:
            continue
        counts["rows"] += 1
        found = ours.get((row["代码"], row["名称"]), [])
        counts["code and name"] += bool(found)
        counts["end"] += any((region.valid_to or 9998) + 1 == end for region in found)
        if int(row["启用时间"]) >= since:
            counts["rows that begin"] += 1
            counts["beginning"] += any(region.valid_from == int(row["启用时间"]) for region in found)
        told = heirs(rows, row["代码"])
        if row["状态"] == "弃用" and told and found:
            counts["former rows"] += 1
            counts["heir"] += bool({later.code for later in known.today(found[-1])} & told)
    return counts


def main() -> None:
    """Print the table."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/regions/areacodes.csv")
    rows: Rows = defaultdict(list)
    with path.open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            rows[row["代码"]].append(row)
    ours: dict[tuple[str, str], list[Region]] = defaultdict(list)
    for region in read_divisions():
        ours[region.code, region.name].append(region)
    for since in (1985, 2000):
        counts = compare(load_gazetteer(), ours, rows, since)
        for what, of in (("code and name", "rows"), ("end", "rows"), ("beginning", "rows that begin"), ("heir", "former rows")):
            sys.stdout.write(f"since {since}: {what:14} {counts[what]:5} of {counts[of]:5}  {counts[what] / counts[of]:.4f}\n")


if __name__ == "__main__":
    main()
