"""The shuffle: rows of a table in buckets by a key, and a plain function run over one of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import StageFailed

BucketFunction = Callable[[pa.Table], pa.Table]
"""Takes all rows of some keys and returns what it makes of them; a module-level function, so that a process can find it."""
BucketTask = tuple[BucketFunction, Path, Path, pa.Schema]


def split(table: pa.Table, key: str, buckets: int, folder: Path) -> list[Path]:
    """Write *table* as *buckets* files under *folder*, each sorted by all its columns, and return their paths.

    A row's bucket follows from the SHA-256 of its *key*, so that it is the same on every machine.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    connection = duckdb.connect()
    connection.register("rows", table)
    paths = []
    for number in range(buckets):
        path = folder / f"{number:04}.parquet"
        chosen = "" if buckets == 1 else f"""WHERE ('0x' || substr(sha256("{key}"), 1, 8))::BIGINT % {buckets} = {number}"""
        pq.write_table(connection.sql(f"SELECT * FROM rows {chosen} ORDER BY ALL").to_arrow_table(), path)
        paths.append(path)
    connection.close()
    return paths


def run_bucket(task: BucketTask, leave_out: Mapping[int, str], announce: Callable[[int], None]) -> int:
    """Run a function over one bucket and write its rows, cast to the schema, sorted; return their number."""
    function, source, target, schema = task
    announce(0)
    if 0 in leave_out:
        raise StageFailed(f"{function.__module__} failed on {source.name}: {leave_out[0]}.")
    made = function(pq.read_table(source)).select(schema.names).cast(schema)
    pq.write_table(made.sort_by([(name, "ascending") for name in schema.names]), target)
    return int(made.num_rows)
