"""Whether an occurrence of a form is the form, or a piece of longer words (双减 in 双减少, 标准地 in 高标准地块)."""

from __future__ import annotations

from functools import lru_cache

import rjieba

_REACH = 4
_LONGEST = 5
_WORD, _SINGLE = 2, 3
"""Costs of a word of the dictionary and of a character left alone: words explain a text better than loose characters."""
_CLEAR = 4
"""Characters from which a form wins where other words explain the text no better (高质量发展 in 高质量发展势头)."""
_SAFE = 6
"""Characters from which a form delimits itself."""


@lru_cache(maxsize=200_000)
def is_word(text: str) -> bool:
    """Whether *text* is a word of several characters in jieba's dictionary."""
    return len(text) > 1 and rjieba.cut(text, False) == [text]


def _han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _cost(text: str, *, skip: int = -1, start: int = 0, end: int | None = None) -> int:
    """Return the least cost of cutting ``text[start:end]`` into words, never cutting at *skip*."""
    stop = len(text) if end is None else end
    best = {start: 0}
    for place in range(start, stop):
        if place not in best or place == skip:
            continue
        for last in range(place + 1, min(place + _LONGEST, stop) + 1):
            if last == skip or (last > place + 1 and not is_word(text[place:last])):
                continue
            cost = best[place] + (_SINGLE if last == place + 1 else _WORD)
            best[last] = min(cost, best.get(last, cost))
    return best.get(stop, 1_000)


class Boundaries:
    """Decides by jieba's dictionary, and remembers what it decided."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], bool] = {}

    def stands(self, before: str, form: str, after: str) -> bool:
        """Return whether *form* stands by itself between *before* and *after* (the text beside it, any length).

        It does not where words of the dictionary that cross its bounds explain the text better, or a short form's text as well.
        """
        left, right = _run(before[-_REACH:][::-1])[::-1], _run(after[:_REACH])
        if len(form) >= _SAFE or not (left or right):
            return True
        found = self._known.get((left, form, right))
        if found is None:
            found = self._known[left, form, right] = _decide(left, form, right)
        return found


def _decide(left: str, form: str, right: str) -> bool:
    text, start = left + form + right, len(left)
    end = start + len(form)
    own = _cost(text, end=start) + _WORD + _cost(text, start=end)
    crossing = min(_cost(text, skip=start) if left else 1_000, _cost(text, skip=end) if right else 1_000)
    return own < crossing or (own == crossing and len(form) >= _CLEAR)


def _run(text: str) -> str:
    """Return the Chinese characters that *text* begins with."""
    for place, sign in enumerate(text):
        if not _han(sign):
            return text[:place]
    return text
