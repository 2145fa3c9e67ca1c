"""Count which characters the names of office holders are made of, for `kg/resolve/name_characters.tsv`.

    python scripts/count_name_characters.py GRAPH... > kg/resolve/name_characters.tsv

Counted are the names of two and three characters with a common surname, each name once, that hold an office of a Chinese jurisdiction in at least two
documents of a graph: what is read once may be no name. The table holds shares of single characters, no name.
"""

from __future__ import annotations

import sys
from collections import Counter

import duckdb

from kg.lexicon import load_lexicon

HEAD = """# How often a character stands in the names of Chinese office holders, counted by scripts/count_name_characters.py.
# place: surname, only (the one character of a given name), first, second; character; share: per million names of that shape
place\tcharacter\tshare
"""
LEAST = 2


def names(graph: str) -> set[str]:
    """Return the names of *graph* that hold an office in two documents and more."""
    rows = duckdb.execute(f"SELECT subject_name FROM read_parquet('{graph}/facts/*/*.parquet') WHERE predicate = 'HELD' AND "
                          "object_properties->>'region_code' <> '100000' AND length(subject_name) IN (2, 3) GROUP BY 1 HAVING count(DISTINCT document_id) > 1").fetchall()
    return {name for (name,) in rows}


def main() -> None:
    """Count and print."""
    surnames = {row["surname"] for row in load_lexicon().rows("surnames") if row["kind"] == "common"}
    found = sorted(name for name in set().union(*map(names, sys.argv[1:])) if name[0] in surnames)
    counts = {"surname": Counter(name[0] for name in found), "only": Counter(name[1] for name in found if len(name) == 2),
              "first": Counter(name[1] for name in found if len(name) == 3), "second": Counter(name[2] for name in found if len(name) == 3)}
    sys.stdout.write(HEAD)
    for place, counter in counts.items():
        total = counter.total()
        for character, count in sorted(counter.items(), key=lambda item: (-item[1], item[0])):
            if count >= LEAST:
                sys.stdout.write(f"{place}\t{character}\t{round(1_000_000 * count / total)}\n")


if __name__ == "__main__":
    main()
