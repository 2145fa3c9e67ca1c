"""The paths of one slogan: for each jurisdiction, by which channels it can have been reached, how late, and how surely."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.spread.adoption import Adoption, Floats, Observation, release
from kg.spread.channels import Channel, channels, run
from kg.spread.null import Test, q_values


@dataclass(frozen=True, slots=True)
class Path:
    """A candidate edge between two regions (indices of the observation); ``lag_days`` between the last days of both dates."""

    source: int
    target: int
    lag_days: int
    direction: str
    kind: str
    test: Test
    q_value: float
    after_release: bool


Tested = Sequence[tuple[Channel, Test]]


def tests(observation: Observation, found: Adoption, *, least: float = -math.inf) -> Tested:
    """Return the channels of one slogan with their tests; *least* as in :func:`kg.spread.null.test`."""
    released = release(found, observation)
    return [(channel, run(observation, found, channel, released, least=least)) for channel in channels(observation, found)]


def paths(observation: Observation, found: Adoption, tested: Tested | None = None, q: Floats | None = None) -> list[Path]:
    """Return the candidate edges, by the target's date, then the source's.

    The earlier could have reached the later only where the source's date surely precedes the target's. Of the divisions
    above a target the nearest user is its source, of those below it the earliest; beside these come the earliest user among
    its siblings, in its great region and, for a province, among the provinces, and, where none of all these used it before, the origin.

    Args:
        tested: what :func:`tests` returned; done here unless given.
        q: the q-values of *tested*; those among this slogan's own tests unless given.
    """
    released = release(found, observation)
    tested = tests(observation, found) if tested is None else tested
    q = q_values(np.array([result.p_value for _, result in tested])) if q is None else q
    edges = [Path(channel.source, target, int(found.last[target] - found.last[channel.source]), channel.direction, channel.kind, result,
                  float(q[number]), released < int(found.last[target]))
             for number, (channel, result) in enumerate(tested) for target in _reached(channel, found)]
    by_target: dict[int, list[Path]] = {}
    for edge in edges:
        by_target.setdefault(edge.target, []).append(edge)
    kept = [edge for into in by_target.values() for edge in _chosen(into, observation)]
    return sorted(kept, key=lambda e: (int(found.last[e.target]), int(found.last[e.source]), observation.codes[e.target],
                                       observation.codes[e.source], e.kind))


def _reached(channel: Channel, found: Adoption) -> list[int]:
    after = int(found.last[channel.source])
    return [int(target) for target in np.flatnonzero(channel.group & (found.period >= 0) & (found.first > after))]


def _chosen(edges: Sequence[Path], observation: Observation) -> Iterator[Path]:
    """Yield the edges to keep among those into one target."""
    down = [edge for edge in edges if edge.kind == "down"]
    if down:
        yield max(down, key=lambda edge: (len(observation.above[edge.source]), edge.lag_days))
    sources = {edge.source for edge in edges}
    for edge in edges:
        if edge.kind in ("up", "siblings", "area", "provinces") or (edge.kind == "origin" and len(sources) == 1):
            yield edge

