"""How probable it is that two stretches of a career, seen under one name, are one person's.

The odds are those of Bayes' rule. Were it one person, the lower of two posts would be one of the posts that holders of the higher one
have held before or hold after: in the same place, in a part of it, elsewhere. Were it two, another bearer of the name would sit in
just that post: the number of holders there times the frequency of the name (Fellegi and Sunter's adjustment for term frequencies,
Winkler 2000). Order in time, rank, companions, gender and ethnicity multiply the odds. The weights are written down here, not fitted.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from kg.resolve.posts import PLACES, Post

_YEAR = 365.25
_SLACK = 75
"""Days that a post is still reported after it was left."""
_SAME, _WITHIN, _BESIDE, _NATION = 0.35, 0.25, 0.30, 0.30
"""The share of holders of a high post who have held such a lower one in the same place, in a part of it, in another part of the province, anywhere."""
_ELSEWHERE = ((8, 0.40), (7, 0.25), (6, 0.04), (0, 0.01))
"""The same for another province, by the rank of the higher post."""
_UNKNOWN, _ABROAD, _BODIES, _MIXED = 0.3, 0.001, 0.1, 0.02
_COMPANIONS = (1.0, 1.5, 4.0, 12.0, 40.0)
"""What shared companions count, by their number: one may be chance."""
_HANDOVER, _CONTINUED = 1.0, 4.0
"""Years between two posts of one or the next rank that pass for a change of office, and what that counts."""
_CORPS = 0.05
"""Few move between army and civil posts."""
_PACE = 1.3
"""Years that one step of rank takes at least."""


@dataclass(frozen=True, slots=True)
class Spell:
    """One name in one post: days of the first and the last report (None where undated), companions, marks of the person."""

    post: Post
    first: int | None
    last: int | None
    companions: frozenset[str]
    gender: str | None
    ethnicity: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probability that two spells are one person's, and why; ``conflict``: they exclude each other in time or marks."""

    probability: float
    evidence: tuple[str, ...]
    conflict: bool


def compare(a: Spell, b: Spell, frequency: float) -> Verdict:
    """Return how probable it is that *a* and *b*, of one name that this *frequency* of people bear, are one person's."""
    low, high = sorted((a, b), key=_height)
    odds, place = _placed(low.post, high.post, frequency)
    if a.post.army != b.post.army and "" not in (a.post.level, b.post.level):
        odds, place = odds * _CORPS, f"{place}, one in the army"
    evidence = [f"name of {frequency * 1e6:,.1f} in a million", place]
    conflict = False
    for factor, words, excludes in (_timed(a, b), _marked(a, b), _accompanied(a.companions, b.companions)):
        odds *= factor
        conflict |= excludes
        evidence += [words] if words else []
    return Verdict(odds / (1 + odds), tuple(evidence), conflict)


def _height(spell: Spell) -> tuple[int, int, str, str]:
    post = spell.post
    return (post.rank if post.rank is not None else {"abroad": 5, "": -1}.get(post.level, 0), -len(post.area), post.area, post.kind)


def _placed(low: Post, high: Post, frequency: float) -> tuple[float, str]:
    """Return the odds by place, and the relation of the two places in words."""
    chance, among, words = _relation(low, high)
    return chance / (among * low.holders * frequency), words


def _relation(low: Post, high: Post) -> tuple[float, float, str]:
    """Return the chance that a holder of *high* held a post of the kind of *low* in such a place, how many such places there are, the words."""
    if "" in (low.level, high.level):
        return _UNKNOWN, 1, "a post without a place"
    if "abroad" in (low.level, high.level):
        if low.level != high.level:
            return _MIXED, 1, "one post at home, one abroad"
        return (_SAME, 1, "same country") if low.area == high.area else (_ABROAD, 1, "different countries")
    if low.area == high.area:
        return _SAME, 1, "same place"
    number = PLACES[low.level]
    if "nation" in (low.level, high.level):
        return _NATION, number, "national and local"
    if low.area.startswith(high.area) or high.area.startswith(low.area):
        return _WITHIN, max(1.0, number / PLACES[high.level]), "one place within the other"
    if len(low.area) >= 6 <= len(high.area) and low.area[:4] == high.area[:4]:
        return _BESIDE, number / PLACES["prefecture"], "same prefecture"
    if low.area[:2] == high.area[:2]:
        return _BESIDE, max(1.0, number / PLACES["province"]), "same province"
    rank = high.rank if high.rank is not None else 0
    return next(chance for least, chance in _ELSEWHERE if rank >= least), number, "different provinces"


def _timed(a: Spell, b: Spell) -> tuple[float, str, bool]:
    """Weigh the order in time: posts of two places exclude each other at one time, a rise takes years, a fall is rare."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 1.0, "", False
    early, late = sorted((a, b), key=lambda spell: (spell.first or 0, spell.last or 0, spell.post.area))
    overlap = min(a.last, b.last) - max(a.first, b.first)
    if overlap > _SLACK:
        if early.post.full and late.post.full and not _nested(early.post, late.post):
            return 0.002, f"both held for {overlap} days at once in different places", True
        return 0.7, "held together", False
    years = max(0.0, ((late.first or 0) - (early.last or 0)) / _YEAR)
    span = ((late.first or 0) - (early.first or 0)) / _YEAR
    if early.post.rank is None or late.post.rank is None:
        return (0.3 if years > 15 else 1.0), f"{years:.1f} years apart", False
    steps = late.post.rank - early.post.rank
    words = f"rank {early.post.rank} then {late.post.rank}, {years:.1f} years apart"
    if steps < 0:
        return (0.15 if steps == -1 else 0.01 if steps > -4 else 0.002), words, False
    pace = 1.0 if span + 2 >= _PACE * steps else 0.05 if span + 4 >= _PACE * steps else 0.005
    if years < _HANDOVER and steps in (0, 1) and pace == 1.0:
        return _CONTINUED, f"{words}, one after the other", False
    return pace * (0.2 if years > 20 else 0.6 if years > 12 else 1.0), words, False


def _nested(a: Post, b: Post) -> bool:
    return a.area.startswith(b.area) or b.area.startswith(a.area)


def _marked(a: Spell, b: Spell) -> tuple[float, str, bool]:
    """Weigh gender and ethnicity, where the texts give them of both."""
    factor, conflict = 1.0, False
    words: list[str] = []
    for one, other, share, what in ((a.gender, b.gender, 0.2, "gender"), (a.ethnicity, b.ethnicity, 0.05, "ethnicity")):
        if one and other and one == other:
            factor, words = factor / share, [*words, f"same {what}"]
        elif one and other:
            factor, words, conflict = factor * 0.001, [*words, f"different {what}"], True
    return factor, ", ".join(words), conflict


def _accompanied(a: Set[str], b: Set[str]) -> tuple[float, str, bool]:
    shared = len(a & b)
    return _COMPANIONS[min(shared, len(_COMPANIONS) - 1)], f"{shared} companions in common" if shared else "", False
