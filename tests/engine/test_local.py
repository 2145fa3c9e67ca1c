import os
import time
from collections.abc import Callable

from kg.engine import LocalEngine


def work(shard: list[str], leave_out: frozenset[int], announce: Callable[[int], None]) -> list[str]:
    done = []
    for number, item in enumerate(shard):
        if number in leave_out:
            continue
        announce(number)
        if item == "die":
            os._exit(3)
        if item == "sleep":
            time.sleep(60)
        if item == "raise":
            raise ValueError("bad item")
        done.append(item.upper())
    return done


def test_a_bad_item_costs_itself_alone() -> None:
    shards = [["a", "die", "b"], ["c"], ["raise", "d"]]
    results = {number: (result, [(f.item, f.reason) for f in failures])
               for number, result, failures in LocalEngine(workers=2).map_shards(work, shards)}
    assert results[0][0] == ["A", "B"]
    assert results[0][1][0][0] == 1
    assert results[1] == (["C"], [])
    assert results[2] == (["D"], [(0, "ValueError: bad item")])


def test_an_item_over_its_time_is_left_out() -> None:
    results = list(LocalEngine(workers=1, seconds=3).map_shards(work, [["a", "sleep"]]))
    assert results[0][1] == ["A"]
    assert "longer than 3 seconds" in results[0][2][0].reason
