"""Strata of jurisdictions that might have taken a slogan up at the same time, as the null model exchanges them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kg.spread.adoption import NEVER, Adoption, Flags, Floats, Ints, Observation

HORIZON = 1100
"""Days after a use within which others are taken to have been reached by it."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Regions of one level that were observed, without the slogan so far, in one piece of a period; ``chance`` sums to the
    number of those that took it up (``took``)."""

    who: Ints
    took: Flags
    chance: Floats


def strata(observation: Observation, found: Adoption, *, after: int, released: int, level: str, split_by_parent: bool) -> Iterator[Stratum]:
    """Yield the strata after day *after*, within :data:`HORIZON`.

    A period is cut at *after* and at *released*, the central release day: nobody is exchanged across them. Documents known
    only by their year stand at their last possible day.

    Args:
        level: the level of the regions.
        split_by_parent: exchange only among those whose parent has used the slogan, and among the others.
    """
    for number, period in enumerate(observation.periods):
        if not len(period.who) or int(period.latest.max()) <= after or int(period.earliest.min()) > after + HORIZON:
            continue
        fits = observation.levels[period.who] == level
        for low, high in _pieces(after, released):
            yield from _split(observation, found, number, fits, low, high, split_by_parent)


def _pieces(after: int, released: int) -> tuple[tuple[int, int], ...]:
    return ((after, released - 1), (released - 1, NEVER - 1)) if after < released < NEVER else ((after, NEVER - 1),)


def _split(observation: Observation, found: Adoption, number: int, fits: Flags, low: int, high: int, by_parent: bool) -> Iterator[Stratum]:
    period = observation.periods[number]
    first, last = found.first[period.who], found.last[period.who]
    now = found.period[period.who] == number
    here = fits & (period.latest > low) & (period.earliest <= high) & (first > low) & (now | (first > period.latest))
    took = here & now & (last <= high)
    parents = observation.parents[period.who]
    used = (parents >= 0) & (found.last[parents] <= low)
    for side in ((used, ~used) if by_parent else (np.ones_like(used),)):
        chosen = here & side
        count = int((took & chosen).sum())
        if 0 < count < int(chosen.sum()):
            yield Stratum(period.who[chosen], took[chosen], chances(period.volume[chosen], count))


def chances(volume: Floats, number: int) -> Floats:
    """Return each region's chance to be among the *number* that took a slogan up, where uses fall evenly on characters.

    With rate r a region with volume V uses it with probability 1 - exp(-rV); r is such that the chances sum to *number*.
    """
    scale = volume / volume.mean()
    low, high = 0.0, 1.0
    while float(-np.expm1(-high * scale).sum()) < number and high < 1e6:
        high *= 4
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if float(-np.expm1(-middle * scale).sum()) < number else (low, middle)
    found: Floats = np.clip(-np.expm1(-high * scale), 1e-9, 1 - 1e-9)
    return found
