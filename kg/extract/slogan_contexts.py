"""What surrounds a quotation tells policy from names, nicknames and foreign news: a linear model over its context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.lexicon import load_lexicon

INTERCEPT = "intercept"
WINDOW = 60
_NUMBER = re.compile(r"[一二两三四五六七八九十双百千万]")
_SPACE = re.compile(r"[\s#]")
_LATIN = re.compile("[A-Za-z]")
_DOT = re.compile(r"[·—\-]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def context_features(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the traits of the quotation ``text[start:end]``: neighbours, last character, number, topic of its surroundings."""
    inner = text[start:end]
    before, after = (_SPACE.sub("|", words) for words in (text[max(0, start - 4):max(0, start - 1)], text[end + 1:end + 4]))
    for size in (1, 2, 3):
        if len(before) >= size:
            yield f"<{before[-size:]}"
        if len(after) >= size:
            yield f">{after[:size]}"
    if _HAN.match(inner[-1]):
        yield f"{inner[-1]}$"
    if _NUMBER.match(inner):
        yield f"number{min(len(inner), 6)}"
    if _LATIN.search(inner):
        yield "latin"
    if _DOT.search(inner):
        yield "dot"
    left = max(text.rfind("\n", 0, start) + 1, start - 1 - WINDOW, 0)
    right = text.find("\n", end)
    around = text[left:max(left, start - 1)] + "|" + text[end + 1:min(len(text) if right < 0 else right, end + 1 + WINDOW)]
    yield from dict.fromkeys([run[i:i + 2] for run in _HAN.findall(around) for i in range(len(run) - 1)])


class Contexts:
    """A logistic model over :func:`context_features`; an unknown trait weighs nothing."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Take the *weights* by trait, the intercept under its own name."""
        self._weights = weights
        self._intercept = weights.get(INTERCEPT, 0.0)

    def score(self, text: str, start: int, end: int) -> float:
        """Return the log-odds that the quotation ``text[start:end]`` stands where policy is quoted."""
        get = self._weights.get
        return self._intercept + sum([get(name, 0.0) for name in context_features(text, start, end)])


@cache
def contexts() -> Contexts:
    """Return the model that ships with the package (made by ``scripts/learn_slogan_contexts.py``)."""
    return Contexts({row["feature"]: float(row["weight"]) for row in load_lexicon().rows("slogan_contexts")})
