"""Print how well persons are told apart and joined, on careers made up by a seeded generator and on careers of public record.

    python benchmarks/person_linkage.py [--seed 7] [--provinces 31] [--graph GRAPH]

The generator fills the leading posts of real provinces, prefectures and some counties from 2012 to 2026: people rise, move within their
province and beyond, leave for years, and namesakes are as frequent as the shares of name characters make them. Reports name them with
their post or without, some with their companions. The reports go through the whole resolution, as facts of an extractor would. Of two
mentions of one name it is then asked whether they are one person: once for all pairs of mentions, and once for all pairs of posts
(a post counts once, however often it is reported).

With ``--graph`` the careers of ``benchmarks/careers.tsv`` are looked up in a graph: posts of one person must have one id, those of
namesakes must not.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kg.engine import LocalEngine
from kg.graph.layout import Layout
from kg.graph.links import links_path, mentions_path
from kg.graph.records import document_row, statement_row
from kg.graph.tables import DOCUMENTS, STATEMENTS, edge_path, node_path
from kg.model import Document, Entity, Span, Statement, content_id
from kg.regions import load_gazetteer
from kg.resolve import resolve

YEARS = range(2012, 2027)
POSTS = {  # title, rank below the top of the level, holders at a time
    "province": (("省委书记", 0, 1), ("省长", 0, 1), ("副省长", 1, 6), ("省发改委主任", 2, 1), ("省教育厅厅长", 2, 1)),
    "prefecture": (("市委书记", 0, 1), ("市长", 0, 1), ("副市长", 1, 5), ("市教育局局长", 2, 1)),
    "county": (("县委书记", 0, 1), ("县长", 0, 1), ("副县长", 1, 4)),
}
TOP = {"province": 8, "prefecture": 6, "county": 4}
FROM_BELOW, FROM_BESIDE, FROM_ELSEWHERE = 0.45, 0.30, {8: 0.45, 7: 0.2, 6: 0.06}
REPORTED = {8: 14, 7: 5, 6: 5, 5: 2, 4: 2, 3: 1}
"""Reports of a tenure, on average, by rank."""


@dataclass(slots=True)
class Career:
    """A made-up person: name, marks, the posts held (place, title, rank, from year, to year)."""

    name: str
    woman: bool
    minority: bool
    posts: list[tuple[str, str, int, int, int]] = field(default_factory=list)
    until: int = 0
    born: int = 0


class World:
    """Fills every post of every year."""

    def __init__(self, seed: int, provinces: int) -> None:
        self.random = random.Random(seed)
        self.parts = _shares()
        self.people: list[Career] = []
        self.places = _places(self.random, provinces)
        self.by_rank: dict[int, list[Career]] = defaultdict(list)
        for year in YEARS:
            self._fill(year)

    def _name(self) -> str:
        def pick(place: str) -> str:
            characters, weights = self.parts[place]
            return self.random.choices(characters, weights)[0]
        return pick("surname") + (pick("only") if self.random.random() < 0.22 else pick("first") + pick("second"))

    def _fill(self, year: int) -> None:
        held = Counter((place, title) for one in self.people for place, title, _, start, stop in one.posts if start <= year <= stop)
        self.by_rank = defaultdict(list)
        for one in self.people:
            if one.until < year and year - one.born < 62:
                self.by_rank[one.posts[-1][2]].append(one)
        for level, titles in POSTS.items():
            for title, step, seats in titles:
                for place in self.places[level]:
                    for _ in range(seats - held[place, title]):
                        self._appoint(place, title, TOP[level] - step, year)

    def _appoint(self, place: str, title: str, rank: int, year: int) -> None:
        chosen = self._candidate(place, rank, year) if year > YEARS[0] else None
        if chosen is None:
            chosen = Career(self._name(), self.random.random() < 0.15, self.random.random() < 0.06,
                            born=year - self.random.randint(30 + 2 * rank, 40 + 2 * rank))
            self.people.append(chosen)
        stop = year + self.random.choice((1, 2, 2, 3, 3, 4, 5)) - (self.random.randint(0, 2) if year == YEARS[0] else 0)
        chosen.posts.append((place, title, rank, year, max(year, stop)))
        chosen.until = max(year, stop)

    def _candidate(self, place: str, rank: int, year: int) -> Career | None:
        """Someone whose last post is over: of the place, of its province, or, seldom, of another one."""
        dice = self.random.random()
        elsewhere = FROM_ELSEWHERE.get(rank, 0.01)
        for below in (rank - 1, rank, rank - 2) if self.random.random() < 0.7 else (rank, rank - 1):
            free = [one for one in self.by_rank[below] if one.until < year and year - one.until <= 6]
            here = [one for one in free if one.posts[-1][0][:4] == place[:4]]
            near = [one for one in free if one.posts[-1][0][:2] == place[:2]]
            for chance, pool in ((FROM_BELOW, here), (FROM_BELOW + FROM_BESIDE, near), (1.0, free if dice > 1 - elsewhere else [])):
                if pool and dice < chance:
                    return self.random.choice(pool)
        return None


def _shares() -> dict[str, tuple[list[str], list[int]]]:
    from importlib.resources import files
    found: dict[str, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for line in files("kg.resolve").joinpath("name_characters.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3 and cells[2].isdigit():
            found[cells[0]][0].append(cells[1])
            found[cells[0]][1].append(int(cells[2]))
    rare = [chr(0x4E00 + number * 13) for number in range(900)]  # the table lists the frequent characters only
    for place, (characters, weights) in found.items():
        left = 1_000_000 - sum(weights)
        number = 120 if place == "surname" else 900
        characters += rare[:number]
        weights += [max(1, left // number)] * number
    return dict(found)


def _places(dice: random.Random, provinces: int) -> dict[str, list[str]]:
    regions = sorted({region.code: region for region in load_gazetteer().as_of(2020)}.items())
    found: dict[str, list[str]] = {level: [code for code, region in regions if region.level == level and code < "66"] for level in POSTS}
    chosen = sorted(dice.sample(found["province"], provinces))
    kept = {level: [code for code in codes if code[:2] + "0000" in chosen] for level, codes in found.items()}
    kept["county"] = sorted(dice.sample(kept["county"], len(kept["county"]) // 8))
    return kept


def facts(world: World) -> Iterator[tuple[Document, list[Statement], list[tuple[str, int, tuple[str, str]]]]]:
    """Yield the reports with their statements, and which person of the world each mention is: (local id, person, post)."""
    dice = world.random
    sitting: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for number, one in enumerate(world.people):
        for place, title, _, start, stop in one.posts:
            for year in range(start, stop + 1):
                sitting[place, year].append((number, title))
    serial = 0
    for number, one in enumerate(world.people):
        for place, title, rank, start, stop in one.posts:
            for _ in range(dice.choices((0, 1, 2, 3), (1, 2, 1, 1))[0] * REPORTED[rank] // 2):
                day = date(start, 1, 1) + timedelta(days=dice.randrange(365 * (stop - start) + 364))
                beside = dice.sample(sitting[place, day.year], min(len(sitting[place, day.year]), dice.choice((0, 0, 1, 2))))
                cast = {world.people[who].name: (who, post) for who, post in [*beside, (number, title)]}
                serial += 1
                yield _report(world, serial, place, day, cast)


def _report(world: World, serial: int, place: str, day: date, cast: dict[str, tuple[int, str]]) -> tuple[
        Document, list[Statement], list[tuple[str, int, tuple[str, str]]]]:
    text = f"第{serial}号报道。"
    document = Document(id=content_id("made", str(serial)), name=f"r{serial}", text=text, published=day.isoformat())
    region = load_gazetteer().get(place)
    name = region.name if region else place
    span = Span(0, len(text))
    event = Entity(kind="Event", id=content_id("e", str(serial)), name=f"工作调研{serial}", properties={
        "kind": "other", "start_date": day.isoformat(), "region_code": place, "region_name": name, "reported": True})
    said = [_claim(Entity(kind="Document", id=document.id, name=document.name), "REPORTS", event, {}, document, span)]
    truth = []
    for person, (number, title) in cast.items():
        career = world.people[number]
        marks = {key: value for key, value, given in (("gender", "女", career.woman), ("ethnicity", "回族", career.minority))
                 if given and world.random.random() < 0.3}
        subject = Entity(kind="Person", id=content_id("p", str(serial), person), name=person, properties=marks)
        truth.append((subject.id, number, (place, title)))
        if world.random.random() < 0.85:
            office = Entity(kind="Office", id=content_id("o", place, title), name=f"{name}{title}", properties={
                "post": title, "region_code": place, "region_name": name, "single_holder": "副" not in title})
            said.append(_claim(subject, "HELD", office, {"observed": day.isoformat(), "status": ("current",)}, document, span))
        said.append(_claim(subject, "ATTENDED", event, {"role": "attend"}, document, span))
    return document, said, truth


def _claim(subject: Entity, predicate: str, object_: Entity, qualifiers: dict[str, Any], document: Document, span: Span) -> Statement:
    return Statement(subject=subject, predicate=predicate, object=object_, qualifiers=qualifiers, document=document.id, span=span, sentence=span,
                     rule="made")


def resolved(world: World, folder: Path) -> tuple[dict[str, str], dict[str, tuple[int, tuple[str, str]]]]:
    """Resolve the world's reports; return the person of each mention as found, and as it is with the post."""
    layout = Layout(folder)
    documents, statements, truth = [], [], {}
    for document, said, cast in facts(world):
        documents.append(document_row(document))
        statements += [statement_row(statement, document.text) for statement in said]
        truth.update({local: (number, post) for local, number, post in cast})
    for path, rows, schema in ((layout.documents, documents, DOCUMENTS), (layout.facts("made"), statements, STATEMENTS)):
        path.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), path / "0.parquet")
    resolve(layout, layout.facts("made"), engine=LocalEngine(workers=2))
    return dict(duckdb.execute("SELECT local_id, person_id FROM read_parquet(?)", [str(mentions_path(folder))]).fetchall()), truth


