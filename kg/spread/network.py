"""Who follows whom over all slogans: for each ordered pair of jurisdictions, how often the second took up what the first had, and how often by chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kg.spread.adoption import NEVER, Adoption, Flags, Floats, Observation
from kg.spread.exposure import HORIZON, chances


@dataclass(frozen=True, slots=True)
class Network:
    """Matrices over the regions of an observation, sources by rows: how many slogans the target ``followed`` in, and the standard score of it."""

    followed: Floats
    score: Floats


def network(observation: Observation, adoptions: Iterable[Adoption], *, lag: float = 120.0) -> Network:
    """Return who follows whom, against the null model in which those observed alike in a period take a slogan up alike.

    Each use by a source counts with a weight that decays with its age, as in a self-exciting process (Hawkes 1971); what the null model expects of
    the target is scaled by how quick that jurisdiction is over all slogans. The score is the sum of observed minus expected, over its standard error.

    Args:
        lag: days after which the weight of an earlier use has fallen to a third.
    """
    size = len(observation.codes)
    followed, total, spread = np.zeros((size, size)), np.zeros((size, size)), np.zeros((size, size))
    kept = [item for adoption in adoptions for item in _exposures(observation, adoption, lag)]
    took, due = np.zeros(size), np.zeros(size)
    for _, who, flags, chance in kept:
        took[who] += flags
        due[who] += chance
    quick = np.divide(took, due, out=np.ones(size), where=due > 0)
    for weight, who, flags, chance in kept:
        own = np.minimum(chance * quick[who], 0.95)
        followed[:, who] += np.outer(weight > 0, flags)
        total[:, who] += np.outer(weight, flags - own)
        spread[:, who] += np.outer(weight**2, own * (1 - own))
    return Network(followed, np.divide(total, np.sqrt(spread), out=np.zeros_like(total), where=spread > 0))


def _exposures(observation: Observation, found: Adoption, lag: float) -> Iterable[tuple[Floats, np.ndarray, Flags, Floats]]:
    """Yield for each period and level the weight of every source, the regions at risk, those that took it up, and their chances."""
    for number in found.periods:
        period = observation.periods[number]
        age = period.bounds[0] - found.last
        weight = np.where((found.last < NEVER) & (age > 0) & (age <= HORIZON), np.exp(-np.clip(age, 0, None) / lag), 0.0)
        now = found.period[period.who] == number
        waiting = now | (found.first[period.who] > period.latest)
        for level in sorted(period.levels):
            here = period.levels[level] & waiting
            flags = now[here]
            if weight.any() and 0 < flags.sum() < len(flags):
                yield weight, period.who[here], flags, chances(period.volume[here], int(flags.sum()))
