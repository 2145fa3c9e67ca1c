"""Learn how probable statements are from annotated documents, and measure on documents left out how far that holds.

    python scripts/calibrate.py SOURCE... --metadata FILE --gold GOLD [--check] [--markdown]

Writes kg/lexicon/confidence_traits.tsv (a logistic regression over the traits of kg/extract/traits.py for each kind of fact) and
confidence_scale.tsv (what a sum of weights was worth), unless --check is given. Prints, for five folds by document, how many of the
facts left out of the learning get a confidence of 0.9 and more, and how many of those are right. A confidence is cautious: the lower
bound of the share of right facts among those of like score that were left out of the learning, and 0.9 and more only where the facts from
that score upwards keep the promise. Mistakes that the rules once made on the annotated documents and no longer make go on counting
(calibration_mistakes.tsv beside this script holds their traits, no text): rules are mended on these documents, and the next
document will bring the like of what was mended.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.errors import RejectedDocument
from kg.evaluate import STRICT, Fact, evaluate, read_facts_file
from kg.extract.confidence import Scale
from kg.extract.grammar import GrammarExtractor
from kg.extract.statements import StatementWriter
from kg.extract.traits import Traits
from kg.lexicon import load_lexicon
from kg.model import Document, content_id
from kg.read import read_sources
from kg.stores.facts import document_facts

Array = npt.NDArray[np.float64]
LEXICON = Path(__file__).parent.parent / "kg" / "lexicon"
MISTAKES = Path(__file__).with_name("calibration_mistakes.tsv")
PROMISE, LEAST, HELD_LOW, MOST = 0.975, 0.9, 0.89, 0.99
"""Facts of at least LEAST confidence are right at a share of PROMISE (kept above 0.97 for good measure); others get at most HELD_LOW, none more than MOST."""
FOLDS = 5
PENALTIES = (1.0, 3.0, 10.0, 30.0, 1000.0)  # how strongly a weight is held to its prior; tried by cross-validation
BIN, RULE = 25, 10  # least numbers of facts behind one step of the scale, and behind a rule that counts as measured
Z = 1.0  # the lower bound lies this many standard errors below the share
SUSPECT = ("name holds", "one character always", "post begins", "name of another place", "speaks of absence", "office of several", "page damaged",
           "place from afar", "surname unknown", "surname rare")
"""Traits that speak against a fact by common sense; their weights start at -1, all others at 0."""


@dataclass(frozen=True, slots=True)
class Example:
    """A fact of an annotated document: its traits, and whether it is right; ``id`` is a hash."""

    id: str
    kind: str
    document: str
    traits: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of traits and the scale of their sums, of one kind."""

    weights: dict[str, float]
    scale: Scale

    def confidence(self, traits: Sequence[str]) -> float:
        """Return the confidence of a fact with *traits*."""
        return self.scale(sum(self.weights.get(trait, 0.0) for trait in ("always", *traits)))


def examples(sources: Sequence[str], metadata: Sequence[Path], gold: dict[str, Fact]) -> Iterator[Example]:
    """Yield the extracted facts of all annotated documents; the number of its statement stands in for a fact's confidence meanwhile."""
    extractor, surnames = GrammarExtractor(), {row["surname"]: row["kind"] for row in load_lexicon().rows("surnames")}
    for document in read_sources(sources, metadata=metadata):
        if not isinstance(document, Document) or document.name not in gold:
            continue
        try:
            reading = extractor.read(document)
        except RejectedDocument:
            continue
        statements = list(StatementWriter(reading).statements())
        traits = Traits(document, reading.text, statements, surnames)
        numbered = [replace(statement, confidence=float(number)) for number, statement in enumerate(statements)]
        facts = document_facts(document.name, numbered, document.published, document.publisher)
        for outcome in evaluate({document.name: facts}, {document.name: gold[document.name]}).outcomes:
            if outcome.kind in STRICT and outcome.predicted and outcome.confidence is not None:
                yield Example(content_id(outcome.kind, document.name, outcome.fact), outcome.kind, document.name, tuple(traits.of(statements[int(outcome.confidence)])), outcome.right)


def mended(now: Sequence[Example]) -> list[Example]:
    """Return the mistakes of earlier rules that the extractor no longer makes."""
    made = {example.id for example in now}
    lines = MISTAKES.read_text(encoding="utf-8").splitlines() if MISTAKES.exists() else []
    cells = [line.split("\t") for line in lines if not line.startswith(("#", "id\t"))]
    return [Example(identity, kind, document, tuple(traits.split(";")), False) for identity, kind, document, traits in cells if identity not in made]


