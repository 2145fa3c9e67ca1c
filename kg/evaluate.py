"""Extracted facts against gold annotations: the figures, and the errors by the stage that most likely made them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import UnreadableInput

Fact = Mapping[str, Any]
KINDS = ("person", "tenure", "tenure-loose", "event", "event-loose", "participation", "attendance", "transmits", "slogan",
         "slogan-text")
STAGES = ("reading", "cleaning", "region", "time", "person", "office", "event", "role", "conveyance", "slogan")
_STAGE_OF = {"person": "person", "tenure": "office", "tenure-loose": "office", "event": "event", "event-loose": "event",
             "participation": "role", "attendance": "role", "transmits": "conveyance", "slogan": "slogan", "slogan-text": "slogan"}


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one kind of fact; hits are counted on either side, since acceptable slogans count for precision only."""

    gold: int
    predicted: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the predicted facts that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold facts that are found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """A fact that was missed or is extra, and the stage that most likely made the error."""

    kind: str
    document: str
    missed: bool
    fact: str
    stage: str


@dataclass(slots=True)
class Evaluation:
    """Figures by kind and the errors behind them."""

    documents: int = 0
    counts: dict[str, list[int]] = field(default_factory=lambda: {kind: [0, 0, 0, 0] for kind in KINDS})
    errors: list[Error] = field(default_factory=list)

    def figures(self) -> dict[str, Figures]:
        """Return the figures by kind."""
        return {kind: Figures(*values) for kind, values in self.counts.items()}

    def stages(self) -> Counter[str]:
        """Return the number of errors by stage."""
        return Counter(error.stage for error in self.errors)

    def add(self, kind: str, document: str, gold: set[Any], predicted: set[Any], stage_of: Mapping[Any, str] | None = None) -> None:
        """Count one kind of fact of one document."""
        hits = len(gold & predicted)
        for place, value in enumerate((len(gold), len(predicted), hits, hits)):
            self.counts[kind][place] += value
        for missed, items in ((True, gold - predicted), (False, predicted - gold)):
            for item in sorted(items, key=str):
                stage = (stage_of or {}).get(item, _STAGE_OF[kind])
                self.errors.append(Error(kind, document, missed, str(item), stage))


def read_facts_file(path: Path) -> dict[str, Fact]:
    """Read facts or gold (a file, or every ``*.gold.jsonl`` of a folder) by document name.

    Raises:
        UnreadableInput: a document occurs twice, or the path does not exist.
    """
    if not path.exists():
        raise UnreadableInput(f"{path} does not exist; give a .jsonl file or a folder of *.gold.jsonl files.")
    found: dict[str, Fact] = {}
    for file in sorted(path.glob("*.gold.jsonl")) if path.is_dir() else [path]:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                fact = json.loads(line)
                if fact["doc"] in found:
                    raise UnreadableInput(f"{file}: document {fact['doc']!r} occurs twice; keep one of them.")
                found[fact["doc"]] = fact
    return found


def evaluate(predicted: Mapping[str, Fact], gold: Mapping[str, Fact]) -> Evaluation:
    """Compare facts with gold, document by document; a gold document without facts counts as empty."""
    evaluation = Evaluation(documents=len(gold))
    for name, wanted in sorted(gold.items()):
        _document(evaluation, name, wanted, predicted.get(name, {}), read=name in predicted)
    return evaluation


def normal(text: str | None) -> str:
    """NFKC without white space, quotation marks and separators."""
    words = unicodedata.normalize("NFKC", text or "")
    return re.sub(r"[\s\"'“”‘’「」『』《》〈〉·、,，;；。.!！:：（）()—\-]+", "", words)


def normal_title(title: str | None, region: str | None) -> str:
    """Return a title in the form in which two are compared: without the region's name, organs abbreviated."""
    words, name = normal(title), normal(region)
    stem = re.sub(r"(特别行政区|自治区|自治州|自治县|地区|省|市|区|县|旗|盟|镇|乡|街道)$", "", name)
    words = re.sub(r"^(中国共产党|中共)", "", words)
    for prefix in (name, stem):
        if len(prefix) > 1 and words.startswith(prefix) and len(words) > len(prefix) + 1:
            words = words[len(prefix):]
            level = re.search(r"(自治区|省|市|区|县|旗|州|盟|镇|乡)$", name)
            if prefix == name and level and not words.startswith(level[1]):
                words = level[1] + words
            break
    for long, short in (("委员会", "委"), ("人民政府", "政府"), ("人民代表大会常务委", "人大常委会"), ("政治协商会议", "政协")):
        words = words.replace(long, short)
    words = re.sub(r"^(省|市|区|县|州|旗|镇|乡)政府(副?\1长)$", r"\2", words)
    for double, single in (("部部长", "部长"), ("局局长", "局长"), ("院院长", "院长")):
        words = re.sub(f"{double}$", single, words)
    return "总书记" if words == "中央总书记" else words


def _place(row: Fact) -> str:
    return str(row.get("code") or "") or normal(row.get("region"))


def _bigrams(text: str) -> set[str]:
    words = normal(text)
    return {words[i:i + 2] for i in range(len(words) - 1)} or {words}


def _dice(a: str, b: str) -> float:
    x, y = _bigrams(a), _bigrams(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x or y else 1.0


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
            + 0.10 * (_place(a) == _place(b)) + 0.15 * _dice(a.get("name") or "", b.get("name") or ""))


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


def _document(evaluation: Evaluation, name: str, gold: Fact, predicted: Fact, *, read: bool) -> None:
    before = len(evaluation.errors)
    evaluation.add("person", name, {normal(x) for x in gold.get("persons") or []}, {normal(x) for x in predicted.get("persons") or []})
    _tenures(evaluation, name, gold, predicted)
    _events(evaluation, name, gold.get("events") or [], predicted.get("events") or [])
    _slogans(evaluation, name, gold, predicted)
    if not read:
        evaluation.errors[before:] = [Error(e.kind, e.document, e.missed, e.fact, "reading") for e in evaluation.errors[before:]]


