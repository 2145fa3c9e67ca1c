#!/usr/bin/env python3
"""Learn from any corpus which chains of parallel parts read like formulas; write two tables.

    python scripts/learn_slogan_cadence.py SOURCE... [-o FOLDER]

A corpus marks some of its formulas itself: by quotation marks. Chains that stand in quotation marks anywhere are the
positive examples, all other chains the negative ones; a logistic regression over characters and shape (no whole
wordings) then ranks chains that nobody ever quoted. The table holds weights of single characters and character pairs
at the edges of parts (``slogan_cadence.tsv``); a second one lists the chains that many documents repeat
(``slogan_repeated.tsv``). None holds a sentence of the corpus.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kg.extract.slogan_cadence import INTERCEPT, Cadence, features
from kg.extract.slogan_chains import OFFICE, chains
from kg.model import Document
from kg.read import read_sources

LEAST_SCORE = -2.0
QUOTED = re.compile(r"“([\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,12})+)”")
WEIGHTS = """\
# Weights of the chain model, learned by scripts/learn_slogan_cadence.py from a corpus of news and government reports.
# feature: ^x a part begins with x, x$ a part ends with x, 2x / x2 second and last but one character, all^x / allx$ all parts do; size, echo, heads, ends: shape
# weight: log-odds towards a formula
feature\tweight
"""
REPEATED = """\
# Chains of parallel parts that many documents repeat, counted by scripts/learn_slogan_cadence.py in a corpus of news and government reports.
# text: the parts, joined by 、
# documents: how many documents hold them
text\tdocuments
"""


def examples(sources: Sequence[Path]) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
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


def write_weights(path: Path, names: list[str], coefficients: np.ndarray) -> int:
    """Write the weights that matter to *path*; return how many."""
    kept = [(name, w) for name, w in zip(names, coefficients, strict=True) if abs(w) >= 0.25 or name == INTERCEPT]
    path.write_text(WEIGHTS + "".join(f"{name}\t{w:.2f}\n" for name, w in kept), encoding="utf-8")
    return len(kept)


def joined(words: tuple[str, ...]) -> bool:
    """Return whether *words* name no office or organ."""
    return not any(OFFICE.search(part) for part in words)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("kg/lexicon"), help="the folder to write to")
    parser.add_argument("--least", type=int, default=100, help="chains that a feature must occur in")
    parser.add_argument("--repeats", type=int, default=10, help="documents that a repeated chain must occur in")
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
    names_kept = write_weights(args.out / "slogan_cadence.tsv", names, coefficients)
    model = Cadence({name: float(w) for name, w in zip(names, coefficients, strict=True)}, {})
    repeated = sorted((words, quoted[words] + bare[words]) for words in wordings
                      if quoted[words] + bare[words] >= args.repeats and model.score(words) > LEAST_SCORE and joined(words))
    (args.out / "slogan_repeated.tsv").write_text(REPEATED + "".join(f"{'、'.join(w)}\t{n}\n" for w, n in repeated), encoding="utf-8")
    sys.stderr.write(f"{int(labels.sum())} quoted and {int((1 - labels).sum())} bare chains, {names_kept} weights, {len(repeated)} repeated chains\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
