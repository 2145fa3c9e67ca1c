"""A slogan with the forms that count as its use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from kg.graph.tables import edge_path, node_path
from kg.spread.normal import key
from kg.spread.words import is_word

_NUMBER = re.compile(r"[一二两三四五六七八九十百千\d]")
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
        _register(connection, graph)
        rows = connection.execute("""
            WITH own AS (SELECT DISTINCT id FROM (SELECT id, unnest(forms) AS words FROM slogans)
                         WHERE regexp_replace(words, '[^\\p{L}\\p{N}]+', '', 'g') = ?),
            joined AS (SELECT id FROM own UNION SELECT from_id FROM form_of WHERE to_id IN (FROM own) AND relation IN (SELECT unnest(?))
                       UNION SELECT to_id FROM form_of WHERE from_id IN (FROM own) AND relation IN (SELECT unnest(?)))
            SELECT unnest(forms) AS words FROM slogans WHERE id IN (FROM joined) ORDER BY words""",
            [wanted, list(_COUNTED), list(_COUNTED)]).fetchall()
    return Family(text, _distinct([text, *(row[0] for row in rows)]))


def genealogy(graph: Path, asked: Family) -> list[dict[str, Any]]:
    """Return how *asked* and other wordings derive from one another: ``form``, ``relation``, ``derived_from``, first date and jurisdiction.

    One row a FORM_OF edge that touches a form of *asked*; date and jurisdiction are those in which ``form`` was first read.
    """
    with duckdb.connect() as connection:
        _register(connection, graph)
        table = connection.sql("""
            WITH own AS (SELECT DISTINCT id FROM (SELECT id, unnest(forms) AS words FROM slogans) WHERE words IN (SELECT unnest(?))),
            earliest AS (SELECT f.from_id AS id, arg_min(f.used_date, (f.used_day, r.code)) AS first_date, arg_min(r.name, (f.used_day, r.code)) AS first_region
                         FROM firsts f JOIN regions r ON r.id = f.to_id GROUP BY f.from_id)
            SELECT a.text AS form, e.relation, b.text AS derived_from, first_date, first_region
            FROM form_of e JOIN slogans a ON a.id = e.from_id JOIN slogans b ON b.id = e.to_id LEFT JOIN earliest ON earliest.id = a.id
            WHERE e.from_id IN (FROM own) OR e.to_id IN (FROM own) ORDER BY first_date, form, relation, derived_from""", params=[list(asked.forms)])
        rows: list[dict[str, Any]] = table.to_arrow_table().to_pylist()
    return rows


def members(graph: Path, asked: Family) -> list[str]:
    """Return what the numbered bundle *asked* counts, as a text of the graph spells it out; nothing where none does."""
    with duckdb.connect() as connection:
        _register(connection, graph)
        row = connection.execute("SELECT members FROM slogans WHERE len(members) > 0 AND list_has_any(forms, ?) ORDER BY text LIMIT 1",
                                 [list(asked.forms)]).fetchone()
    return list(row[0]) if row else []


def _register(connection: duckdb.DuckDBPyConnection, graph: Path) -> None:
    """Create views of the tables that tell of slogans."""
    for name, path in (("slogans", node_path(graph, "Slogan")), ("form_of", edge_path(graph, "FORM_OF")),
                       ("firsts", edge_path(graph, "FIRST_USED_IN")), ("regions", node_path(graph, "Region"))):
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{_path(path)}')")


def all_families(graph: Path, *, least_regions: int) -> list[Family]:
    """Return the slogans that at least *least_regions* jurisdictions were read to use, by name, each with its forms.

    Wordings in another order count with the one they are an order of; a single everyday word is left out.
    """
    with duckdb.connect() as connection:
        _register(connection, graph)
        rows = connection.execute("""
            WITH heads AS (SELECT from_id AS id, min(to_id) AS head FROM form_of WHERE relation IN (SELECT unnest(?)) GROUP BY from_id),
            grouped AS (SELECT s.id, s.forms, coalesce(head, s.id) AS head FROM slogans s LEFT JOIN heads USING (id)),
            counted AS (SELECT head FROM grouped g JOIN firsts f ON f.from_id = g.id GROUP BY head HAVING count(DISTINCT f.to_id) >= ?)
            SELECT h.text, list_sort(list_distinct(flatten(list(g.forms)))) FROM counted JOIN grouped g USING (head) JOIN slogans h ON h.id = head
            GROUP BY h.id, h.text ORDER BY h.text""", [list(_COUNTED), least_regions]).fetchall()
    return [Family(text, _distinct([text, *forms])) for text, forms in rows if _tells(key(text))]


def _tells(words: str) -> bool:
    """Return whether *words* are more than a word of the common language (口袋), or count something (三变)."""
    return _NUMBER.match(words) is not None or (len(words) > 2 and not is_word(words))


def _distinct(forms: list[str]) -> tuple[str, ...]:
    """Return one form for each key, the first, but those that differ in where they have commas both."""
    return tuple(dict.fromkeys(words for words in forms if key(words)))


def _path(path: Path) -> str:
    return str(path).replace("'", "''")
