"""Makes a graph of our schema of any size: python benchmarks/made_graph.py FOLDER [NODES]; five relationships a node.

The rows are made by DuckDB straight into Parquet, in bounded memory, the same bytes every time. Shares of the kinds, lengths of texts and
uneven popularity (few leaders attend most meetings) follow graphs built from news; the names are made up.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from kg.graph.layout import Layout
from kg.graph.tables import edge_path, edge_schema, node_path, node_schema, vocabulary_digest
from kg.schema import EDGES, NODES, Property, Type

NODE_SHARES = {"Evidence": 400, "Slogan": 200, "Event": 120, "Person": 100, "Document": 80, "Office": 50, "Organization": 30, "Directive": 16, "Region": 4}
"""Nodes of each kind in a thousand."""

EDGE_SHARES = {
    "USED": (1000, "Event", "Slogan"), "ATTENDED": (960, "Person", "Event"), "MENTIONED_IN": (700, "Person", "Document"), "MET": (600, "Person", "Person"),
    "FIRST_USED_IN": (500, "Slogan", "Region"), "PROVED_BY": (400, "Evidence", "Document"), "HELD": (250, "Person", "Office"),
    "REPORTS": (130, "Document", "Event"), "HELD_IN": (120, "Event", "Region"), "SERVED_WITH": (76, "Person", "Person"),
    "VISITED": (60, "Event", "Region"), "POST_IN": (50, "Office", "Organization"), "TRANSMITS": (50, "Event", "Event"),
    "HELD_BY_ORGAN": (40, "Event", "Organization"), "JURISDICTION": (30, "Organization", "Region"), "PRECEDED": (20, "Person", "Person"),
    "GIVEN_AT": (8, "Directive", "Event"), "PART_OF": (4, "Region", "Region"), "REPRINT_OF": (2, "Document", "Document")}
"""Relationships of each type for a thousand nodes, and what they join; five thousand in all."""

ONE_TO_ONE = ("PROVED_BY", "POST_IN", "JURISDICTION", "HELD_IN", "PART_OF", "GIVEN_AT")
"""Types of which the first end has exactly one."""

MACROS = """
CREATE MACRO pick(i, salt, n) AS (((i * 7919 + salt * 104729 + 12345) * 48271) % 2147483647) % n;
CREATE MACRO uneven(i, salt, n) AS least(n - 1, floor(n * pow(pick(i, salt, 1000003) / 1000003.0, 4))::BIGINT);
CREATE MACRO key(kind, i) AS CASE kind WHEN 'Region' THEN (110000 + i) || '-1980' ELSE substr(sha256(kind || i), 1, 20) END;
CREATE MACRO sign(i, salt) AS substr('云山海河天林石春秋明华国建文武安平德仁义礼智信宁江湖清泉松柏梅兰竹菊', 1 + pick(i, salt, 34)::INT, 1);
CREATE MACRO place(i) AS sign(i, 1) || sign(i, 2) || substr('县市区', 1 + (i % 3)::INT, 1) || CASE WHEN i < 34 THEN '' ELSE i::VARCHAR END;
CREATE MACRO day(i) AS (DATE '2012-01-01' + pick(i, 9, 5000)::INT);
CREATE MACRO person(i) AS substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', 1 + pick(i, 3, 20)::INT, 1) || sign(i, 4) || sign(i, 5) || sign(i, 6);
CREATE MACRO organ(i) AS substr('委常委会政府专题会', 1 + 3 * pick(i, 8, 3)::INT, 3);
CREATE MACRO meeting(i) AS place(uneven(i, 7, {regions})) || organ(i) || '第' || pick(i, 10, 900) || '次会议';
CREATE MACRO motto(i) AS sign(i, 11) || sign(i, 12) || sign(i, 13) || sign(i, 14) || '、' || i;
"""

SPECIAL = {
    "Person.name": "person(i)", "Office.name": "place(i % {regions}) || 'post' || (i // {regions})", "Region.name": "place(i)",
    "Region.code": "(110000 + i)::VARCHAR", "Event.name": "meeting(i)", "Slogan.name": "motto(i)",
    "Slogan.text": "motto(i)", "Slogan.forms": "[motto(i)]",
    "Slogan.members": "[]::VARCHAR[]", "Person.also_known_as": "[]::VARCHAR[]", "Person.gender": "CASE WHEN i % 9 = 0 THEN '女' END",
    "Person.ethnicity": "NULL",
    "Office.post": "CASE WHEN i % 3 = 0 THEN '书记' WHEN i % 3 = 1 THEN '县长' ELSE '副县长' END", "Office.single_holder": "i % 3 < 2",
    "region_name": "place(uneven(i, 7, {regions}))", "region_code": "(110000 + uneven(i, 7, {regions}))::VARCHAR",
    "Event.kind": "CASE WHEN i % 4 = 0 THEN 'inspection' ELSE 'meeting' END", "Event.reported": "i % 20 > 0", "Event.precision": "'day'",
    "Evidence.sentence": "meeting(i) || '强调，要认真学习贯彻上级会议精神，结合实际抓好落实，' || person(i) || '主持会议并讲话。'",
    "Evidence.name": "meeting(i)", "Evidence.document_id": "key('Document', uneven(i, 50, {documents}))",
    "Document.url": "'https://example.org/' || i || '.html'",
    "Document.name": "'page-' || i", "Document.headline": "meeting(i)", "Directive.text": "person(i) || '重要讲话精神'",
    "Directive.name": "person(i) || '重要讲话精神'",
    "status": "[CASE WHEN i % 7 = 0 THEN 'former' ELSE 'current' END]",
    "ATTENDED.role": "CASE i % 5 WHEN 0 THEN 'chair' WHEN 1 THEN 'lead' ELSE 'attend' END",
    "TRANSMITS.wording": "meeting(i) || '精神'", "confidence": "0.5 + pick(i, 20, 500) / 1000.0", "support": "1 + i % 3", "wording": "'精神'",
    "list_order": "1 + i % 20", "meetings": "1 + uneven(i, 21, 60)", "evidence_ids": "[key('Evidence', pick(i, 22, {evidence}))]",
    "office_id": "key('Office', pick(i, 23, {offices}))", "doubtful": "false", "form": "'甲、' || i", "place": "NULL", "aliases": "[]::VARCHAR[]"}
"""How a column is made from the row's number *i*; of the others, dates and days come from one day, numbers from the row's number."""


def make(graph: Path, nodes: int) -> dict[str, dict[str, int]]:
    """Write the tables of a graph of *nodes* nodes and five times as many relationships; return the counts by kind."""
    sizes = {name: max(2, nodes * share // 1000) for name, share in NODE_SHARES.items()}
    sizes["Evidence"] += nodes - sum(sizes.values())
    named = {"regions": sizes["Region"], "documents": sizes["Document"], "evidence": sizes["Evidence"], "offices": sizes["Office"]}
    counts: dict[str, dict[str, int]] = {"nodes": {}, "edges": {}}
    with duckdb.connect(config={"threads": 2, "memory_limit": "2GB"}) as connection:
        connection.execute(MACROS.format(**named))
        for name, kind in NODES.items():
            columns = [f"key('{name}', i) AS id", "[]::VARCHAR[] AS aliases", *(_column(name, item, named) for item in kind.properties)]
            counts["nodes"][name] = _write(connection, node_path(graph, name), columns, sizes[name])
            assert list(node_schema(kind).names) == ["id", "aliases", *(item.name for item in kind.properties)]
        for name in EDGES:
            share, start, end = EDGE_SHARES.get(name, (0, *EDGES[name].pairs[0]))
            counts["edges"][name] = _write(connection, edge_path(graph, name), _edge_columns(name, start, end, sizes, named), nodes * share // 1000)
    layout = Layout(graph)
    layout.documents.mkdir(parents=True, exist_ok=True)
    layout.write_manifest({"documents": sizes["Document"], "statements": 0, "rejected": 0, "extractor": "made", "include_private": False,
                           "parameters": {}, "resolved": layout.digest(), "schema": vocabulary_digest(), **counts})
    return counts


def _edge_columns(name: str, start: str, end: str, sizes: dict[str, int], named: dict[str, int]) -> list[str]:
    counts = sizes[start], sizes[end]
    first = f"i % {counts[0]}" if name in ONE_TO_ONE else f"uneven(i, 31, {counts[0]})" if start == "Person" else f"pick(i, 31, {counts[0]})"
    last = f"uneven(i, 32, {counts[1]})" if end == "Region" else f"pick(i, 32, {counts[1]})"
    last = {"PART_OF": "i // 12", "PROVED_BY": f"uneven(i, 50, {counts[1]})"}.get(name, last)
    ends = [f"substr(sha256('{name}' || i), 1, 20) AS id", f"key('{start}', {first}) AS from_id", f"'{start}' AS from_kind",
            f"key('{end}', {last}) AS to_id", f"'{end}' AS to_kind"]
    kinds = {"evidence_ids": Type.STRINGS, "support": Type.INTEGER, "confidence": Type.REAL}
    proof = [Property(column, kinds[column]) for column in edge_schema(EDGES[name]).names if column in kinds]
    return ends + [_column(name, item, named) for item in (*EDGES[name].qualifiers, *proof)]


def _column(kind: str, item: Property, named: dict[str, int]) -> str:
    made = SPECIAL.get(f"{kind}.{item.name}", SPECIAL.get(item.name))
    if made is None:
        made = {Type.DATE: "strftime(day(i), '%Y-%m-%d')", Type.INTEGER: "(day(i) - DATE '1970-01-01')", Type.REAL: "(i % 100) / 100.0",
                Type.BOOLEAN: "i % 2 = 0", Type.STRINGS: "[]::VARCHAR[]"}.get(item.type, f"'{item.name[:8]}' || (i % 50)")
    type_ = {Type.STRING: "VARCHAR", Type.DATE: "VARCHAR", Type.STRINGS: "VARCHAR[]", Type.INTEGER: "BIGINT", Type.REAL: "DOUBLE", Type.BOOLEAN: "BOOLEAN"}
    return f"({made.format(**named)})::{type_[item.type]} AS {item.name}"


def _write(connection: duckdb.DuckDBPyConnection, path: Path, columns: list[str], rows: int) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(f"COPY (SELECT {', '.join(columns)} FROM range({rows}) t(i) ORDER BY 1) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    return rows


if __name__ == "__main__":
    made_counts = make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
    sys.stdout.write(f"{sum(made_counts['nodes'].values()):,} nodes, {sum(made_counts['edges'].values()):,} relationships\n")