def _tenures(evaluation: Evaluation, name: str, gold: Fact, predicted: Fact) -> None:
    sides = []
    for facts in (gold, predicted):
        rows = facts.get("tenures") or []
        sides.append({(normal(t["person"]), normal_title(t["title"], t.get("region")), _place(t)) for t in rows})
    people = [{normal(x) for x in facts.get("persons") or []} for facts in (gold, predicted)]
    titles = [{(person, title) for person, title, _ in side} for side in sides]
    stages = {}
    for row in sides[0] ^ sides[1]:
        if row[:2] in titles[0] and row[:2] in titles[1]:
            stages[row] = "region"
        elif row[0] not in people[0] & people[1]:
            stages[row] = "person"
    evaluation.add("tenure", name, sides[0], sides[1], stages)
    loose = [{(person, place) for person, _, place in side} for side in sides]
    evaluation.add("tenure-loose", name, loose[0], loose[1],
                   {row: "person" if row[0] not in people[0] & people[1] else "region" for row in loose[0] ^ loose[1]})


def _events(evaluation: Evaluation, name: str, gold: list[Fact], predicted: list[Fact]) -> None:
    pairs = align(gold, predicted)
    of_gold, of_predicted = dict(pairs), {j: i for i, j in pairs}
    evaluation.add("event-loose", name, {str(i) if i in of_gold else f"{i} {e.get('name')}" for i, e in enumerate(gold)},
                   {str(of_predicted[j]) if j in of_predicted else f"p{j} {e.get('name')}" for j, e in enumerate(predicted)})

    def strict(number: object, label: str, event: Fact) -> tuple[Any, ...]:
        return number, label, event.get("type"), event.get("start"), event.get("end") or event.get("start"), _place(event)
    wanted = {strict(i, e.get("name") or "", e) for i, e in enumerate(gold)}
    have = {strict(of_predicted.get(j, f"p{j}"), (gold[of_predicted[j]] if j in of_predicted else e).get("name") or "", e)
            for j, e in enumerate(predicted)}
    evaluation.add("event", name, wanted, have, _event_stages(wanted, have))
    parts = [{(str(number), normal(p["person"]), p.get("role")) for number, e in side for p in e.get("participants") or []}
             for side in (list(enumerate(gold)), [(of_predicted.get(j, f"p{j}"), e) for j, e in enumerate(predicted)])]
    aligned = {str(i) for i in of_gold}
    stages = {row: "event" for row in parts[0] ^ parts[1] if row[0] not in aligned}
    evaluation.add("participation", name, parts[0], parts[1], stages)
    short = [{row[:2] for row in side} for side in parts]
    evaluation.add("attendance", name, short[0], short[1], {row: "event" for row in short[0] ^ short[1] if row[0] not in aligned})
    _transmits(evaluation, name, gold, predicted, of_gold, of_predicted)


def _event_stages(gold: set[tuple[Any, ...]], predicted: set[tuple[Any, ...]]) -> dict[tuple[Any, ...], str]:
    stages = {}
    for row in gold ^ predicted:
        other = next((o for o in (predicted if row in gold else gold) if o[0] == row[0]), None)
        if other:
            stages[row] = "time" if other[3:5] != row[3:5] else "region" if other[5] != row[5] else "event"
    return stages


def _transmits(evaluation: Evaluation, name: str, gold: list[Fact], predicted: list[Fact], of_gold: dict[int, int],
               of_predicted: dict[int, int]) -> None:
    wanted: set[Any] = set()
    have: set[Any] = set()
    for i, event in enumerate(gold):
        found = [t.get("what") or "" for t in predicted[of_gold[i]].get("transmits") or []] if i in of_gold else []
        free = list(range(len(found)))
        for number, what in enumerate(t.get("what") or "" for t in event.get("transmits") or []):
            key = (i, number, what)
            wanted.add(key)
            best = max(free, key=lambda k: _dice(what, found[k]), default=None)
            if best is not None and _dice(what, found[best]) >= 0.6:
                free.remove(best)
                have.add(key)
        have |= {(i, f"p{k}", found[k]) for k in free}
    for j, event in enumerate(predicted):
        if j not in of_predicted:
            have |= {(f"p{j}", k, t.get("what")) for k, t in enumerate(event.get("transmits") or [])}
    evaluation.add("transmits", name, wanted, have)


def _slogans(evaluation: Evaluation, name: str, gold: Fact, predicted: Fact) -> None:
    core, acceptable = _slogan_rows(gold)
    said, _ = _slogan_rows(predicted)
    for kind, width in (("slogan", 2), ("slogan-text", 1)):
        wanted = {(normal(s.get("text")), _place(s))[:width] for s in core}
        have = {(normal(s.get("text")), _place(s))[:width] for s in said}
        fine = {key for key in have if key in wanted or key[0] in acceptable}
        for place, value in enumerate((len(wanted), len(have), len(wanted & have), len(fine))):
            evaluation.counts[kind][place] += value
        for missed, items in ((True, wanted - have), (False, have - fine)):
            evaluation.errors += [Error(kind, name, missed, str(item), "slogan") for item in sorted(items)]


def _slogan_rows(facts: Fact) -> tuple[Iterable[Fact], set[str]]:
    slogans = facts.get("slogans") or []
    if isinstance(slogans, list):
        return slogans, set()
    return slogans.get("core") or [], {normal(s if isinstance(s, str) else s.get("text")) for s in slogans.get("acceptable") or []}
