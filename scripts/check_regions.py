"""Measure the reading of regions against gold annotations and against reports with a known region.

    python scripts/check_regions.py [--gold ../shared/gold] [--corpus ../shared/corpus] [--misses]

Prints how often the home of a document is its main jurisdiction, how often the region of an annotated tenure, event
or slogan resolves to its code, how many regions of the reports resolve, and the speed of loading and of finding names.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zstandard

from kg.clean import clean
from kg.model import CleanText, Document
from kg.read import read_sources
from kg.regions import Context, Gazetteer, Region, home_region, load_gazetteer

Counts = Counter[tuple[str, bool]]


def documents(corpus: Path) -> dict[str, Document]:
    """Return the annotated documents of *corpus* by name."""
    sources = [corpus / "seeds", corpus / "composed", corpus / "xwlb-dev.jsonl"]
    found = read_sources([str(path) for path in sources if path.exists()], metadata=[])
    return {document.name: document for document in found if isinstance(document, Document)}


def gold_rows(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the annotations, one a document."""
    for path in sorted(folder.glob("*.gold.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def year_of(published: str | None) -> int | None:
    """Return the year of an ISO date."""
    return int(published[:4]) if published else None


def check_home(known: Gazetteer, row: dict[str, Any], document: Document, text: CleanText, counts: Counts) -> Region | None:
    """Count whether the home of a document is its first region, or one of them; a miss is printed."""
    home = home_region(title=document.title, publisher=document.publisher, text=text.text, region=document.region,
                       year=year_of(row.get("published")), gazetteer=known)
    codes = [region["code"] for region in row.get("regions", [])]
    if codes:
        found = home.six if home else None
        counts["home is the first region", found == codes[0]] += 1
        counts["home is one of the regions", found in codes] += 1
        if found != codes[0]:
            tell(f"home {row['doc']} ({row.get('publisher')}): {home.name if home else None} {found}, not "
                 f"{[(region['name'], region['code']) for region in row['regions']][:4]}")
    return home


def check_names(context: Context, row: dict[str, Any], counts: Counts) -> None:
    """Count the annotated names that resolve to their code; a miss is printed."""
    for kind, facts in (("tenure", row.get("tenures", [])), ("event", row.get("events", [])),
                        ("slogan", row.get("slogans", {}).get("core", []))):
        for fact in facts:
            name, code = fact.get("region"), fact.get("code")
            if name and code:
                region = context.resolve(name)
                six = region.six if region else None
                counts[f"name of {kind}", six == code] += 1
                if six != code:
                    home = context.home.name if context.home else None
                    tell(f"{kind} {row['doc']} at {home}: {name} is {six}, not {code}")


def check_reports(known: Gazetteer, folder: Path, counts: Counts) -> None:
    """Count the regions of the reports that resolve in the report's year."""
    for path in sorted(folder.glob("*.zst")):
        with zstandard.ZstdDecompressor().stream_reader(path.open("rb")) as stream:
            for line in io.TextIOWrapper(stream, encoding="utf-8"):
                record = json.loads(line)
                region = Context(known, None, int(record["year"])).resolve(record["region"])
                counts["region of report", region is not None] += 1
                if region is None:
                    tell(f"report {record['id']}: {record['region']} in {record['year']} does not resolve")


def tell(line: str) -> None:
    """Print a miss to standard error where the user asked for them."""
    if "--misses" in sys.argv:
        sys.stderr.write(line + "\n")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--misses", action="store_true", help="print every miss to standard error")
    options = parser.parse_args()
    begin = time.perf_counter()
    known = load_gazetteer()
    loaded = time.perf_counter() - begin
    counts: Counts = Counter()
    texts, read = [], documents(options.corpus)
    for row in gold_rows(options.gold):
        document = read.get(row["doc"])
        if document is None:
            tell(f"no document {row['doc']}")
            continue
        text = clean(document)
        texts.append(text.text)
        home = check_home(known, row, document, text, counts)
        check_names(Context(known, home, year_of(row.get("published"))), row, counts)
    if (options.corpus / "reports").exists():
        check_reports(known, options.corpus / "reports", counts)
    for kind in dict.fromkeys(kind for kind, _ in counts):
        right, wrong = counts[kind, True], counts[kind, False]
        sys.stdout.write(f"{kind:28} {right:6} of {right + wrong:6}  {right / (right + wrong):.4f}\n")
    size = sum(map(len, texts))
    for words in texts:
        known.mentions(words)
    begin = time.perf_counter()
    found = sum(len(known.mentions(words)) for words in texts)
    speed = size / (time.perf_counter() - begin) / 1e6
    sys.stdout.write(f"loaded in {loaded:.2f} s; {found} mentions in {size} characters, {speed:.1f} M characters/s\n")


if __name__ == "__main__":
    main()
