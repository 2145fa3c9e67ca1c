"""All slogans of a corpus against the null model: which of them travelled, and by which paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from kg.spread.adoption import Adoption, Observation, adoption
from kg.spread.channels import channels
from kg.spread.null import Test, q_values
from kg.spread.paths import Path, paths, tests
from kg.spread.places import Hierarchy

LEVEL = 0.05
_PLAUSIBLE = 1.0
"""Standard deviations above expectation from which a test is worked out exactly; below, it can bear no small q-value."""

_TEXT = ("slogan", "first_date", "first_region", "first_code")
_COUNTS = ("regions", "provinces", "tests", "reached", "down", "up", "horizontal")
RANKING = pa.schema([*((name, pa.string()) for name in _TEXT), *((name, pa.int64()) for name in _COUNTS),
                     *((name, pa.float64()) for name in ("beyond", "p_value", "q_value"))])
"""``reached``: jurisdictions at the end of a path whose q-value, among the tests of all slogans, is at most :data:`LEVEL`, then by
direction; ``beyond``: how many of them are more than the null model expects; ``p_value``, ``q_value``: the smallest."""
PATHS = pa.schema([*((name, pa.string()) for name in ("slogan", "from_code", "to_code", "direction", "channel")), ("lag_days", pa.int64()),
                   ("p_value", pa.float64()), ("q_value", pa.float64())])


def rank(firsts: pa.Table, observation: Observation, hierarchy: Hierarchy) -> tuple[pa.Table, pa.Table]:
    """Return the slogans of *firsts* (:func:`~kg.spread.adoption.first_uses`), those that travelled furthest first, and the paths that tell it.

    The q-values are those of Benjamini and Hochberg over the tests of all slogans together.
    """
    slogans = [(slogan, rows, adoption(rows, observation)) for slogan, rows in _grouped(firsts)]
    tested = [[result for _, result in tests(observation, found, least=_PLAUSIBLE)] for _, _, found in slogans]  # without the channels, which are large
    p = [np.array([result.p_value for result in item]) for item in tested]
    q = np.split(q_values(np.concatenate(p)), np.cumsum([len(item) for item in p])[:-1]) if p else []
    ranking, edges = [], []
    for (slogan, rows, found), results, own in zip(slogans, tested, q, strict=True):
        told = list(zip(channels(observation, found), results, strict=True)) if (own <= LEVEL).any() else []
        kept = [edge for edge in paths(observation, found, told, own) if edge.q_value <= LEVEL] if told else []
        ranking.append(_row(slogan, rows, found, results, kept, own, observation, hierarchy))
        edges += [{"slogan": slogan, "from_code": observation.codes[edge.source], "to_code": observation.codes[edge.target],
                   "direction": edge.direction, "channel": edge.kind, "lag_days": edge.lag_days, "p_value": edge.test.p_value, "q_value": edge.q_value}
                  for edge in kept]
    ranking.sort(key=lambda row: (-row["beyond"], row["q_value"], row["p_value"], -row["regions"], row["slogan"]))
    return pa.Table.from_pylist(ranking, schema=RANKING), pa.Table.from_pylist(edges, schema=PATHS)


def _grouped(firsts: pa.Table) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    for slogan, rows in groupby((row for batch in firsts.to_batches() for row in batch.to_pylist()), key=lambda row: row["slogan"]):
        yield slogan, list(rows)


def _row(slogan: str, rows: Sequence[Mapping[str, Any]], found: Adoption, results: Sequence[Test], kept: Sequence[Path], q: Any, observation: Observation,
         hierarchy: Hierarchy) -> dict[str, Any]:
    beyond: dict[int, float] = {}
    for edge in kept:
        share = 1 - edge.test.expected / max(edge.test.observed, 1)
        beyond[edge.target] = max(share, beyond.get(edge.target, 0.0))
    first = rows[0]
    ways = {way: len({edge.target for edge in kept if edge.direction == way}) for way in ("down", "up", "horizontal")}
    provinces = {observation.codes[number][:2] for number in found.order}
    return {"slogan": slogan, "first_date": first["used_date"], "first_region": hierarchy.place(first["region_code"]).name,
            "first_code": first["region_code"], "regions": len(rows), "provinces": len(provinces - {"10"}), "tests": len(results),
            "reached": len(beyond), **ways, "beyond": round(sum(beyond.values()), 3),
            "p_value": _least([result.p_value for result in results]), "q_value": _least(q)}


def _least(values: Sequence[float]) -> float:
    return float(f"{min(values, default=1.0):.6g}")