def say(line: str) -> None:
    """Write one line."""
    sys.stdout.write(f"{line}\n")


def pairs(sizes: Iterator[int]) -> int:
    """Return how many pairs groups of these sizes hold."""
    return sum(size * (size - 1) // 2 for size in sizes)


def score(units: dict[Any, tuple[Any, Any]]) -> tuple[int, int, int]:
    """Return the pairs that are joined and should be, that are joined, and that should be; *units* have (found, true) person."""
    both = pairs(iter(Counter(units.values()).values()))
    return both, pairs(iter(Counter(found for found, _ in units.values()).values())), pairs(iter(Counter(true for _, true in units.values()).values()))


def posts(found: dict[str, str], truth: dict[str, tuple[int, tuple[str, str]]]) -> dict[Any, tuple[Any, Any]]:
    """Return for each person and post the person that most of its mentions were found to be."""
    seen: dict[Any, Counter[str]] = defaultdict(Counter)
    for local, (number, post) in truth.items():
        seen[number, post][found[local]] += 1
    return {unit: (max(sorted(counter), key=lambda key: counter[key]), unit[0]) for unit, counter in seen.items()}


def report(title: str, both: int, joined: int, wanted: int) -> None:
    """Print one row."""
    say(f"{title:<34} {both / joined if joined else 0:>9.4f} {both / wanted if wanted else 0:>7.4f}   {joined:>10,} joined, {wanted:,} to be joined")


def careers(graph: Path, table: Path) -> None:
    """Look the careers of *table* up in *graph* and print the pairs of posts."""
    with table.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t"))
    held = duckdb.execute("""
        SELECT p.name, o.region_name, o.post, h.first_seen, h.last_seen, h.from_id, h.support FROM read_parquet($held) h
        JOIN read_parquet($office) o ON o.id = h.to_id JOIN read_parquet($person) p ON p.id = h.from_id
        WHERE NOT list_contains(h.status, 'former')""", {"held": str(edge_path(graph, "HELD")), "office": str(node_path(graph, "Office")),
                                                       "person": str(node_path(graph, "Person"))}).fetchall()
    units, missing = {}, 0
    for row in rows:
        seen: Counter[str] = Counter()
        for name, region, post, first, last, person, support in held:
            if name == row["name"] and region == row["region"] and post == row["post"] and first and first[:4] <= row["to"] and last[:4] >= row["from"]:
                seen[person] += support
        missing += not seen
        if seen:
            units[tuple(row.values())] = (max(sorted(seen), key=lambda key: seen[key]), (row["name"], row["person"]))
    both, joined, wanted = score(units)
    say(f"\n{len(rows)} posts of public record, {missing} of them in no report of {graph.name}")
    report("pairs of posts, public record", both, joined, wanted)
    for a, b in combinations(sorted(units), 2):
        (found, true), (other, meant) = units[a], units[b]
        if (found == other) != (true == meant):
            say(f"  {'wrongly joined' if found == other else 'not joined'}: {' '.join(a[:5])} | {' '.join(b[:5])}")


def main() -> None:
    """Make the world up, resolve it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--provinces", type=int, default=31)
    parser.add_argument("--graph", type=Path)
    args = parser.parse_args()
    world = World(args.seed, args.provinces)
    with tempfile.TemporaryDirectory() as folder:
        found, truth = resolved(world, Path(folder) / "graph")
        shown = links(Path(folder) / "graph")
    names: dict[str, set[int]] = defaultdict(set)
    for number, one in enumerate(world.people):
        names[one.name].add(number)
    say(f"seed {args.seed}: {len(world.people):,} persons, {sum(len(one) > 1 for one in names.values()):,} names with namesakes, "
        f"{sum(len(one.posts) > 1 for one in world.people):,} persons with more than one post, {len(truth):,} mentions")
    say(f"{'':<34} {'precision':>9} {'recall':>7}")
    report("pairs of mentions", *score({local: (found[local], number) for local, (number, _) in truth.items()}))
    report("pairs of posts", *score(posts(found, truth)))
    say("\nlinks between posts by stated probability, and the share of true ones")
    for low, high in ((0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 0.99), (0.99, 1.01)):
        hits = [truth[a][0] == truth[b][0] for a, b, probability, says in shown if low <= probability < high and says != "no office"]
        if hits:
            say(f"  {low:.2f}–{min(high, 1):.2f}  {len(hits):>7,}  {sum(hits) / len(hits):.3f}")
    if args.graph:
        careers(args.graph, Path(__file__).with_name("careers.tsv"))


def links(graph: Path) -> list[tuple[str, str, float, str]]:
    """Return the links that the resolution weighed: two mentions, probability, what the second says."""
    return duckdb.execute("SELECT first, second, probability, second_says FROM read_parquet(?)", [str(links_path(graph))]).fetchall()


if __name__ == "__main__":
    main()
