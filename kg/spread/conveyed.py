"""What the texts themselves say about where a wording came from: explicit conveyance as evidence of a path."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from kg.graph.tables import edge_path, node_path
from kg.regions import Gazetteer
from kg.spread.places import CENTRE, Hierarchy

_CENTRAL = re.compile(r"党中央|中共中央|中央(?!空调|公园|商务|广场|大街)|国务院|总书记|全国(?:会议|推广)")
_PROVINCIAL = re.compile(r"(?<![一-龥]{2}[市县区])(?:省|自治区)(?:委|政府|里|级)|全省部署")
_CITY = re.compile(r"(?<!省)市(?:委|政府|里)")
_BY_LEVEL = {"country": _CENTRAL, "province": _PROVINCIAL, "prefecture": _CITY}


@dataclass(frozen=True, slots=True)
class Conveyance:
    """Words that name the source of a path: ``kind`` is ``named`` or ``transmits``."""

    kind: str
    document: str
    text: str


class ConveyanceFinder:
    """Finds explicit conveyance in the sentences of uses and in the TRANSMITS edges of the graph at *graph*."""

    def __init__(self, graph: Path, hierarchy: Hierarchy, events: Sequence[str]) -> None:
        self._hierarchy = hierarchy
        self._transmits = _transmits(graph, events)

    def between(self, source: str, target: str, uses: Sequence[Mapping[str, Any]]) -> list[Conveyance]:
        """Return what the *uses* of the jurisdiction *target* say of *source* (codes), at most three."""
        found = [Conveyance("transmits", use["name"], wording) for use in uses if use["event_id"]
                 for code, wording in self._transmits.get(use["event_id"], ()) if code == source]
        found += [Conveyance("named", use["name"], use["sentence"]) for use in uses if self._names(source, target, use)]
        return list(dict.fromkeys(found))[:3]

    def _names(self, source: str, target: str, use: Mapping[str, Any]) -> bool:
        """Whether the sentence of *use* names *source*, or its organs where it lies above *target*."""
        sentence: str = use["sentence"]
        rest = sentence[:use["start"]] + "\n" + sentence[use["stop"]:]
        words = _BY_LEVEL.get(self._hierarchy.place(source).level)
        if source in self._hierarchy.place(target).above and words and words.search(rest):
            return True
        gazetteer: Gazetteer = self._hierarchy.gazetteer
        return source != CENTRE and any(region.code == source for mention in gazetteer.mentions(rest) for region in mention.regions[:1])


def _transmits(graph: Path, events: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Return for each event the region codes and wordings of the events that it conveyed."""
    with duckdb.connect() as connection:
        rows = connection.execute("""
            SELECT t.from_id, e.region_code, coalesce(t.wording, e.name) FROM read_parquet(?) t JOIN read_parquet(?) e ON e.id = t.to_id
            WHERE t.from_id IN (SELECT unnest(?)) AND e.region_code IS NOT NULL ORDER BY ALL""",
            [str(edge_path(graph, "TRANSMITS")), str(node_path(graph, "Event")), sorted(set(events))]).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for event, code, wording in rows:
        found.setdefault(event, []).append((code, wording))
    return found
