"""How much a chain of parallel parts reads like a formula rather than a list: a linear model over characters and shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from kg.extract.slogan_chains import echo, ends, heads
from kg.lexicon import load_lexicon

INTERCEPT = "intercept"
PARTS_KEPT = 50_000  # news says much in the same words


def features(parts: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield the (feature, value) pairs of a chain of *parts*: first and last characters, length, number, echoes."""
    share = 1 / len(parts)
    for part in parts:
        for name in _of_part(part):
            yield name, share
    for name in _of_shape(parts):
        yield name, 1.0


def _of_part(part: str) -> tuple[str, ...]:
    return f"^{part[0]}", f"^{part[:2]}", f"{part[-1]}$", f"{part[-2:]}$", f"2{part[1]}", f"{part[-2]}2"


def _of_shape(parts: Sequence[str]) -> Iterator[str]:
    longest = max(map(len, parts))
    same = "=" if longest == min(map(len, parts)) else "~"
    yield f"size{same}{min(longest, 10)}x{min(len(parts), 6)}"
    yield f"echo{same}{min(longest, 10)}:{min(echo(parts), 4)}"
    if first := heads(parts):
        yield f"all^{parts[0][0]}"
        yield f"heads{min(first, 3)}"
    if last := ends(parts):
        yield f"all{parts[0][-1]}$"
        yield f"ends{min(last, 3)}"


class Cadence:
    """A logistic model over :func:`features`, and the chains that many documents repeat; what is unknown weighs nothing."""

    def __init__(self, weights: Mapping[str, float], repeated: Mapping[str, int]) -> None:
        """Take the *weights* by feature and the *repeated* chains (parts joined by 、) with their number of documents."""
        self._weights = weights
        self._intercept = weights.get(INTERCEPT, 0.0)
        self._repeated = repeated
        self._part = lru_cache(maxsize=PARTS_KEPT)(lambda part: sum(weights.get(name, 0.0) for name in _of_part(part)))

    def score(self, parts: Sequence[str]) -> float:
        """Return the log-odds that *parts* make a formula."""
        return self._intercept + sum(map(self._part, parts)) / len(parts) + sum([self._weights.get(name, 0.0) for name in _of_shape(parts)])

    def documents(self, parts: Sequence[str]) -> int:
        """Return how many documents of the corpus learned from hold just these *parts*, 0 where few do."""
        return self._repeated.get("、".join(parts), 0)


@cache
def cadence() -> Cadence:
    """Return the model that ships with the package (made by ``scripts/learn_slogan_cadence.py``)."""
    lexicon = load_lexicon()
    return Cadence({row["feature"]: float(row["weight"]) for row in lexicon.rows("slogan_cadence")},
                   {row["text"]: int(row["documents"]) for row in lexicon.rows("slogan_repeated")})
