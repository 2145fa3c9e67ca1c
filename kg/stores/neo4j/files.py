"""A graph as the files of ``neo4j-admin database import full``, with the command that imports them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from kg.errors import StoreFailed
from kg.graph.confident import confident
from kg.schema import EDGES, NODES, Property, Type
from kg.stores.neo4j.parts import INDEXED, fitting, read
from kg.stores.neo4j.statements import Target, targets

_TYPES = {Type.STRING: "string", Type.STRINGS: "string[]", Type.INTEGER: "long", Type.REAL: "double", Type.BOOLEAN: "boolean", Type.DATE: "string"}
_PROOF = (Property("evidence_ids", Type.STRINGS), Property("support", Type.INTEGER), Property("confidence", Type.REAL))
SEPARATOR = "\x1f"
"""Between the members of a list; no text has a use for it, and a member that holds it is refused."""
_ROWS = 20_000


def export_files(graph: Path, folder: Path, *, name: str | None = None, min_confidence: float = 0.0) -> list[str]:
    """Write the files into *folder* and return the arguments of ``neo4j-admin``, which also stand in ``import.args`` there.

    The format has no empty lists: the import leaves out a list without members, or with one empty text; a load afterwards adds it.

    Raises:
        NotAGraph: there is no graph at *graph*.
    """
    source = confident(graph, min_confidence)
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["database", "import", "full", "neo4j", "--overwrite-destination", "--id-type=string", "--multiline-fields=true",
                 f"--array-delimiter=U+{ord(SEPARATOR):04X}"]
    for target in targets():
        table = read(source, target)
        if table.num_rows:
            path = folder / f"{target.name}.csv"
            _write(path, target, table, name or graph.resolve().name)
            arguments.append(f"--nodes={target.kind}={path.resolve()}" if target.is_node else f"--relationships={target.kind}={path.resolve()}")
    (folder / "import.args").write_text("\n".join(f'"{argument}"' for argument in arguments) + "\n", encoding="utf-8")
    return arguments


def _write(path: Path, target: Target, table: pa.Table, graph: str) -> None:
    """Write rows with quotes around every value, so that an empty text is not taken for a missing one."""
    options = arrow_csv.WriteOptions(include_header=False, quoting_style="all_valid", batch_size=_ROWS)
    temporary = path.with_suffix(".writing")
    with temporary.open("wb") as stream:
        stream.write((",".join(_header(target)) + "\n").encode())
        for batch in table.to_batches(max_chunksize=_ROWS):
            arrow_csv.write_csv(_flat(pa.Table.from_batches([batch]), target, graph), stream, options)
    temporary.replace(path)


def _header(target: Target) -> list[str]:
    """Return the columns with their types: the ids with the space of ids of their label."""
    if target.is_node:
        types = {item.name: _TYPES[item.type] for item in NODES[target.kind].properties} | {"aliases": "string[]"}
        names = [f"id:ID({target.kind})", *(f"{name}:{types[name]}" for name in target.columns[1:])]
    else:
        types = {item.name: _TYPES[item.type] for item in (*EDGES[target.kind].qualifiers, *_PROOF)} | {"id": "string"}
        names = [f":START_ID({target.start})", f":END_ID({target.end})", *(f"{name}:{types[name]}" for name in target.columns)]
    return [*names, "graph:string"]


def _flat(table: pa.Table, target: Target, graph: str) -> pa.Table:
    names = (*(() if target.is_node else ("from_id", "to_id")), *target.columns)
    columns = {name: _text(table[name], name) for name in names}
    return pa.table(columns | {"graph": pa.array([graph] * table.num_rows, pa.string())})


def _text(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray | pa.Array:
    if pa.types.is_list(column.type):
        if any(SEPARATOR in member for member in column.combine_chunks().flatten().to_pylist() if member):
            raise StoreFailed(f"A member of {name} holds U+001F, which separates members in neo4j-admin's files; load with 'kg load' instead.")
        return pc.binary_join(column, SEPARATOR)
    return pa.array(fitting(column, name), pa.string()) if name in INDEXED else column
