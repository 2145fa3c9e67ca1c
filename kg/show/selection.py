"""Which part of a graph a picture shows: what an answer's rows point at, what surrounds a name, or the busiest events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from kg.errors import UnknownQuestion
from kg.schema import EDGES, NODES
from kg.show.tables import Row, edges_where, nodes_with, opened, rows_of

THINGS = tuple(name for name in NODES if name not in ("Document", "Evidence"))
DRAWN = tuple(name for name in EDGES if name not in ("MENTIONED_IN", "PROVED_BY", "REPORTS", "REPRINT_OF"))
_AROUND = ("HELD", "ATTENDED", "TRANSMITS", "GIVEN_AT", "HELD_BY_ORGAN", "HELD_IN", "VISITED", "USED", "POST_IN", "FIRST_USED_IN", "PRECEDED")
_TOUCHES = "list_contains($1, from_id) OR list_contains($1, to_id)"
_WITHIN = "list_contains($1, from_id) AND list_contains($1, to_id)"


@dataclass(frozen=True, slots=True)
class Selection:
    """Nodes and edges by id, the rows of the answer they come from, and how many nodes did not fit."""

    nodes: dict[str, Row]
    edges: dict[str, Row]
    rows: list[Row]
    left_out: int = 0


def select(graph: Path, rows: Sequence[Mapping[str, Any]], *, limit: int = 400) -> Selection:
    """Return what the *rows* of an answer point at: the edges and nodes whose ids stand in them, in their order, at most *limit* nodes.

    Rows with nodes alone are joined by the edges between them; rows without any id by the things that bear the names in them.

    Raises:
        NotAGraph: there is no graph at *graph*.
    """
    words = list(dict.fromkeys(word for row in rows for word in _strings(row)))
    with opened(graph) as connection:
        edges = edges_where(connection, DRAWN, "list_contains($1, id)", words)
        nodes = nodes_with(connection, words, THINGS)
        if not edges:
            named = not nodes
            nodes = nodes or _named(connection, words)
            edges = edges_where(connection, DRAWN, _WITHIN, sorted(nodes))
            if named:
                joined = {edge[end] for edge in edges.values() for end in ("from_id", "to_id")}
                nodes = {key: node for key, node in nodes.items() if key in joined}
        place = {word: number for number, word in enumerate(words)}
        order = sorted(edges, key=lambda key: (place.get(key, len(place)), key))
        return _fit(connection, nodes, [edges[key] for key in order], [dict(row) for row in rows], limit)


def around(graph: Path, name: str, *, limit: int = 400) -> Selection:
    """Return what surrounds the things that bear *name* (or that id): their edges, and who else took part in their events.

    Raises:
        UnknownQuestion: nothing bears it.
    """
    with opened(graph) as connection:
        nodes = _named(connection, [name]) or nodes_with(connection, [name], THINGS)
        if not nodes:
            raise UnknownQuestion(f"{name!r} is no stored question, no file, and no name or id in {graph}; 'kg query {graph}' lists the questions.")
        near = edges_where(connection, _AROUND, _TOUCHES, sorted(nodes))
        events = sorted({edge[f"{end}_id"] for edge in near.values() for end in ("from", "to") if edge[f"{end}_kind"] == "Event"})
        far = edges_where(connection, ("ATTENDED", "TRANSMITS"), _TOUCHES, events)
        return _fit(connection, nodes, [*near.values(), *(edge for key, edge in far.items() if key not in near)], [], limit)


def overview(graph: Path, *, limit: int = 400) -> Selection:
    """Return the events with most edges, who took part, what they conveyed and which organ held them."""
    kinds = ("ATTENDED", "TRANSMITS", "HELD_BY_ORGAN")
    with opened(graph) as connection:
        union = " UNION ALL ".join(f"SELECT from_id, to_id, from_kind, to_kind FROM edge_{kind}" for kind in kinds)
        busiest = rows_of(connection, f"""SELECT id, count(*) AS edges FROM (SELECT unnest([from_id, to_id]) AS id, unnest([from_kind, to_kind]) AS kind
                                          FROM ({union})) WHERE kind = 'Event' GROUP BY id ORDER BY edges DESC, id LIMIT ?""", limit)
        rank = {row["id"]: number for number, row in enumerate(busiest)}
        edges = edges_where(connection, kinds, _TOUCHES, list(rank))
        order = sorted(edges.values(), key=lambda edge: (min(rank.get(edge["from_id"], len(rank)), rank.get(edge["to_id"], len(rank))), edge["id"]))
        return _fit(connection, {}, order, [], limit)


def _strings(value: Any) -> Iterator[str]:
    """Yield the strings in a row's value, also within the nodes, edges and lists that a query may return."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if not str(name).endswith(("evidence_ids", "document_id")):
                yield from _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)


def _named(connection: duckdb.DuckDBPyConnection, words: Iterable[str]) -> dict[str, Row]:
    found = [row["id"] for kind in THINGS for row in rows_of(connection, f"SELECT id FROM node_{kind} WHERE list_contains(?, name)", sorted(set(words)))]
    return nodes_with(connection, found, THINGS)


def _fit(connection: duckdb.DuckDBPyConnection, nodes: dict[str, Row], edges: Sequence[Row], rows: list[Row], limit: int) -> Selection:
    """Take edges in their order for as long as their ends fit."""
    kept = dict.fromkeys(list(nodes)[:limit])
    everything = dict.fromkeys([*nodes, *(edge[end] for edge in edges for end in ("from_id", "to_id"))])
    chosen: dict[str, Row] = {}
    for edge in edges:
        new = {edge["from_id"], edge["to_id"]} - kept.keys()
        if len(kept) + len(new) <= limit:
            kept.update(dict.fromkeys(sorted(new)))
            chosen[edge["id"]] = edge
    return Selection(nodes_with(connection, kept, tuple(NODES)), chosen, rows, len(everything) - len(kept))
