"""How probable a statement is: the learned weights of its traits, and what a sum of weights was worth on annotated documents."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.extract.traits import Traits, kind_of
from kg.lexicon import Lexicon
from kg.model import CleanText, Document, Statement

UNMEASURED = 0.85
"""No statement counts for more whose kind or rule no annotated document has measured."""
_ABOUT_PERSONS = ("tenure", "participation")  # no surer than the person
_OF_EVENTS = ("HELD_IN", "HELD_BY_ORGAN", "VISITED")  # no surer than the event, whose measure includes its place


@dataclass(frozen=True, slots=True)
class Scale:
    """What the sums of weights of one kind are worth: ``confidences[i]`` from ``steps[i]`` on, ascending."""

    steps: tuple[float, ...]
    confidences: tuple[float, ...]

    def __call__(self, score: float) -> float:
        """Return the confidence of *score*."""
        return self.confidences[max(0, bisect_right(self.steps, score) - 1)]


class Confidence:
    """Gives each statement of a document its confidence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._weights: dict[str, dict[str, float]] = {}
        for row in lexicon.rows("confidence_traits"):
            self._weights.setdefault(row["kind"], {})[row["trait"]] = float(row["weight"])
        self.surnames = {row["surname"]: row["kind"] for row in lexicon.rows("surnames")}
        steps: dict[str, list[tuple[float, float]]] = {}
        for row in lexicon.rows("confidence_scale"):
            steps.setdefault(row["kind"], []).append((float(row["score"]), float(row["confidence"])))
        self._scales = {kind: Scale(*zip(*sorted(rows), strict=True)) for kind, rows in steps.items()}

    def weigh(self, document: Document, text: CleanText, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Yield the *statements* that a grammar read from *document*, each with its confidence in place of the rule's own estimate."""
        found = list(statements)
        traits = Traits(document, text, found, self.surnames)
        known: dict[str, float] = {}
        for statement in found:
            kind = kind_of(statement)
            confidence = self.of(kind, statement, traits)
            if kind == "person":
                known[statement.subject.name] = confidence
            elif kind == "event":
                known[statement.object.id] = confidence
            elif kind in _ABOUT_PERSONS:
                confidence = min(confidence, known.get(statement.subject.name, confidence))
            elif statement.predicate in _OF_EVENTS:
                confidence = min(known.get(statement.subject.id, confidence), 1.0 if statement.predicate == "HELD_IN" else UNMEASURED)
            yield replace(statement, confidence=confidence)

    def of(self, kind: str, statement: Statement, traits: Traits) -> float:
        """Return the confidence of one statement; that of an unmeasured kind or rule is its rule's own estimate, held low."""
        if kind not in self._scales:
            return min(statement.confidence, UNMEASURED)
        words = traits.of(statement)
        confidence = self._scales[kind](self.score(kind, words))
        return confidence if f"rule={statement.rule}" in self._weights[kind] else min(confidence, UNMEASURED)

    def score(self, kind: str, traits: Iterable[str]) -> float:
        """Return the sum of the weights of *traits*."""
        weights = self._weights[kind]
        return sum([weights.get(trait, 0.0) for trait in ("always", *traits)])
