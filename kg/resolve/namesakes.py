"""Which of several persons of one name a mention without an office means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.resolve.posts import Post

_OTHERS = 20_000
"""How many office holders might be named in a report without their office."""
_NEAR, _FAR = 400, 1826
"""Days within which a person's other reports speak for it, and beyond which hardly."""
_COMPANION, _COMPANIONS = 5.0, 4


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the name as far as the posts show it: days of its reports in order, posts, companions."""

    id: str
    days: Sequence[int]
    posts: Sequence[Post]
    companions: frozenset[str]

    def near(self, day: int) -> int:
        """Return how many reports lie near *day*."""
        return bisect_right(self.days, day + _NEAR) - bisect_left(self.days, day - _NEAR)

    def distance(self, day: int) -> int:
        """Return the days from *day* to the nearest report."""
        spot = bisect_left(self.days, day)
        return min((abs(other - day) for other in self.days[max(0, spot - 1):spot + 1]), default=_FAR + 1)


def place(row: Mapping[str, Any], persons: Iterable[Known], frequency: float) -> tuple[str, float, tuple[str, ...]] | None:
    """Return the person that the mention *row* most probably means, its probability and the evidence; None where nobody is known.

    Args:
        row: ``day``, ``home`` and ``companions`` of the mention.
        persons: those of the name.
        frequency: that of the name; it says how probably somebody else is meant.
    """
    weighed = sorted(((_weight(row, person), person.id) for person in persons), key=lambda item: (-item[0][0], item[1]))
    if not weighed:
        return None
    total = sum(weight for (weight, _), _ in weighed) + _OTHERS * frequency
    (weight, evidence), identity = weighed[0]
    return identity, weight / total, (f"name of {frequency * 1e6:,.1f} in a million", f"{len(weighed)} known persons of the name", *evidence)


def _weight(row: Mapping[str, Any], person: Known) -> tuple[float, tuple[str, ...]]:
    day = row["day"]
    near = person.near(day) if day is not None else 0
    weight = 1.0 + min(near, 50) if near else 0.5 if day is None or person.distance(day) <= _FAR else 0.02
    shared = len(person.companions.intersection(row["companions"]))
    weight *= _COMPANION ** min(shared, _COMPANIONS)
    home, words = row["home"] or "", "elsewhere"
    if home and any(post.area and (post.area.startswith(home) or home.startswith(post.area)) for post in person.posts):
        weight, words = weight * 8, "same place"
    elif any(post.level == "nation" and post.kind in ("head", "deputy", "department") for post in person.posts):
        weight, words = weight * 2, "a national leader"
    elif home and home != "1000":
        weight *= 0.3
    return weight, (f"{near} reports within {_NEAR} days", words, *((f"{shared} companions in common",) if shared else ()))
