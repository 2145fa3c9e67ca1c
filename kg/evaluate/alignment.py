"""Which extracted event is which of the gold."""

from __future__ import annotations

from kg.evaluate.facts_file import Fact
from kg.evaluate.normal import dice, normal, place


def align(gold: list[Fact], predicted: list[Fact]) -> list[tuple[int, int]]:
    """Align events one to one, best likeness first."""
    scored = sorted(((_likeness(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True)
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for score, i, j in scored:
        if score >= 0.25 and -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((-i, -j))
    return pairs


def _people(event: Fact) -> set[str]:
    return {normal(part.get("person")) for part in event.get("participants") or []}


def _overlap(a: Fact, b: Fact) -> bool:
    if not a.get("start") or not b.get("start"):
        return False
    return bool(a["start"] <= (b.get("end") or b["start"]) and b["start"] <= (a.get("end") or a["start"]))


def _likeness(a: Fact, b: Fact) -> float:
    same_day, undated = _overlap(a, b), not a.get("start") and not b.get("start")
    x, y = _people(a), _people(b)
    shared = len(x & y) / len(x | y) if x | y else 0.0
    if not (same_day or undated or shared):
        return 0.0
    return (0.30 * same_day + 0.15 * undated + 0.30 * shared + 0.15 * (a.get("type") == b.get("type"))
            + 0.10 * (place(a) == place(b)) + 0.15 * dice(a.get("name") or "", b.get("name") or ""))