def remember(rows: Sequence[Example]) -> None:
    """Write down all mistakes, old and new."""
    lines = ["# Mistakes that rules made on the annotated documents at some time: what accompanies mistakes, kept for scripts/calibrate.py.",
             "# id: hash of the fact", "# kind: the kind of fact", "# document: name of the annotated document", "# traits: words of kg/extract/traits.py",
             "id\tkind\tdocument\ttraits"]
    wrong = sorted((row for row in rows if not row.right), key=lambda row: (row.kind, row.document, row.id))
    lines += [f"{row.id}\t{row.kind}\t{row.document}\t{';'.join(row.traits)}" for row in wrong]
    MISTAKES.write_text("\n".join(lines) + "\n", encoding="utf-8")


def matrix(rows: Sequence[Example], names: Sequence[str]) -> Array:
    """Return a row of ones and zeros for each example: always one, then one for each of its traits."""
    place = {name: number for number, name in enumerate(names)}
    found = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        found[number, [place[trait] for trait in ("always", *row.traits) if trait in place]] = 1.0
    return found


def weigh(x: Array, y: Array, names: Sequence[str], penalty: float) -> Array:
    """Return the weights of greatest posterior probability, by Newton's method with halved steps where it overshoots."""
    prior = np.array([-1.0 if any(word in name for word in SUSPECT) else 0.0 for name in names])
    strength = np.array([0.01 if name == "always" else penalty for name in names])
    weights = np.zeros(len(names))

    def loss(at: Array) -> float:
        score = x @ at
        return float(np.sum(np.logaddexp(0.0, score) - y * score) + 0.5 * np.sum(strength * (at - prior) ** 2))
    for _ in range(60):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (y - chance) - strength * (weights - prior)
        step = np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x + np.diag(strength), slope)
        size = 1.0
        while size > 1e-4 and loss(weights + size * step) > loss(weights):
            size /= 2
        weights = weights + size * step
        if np.max(np.abs(step)) < 1e-6:
            break
    return weights


def folds(rows: Sequence[Example], number: int) -> npt.NDArray[np.int64]:
    """Return the fold of each example; all facts of a document share one."""
    names = sorted({row.document for row in rows})
    place = {name: count % number for count, name in enumerate(names)}
    return np.array([place[row.document] for row in rows], dtype=np.int64)


def left_out(x: Array, y: Array, parts: npt.NDArray[np.int64], names: Sequence[str], penalty: float) -> Array:
    """Return the score of each example by weights learned without its document."""
    scores = np.zeros(len(y))
    for part in range(FOLDS):
        out = parts == part
        if out.any() and not out.all():
            scores[out] = x[out] @ weigh(x[~out], y[~out], names, penalty)
    return scores


def learn(rows: Sequence[Example]) -> Model:
    """Learn from *rows* of one kind: the penalty that predicts left-out documents best, the weights, and the scale."""
    names = ["always", *sorted({trait for row in rows for trait in row.traits})]
    x, y, parts = matrix(rows, names), np.array([row.right for row in rows], dtype=np.float64), folds(rows, FOLDS)
    scores = {penalty: left_out(x, y, parts, names, penalty) for penalty in PENALTIES}
    best = min(PENALTIES, key=lambda penalty: float(np.sum(np.logaddexp(0.0, scores[penalty]) - y * scores[penalty])))
    weights = weigh(x, y, names, best)
    return Model(dict(zip(names, weights.tolist(), strict=True)), scale(scores[best], y))


def scale(scores: Array, y: Array) -> Scale:
    """Return what scores are worth: bins of rising precision (pool adjacent violators), the lower bound of each, below 0.9 where the promise breaks."""
    order = np.argsort(scores, kind="stable")
    pools: list[list[float]] = []  # lowest score, facts, right
    for score, right in zip(scores[order], y[order], strict=True):
        if pools and pools[-1][1] < BIN:
            pools[-1][1:] = [pools[-1][1] + 1, pools[-1][2] + right]
        else:
            pools.append([float(score), 1, float(right)])
        while len(pools) > 1 and pools[-1][1] >= BIN and pools[-2][2] / pools[-2][1] >= pools[-1][2] / pools[-1][1]:
            _, facts, found = pools.pop()
            pools[-1][1:] = [pools[-1][1] + facts, pools[-1][2] + found]
    steps, confidences = [], []
    for number, (score, facts, right) in enumerate(pools):
        above, kept = (sum(pool[place] for pool in pools[number:]) for place in (1, 2))
        least = lower(right, facts)
        confidences.append(round(min(least, MOST) if kept / above >= PROMISE else min(least, HELD_LOW), 4))
        steps.append(round(score, 4))
    return Scale(tuple(steps), tuple(np.maximum.accumulate(confidences).tolist()))


