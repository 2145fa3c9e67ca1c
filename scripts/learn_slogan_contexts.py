#!/usr/bin/env python3
"""Learn which surroundings quote policy rather than names; write ``kg/lexicon/slogan_contexts.tsv``.

    python scripts/learn_slogan_contexts.py --policy SOURCE... --news SOURCE... [-o FILE]

Quotations in the news are positive examples where at least five documents of the policy corpus (government reports)
quote the same words, negative ones where none does; a logistic regression then learns from their context alone. The
table holds weights of neighbouring characters and of character pairs near by, no sentence of either corpus.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from learn_slogan_cadence import fit

from kg.extract.slogan_contexts import INTERCEPT, context_features
from kg.extract.slogan_quotes import quotations
from kg.model import Document
from kg.read import read_sources

ENOUGH = 5
HEADER = """\
# Weights of the context model, learned by scripts/learn_slogan_contexts.py from a corpus of news and one of government reports.
# feature: <x the quotation follows x, >x it precedes x, x$ it ends with x, xy the pair xy stands within 60 characters; number, latin, dot: what it holds
# weight: log-odds towards policy
feature\tweight
"""


def policy_quotations(sources: list[Path]) -> Counter[str]:
    """Return the words quoted in *sources* with the number of documents."""
    counts: Counter[str] = Counter()
    for item in read_sources(sources):
        if isinstance(item, Document):
            counts.update({item.text[q.start:q.end] for q in quotations(item.text)})
    return counts


def examples(sources: list[Path], policy: Counter[str]) -> list[tuple[str, float, list[str]]]:
    """Return (words, label, traits) of the decided quotations of *sources*."""
    found = []
    for item in read_sources(sources):
        if not isinstance(item, Document):
            continue
        for quotation in quotations(item.text):
            words = item.text[quotation.start:quotation.end]
            if 2 <= len(words) <= 16 and "、" not in words and "，" not in words and (policy[words] >= ENOUGH or not policy[words]):
                traits = list(context_features(item.text, quotation.start, quotation.end))
                found.append((words, float(policy[words] >= ENOUGH), traits))
    return found


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policy", nargs="+", type=Path, required=True)
    parser.add_argument("--news", nargs="+", type=Path, required=True)
    parser.add_argument("-o", "--out", type=Path, default=Path("kg/lexicon/slogan_contexts.tsv"))
    parser.add_argument("--least", type=int, default=150, help="quotations that a trait must occur in")
    args = parser.parse_args()
    found = examples(args.news, policy_quotations(args.policy))
    counts = Counter(name for _, _, traits in found for name in traits)
    names = [INTERCEPT, *sorted(name for name, count in counts.items() if count >= args.least)]
    number = {name: i for i, name in enumerate(names)}
    rows = [[(0, 1.0), *((number[name], 1.0) for name in traits if name in number)] for _, _, traits in found]
    labels = np.array([label for _, label, _ in found])
    often = Counter(words for words, _, _ in found)
    weight = np.array([often[words] ** -0.7 for words, _, _ in found])  # a word quoted daily must not drown the others
    weight *= np.where(labels > 0, weight[labels == 0].sum() / weight[labels > 0].sum(), 1.0)
    weight *= len(found) / weight.sum()
    coefficients = fit(rows, labels, weight, len(names), ridge=40.0)
    kept = [(name, w) for name, w in zip(names, coefficients, strict=True) if abs(w) >= 0.12 or name == INTERCEPT]
    args.out.write_text(HEADER + "".join(f"{name}\t{w:.2f}\n" for name, w in kept), encoding="utf-8")
    sys.stderr.write(f"{int(labels.sum())} quotations of policy, {int((1 - labels).sum())} others, {len(kept)} weights\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
