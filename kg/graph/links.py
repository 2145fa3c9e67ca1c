"""The links between mentions that the resolution weighed: what it joined or left apart, how probable that is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import NotAGraph
from kg.graph.judgements import VERDICTS, Judgements
from kg.graph.layout import Layout

SURE = 0.95
"""From which probability on a joined pair needs no look."""

LINKS = pa.schema([*((name, pa.string()) for name in ("name", "first", "second", "first_id", "second_id", "first_says", "second_says")),
                   ("probability", pa.float64()), ("decision", pa.string()), ("evidence", pa.string())])
"""``first`` and ``second`` are ids of mentions, as ``judgements.tsv`` cites them; ``first_id`` and ``second_id`` the persons they belong to;
``decision`` is same or apart."""

MENTIONS = pa.schema([(name, pa.string()) for name in ("local_id", "person_id", "document_id", "name")])
"""Which person each mention is; the local id is that of the facts."""


def links_path(graph: Path) -> Path:
    """Return the file of a graph's links."""
    return graph / "resolved" / "links" / "Person.parquet"


def mentions_path(graph: Path) -> Path:
    """Return the file of a graph's mentions of persons."""
    return graph / "resolved" / "links" / "Mention.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two mentions of a name that stand for two stretches of a career, the probability that they are one person's, and what it rests on.

    ``decision`` is same or apart; ``verdict`` what the user has judged, empty where nothing.
    """

    name: str
    first_says: str
    second_says: str
    probability: float
    decision: str
    verdict: str
    evidence: str
    first: str
    second: str


def weighed(graph: Path, *, name: str | None = None, settled: bool = False) -> list[Link]:
    """Return the doubtful links of the graph, the most doubtful first.

    Doubtful is what was left apart although it may be one person, and what was joined with less than nineteen in twenty.

    Args:
        name: only links of this name.
        settled: also the links that are sure, and those that the user has judged.

    Raises:
        NotAGraph: there is no graph, or it was built without links.
    """
    layout = Layout(graph)
    layout.read_manifest()
    if not links_path(graph).exists():
        raise NotAGraph(f"{graph} was built by a version that kept no links; build it again with 'kg build --out {graph} SOURCE'.")
    judgements = Judgements.read(layout.judgements)
    verdicts = {frozenset(pair): verdict for verdict in VERDICTS for pair in getattr(judgements, verdict)}
    rows = [row for row in pq.read_table(links_path(graph), schema=LINKS).to_pylist() if name in (None, row["name"])]
    rows.sort(key=lambda row: (abs(row["probability"] - 0.5), row["name"], row["first"], row["second"]))
    found = [Link(**{key: row[key] for key in Link.__slots__ if key != "verdict"}, verdict=verdicts.get(frozenset((row["first"], row["second"])), ""))
             for row in rows]
    return [link for link in found if settled or (not link.verdict and (link.decision == "apart" or link.probability < SURE))]
