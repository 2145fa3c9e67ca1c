"""Print how well planted spread is found, beside NetInf, and whether chance and broadcasts are taken for spread.

    python benchmarks/spread_simulator.py [--seed 1] [--slogans 300]

Slogans cascade over the real provinces and prefectures along a planted network of vertical and horizontal edges; beside it there are spontaneous
uses, central broadcasts, months without a document, documents that leave the slogan out, and reprints (which the panel leaves out).
NetInf (Gomez-Rodriguez, Leskovec and Krause 2010) is given the same first uses and the true mean delay.
"""

from __future__ import annotations

import argparse
import heapq
import sys
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from kg.spread.adoption import NEVER, Adoption, Observation, observe, release
from kg.spread.channels import channels, run
from kg.spread.dates import when
from kg.spread.network import network
from kg.spread.null import q_values
from kg.spread.panel import PANEL
from kg.spread.places import CENTRE, Hierarchy

MONTHS, DELAY, PASSED, SAID, MISSING, SPONTANEOUS, BROADCAST, REPRINTED = 72, 60.0, 0.6, 0.8, 0.2, 4, 0.15, 0.05
"""Months observed; mean delay in days; chances to pass a slogan on, to say it in a document, of a month without a document; spontaneous
uses a slogan; share of slogans that are broadcast; share of uses that are reprinted elsewhere."""
FAST = 45.0


class World:
    """Jurisdictions with their documents: ``days`` (regions by months, -1 where there is none)."""

    def __init__(self, random: np.random.Generator) -> None:
        """Draw who is observed when, with how much text."""
        self.random, self.hierarchy = random, Hierarchy()
        regions = self.hierarchy.gazetteer.as_of(2019)
        current = sorted({region.code for region in regions if region.level in ("province", "prefecture") and region.code[:2] < "70"})
        self.codes = [CENTRE, *current]
        volume = random.lognormal(9, 0.7, len(self.codes))
        rows, self.days = [], np.full((len(self.codes), MONTHS), -1)
        for month in range(MONTHS):
            for number, code in enumerate(self.codes):
                if number == 0 or random.random() > MISSING:
                    date = f"{2014 + month // 12}-{month % 12 + 1:02d}-{random.integers(1, 28):02d}"
                    at = when(date)
                    assert at is not None
                    self.days[number, month] = at.first
                    rows.append({"document_id": f"{code}-{month}", "name": f"{code}-{month}", "region_code": code, "region_name": code, "used_date": date,
                                 "first_day": at.first, "last_day": at.last, "period": date[:7], "volume": int(volume[number]), "national": False,
                                 "original": None})
        self.observation: Observation = observe(pa.Table.from_pylist(rows, schema=PANEL), self.hierarchy)
        self.number = np.array([self.observation.index[code] for code in self.codes])
        self.begin = int(self.days[self.days >= 0].min())

    def planted(self) -> np.ndarray:
        """Return the planted network: a half of each province's cities hears it, one in five tells it; two peers a jurisdiction."""
        size = len(self.codes)
        edges = np.zeros((size, size), dtype=bool)
        level = np.array([self.hierarchy.place(code).level for code in self.codes])
        parent = np.array([self.codes.index(p) if (p := self.hierarchy.place(code).parent) in self.codes else 0 for code in self.codes])
        for number in range(1, size):
            if parent[number]:
                edges[parent[number], number] = self.random.random() < 0.5
                edges[number, parent[number]] = self.random.random() < 0.2
            peers = np.flatnonzero((level == level[number]) & (np.arange(size) != number))
            near = peers[parent[peers] == parent[number]]
            edges[number, self.random.choice(near if len(near) > 1 and self.random.random() < 0.7 else peers, 2)] = True
        return edges

    def cascade(self, edges: np.ndarray) -> np.ndarray:
        """Return the day on which each jurisdiction takes up one slogan."""
        random, size = self.random, len(self.codes)
        taken = np.full(size, np.inf)
        start = self.begin + random.uniform(60, MONTHS * 30.4 - 500)
        seeds = [(start, int(random.integers(1, size)))]
        seeds += [(start + random.uniform(0, 500), int(number)) for number in random.integers(1, size, random.poisson(SPONTANEOUS))]
        if random.random() < BROADCAST:
            day = start + random.uniform(100, 400)
            seeds += [(day, 0), *((day + random.exponential(FAST), number) for number in range(1, size) if random.random() < 0.7)]
        heapq.heapify(seeds)
        while seeds:
            day, number = heapq.heappop(seeds)
            if day < taken[number]:
                taken[number] = day
                for target in np.flatnonzero(edges[number]):
                    if random.random() < PASSED:
                        heapq.heappush(seeds, (day + random.exponential(DELAY), int(target)))
        return taken

    def seen(self, taken: np.ndarray) -> Adoption:
        """Return the first uses that documents show of what was *taken* up; reprints elsewhere show none, as the panel leaves them out."""
        size = len(self.observation.codes)
        first, period = np.full(size, NEVER, dtype=np.int64), np.full(size, -1, dtype=np.int64)
        says = (self.days >= 0) & (self.days >= taken[:, None]) & (self.random.random(self.days.shape) < SAID)
        months = {item.name: number for number, item in enumerate(self.observation.periods)}
        for number in np.flatnonzero(says.any(axis=1)):
            month = int(says[number].argmax())
            first[self.number[number]] = self.days[number, month]
            period[self.number[number]] = months[f"{2014 + month // 12}-{month % 12 + 1:02d}"]
        return Adoption(first, first.copy(), period)


