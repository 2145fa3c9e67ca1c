"""What became of each fact, and the figures and errors that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = ("person", "tenure", "tenure-loose", "event", "event-loose", "participation", "attendance", "transmits", "slogan", "slogan-text")
STRICT = ("person", "tenure", "event", "participation", "transmits", "slogan")
"""The kinds that count a fact once and whole; the looser ones look at parts of the same facts."""
STAGES = ("reading", "cleaning", "region", "time", "person", "office", "event", "role", "conveyance", "slogan")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one kind of fact; hits are counted on either side, since acceptable slogans count for precision only."""

    gold: int
    predicted: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the predicted facts that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold facts that are found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A fact of the gold, of the extractor, or of both.

    ``right`` tells a predicted fact that the gold has or accepts; ``stage`` the stage that most likely made the error, empty
    where there is none; ``words`` what to look for in the text; ``confidence`` and ``start`` (offset in the document's text) are
    those of the extracted row.
    """

    kind: str
    document: str
    fact: str
    gold: bool
    predicted: bool
    right: bool
    stage: str = ""
    words: tuple[str, ...] = ()
    confidence: float | None = None
    start: int | None = None

    @property
    def missed(self) -> bool:
        """Whether the gold has it and the extractor does not."""
        return self.gold and not self.predicted

    @property
    def extra(self) -> bool:
        """Whether the extractor has it and the gold neither has nor accepts it."""
        return self.predicted and not self.right


@dataclass(slots=True)
class Evaluation:
    """The outcomes of all documents of the gold."""

    documents: int
    outcomes: list[Outcome] = field(default_factory=list)

    def figures(self) -> dict[str, Figures]:
        """Return the figures by kind."""
        found = {}
        for kind in KINDS:
            rows = [row for row in self.outcomes if row.kind == kind]
            found[kind] = Figures(sum(row.gold for row in rows), sum(row.predicted for row in rows),
                                  sum(row.gold and row.predicted for row in rows), sum(row.right for row in rows))
        return found

    def errors(self, *, kinds: tuple[str, ...] = STRICT, stage: str | None = None) -> Iterator[Outcome]:
        """Yield the facts that were missed or are extra; the strict kinds only, as the looser ones repeat them."""
        for row in self.outcomes:
            if row.kind in kinds and (row.missed or row.extra) and stage in (None, row.stage):
                yield row

    def stages(self) -> dict[str, Counter[tuple[str, bool]]]:
        """Return for each stage the number of errors by kind and whether missed."""
        found: dict[str, Counter[tuple[str, bool]]] = {stage: Counter() for stage in STAGES}
        for row in self.errors():
            found[row.stage][row.kind, row.missed] += 1
        return found
