"""Links between local and canonical ids as the user's judgements change them."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa

from kg.errors import BrokenJudgements
from kg.graph.judgements import Judgements
from kg.model import content_id

JUDGED = pa.schema([("local_id", pa.string()), ("canonical_id", pa.string()), ("alias", pa.string()), ("parted", pa.bool_())])


def judge(links: pa.Table, judgements: Judgements, kind: str) -> pa.Table:
    """Return *links* with the *judgements* applied.

    What is judged the same brings everything together that was linked to either; it keeps the least of the ids. What is
    judged different leaves the thing it was linked to, with all that is judged the same as itself.

    Args:
        links: ``local_id`` and ``canonical_id``.
        kind: the node kind, part of the ids of what is split off.

    Returns:
        A table of the schema :data:`JUDGED`; ``alias`` is the id without judgements.

    Raises:
        BrokenJudgements: two judgements contradict each other.
    """
    base: dict[str, str] = dict(zip(links["local_id"].to_pylist(), links["canonical_id"].to_pylist(), strict=True))
    same = [pair for pair in judgements.same if pair[0] in base and pair[1] in base]
    different = [pair for pair in judgements.different if pair[0] in base and pair[1] in base]
    groups = _groups(same)
    for first, second in different:
        if first == second or groups.get(first, first) == groups.get(second, second):
            raise BrokenJudgements(f"judgements.tsv says that {first} and {second} are different, and, by other lines, the same; "
                                   "take one of them back with 'unsure'.")
    merged = _merged(base, same, set())
    gone = {groups.get(second, second) for first, second in different if merged[base[first]] == merged[base[second]]}
    merged = _merged(base, same, {local for local in base if groups.get(local, local) in gone})
    rows = []
    for local, canonical in sorted(base.items()):
        group = groups.get(local, local)
        final = content_id(kind, "judged", group) if group in gone else merged[canonical]
        rows.append({"local_id": local, "canonical_id": final, "alias": final if group in gone else canonical,
                     "parted": group in gone})
    return pa.Table.from_pylist(rows, schema=JUDGED)


def _merged(base: dict[str, str], same: list[tuple[str, str]], without: set[str]) -> dict[str, str]:
    """Return the least of the canonical ids that *same* pairs bring together, for each canonical id."""
    groups = _groups([(base[a], base[b]) for a, b in same if a not in without])
    return {canonical: groups.get(canonical, canonical) for canonical in base.values()}


def _groups(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return the least member of the group that each member of *pairs* is in."""
    beside: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    least: dict[str, str] = {}
    for start in sorted(beside):
        waiting = [start]
        while waiting:
            member = waiting.pop()
            if member not in least:
                least[member] = start
                waiting += sorted(beside[member])
    return least
