"""Every occurrence of given forms in texts, at word boundaries, with its place and sentence in the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.spread.normal import JOINTS, Form, simple, strip
from kg.spread.words import Boundaries

Ints = npt.NDArray[np.int64]
_STOP = re.compile(r"[。！？!?\n]")
_REACH = 8


@dataclass(frozen=True, slots=True)
class Found:
    """An occurrence of ``forms[form]`` at ``text[start:end]`` of the simplified text, in the sentence ``text[first:last]``."""

    form: int
    start: int
    end: int
    first: int
    last: int


class Searcher:
    """Finds *forms*; immutable once made, so that one serves a whole corpus."""

    def __init__(self, forms: Sequence[Form], boundaries: Boundaries) -> None:
        self._forms = tuple(forms)
        self._by_key: Mapping[str, list[int]] = _by_key(self._forms)
        self._keys = sorted(self._by_key)
        self._boundaries = boundaries
        self._automaton = AhoCorasick(self._keys, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)

    def find(self, original: str) -> tuple[str, list[Found]]:
        """Return *original* in simplified characters and the occurrences in it, by place."""
        text = simple(original)
        kept, places = strip(text)
        hits = self._automaton.find_matches_as_indexes(kept, overlapping=True)
        return text, sorted(self._occurrences(text, hits, places), key=lambda found: (found.start, found.end, found.form))

    def _occurrences(self, text: str, hits: Iterable[tuple[int, int, int]], places: Ints) -> Iterator[Found]:
        for number, begin, stop in hits:
            start, end = int(places[begin]), int(places[stop - 1]) + 1
            plain = end - start == stop - begin
            numbers = [form for form in self._by_key[self._keys[number]] if plain or self._joined(form, text, places[begin:stop])]
            if numbers and self._boundaries.stands(text[max(0, start - _REACH):start], self._keys[number], text[end:end + _REACH]):
                first, last = _sentence(text, start, end)
                yield from (Found(form, start, end, first, last) for form in numbers)

    def _joined(self, number: int, text: str, places: Ints) -> bool:
        """Return whether commas stand inside the occurrence only where the form has them."""
        joints = self._forms[number].joints
        return all(count in joints or not any(sign in JOINTS for sign in text[before + 1:after])
                   for count, (before, after) in enumerate(pairwise(places.tolist()), start=1) if after > before + 1)


def _by_key(forms: Sequence[Form]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, form in enumerate(forms):
        found.setdefault(form.key, []).append(number)
    return found


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((match.end() for match in _STOP.finditer(text, max(0, start - 300), start)), default=max(0, start - 300))
    behind = _STOP.search(text, end, end + 300)
    return first, behind.end() if behind else min(len(text), end + 300)
