"""All mentions of one name, sorted into persons: posts seen under it become dossiers, dossiers are joined by the odds of one career."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pyarrow as pa

from kg.model import content_id
from kg.resolve.careers import Spell, Verdict, compare
from kg.resolve.namesakes import Known, place
from kg.resolve.posts import Post, post_of
from kg.resolve.rarity import frequency

MEMBERS = pa.schema([("local_id", pa.string()), ("canonical_id", pa.string()), ("own_id", pa.string()), ("other", pa.string()),
                     ("name", pa.string()), ("first_says", pa.string()), ("second_says", pa.string()), ("probability", pa.float64()),
                     ("decision", pa.string()), ("evidence", pa.string())])
"""Rows without ``other`` say which person each mention is; those with one are links between two mentions that stand for their dossiers."""
JOIN, DOUBT = 0.8, 0.2
"""From which probability on two dossiers are joined, and from which on a pair that is not joined is worth a look."""
_NAMESAKES = 0.05
"""A post tells its holder where fewer namesakes than this are to be expected in it."""
_TOGETHER = 0.995


@dataclass(slots=True)
class Dossier:
    """One name in one post, over all reports that give it."""

    id: str
    post: Post
    label: str
    locals: list[str] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    first: int | None = None
    last: int | None = None
    days: list[int] = field(default_factory=list)
    companions: set[str] = field(default_factory=set)
    gender: str | None = None
    ethnicity: str | None = None
    different: set[str] = field(default_factory=set)

    def add(self, row: dict[str, Any], office: dict[str, Any] | None) -> None:
        """Count the mention *row*, which gives the *office*."""
        self.locals.append(row["local_id"])
        self.reports.add(row["report_id"])
        self.companions.update(row["companions"])
        self.different.update(row["different"])
        self.gender = self.gender or row["gender"]
        self.ethnicity = self.ethnicity or row["ethnicity"]
        first, last = (office["first"], office["last"]) if office else (row["day"], row["day"])
        if first is not None and last is not None:
            self.first = first if self.first is None else min(self.first, first)
            self.last = last if self.last is None else max(self.last, last)
        if row["day"] is not None:
            self.days.append(row["day"])

    def spell(self) -> Spell:
        """Return what the comparison of careers needs."""
        return Spell(self.post, self.first, self.last, frozenset(self.companions), self.gender, self.ethnicity)


def link(mentions: pa.Table) -> pa.Table:
    """Return which person each mention of some names is, and the links that were weighed.

    Args:
        mentions: all mentions of each name: ``local_id``, ``report_id``, ``name``, ``day``, ``gender``, ``ethnicity``, ``home`` (the first four
            digits of a division's code, or null), ``companions``, ``offices`` (id, title, name, code, region, single, first, last), and
            the judged pairs (``same``, ``different``) that it is in.

    Returns:
        A table of the schema :data:`MEMBERS`.
    """
    names = defaultdict(list)
    for row in mentions.to_pylist():
        names[row["name"]].append(row)
    rows = [row for name in sorted(names) for row in Namesakes(name, names[name]).rows()]
    return pa.Table.from_pylist(rows, schema=MEMBERS)


class Namesakes:
    """The mentions of one name, and the persons made of them."""

    def __init__(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        self.name = name
        self.frequency = frequency(name)
        self.dossiers: dict[str, Dossier] = {}
        self.root: dict[str, str] = {}
        self.links: list[dict[str, Any]] = []
        self.unplaced: list[dict[str, Any]] = []
        self.own: dict[str, str] = {}
        self.verdicts: dict[tuple[str, str], Verdict] = {}
        self.conflicts: list[tuple[tuple[str, str], Verdict]] = []
        for row in rows:
            self._read(row)
        self._join_judged(rows)
        self._join_together(rows)
        self._join_careers()

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the members of each person, and the links."""
        names = self._names()
        for local, own in sorted(self.own.items()):
            yield self._row(local, names[self._find(own)], own)
        yield from self._placed(names)
        yield from self.links

    def _read(self, row: dict[str, Any]) -> None:
        """Put a mention into the dossiers of its posts; into one of its own where they do not tell the holder."""
        posts = [(post_of(office["title"], office["code"], office["region"], bool(office["single"])), office) for office in row["offices"]]
        telling = [(post, office, content_id("Person", self.name, office["id"])) for post, office in posts
                   if post.size * self.frequency < _NAMESAKES]
        if not telling and posts:
            post, office = min(posts, key=lambda pair: (pair[0].size, pair[1]["id"]))
            telling = [(post, office, content_id("Person", self.name, office["id"], row["report_id"]))]
        for post, office, identity in telling:
            self._dossier(identity, post, office["name"]).add(row, office)
        if not telling and (row["same"] or row["different"]):
            identity = content_id("Person", self.name, "mention", row["local_id"])
            self._dossier(identity, post_of("", row["home"] and row["home"] + "00", None, False), "no office").add(row, None)
            telling = [(self.dossiers[identity].post, {}, identity)]
        if telling:
            self.own[row["local_id"]] = min(identity for _, _, identity in telling)
        else:
            self.unplaced.append(row)

    def _dossier(self, identity: str, post: Post, label: str) -> Dossier:
        self.root.setdefault(identity, identity)
        return self.dossiers.setdefault(identity, Dossier(identity, post, label))

    def _find(self, identity: str) -> str:
        while self.root[identity] != identity:
            self.root[identity] = self.root[self.root[identity]]
            identity = self.root[identity]
        return identity

    def _groups(self) -> dict[str, list[Dossier]]:
        groups = defaultdict(list)
        for identity in sorted(self.dossiers):
            groups[self._find(identity)].append(self.dossiers[identity])
        return groups

    def _unite(self, a: Dossier, b: Dossier, verdict: Verdict) -> bool:
        """Join the persons of two dossiers unless a judgement forbids it."""
        first, second = sorted((self._find(a.id), self._find(b.id)))
        if first == second:
            return False
        groups = self._groups() if any(dossier.different for dossier in self.dossiers.values()) else {}
        if {pair for one in groups.get(first, []) for pair in one.different} & {pair for one in groups.get(second, []) for pair in one.different}:
            return False
        self.root[second] = first
        self._note(a, b, verdict, "same")
        return True

    def _note(self, a: Dossier, b: Dossier, verdict: Verdict, decision: str) -> None:
        a, b = sorted((a, b), key=lambda one: (one.first if one.first is not None else 10**6, one.id))
        self.links.append({"local_id": min(a.locals), "canonical_id": None, "own_id": None, "other": min(b.locals), "name": self.name,
                           "first_says": _says(a), "second_says": _says(b), "probability": round(verdict.probability, 4),
                           "decision": decision, "evidence": "; ".join(verdict.evidence)})

    def _join_judged(self, rows: Sequence[dict[str, Any]]) -> None:
        pairs = defaultdict(list)
        for row in rows:
            for pair in row["same"]:
                pairs[pair].append(self.dossiers[self.own[row["local_id"]]])
        for _, held in sorted(pairs.items()):
            for a, b in combinations(held, 2):
                self._unite(a, b, Verdict(1.0, ("judged the same",), False))

    def _join_together(self, rows: Sequence[dict[str, Any]]) -> None:
        """Join the dossiers of posts that one report gives to the name."""
        together = defaultdict(set)
        for dossier in self.dossiers.values():
            for local in dossier.locals:
                together[local].add(dossier.id)
        for identities in sorted({tuple(sorted(found)) for found in together.values() if len(found) > 1}):
            for other in identities[1:]:
                self._unite(self.dossiers[identities[0]], self.dossiers[other], Verdict(_TOGETHER, ("both posts in one report",), False))

    def _join_careers(self) -> None:
        """Join the likeliest pairs first, unless a pair of the two persons excludes it."""
        for a, b in combinations(sorted(self.dossiers), 2):
            if self._find(a) != self._find(b):
                self.verdicts[a, b] = compare(self.dossiers[a].spell(), self.dossiers[b].spell(), self.frequency)
        self.conflicts = [(pair, verdict) for pair, verdict in self.verdicts.items() if verdict.conflict and verdict.probability < 0.5]
        order = sorted(self.verdicts, key=lambda pair: (-self.verdicts[pair].probability, pair))
        for a, b in order:
            verdict = self.verdicts[a, b]
            if verdict.probability >= JOIN and self._find(a) != self._find(b) and self._conflict(a, b) is None:
                self._unite(self.dossiers[a], self.dossiers[b], verdict)
        seen = set()
        for a, b in order:
            ends = tuple(sorted((self._find(a), self._find(b))))
            verdict = self.verdicts[a, b]
            if verdict.probability < DOUBT or ends[0] == ends[1] or ends in seen:
                continue
            seen.add(ends)
            conflict = self._conflict(a, b)
            words = (*verdict.evidence, f"but {conflict.evidence[2]}") if conflict and not verdict.conflict else verdict.evidence
            self._note(self.dossiers[a], self.dossiers[b], Verdict(verdict.probability, words, False), "apart")

    def _conflict(self, a: str, b: str) -> Verdict | None:
        """Return the verdict on two posts of the two persons that exclude each other, if there is one."""
        first, second = self._find(a), self._find(b)
        for (one, other), verdict in self.conflicts:
            if {self._find(one), self._find(other)} == {first, second}:
                return verdict
        return None

    def _names(self) -> dict[str, str]:
        """Return the id of each person: that of its earliest dossier."""
        return {root: min(group, key=lambda one: (one.first if one.first is not None else 10**6, one.id)).id
                for root, group in self._groups().items()}

    def _placed(self, names: dict[str, str]) -> Iterator[dict[str, Any]]:
        """Yield the mentions without a post: with the person they fit, else by themselves."""
        groups = {names[root]: group for root, group in self._groups().items()}
        known = [Known(identity, sorted(day for one in group for day in one.days), [one.post for one in group],
                       frozenset().union(*(one.companions for one in group))) for identity, group in groups.items()]
        found = [(row, content_id("Person", self.name, "", "" if 20_000 * self.frequency < 0.1 else row["home"] or ""),
                  place(row, known, self.frequency)) for row in self.unplaced]
        homes = defaultdict(set)
        for _, own, best in found:
            homes[own].add(best[0] if best and best[1] >= JOIN else own)
        for row, own, best in found:
            sure = best is not None and best[1] >= JOIN
            target = best[0] if best and sure else own
            yield self._row(row["local_id"], target, own if len(homes[own]) == 1 else target)
            if best:
                first = min(groups[best[0]], key=lambda one: one.id)
                yield {"local_id": min(first.locals), "canonical_id": None, "own_id": None, "other": row["local_id"], "name": self.name,
                       "first_says": _says(first), "second_says": "no office", "probability": round(best[1], 4),
                       "decision": "same" if sure else "apart", "evidence": "; ".join(best[2])}

    def _row(self, local: str, canonical: str, own: str) -> dict[str, Any]:
        return {"local_id": local, "canonical_id": canonical, "own_id": own, "other": None, "name": self.name, "first_says": None,
                "second_says": None, "probability": None, "decision": None, "evidence": None}


def _says(dossier: Dossier) -> str:
    return f"{dossier.label} ({len(dossier.reports)})"
