import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from kg.engine import LocalEngine
from kg.errors import KgError, StageFailed

Result = tuple[list[str], dict[int, str]]


def work(shard: list[str], leave_out: Mapping[int, str], announce: Callable[[int], None]) -> Result:
    done = []
    for number, item in enumerate(shard):
        if number in leave_out:
            continue
        announce(number)
        if item == "die":
            os._exit(3)
        if item == "sleep":
            time.sleep(60)
        if item == "slow":
            time.sleep(0.2)
        if item == "raise":
            raise ValueError("bad item")
        done.append(item.upper())
    announce(-1)
    if "full" in shard:
        raise OSError("no space left on device")
    return done, dict(leave_out)


def test_a_bad_item_costs_itself_alone() -> None:
    results = dict(LocalEngine(workers=2).map_shards(work, [["a", "die", "b"], ["c"], ["raise", "d"]]))
    assert results[0] == (["A", "B"], {1: "its process ended with status 3"})
    assert results[1] == (["C"], {})
    assert results[2] == (["D"], {0: "ValueError: bad item"})


def test_a_stuck_item_is_ended_while_the_others_work() -> None:
    begun = time.monotonic()
    results = dict(LocalEngine(workers=2, seconds=1).map_shards(work, [["a", "sleep"], ["slow"] * 30]))
    assert results[0] == (["A"], {1: "took longer than 1 seconds"})
    assert results[1] == (["SLOW"] * 30, {})
    assert time.monotonic() - begun < 30


def test_a_full_disk_is_no_document_s_fault() -> None:
    with pytest.raises(StageFailed, match="no space left"):
        list(LocalEngine().map_shards(work, [["a", "full"]]))


def longest(rows: pa.Table) -> pa.Table:
    best: dict[str, int] = {}
    for row in rows.to_pylist():
        best[row["name"]] = max(best.get(row["name"], 0), row["n"])
    return pa.table({"name": list(best), "best": list(best.values())})


def broken(rows: pa.Table) -> pa.Table:
    raise ValueError("no table")


ROWS = pa.table({"name": [f"n{i % 40}" for i in range(400)], "n": list(range(400))})
SCHEMA = pa.schema([("name", pa.string()), ("best", pa.int64())])


def test_rows_of_a_key_meet_whatever_the_buckets_and_workers(tmp_path: Path) -> None:
    whole = LocalEngine().keyed(longest, ROWS, key="name", schema=SCHEMA, folder=tmp_path)
    assert whole.num_rows == 40
    assert dict(zip(whole["name"].to_pylist(), whole["best"].to_pylist(), strict=True))["n7"] == 367
    shuffled = ROWS.take(list(range(399, -1, -1)))
    assert LocalEngine(workers=2).keyed(longest, shuffled, key="name", schema=SCHEMA, folder=tmp_path, rows=100).equals(whole)


def test_no_rows_give_an_empty_table(tmp_path: Path) -> None:
    assert LocalEngine().keyed(longest, ROWS.slice(0, 0), key="name", schema=SCHEMA, folder=tmp_path).schema == SCHEMA


def test_a_broken_bucket_fails_the_stage(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no table"):
        LocalEngine(workers=2).keyed(broken, ROWS, key="name", schema=SCHEMA, folder=tmp_path, rows=200)
