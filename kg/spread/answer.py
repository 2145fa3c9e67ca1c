"""The answer of ``kg spread`` for one slogan: first uses, paths with their significance, coverage, curve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pyarrow as pa

from kg.graph.layout import Layout
from kg.spread.adoption import Observation, adoption, first_uses, observe
from kg.spread.conveyed import ConveyanceFinder
from kg.spread.families import family, genealogy, members
from kg.spread.heat import curve
from kg.spread.meanings import other_meanings, read_background
from kg.spread.panel import read_panel
from kg.spread.paths import Path as Edge
from kg.spread.paths import paths
from kg.spread.places import Hierarchy
from kg.spread.ranking import LEVEL
from kg.spread.uses import UseFinder

CONVEYED = "the text names the source"
BEYOND = "more often than chance and a common broadcast explain"
BROADCAST = "cannot be told from a common broadcast"
CHANCE = "cannot be told from chance"
OTHER = "the first use may mean something else"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows ready to be shown; ``paths`` and ``first_uses`` in the form of the JSON answer."""

    slogan: str
    forms: list[str]
    verdict: str
    first_uses: list[Row]
    paths: list[Row]
    lags: list[Row]
    coverage: list[Row]
    flags: list[Row]
    curve: list[Row]
    genealogy: list[Row]
    members: list[str]

    def as_object(self) -> Row:
        """Return the JSON object."""
        return {"slogan": self.slogan, "forms": self.forms, "first_uses": self.first_uses, "paths": self.paths, "verdict": self.verdict,
                "flags": self.flags, "members": self.members, "genealogy": self.genealogy}


def answer(graph: Path, text: str) -> Answer:
    """Return what the graph at *graph* tells of the slogan *text*.

    Raises:
        NotAGraph: there is none.
    """
    Layout(graph).read_manifest()
    panel = read_panel(graph)
    hierarchy = Hierarchy()
    asked = family(graph, text)
    uses = UseFinder(graph, panel).find([asked])
    firsts: list[Row] = first_uses(uses).to_pylist()
    observation = observe(panel, hierarchy)
    edges = paths(observation, adoption(firsts, observation))
    rows: list[Row] = uses.to_pylist()
    flags = other_meanings(rows, read_background(graph)) if rows else []
    shown = _paths(graph, hierarchy, observation, edges, rows, {flag["document"] for flag in flags})
    named = [{"region": hierarchy.place(flag["region_code"]).name, "code": flag["region_code"],
              **{name: flag[name] for name in ("date", "document", "reason", "sentence")}} for flag in flags]
    return Answer(text, _forms(rows), _verdict(firsts, shown), [_first(row, hierarchy) for row in firsts], shown, _lags(edges),
                  _coverage(panel, firsts, hierarchy), named, curve(panel, uses).to_pylist() if rows else [], genealogy(graph, asked), members(graph, asked))


def _forms(rows: Sequence[Row]) -> list[str]:
    counts = Counter(row["form"] for row in rows)
    return sorted(counts, key=lambda words: (-counts[words], words))


def _first(row: Row, hierarchy: Hierarchy) -> Row:
    return {"region": hierarchy.place(row["region_code"]).name, "code": row["region_code"], "date": row["used_date"], "document": row["name"],
            "speaker": row["speaker"]}


def _paths(graph: Path, hierarchy: Hierarchy, observation: Observation, edges: Sequence[Edge], rows: Sequence[Row],
           doubtful: Collection[str]) -> list[Row]:
    by_region: dict[str, list[Row]] = {}
    for row in rows:
        by_region.setdefault(row["region_code"], []).append(row)
    first = {code: [row for row in found if row["document_id"] == found[0]["document_id"]] for code, found in by_region.items()}
    finder = ConveyanceFinder(graph, hierarchy, [row["event_id"] for found in first.values() for row in found if row["event_id"]])
    return [_path(edge, observation, hierarchy, finder, first, doubtful) for edge in edges]


