"""Known formulas of policy, found in text with or without the commas between their parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.lexicon import load_lexicon

JOINTS = ("、", "，", "", " ")
SHORTEST_BARE = 4


def _forms(words: str) -> Iterator[str]:
    """Yield the ways to write *words*: parts joined by a comma of either width, by a blank or by nothing."""
    parts = words.split("、")
    for joint in JOINTS if len(parts) > 1 else ("",):
        yield joint.join(parts)


class KnownSlogans:
    """The formulas of a lexicon; one too short to be sure (三农, 双减) counts in quotation marks alone."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index *words*, each with 、 between its parts."""
        words = sorted(set(words))
        self._all = frozenset(form for word in words for form in _forms(word))
        bare = [word for word in words if len(word) >= SHORTEST_BARE or word.endswith("制")]
        self._matcher = AhoCorasick(sorted({form for word in bare for form in _forms(word)}), matchkind=MatchKind.LeftmostLongest)

    def knows(self, words: str) -> bool:
        """Return whether *words* are a listed formula, however short."""
        return words in self._all

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the known formulas in *text*, leftmost and longest first, none overlapping."""
        for _, start, end in self._matcher.find_matches_as_indexes(text):
            yield start, end


@cache
def known_slogans() -> KnownSlogans:
    """Return the formulas of the package's lexicon."""
    return KnownSlogans(load_lexicon().words("slogans"))
