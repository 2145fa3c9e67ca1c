"""Whether confidence keeps its word: how many of the facts of each band of confidence are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.evaluate.outcomes import STRICT, Outcome

BANDS = (0.97, 0.95, 0.9, 0.8, 0.6, 0.0)


@dataclass(frozen=True, slots=True)
class Band:
    """The facts of ``kind`` with a confidence of at least ``least``, and below the band above."""

    kind: str
    least: float
    facts: int
    right: int
    mean: float

    @property
    def precision(self) -> float:
        """Share of the facts that are right."""
        return self.right / self.facts if self.facts else 0.0


def reliability(outcomes: Iterable[Outcome], *, least: float = 0.9) -> Iterator[Band]:
    """Yield the bands of all kinds together, then for each kind the facts of at least *least* and those below."""
    rows = [(row.kind, row.confidence, row.right) for row in outcomes if row.predicted and row.kind in STRICT and row.confidence is not None]
    for low, high in zip(BANDS, (1.01, *BANDS), strict=False):
        yield _band("all", low, [(sure, right) for _, sure, right in rows if low <= sure < high])
    for kind in STRICT:
        for low, high in ((least, 1.01), (0.0, least)):
            yield _band(kind, low, [(sure, right) for name, sure, right in rows if name == kind and low <= sure < high])


def _band(kind: str, least: float, rows: list[tuple[float, bool]]) -> Band:
    return Band(kind, least, len(rows), sum(right for _, right in rows), sum(sure for sure, _ in rows) / len(rows) if rows else 0.0)