def _path(edge: Edge, observation: Observation, hierarchy: Hierarchy, finder: ConveyanceFinder, first: Mapping[str, list[Row]],
          doubtful: Collection[str]) -> Row:
    source, target = observation.codes[edge.source], observation.codes[edge.target]
    said = finder.between(source, target, first[target])
    test = edge.test
    verdict = (CONVEYED if said else BEYOND if edge.q_value <= LEVEL else BROADCAST if edge.after_release or edge.direction == "down" else CHANCE)
    evidence: list[Row] = [{"kind": item.kind, "document": item.document, "text": item.text} for item in said]
    if test.expected > 0:
        evidence.append({"kind": "test", "document": None, "text": f"{edge.kind}: {test.observed} of {test.reach} took it up within three years, "
                                                                    f"{test.expected:.2f} expected of jurisdictions observed alike"})
    evidence += [{"kind": "flag", "document": name, "text": OTHER} for name in (first[source][0]["name"], first[target][0]["name"])
                 if name in doubtful]
    evidence += [{"kind": "uses", "document": first[code][0]["name"], "text": first[code][0]["sentence"]} for code in (source, target)]
    evidence.append({"kind": "verdict", "document": None, "text": verdict})
    return {"from": hierarchy.place(source).name, "to": hierarchy.place(target).name, "lag_days": edge.lag_days, "direction": edge.direction,
            "p_value": _rounded(test.p_value), "q_value": _rounded(edge.q_value), "evidence": evidence, "from_code": source, "to_code": target}


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _verdict(firsts: Sequence[Row], shown: Sequence[Row]) -> str:
    if not firsts:
        return "not used in any document observed"
    if not shown:
        return "used, but nobody took it up later"
    beyond = [row for row in shown if row["q_value"] <= LEVEL]
    if beyond:
        ways = ", ".join(sorted({row["direction"] for row in beyond}))
        return f"travelled: {len(beyond)} of {len(shown)} paths ({ways}) {BEYOND}"
    return BROADCAST


def _lags(edges: Sequence[Edge]) -> list[Row]:
    """Return the distribution of lags by direction."""
    found = []
    for direction in ("down", "up", "horizontal"):
        lags = sorted(edge.lag_days for edge in edges if edge.direction == direction)
        if lags:
            quarter = len(lags) // 4
            found.append({"direction": direction, "paths": len(lags), "shortest": lags[0], "lower_quartile": lags[quarter],
                          "median": int(median(lags)), "upper_quartile": lags[-1 - quarter], "longest": lags[-1]})
    return found


_COVERAGE = """
    SELECT region_code, arg_min(p.used_date, p.first_day) AS observed_from, arg_max(p.used_date, p.last_day) AS observed_to,
           count(DISTINCT document_id) AS documents, count(DISTINCT period) AS periods,
           max(p.used_date) FILTER (p.last_day < coalesce(f.first_day, 1000000000)) AS last_without, any_value(f.used_date) AS first_use
    FROM panel p LEFT JOIN firsts f USING (region_code) WHERE original IS NULL GROUP BY region_code ORDER BY region_code"""


def _coverage(panel: pa.Table, firsts: Sequence[Row], hierarchy: Hierarchy) -> list[Row]:
    """Return for each jurisdiction observed the window of its documents; ``last_without`` is the last before the first use.

    A first use without one may be later than the true first; a jurisdiction without a use was not seen to use it in its window.
    """
    schema = pa.schema([("region_code", pa.string()), ("first_day", pa.int64()), ("used_date", pa.string())])
    with duckdb.connect() as connection:
        connection.register("panel", panel)
        connection.register("firsts", pa.Table.from_pylist([{name: row[name] for name in schema.names} for row in firsts], schema=schema))
        rows: list[Row] = connection.sql(_COVERAGE).to_arrow_table().to_pylist()
    return [{"region": hierarchy.place(row["region_code"]).name, "code": row.pop("region_code"), **row} for row in rows]
