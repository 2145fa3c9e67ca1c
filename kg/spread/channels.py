"""The ways by which a slogan can have come to a jurisdiction, each with its test against the null model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kg.spread.adoption import NEVER, Adoption, Flags, Observation
from kg.spread.exposure import strata
from kg.spread.null import Test, test


@dataclass(frozen=True, slots=True)
class Channel:
    """A source and the group that it may have reached.

    ``kind``: ``down`` (what lies below the source), ``up`` (the division above), ``siblings`` (the source's own level under
    the same division), ``area`` (its own level elsewhere in the same great region), ``provinces`` and ``origin`` (all other provinces, everybody
    else: nobody is left to compare with, so that nothing can be told from chance).
    """

    kind: str
    source: int
    group: Flags
    level: str

    @property
    def direction(self) -> str:
        """``down``, ``up`` or ``horizontal``."""
        return self.kind if self.kind in ("down", "up") else "horizontal"


def channels(observation: Observation, found: Adoption) -> Iterator[Channel]:
    """Yield the channels of one slogan, those of earlier sources first; a group has one source, its earliest user."""
    order = [int(number) for number in found.order]
    seen: set[tuple[str, ...]] = set()
    for source in order:
        for key, channel in _of(observation, source):
            if key not in seen and channel.group.any():
                seen.add(key)
                yield channel


def _of(observation: Observation, source: int) -> Iterator[tuple[tuple[str, ...], Channel]]:
    code, level, parent, area = (observation.codes[source], str(observation.levels[source]), int(observation.parents[source]),
                                 str(observation.areas[source]))
    same = observation.levels == level
    below = np.zeros(len(observation.codes), dtype=bool)
    below[observation.below.get(code, [])] = True
    for lower in sorted(set(observation.levels[below].tolist())):
        yield ("down", code, lower), Channel("down", source, below & (observation.levels == lower), lower)
    for above in observation.above[source]:
        if above in observation.index:
            group = np.zeros_like(same)
            group[observation.index[above]] = True
            yield ("up", above), Channel("up", source, group, str(observation.levels[observation.index[above]]))
    siblings = same & (observation.parents == parent) & (parent >= 0)
    siblings[source] = False
    if level != "province":
        yield ("siblings", str(parent), level), Channel("siblings", source, siblings, level)
    elsewhere = same & (observation.areas == area) & ~siblings & (area != "")
    elsewhere[source] = False
    yield ("area", area, level), Channel("area", source, elsewhere, level)
    if level == "province":
        yield ("provinces",), Channel("provinces", source, same & ~elsewhere & (np.arange(len(same)) != source), level)
    others = ~elsewhere & ~siblings & ~below
    others[source] = False
    yield ("origin",), Channel("origin", source, others, level)


def run(observation: Observation, found: Adoption, channel: Channel, released: int, *, least: float = -math.inf) -> Test:
    """Return the test of *channel*: did its group take the slogan up more often than others exposed alike?

    Horizontal channels are compared among those whose parent has used the slogan, and among the others, so that what a
    province told its cities is no exchange between them.
    """
    if channel.kind in ("provinces", "origin"):
        return Test(0, 0.0, 0.0, 0, 0.0, 1.0)
    after = int(found.last[channel.source])
    layers = strata(observation, found, after=after, released=released if released > after else NEVER, level=channel.level,
                    split_by_parent=channel.direction == "horizontal")
    return test(layers, channel.group, least=least)
