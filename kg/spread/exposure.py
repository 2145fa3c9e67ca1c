"""Strata of jurisdictions that might have taken a slogan up at the same time, as the null model exchanges them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kg.spread.adoption import NEVER, Adoption, Flags, Floats, Ints, Observation

_STEPS = 60
_EXACT = 1e-9

HORIZON = 1100
"""Days after a use within which others are taken to have been reached by it."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Regions of one level that were observed, without the slogan so far, in one piece of a period: ``who`` (their indices),
    those that ``took`` it up then, and the ``volume`` of their text."""

    who: Ints
    took: Flags
    volume: Floats

    def chance(self) -> Floats:
        """Return each region's chance to be among those that took the slogan up; the chances sum to their number."""
        return chances(self.volume, int(self.took.sum()))


def strata(observation: Observation, found: Adoption, *, after: int, released: int, level: str, split_by_parent: bool) -> Iterator[Stratum]:
    """Yield the strata after day *after*, within :data:`HORIZON`, in which somebody took the slogan up and somebody did not.

    A period is cut at *after* and at *released*, the central release day: nobody is exchanged across them. Documents known
    only by their year stand at their last possible day.

    Args:
        level: the level of the regions.
        split_by_parent: exchange only among those whose parent has used the slogan, and among the others.
    """
    for number in found.periods:
        period = observation.periods[number]
        if level in period.levels and period.bounds[1] > after and period.bounds[0] <= after + HORIZON:
            for low, high in _pieces(after, released):
                if period.bounds[1] > low and period.bounds[0] <= high:
                    yield from _split(observation, found, number, level, low, high, split_by_parent)


def _pieces(after: int, released: int) -> tuple[tuple[int, int], ...]:
    return ((after, released - 1), (released - 1, NEVER - 1)) if after < released < NEVER else ((after, NEVER - 1),)


def _split(observation: Observation, found: Adoption, number: int, level: str, low: int, high: int, by_parent: bool) -> Iterator[Stratum]:
    period = observation.periods[number]
    first, last = found.first[period.who], found.last[period.who]
    now = found.period[period.who] == number
    here = period.levels[level] & (period.latest > low) & (period.earliest <= high) & (first > low) & (now | (first > period.latest))
    took = here & now & (last <= high)
    if not took.any():
        return
    parents = observation.parents[period.who]
    used = (parents >= 0) & (found.last[parents] <= low)
    for side in ((used, ~used) if by_parent else (np.ones_like(used),)):
        chosen = here & side
        count = int((took & chosen).sum())
        if 0 < count < int(chosen.sum()):
            yield Stratum(period.who[chosen], took[chosen], period.volume[chosen])


def chances(volume: Floats, number: int) -> Floats:
    """Return each region's chance to be among the *number* that took a slogan up, where uses fall evenly on characters.

    With rate r a region with volume V uses it with probability 1 - exp(-rV); r is such that the chances sum to *number*.
    """
    scale = volume / volume.mean()
    rate = 0.0
    for _ in range(_STEPS):  # Newton's method, from below: the sum is concave in the rate
        left = np.exp(-rate * scale)
        missing = number - float((1 - left).sum())
        if missing < _EXACT:
            break
        rate += missing / float((scale * left).sum())
    found: Floats = np.clip(-np.expm1(-rate * scale), 1e-9, 1 - 1e-9)
    return found