def netinf(found: Sequence[Adoption], size: int, *, rate: float, floor: float) -> np.ndarray:
    """Return a score for each ordered pair: the later the greedy algorithm adds an edge, the lower.

    The marginal gain of an edge is what it adds to the log-likelihood of the best tree of each cascade; it is evaluated lazily.
    """
    gains: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for number, item in enumerate(found):
        order = item.order
        for place, target in enumerate(order):
            lags = item.first[target] - item.first[order[:place]]
            for source, lag in zip(order[:place], lags, strict=True):
                if lag > 0 and (value := -rate * lag + np.log(rate) - np.log(floor)) > 0:
                    gains.setdefault((int(source), int(target)), []).append((number, float(value)))
    best: dict[tuple[int, int], float] = {}
    heap = [(-sum(value for _, value in items), pair) for pair, items in gains.items()]
    heapq.heapify(heap)
    score, rank = np.zeros((size, size)), len(heap)
    while heap:
        _, pair = heapq.heappop(heap)
        gain = sum(max(0.0, value - best.get((number, pair[1]), 0.0)) for number, value in gains[pair])
        if heap and gain < -heap[0][0] - 1e-12:
            if gain > 0:
                heapq.heappush(heap, (-gain, pair))
            continue
        if gain <= 0:
            break
        score[pair], rank = rank, rank - 1
        for number, value in gains[pair]:
            best[number, pair[1]] = max(value, best.get((number, pair[1]), 0.0))
    return score


def area(score: np.ndarray, truth: np.ndarray) -> float:
    """Return the area under the ROC curve, ties counted half."""
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    positive = int(truth.sum())
    return float((middle[inverse][truth].sum() - positive * (positive + 1) / 2) / (positive * (len(truth) - positive)))


def shuffled(world: World, random: np.random.Generator) -> Adoption:
    """Return an adoption drawn from the null model: each jurisdiction of a level takes the slogan up as its volume of text alone tells."""
    observation = world.observation
    first = np.full(len(observation.codes), NEVER, dtype=np.int64)
    period = np.full(len(observation.codes), -1, dtype=np.int64)
    start, rate = int(random.integers(0, MONTHS - 30)), random.uniform(0.02, 0.06)
    for number in range(start, min(start + 24, len(observation.periods))):
        item = observation.periods[number]
        waiting = (first[item.who] == NEVER) & (observation.levels[item.who] != "country")
        took = waiting & (random.random(len(item.who)) < -np.expm1(-rate * item.volume / item.volume.mean()))
        first[item.who[took]], period[item.who[took]] = item.latest[took], number
    return Adoption(first, first.copy(), period)


