"""Characters a second of the whole extractor beside jieba's segmentation, on the same text in the same run, one core.

    pip install 'chuanda[benchmark]'
    python benchmarks/extraction_speed.py CORPUS [--characters 2000000] [--rounds 3] [--whole]

CORPUS is a folder or file that `kg build` reads. Prints a table; the time is that of the processor, the ratio that of the medians of
the rounds, which alternate between the three. --whole also builds a graph of all of CORPUS with two workers and prints the seconds by the clock until
everything is extracted, and until the graph stands.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import jieba
import jieba.posseg

from kg.build import build
from kg.errors import RejectedDocument
from kg.extract.grammar import GrammarExtractor
from kg.model import Document
from kg.read import read_sources


def texts(source: str, characters: int) -> list[Document]:
    """Return documents of *source*, every tenth of the first of them, until *characters* are reached."""
    found, total = [], 0
    for item in islice(read_sources([source]), 0, None, 10):
        if isinstance(item, Document):
            found.append(item)
            total += len(item.text)
        if total >= characters:
            break
    return found


def extract(extractor: GrammarExtractor) -> Callable[[Document], None]:
    """Return a function that extracts one document."""
    def run(document: Document) -> None:
        try:
            for _ in extractor(document):
                pass
        except RejectedDocument:
            pass
    return run


def main() -> None:
    """Time the three in turn and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--characters", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--whole", action="store_true")
    args = parser.parse_args()
    jieba.setLogLevel(logging.ERROR)
    documents = texts(args.corpus, args.characters)
    total = sum(len(document.text) for document in documents)
    ways: dict[str, Callable[[Document], object]] = {
        "kg (whole extractor)": extract(GrammarExtractor()), "jieba.lcut": lambda d: jieba.lcut(d.text),
        "jieba.posseg.lcut": lambda d: jieba.posseg.lcut(d.text)}
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way(documents[0])
    for _ in range(args.rounds):
        for name, way in ways.items():
            start = time.process_time()
            for document in documents:
                way(document)
            rates[name].append(total / (time.process_time() - start))
    ours = statistics.median(rates["kg (whole extractor)"])
    sys.stdout.write(f"{len(documents)} documents, {total:,} characters, {args.rounds} rounds\n")
    for name, values in rates.items():
        middle = statistics.median(values)
        sys.stdout.write(f"{name:22} {middle:10,.0f} characters/s   kg is {ours / middle:.2f} times as fast\n")
    if args.whole:
        whole(args.corpus)


def whole(corpus: str) -> None:
    """Build a graph of *corpus* with two workers and print how long that took."""
    begun: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        report = build([corpus], out=Path(folder) / "graph", workers=2,
                       progress=lambda stage, done, total: begun.setdefault(stage, time.perf_counter()) and None)
        end = time.perf_counter()
    sys.stdout.write(f"{report.documents:,} documents with two workers: {begun['resolve'] - start:.0f} s until all was read and extracted, "
                     f"{end - start:.0f} s until the graph stood ({report.statements:,} statements)\n")


if __name__ == "__main__":
    main()
