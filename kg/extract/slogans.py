"""Fixed formulations of policy (提法): quoted, known to the lexicon, parallel in form, or cast in a mould."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.slogan_cadence import cadence
from kg.extract.slogan_chains import chains
from kg.extract.slogan_contexts import contexts
from kg.extract.slogan_lexicon import KnownSlogans, known_slogans
from kg.extract.slogan_patterns import moulded
from kg.extract.slogan_quotes import is_formula, quotations
from kg.extract.slogan_ranks import formula_probability

LEAST = 0.5
LEAST_OF_CLAUSES = 0.62
KNOWN, KNOWN_WORD = 0.92, 0.8  # a formula of several parts, one of a single part


@dataclass(frozen=True, slots=True)
class SloganMention:
    """A slogan at ``text[start:end]`` of the readable text; ``kind`` is quoted, known, parallel or mould."""

    start: int
    end: int
    text: str
    quoted: bool
    kind: str
    confidence: float


def _listed_confidence(words: str) -> float:
    return KNOWN if "、" in words or "，" in words or len(words) > 6 else KNOWN_WORD


class _Taken:
    """The intervals that are settled; later readings keep clear of them."""

    def __init__(self, intervals: list[tuple[int, int]]) -> None:
        self._intervals = sorted(intervals)

    def overlapping(self, start: int, end: int) -> bool:
        """Return whether any interval shares a character with *start*–*end*."""
        place = bisect_right(self._intervals, (start, end))
        return any(first < end and start < last for first, last in self._intervals[max(0, place - 1):place + 1])


def _quoted(text: str, known: KnownSlogans) -> Iterator[SloganMention]:
    model = contexts()
    for quotation in quotations(text):
        confidence = is_formula(text, quotation, model)
        if confidence < LEAST and known.knows(text[quotation.start:quotation.end]):
            confidence = KNOWN
        if confidence >= LEAST:
            words = text[quotation.start:quotation.end].strip("、，, ")
            yield SloganMention(quotation.start, quotation.end, words, True, "quoted", confidence)


def _parallel(text: str) -> Iterator[SloganMention]:
    model = cadence()
    for chain in chains(text):
        confidence = formula_probability(text, chain, model)
        if confidence >= (LEAST if chain.joint == "、" else LEAST_OF_CLAUSES):
            yield SloganMention(chain.start, chain.end, text[chain.start:chain.end], False, "parallel", confidence)


def _clear(mentions: Iterator[SloganMention], settled: list[SloganMention]) -> list[SloganMention]:
    """Return the *mentions* that touch none of *settled* nor one another, the first of each."""
    taken = _Taken([(mention.start, mention.end) for mention in settled])
    kept: list[SloganMention] = []
    end = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start >= end and not taken.overlapping(mention.start, mention.end):
            kept.append(mention)
            end = mention.end
    return kept


def find_slogans(text: str, *, title: str | None = None, known: KnownSlogans | None = None) -> list[SloganMention]:
    """Return the slogans of *text* in order, each occurrence once.

    Quoted wording comes first; then a chain or a mould's wording that is longer than the known formulas within it (one
    breath is one slogan), then the known formulas.

    Args:
        text: readable simplified text, paragraphs separated by a line feed.
        title: the headline, where it is not part of *text* (its slogans have no span and are not reported).
        known: the lexicon's formulas; those of the package unless given.
    """
    known = known or known_slogans()
    found = list(_quoted(text, known))
    listed = [SloganMention(start, end, text[start:end], False, "known", _listed_confidence(text[start:end]))
              for start, end in known.find(text)]
    spans = sorted((mention.start, mention.end) for mention in listed)
    cast = [SloganMention(start, end, text[start:end], False, "mould", confidence) for start, end, confidence in moulded(text)]
    found += _clear((chain for chain in _parallel(text) if not _cuts(chain, spans)), found)
    found += _clear((mention for mention in cast if not _cuts(mention, spans)), found)
    found += _clear(iter(listed), found)
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def _cuts(chain: SloganMention, spans: list[tuple[int, int]]) -> bool:
    """Return whether *chain* equals a known formula, lies within one, or cuts one in two."""
    place = bisect_right(spans, (chain.start, chain.end))
    for start, end in spans[max(0, place - 1):place + 1]:
        if start < chain.end and chain.start < end and not (chain.start <= start and end <= chain.end and end - start < chain.end - chain.start):
            return True
    return False
