"""The divisions that the facts name, with everything above them."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from kg.regions import CHINA, Gazetteer, Region, load_gazetteer
from kg.resolve.context import Context

_USED = """
    SELECT DISTINCT code, name FROM (
        SELECT object_properties->>'region_code' AS code, object_properties->>'region_name' AS name FROM statements
        WHERE predicate IN ('HELD', 'REPORTS', 'HELD_BY_ORGAN')
        UNION ALL
        SELECT object_properties->>'code', object_name FROM statements WHERE object_kind = 'Region'
        UNION ALL
        SELECT qualifiers->>'region_code', qualifiers->>'region_name' FROM statements WHERE predicate = 'USED')
    WHERE name IS NOT NULL ORDER BY code, name
"""


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``region_ids`` (code and name as the facts have them, id), the Region nodes and PART_OF, SUCCEEDED_BY."""
    gazetteer = load_gazetteer()
    nodes: dict[str, dict[str, object]] = {}
    parts: set[tuple[str, str]] = set()
    successions: set[tuple[str, str, str]] = set()
    known = []
    for code, name in connection.execute(_USED).fetchall():
        identity, region = _identity(gazetteer, code, name)
        known.append({"code": code, "name": name, "region_id": identity})
        nodes.setdefault(identity, _node(identity, region, name, code))
        if region is None or identity != region.code + f"-{region.valid_from or 0}":
            _attach(identity, code, gazetteer, nodes, parts, successions)
        elif region.code != CHINA.code:
            _climb(region, gazetteer, nodes, parts, successions)
    _register(connection, "region_ids", known, ("code", "name", "region_id"))
    _register(connection, "node_Region", list(nodes.values()), ("id", "name", "code", "level", "valid_from", "valid_to"))
    connection.execute("ALTER TABLE node_Region ADD COLUMN aliases VARCHAR[] DEFAULT []")
    _edges(connection, parts, successions)


def _key(region: Region) -> str:
    return f"{region.code}-{region.valid_from or 0}"


def _identity(gazetteer: Gazetteer, code: str | None, name: str) -> tuple[str, Region | None]:
    region = gazetteer.get(code) if code else None
    versions = [r for r in gazetteer.named(name) if r.code == code]
    if versions:
        return _key(versions[0]), versions[0]
    if region and region.name == name:
        return _key(region), region
    return f"{code or 'none'}-{name}", None


def _node(identity: str, region: Region | None, name: str, code: str | None) -> dict[str, object]:
    if region is None:
        return {"id": identity, "name": name, "code": code, "level": "place", "valid_from": None, "valid_to": None}
    return {"id": identity, "name": region.name, "code": region.code, "level": region.level,
            "valid_from": str(region.valid_from) if region.valid_from else None,
            "valid_to": str(region.valid_to) if region.valid_to else None}


def _attach(identity: str, code: str | None, gazetteer: Gazetteer, nodes: dict[str, dict[str, object]],
            parts: set[tuple[str, str]], successions: set[tuple[str, str, str]]) -> None:
    """Put a place without an entry of its own (a village, a zone) into the division whose code it carries."""
    above = gazetteer.get(code) if code else None
    if above:
        nodes.setdefault(_key(above), _node(_key(above), above, above.name, above.code))
        parts.add((identity, _key(above)))
        _climb(above, gazetteer, nodes, parts, successions)


def _climb(region: Region, gazetteer: Gazetteer, nodes: dict[str, dict[str, object]], parts: set[tuple[str, str]],
           successions: set[tuple[str, str, str]]) -> None:
    below = region
    for above in gazetteer.ancestors(region, region.valid_to):
        nodes.setdefault(_key(above), _node(_key(above), above, above.name, above.code))
        parts.add((_key(below), _key(above)))
        below = above
    for later in gazetteer.successors(region):
        nodes.setdefault(_key(later), _node(_key(later), later, later.name, later.code))
        successions.add((_key(region), _key(later), str(later.valid_from or "")))


def _register(connection: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, object]], columns: tuple[str, ...]) -> None:
    table = pa.Table.from_pylist(rows, schema=pa.schema([(column, pa.string()) for column in columns]))
    connection.register("incoming", table)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
    connection.unregister("incoming")


def _edges(connection: duckdb.DuckDBPyConnection, parts: set[tuple[str, str]], successions: set[tuple[str, str, str]]) -> None:
    rows: list[dict[str, object]] = [{"from_id": a, "to_id": b} for a, b in sorted(parts)]
    _register(connection, "parts", rows, ("from_id", "to_id"))
    rows = [{"from_id": a, "to_id": b, "from_date": c or None} for a, b, c in sorted(successions)]
    _register(connection, "successions", rows, ("from_id", "to_id", "from_date"))
    connection.execute("""
        CREATE VIEW edge_PART_OF AS
        SELECT identity('PART_OF', from_id, to_id, NULL) AS id, from_id, 'Region' AS from_kind, to_id, 'Region' AS to_kind,
               NULL::VARCHAR AS from_date, NULL::VARCHAR AS to_date FROM parts;
        CREATE VIEW edge_SUCCEEDED_BY AS
        SELECT identity('SUCCEEDED_BY', from_id, to_id, from_date) AS id, from_id, 'Region' AS from_kind, to_id,
               'Region' AS to_kind, from_date FROM successions;
    """)