def p_values(world: World, found: Sequence[Adoption], random: np.random.Generator) -> list[float]:
    """Return one p-value a slogan, of a test drawn among its own, spread evenly over the jumps of its discrete distribution."""
    drawn = []
    for item in found:
        results = [run(world.observation, item, channel, release(item, world.observation)) for channel in channels(world.observation, item)]
        told = [result for result in results if result.expected > 0.5]
        if told:
            result = told[int(random.integers(len(told)))]
            drawn.append(result.above + random.random() * result.equal)
    return drawn


def uniform(values: Sequence[float]) -> tuple[float, float]:
    """Return the statistic of Kolmogorov and Smirnov against the uniform distribution, and its asymptotic p-value."""
    ordered, size = np.sort(values), len(values)
    steps = np.arange(1, size + 1) / size
    distance = float(max((steps - ordered).max(), (ordered - steps + 1 / size).max()))
    scaled = (np.sqrt(size) + 0.12 + 0.11 / np.sqrt(size)) * distance
    return distance, float(min(1.0, 2 * sum((-1) ** (k - 1) * np.exp(-2 * k * k * scaled * scaled) for k in range(1, 60))))


def broadcast(world: World, random: np.random.Generator) -> Adoption:
    """Return an adoption under pure broadcast: the centre says it, everybody hears it there and says it when he next writes."""
    taken = np.full(len(world.codes), np.inf)
    taken[0] = world.begin + random.uniform(60, MONTHS * 30.4 - 600)
    heard = random.random(len(taken)) < random.uniform(0.3, 0.9)
    taken[1:] = np.where(heard[1:], taken[0] + random.exponential(120, len(taken) - 1), np.inf)
    return world.seen(taken)


def main() -> None:
    """Simulate, test, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slogans", type=int, default=300)
    args = parser.parse_args()
    random, write = np.random.default_rng(args.seed), sys.stdout.write
    world = World(random)
    edges = world.planted()
    found = [world.seen(world.cascade(edges)) for _ in range(args.slogans)]
    size = len(world.observation.codes)
    truth = np.zeros((size, size), dtype=bool)
    truth[np.ix_(world.number, world.number)] = edges
    pairs = ~np.eye(size, dtype=bool)
    centre = world.observation.index[CENTRE]
    pairs[centre], pairs[:, centre] = False, False
    write(f"{size} jurisdictions, {len(world.observation.periods)} months, {args.slogans} slogans, "
          f"{np.mean([len(item.order) for item in found]):.0f} users each, "
          f"{int(truth[pairs].sum())} planted edges among {int(pairs.sum()):,} pairs\n\n| | AUC of edges |\n|---|--:|\n")
    write(f"| kg.spread.network | {area(network(world.observation, found).score[pairs], truth[pairs]):.3f} |\n")
    for floor in (1e-4, 1e-8):
        write(f"| NetInf, floor {floor:g} | {area(netinf(found, size, rate=1 / DELAY, floor=floor)[pairs], truth[pairs]):.3f} |\n")
    drawn = p_values(world, [shuffled(world, random) for _ in range(args.slogans)], random)
    distance, p = uniform(drawn)
    write(f"\np-values on shuffled data: {len(drawn)} slogans, Kolmogorov-Smirnov D = {distance:.3f}, p = {p:.3f}\n")
    waves = [broadcast(world, random) for _ in range(args.slogans)]
    tested = [[(channel, run(world.observation, item, channel, release(item, world.observation))) for channel in channels(world.observation, item)]
              for item in waves]
    flat = [(channel.direction, result.p_value) for results in tested for channel, result in results]
    q = q_values(np.array([p for _, p in flat]))
    told = sum(way == "horizontal" and value <= 0.05 for (way, _), value in zip(flat, q, strict=True))
    alone = sum(any(channel.direction == "horizontal" and value <= 0.05
                    for (channel, _), value in zip(results, q_values(np.array([r.p_value for _, r in results])), strict=True)) for results in tested)
    write(f"pure broadcast: {len(flat):,} tests, {told} horizontal ones significant among all (q <= .05); asked one by one, {alone} of {len(waves)} "
          "slogans have one\n")


if __name__ == "__main__":
    main()