def lower(right: float, facts: float) -> float:
    """Return Wilson's lower bound of the share of *right* among *facts*."""
    share, spread = right / facts, Z * Z / facts
    return float((share + spread / 2 - Z * np.sqrt(share * (1 - share) / facts + spread / (4 * facts))) / (1 + spread))


def held_out(rows: Sequence[Example]) -> list[tuple[Example, float]]:
    """Return each example with the confidence that the learning without its document gives it."""
    parts = folds(rows, FOLDS)
    found = []
    for part in range(FOLDS):
        model = learn([row for row, own in zip(rows, parts, strict=True) if own != part])
        found += [(row, model.confidence(row.traits)) for row, own in zip(rows, parts, strict=True) if own == part]
    return found


def table(judged: Sequence[tuple[Example, float]], *, markdown: bool) -> Iterator[str]:
    """Yield the lines of the reliability on documents left out."""
    head = ("kind", "facts", "right", "at 0.9 and more", "right of those", "coverage", "mean confidence", "precision below 0.9")
    lines: list[Sequence[object]] = [head, *([("---",) * len(head)] if markdown else [])]
    for kind in ("all", *STRICT):
        own = [(row.right, sure) for row, sure in judged if kind in ("all", row.kind)]
        sure = [(right, value) for right, value in own if value >= LEAST]
        rest = [right for right, value in own if value < LEAST]
        lines.append((kind, len(own), share([right for right, _ in own]), len(sure), share([right for right, _ in sure]),
                      f"{len(sure) / len(own):.0%}" if own else "", f"{sum(value for _, value in own) / len(own):.3f}" if own else "", share(rest)))
    for line in lines:
        yield ("| " + " | ".join(map(str, line)) + " |" if markdown else "  ".join(f"{cell!s:>15}" for cell in line)) + "\n"


def share(rights: Sequence[bool]) -> str:
    """Return the share of True."""
    return f"{sum(rights) / len(rights):.3f}" if rights else ""


def write(models: dict[str, Model], rows: dict[str, list[Example]]) -> None:
    """Write the two tables of the lexicon."""
    lines = ["# What the traits of a statement weigh for and against it (log odds), learned by scripts/calibrate.py from annotated documents.",
             "# kind: the kind of fact", "# trait: a word of kg/extract/traits.py; 'always' is in every sum; a rule without a line is not measured",
             "# weight: added to the score", "# facts, right: the annotated facts with that trait, and how many of them are right",
             "kind\ttrait\tweight\tfacts\tright"]
    for kind, model in models.items():
        for trait, weight in sorted(model.weights.items()):
            own = [row.right for row in rows[kind] if trait in ("always", *row.traits)]
            if not trait.startswith("rule=") or len(own) >= RULE:
                lines.append(f"{kind}\t{trait}\t{weight:.4f}\t{len(own)}\t{sum(own)}")
    (LEXICON / "confidence_traits.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["# What a score (sum of weights of confidence_traits.tsv) is worth, learned by scripts/calibrate.py.", "# kind: the kind of fact",
             "# score: from this score on, up to the next of the kind", "# confidence: lower bound of the share of right facts in documents left out",
             "kind\tscore\tconfidence"]
    lines += [f"{kind}\t{score:.4f}\t{value:.4f}" for kind, model in models.items()
              for score, value in zip(model.scale.steps, model.scale.confidences, strict=True)]
    (LEXICON / "confidence_scale.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn, write, and print what holds on documents left out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--metadata", type=Path, action="append", default=[])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--check", action="store_true", help="measure only, write nothing")
    parser.add_argument("--markdown", action="store_true")
    args = parser.parse_args()
    rows: dict[str, list[Example]] = defaultdict(list)
    now = list(examples(args.sources, args.metadata, read_facts_file(args.gold)))
    for example in [*now, *mended(now)]:
        rows[example.kind].append(example)
    judged = [pair for kind in STRICT for pair in held_out(rows[kind])]
    sys.stdout.writelines(table(judged, markdown=args.markdown))
    if not args.check:
        remember([example for own in rows.values() for example in own])
        write({kind: learn(rows[kind]) for kind in STRICT}, rows)


if __name__ == "__main__":
    main()
