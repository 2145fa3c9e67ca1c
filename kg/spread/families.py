"""A slogan with the forms that count as its use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from kg.graph.tables import edge_path, node_path
from kg.spread.normal import key

_COUNTED = ("order",)
"""Relations of FORM_OF by which another wording is a use of the slogan; a longer one holds it anyway."""


@dataclass(frozen=True, slots=True)
class Family:
    """A slogan: the wording asked for, and every form whose occurrence is a use of it, the wording first."""

    name: str
    forms: tuple[str, ...]


def family(graph: Path, text: str) -> Family:
    """Return the slogan whose wording is *text*, with the forms that the graph at *graph* knows."""
    wanted = key(text)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW slogans AS SELECT id, text, forms FROM read_parquet('{_path(node_path(graph, 'Slogan'))}')")
        connection.execute(f"CREATE VIEW form_of AS SELECT from_id, to_id, relation FROM read_parquet('{_path(edge_path(graph, 'FORM_OF'))}')")
        rows = connection.execute("""
            WITH own AS (SELECT DISTINCT id FROM (SELECT id, unnest(forms) AS words FROM slogans)
                         WHERE regexp_replace(words, '[^\\p{L}\\p{N}]+', '', 'g') = ?),
            joined AS (SELECT id FROM own UNION SELECT from_id FROM form_of WHERE to_id IN (FROM own) AND relation IN (SELECT unnest(?))
                       UNION SELECT to_id FROM form_of WHERE from_id IN (FROM own) AND relation IN (SELECT unnest(?)))
            SELECT unnest(forms) AS words FROM slogans WHERE id IN (FROM joined) ORDER BY words""",
            [wanted, list(_COUNTED), list(_COUNTED)]).fetchall()
    return Family(text, _distinct([text, *(row[0] for row in rows)]))


def all_families(slogans: pa.Table) -> list[Family]:
    """Return every slogan of a Slogan node table with its own forms."""
    rows: list[Mapping[str, object]] = slogans.select(["text", "forms"]).to_pylist()
    return [Family(str(row["text"]), _distinct([str(row["text"]), *map(str, row["forms"])])) for row in rows]  # type: ignore[call-overload]


def _distinct(forms: list[str]) -> tuple[str, ...]:
    """Return one form for each key, the first, but those that differ in where they have commas both."""
    return tuple(dict.fromkeys(words for words in forms if key(words)))


def _path(path: Path) -> str:
    return str(path).replace("'", "''")
