"""The null model: adoption permuted within strata, exactly, without drawing permutations.

Given how many regions of a stratum took a slogan up, and each one's chance, the number among a group is a ratio of Poisson
binomials (conditional Bernoulli sampling; Chen, Dempster and Liu 1994, Biometrika 81). Strata are added by convolution, as
in an exact stratified log-rank test.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kg.spread.adoption import Flags, Floats
from kg.spread.exposure import Stratum


@dataclass(frozen=True, slots=True)
class Test:
    """How many of a group took a slogan up, against the null model: ``above`` = P(more), ``equal`` = P(as many)."""

    observed: int
    expected: float
    variance: float
    reach: int
    above: float
    equal: float

    @property
    def p_value(self) -> float:
        """The probability of as many or more under the null model."""
        return min(1.0, self.above + self.equal)


def test(strata: Iterable[Stratum], group: Flags, *, least: float = -math.inf) -> Test:
    """Return the test of *group* (a flag for each region).

    ``reach`` counts the members of the group that might have been reached in any stratum.

    Args:
        least: standard deviations above the expectation from which the distribution is worked out; below them p = 1.
    """
    observed, expected, variance = 0, 0.0, 0.0
    parts: list[tuple[Floats, Floats, int]] = []
    reached = np.zeros_like(group)
    for stratum in strata:
        inside = group[stratum.who]
        reached[stratum.who[inside]] = True
        if not inside.any() or inside.all():
            continue
        chance = stratum.chance()
        spread = chance * (1 - chance)
        observed += int((stratum.took & inside).sum())
        expected += float(chance[inside].sum())
        variance += float(spread[inside].sum() * spread[~inside].sum() / spread.sum())
        parts.append((chance[inside], chance[~inside], int(stratum.took.sum())))
    above, equal = 0.0, 1.0
    if parts and observed - expected >= least * math.sqrt(variance):
        total: Floats = np.ones(1)
        for part in parts:
            total = np.convolve(total, distribution(*part))
        above, equal = float(total[observed + 1:].sum()), float(total[observed])
    return Test(observed, expected, variance, int(reached.sum()), above, equal)


def distribution(inside: Floats, outside: Floats, number: int) -> Floats:
    """Return the probabilities of 0, 1, … among *inside* when *number* of all took the slogan up."""
    own, other = poisson_binomial(inside, number), poisson_binomial(outside, number)
    found = own * other[number - np.arange(number + 1)]
    total = found.sum()
    kept: Floats = (found / total)[:min(number, len(inside)) + 1]
    return kept


def poisson_binomial(chance: Floats, most: int) -> Floats:
    """Return the probabilities of 0 … *most* successes among independent events of the given *chance*."""
    found = np.zeros(most + 1)
    found[0] = 1.0
    for probability in chance:
        found[1:] = found[1:] * (1 - probability) + found[:-1] * probability
        found[0] *= 1 - probability
    return found


def q_values(p_values: Floats) -> Floats:
    """Return the q-values of Benjamini and Hochberg (1995)."""
    number = len(p_values)
    if not number:
        return p_values
    order = np.argsort(p_values, kind="stable")
    scaled = p_values[order] * number / np.arange(1, number + 1)
    found = np.empty(number)
    found[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return found
