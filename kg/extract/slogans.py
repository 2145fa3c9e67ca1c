"""Fixed formulations of policy (提法): quoted, known to the lexicon, or parallel in form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.slogan_chains import Chain, chains, echo
from kg.extract.slogan_lexicon import KnownSlogans, known_slogans
from kg.extract.slogan_quotes import is_formula, quotations

LEAST = 0.5


@dataclass(frozen=True, slots=True)
class SloganMention:
    """A slogan at ``text[start:end]`` of the readable text; ``kind`` is quoted, known or parallel."""

    start: int
    end: int
    text: str
    quoted: bool
    kind: str
    confidence: float


def _quoted(text: str, taken: list[tuple[int, int]]) -> Iterator[SloganMention]:
    for quotation in quotations(text):
        confidence = is_formula(text, quotation)
        if confidence >= LEAST:
            taken.append((quotation.start, quotation.end))
            words = text[quotation.start:quotation.end].strip("、，, ")
            yield SloganMention(quotation.start, quotation.end, words, True, "quoted", confidence)


def _chain_confidence(chain: Chain) -> float:
    return 0.6 if echo(chain.parts) else 0.4


def find_slogans(text: str, *, title: str | None = None, known: KnownSlogans | None = None) -> list[SloganMention]:
    """Return the slogans of *text* in order, each occurrence once.

    Args:
        text: readable simplified text, paragraphs separated by a line feed.
        title: the headline, where it is not part of *text* (its slogans have no span and are not reported).
        known: the lexicon's formulas; those of the package unless given.
    """
    taken: list[tuple[int, int]] = []
    found = list(_quoted(text, taken))
    for start, end in (known or known_slogans()).find(text):
        if not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            found.append(SloganMention(start, end, text[start:end], False, "known", 0.8))
    for chain in chains(text):
        confidence = _chain_confidence(chain)
        if confidence >= LEAST and not any(s < chain.end and chain.start < e for s, e in taken):
            found.append(SloganMention(chain.start, chain.end, text[chain.start:chain.end], False, "parallel", confidence))
    return sorted(found, key=lambda mention: (mention.start, mention.end))
