#!/usr/bin/env python3
"""Learn from any corpus which chains of parallel parts read like formulas; write ``kg/lexicon/slogan_cadence.tsv``.

    python scripts/learn_slogan_cadence.py SOURCE... [-o FILE]

A corpus marks some of its formulas itself: by quotation marks. Chains that stand in quotation marks anywhere are the
positive examples, all other chains the negative ones; a logistic regression over characters and shape (no whole
wordings) then ranks chains that nobody ever quoted. The table holds weights of single characters and character pairs
at the edges of parts, none of the corpus' sentences.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from kg.extract.slogan_cadence import INTERCEPT, features
from kg.extract.slogan_chains import chains
from kg.model import Document
from kg.read import read_sources

QUOTED = re.compile(r"“([\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,12})+)”")
HEADER = """\
# Weights of the chain model, learned by scripts/learn_slogan_cadence.py from a corpus of news and government reports.
# feature: ^x a part begins with x, x$ a part ends with x, 2x / x2 second and last but one character, all^x / allx$ all parts do; size, echo, heads, ends: shape
# weight: log-odds towards a formula
feature\tweight
"""


def examples(sources: Iterable[Path]) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
    """Return the chains of *sources* that are quoted and those that stand bare, with the number of documents."""
    quoted: Counter[tuple[str, ...]] = Counter()
    bare: Counter[tuple[str, ...]] = Counter()
    for item in read_sources(sources):
        if isinstance(item, Document):
            quoted.update({tuple(match[1].split("、")) for match in QUOTED.finditer(item.text)})
            bare.update({chain.parts for chain in chains(item.text) if item.text[chain.start - 1:chain.start] != "“"})
    return quoted, bare


def fit(rows: list[list[tuple[int, float]]], labels: np.ndarray, weight: np.ndarray, size: int, *, rounds: int = 250,
        ridge: float = 3.0) -> np.ndarray:
    """Return the weights of a logistic regression with an L2 penalty, by full-batch AdaGrad."""
    lengths = np.array([len(row) for row in rows])
    index = np.fromiter((i for row in rows for i, _ in row), dtype=np.int64)
    value = np.fromiter((v for row in rows for _, v in row), dtype=np.float64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(rows)), lengths)
    coefficients, squares = np.zeros(size), np.full(size, 1e-6)
    for _ in range(rounds):
        margin = np.add.reduceat(coefficients[index] * value, starts)
        error = weight * (1 / (1 + np.exp(-margin)) - labels)
        gradient = np.bincount(index, weights=error[owner] * value, minlength=size) + ridge * coefficients
        gradient[0] -= ridge * coefficients[0]
        squares += gradient ** 2
        coefficients -= 0.5 * gradient / np.sqrt(squares)
    return coefficients


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("kg/lexicon/slogan_cadence.tsv"))
    parser.add_argument("--least", type=int, default=40, help="examples that a feature must occur in")
    args = parser.parse_args()
    quoted, bare = examples(args.sources)
    wordings = sorted({*quoted, *bare})
    counts = Counter(name for words in wordings for name in {name for name, _ in features(words)})
    names = [INTERCEPT, *sorted(name for name, count in counts.items() if count >= args.least)]
    number = {name: i for i, name in enumerate(names)}
    rows = [[(0, 1.0), *((number[name], value) for name, value in features(words) if name in number)] for words in wordings]
    labels = np.array([float(words in quoted) for words in wordings])
    frequency = np.array([1.0 + np.log(quoted[words] or bare[words]) for words in wordings])
    weight = frequency * np.where(labels > 0, (frequency * (1 - labels)).sum() / (frequency * labels).sum(), 1.0)
    weight *= len(rows) / weight.sum()
    coefficients = fit(rows, labels, weight, len(names))
    kept = [(name, w) for name, w in zip(names, coefficients, strict=True) if abs(w) >= 0.15 or name == INTERCEPT]
    args.out.write_text(HEADER + "".join(f"{name}\t{w:.2f}\n" for name, w in kept), encoding="utf-8")
    sys.stderr.write(f"{int(labels.sum())} quoted and {int((1 - labels).sum())} bare chains, {len(kept)} weights\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
