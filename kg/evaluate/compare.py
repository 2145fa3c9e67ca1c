"""Facts of one document beside its gold: what is right, missed or extra, and at which stage it went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from kg.evaluate.alignment import align
from kg.evaluate.facts_file import Fact
from kg.evaluate.normal import dice, normal, normal_title, place
from kg.evaluate.outcomes import Evaluation, Outcome
from kg.evaluate.texts import Texts

Key = tuple[Any, ...]
Rows = dict[Key, Fact]
_ALIKE = 0.6


def evaluate(predicted: Mapping[str, Fact], gold: Mapping[str, Fact], texts: Texts | None = None) -> Evaluation:
    """Compare facts with gold, document by document; a gold document without facts counts as empty.

    Args:
        predicted: facts by document name, in the gold format.
        gold: the annotations by document name.
        texts: the documents, where they are at hand; without them errors of cleaning count to the stage that they hurt.
    """
    evaluation = Evaluation(documents=len(gold))
    for name, wanted in sorted(gold.items()):
        comparison = _Comparison(name, wanted, predicted.get(name) or {}, texts or Texts(), read=name in predicted)
        evaluation.outcomes += comparison.run()
    return evaluation


def _people(facts: Fact) -> set[str]:
    return {normal(name) for name in facts.get("persons") or []}


def _surest(rows: Iterable[tuple[Key, Fact]]) -> Rows:
    """Return the rows by key; of several with one key the surest."""
    found: Rows = {}
    for key, row in rows:
        if key not in found or (row.get("confidence") or 0) > (found[key].get("confidence") or 0):
            found[key] = row
    return found


@dataclass(slots=True)
class _Comparison:
    name: str
    gold: Fact
    predicted: Fact
    texts: Texts
    read: bool
    outcomes: list[Outcome] = field(default_factory=list)
    _both: set[str] = field(default_factory=set)
    _gold_event: dict[int, int] = field(default_factory=dict)
    _predicted_event: dict[int, int] = field(default_factory=dict)

    def run(self) -> list[Outcome]:
        """Return the outcomes of the document."""
        self._both = _people(self.gold) & _people(self.predicted)
        self._persons()
        self._tenures()
        self._events()
        self._participants()
        self._transmits()
        self._slogans()
        return self.outcomes

    def _add(self, kind: str, gold: Rows, predicted: Rows, stage_of: Callable[[Key], str], words_of: Callable[[Key, Fact], tuple[str, ...]],
             accepted: Callable[[Key], bool] = lambda key: False) -> None:
        for key in sorted({*gold, *predicted}, key=str):
            row = predicted.get(key, gold.get(key, {}))
            right = key in predicted and (key in gold or accepted(key))
            wrong = not right or key not in predicted
            stage = "" if not wrong else stage_of(key) if self.read else "reading"
            fact = " ".join(str(part) for part in key if part not in (None, "") and not isinstance(part, int))
            self.outcomes.append(Outcome(
                kind=kind, document=self.name, fact=fact, gold=key in gold, predicted=key in predicted, right=right, stage=stage,
                words=words_of(key, row), confidence=predicted[key].get("confidence") if key in predicted else None,
                start=predicted[key].get("start_offset") if key in predicted else None))

    def _person_stage(self, name: str) -> str:
        """A name that the cleaned text no longer holds was lost in cleaning; so was one that came out in another form."""
        return "cleaning" if self.texts.lost(self.name, name) else "person"

    def _persons(self) -> None:
        mentions = {normal(row["person"]): row for row in self.predicted.get("mentions") or []}
        self._add("person", {(name,): {} for name in _people(self.gold)}, {(name,): mentions.get(name, {}) for name in _people(self.predicted)},
                  lambda key: self._person_stage(key[0]), lambda key, row: key)

    def _tenures(self) -> None:
        sides = [_surest(((normal(t["person"]), normal_title(t["title"], t.get("region")), place(t)), t) for t in facts.get("tenures") or [])
                 for facts in (self.gold, self.predicted)]
        titles = {key[:2] for key in sides[0]} & {key[:2] for key in sides[1]}

        def stage(key: Key) -> str:
            return self._person_stage(key[0]) if key[0] not in self._both else "region" if key[:2] in titles else "office"
        self._add("tenure", sides[0], sides[1], stage, lambda key, row: (key[0], str(row.get("title") or "")))
        loose = [_surest(((key[0], key[2]), row) for key, row in side.items()) for side in sides]
        self._add("tenure-loose", loose[0], loose[1], lambda key: "region" if key[0] in self._both else self._person_stage(key[0]),
                  lambda key, row: key[:1])

    def _events(self) -> None:
        wanted, found = self.gold.get("events") or [], self.predicted.get("events") or []
        self._gold_event = dict(align(wanted, found))
        self._predicted_event = {j: i for i, j in self._gold_event.items()}

        def strict(number: Any, event: Fact, label: Fact) -> Key:
            name = label.get("name") or ""
            return number, name, event.get("type"), event.get("start"), event.get("end") or event.get("start"), place(event)
        gold = {strict(i, event, event): event for i, event in enumerate(wanted)}
        predicted = {strict(self._number(j), event, wanted[self._predicted_event[j]] if j in self._predicted_event else event): event
                     for j, event in enumerate(found)}
        others = {key[0]: key for key in gold}, {key[0]: key for key in predicted}

        def stage(key: Key) -> str:
            other = others[1 if key in gold else 0].get(key[0])
            if other is None:
                return "event"
            return "time" if other[3:5] != key[3:5] else "region" if other[5] != key[5] else "event"
        self._add("event", gold, predicted, stage, lambda key, row: (str(row.get("name") or ""),))
        self._add("event-loose", {(i,): {} for i in range(len(wanted))}, {(self._number(j),): event for j, event in enumerate(found)},
                  lambda key: "event", lambda key, row: ())

    def _number(self, j: int) -> int | str:
        """Return the number in the gold of the extracted event *j*, or one of its own where it has no like."""
        return self._predicted_event.get(j, f"p{j}")

    def _participants(self) -> None:
        sides = [_surest(((number, normal(p["person"]), p.get("role")), p) for number, event in side for p in event.get("participants") or [])
                 for side in (list(enumerate(self.gold.get("events") or [])),
                              [(self._number(j), event) for j, event in enumerate(self.predicted.get("events") or [])])]

        def stage(key: Key) -> str:
            if key[1] not in self._both:
                return self._person_stage(key[1])
            if key[0] not in self._gold_event:
                return "event"
            here = any(other[:2] == key[:2] for side in sides if key not in side for other in side)
            elsewhere = any(other[1:] == key[1:] and other[0] != key[0] for side in sides if key not in side for other in side)
            return "event" if elsewhere and not here else "role"
        self._add("participation", sides[0], sides[1], stage, lambda key, row: key[1:2])
        short = [_surest((key[:2], row) for key, row in side.items()) for side in sides]
        self._add("attendance", short[0], short[1], lambda key: stage((*key, None)), lambda key, row: key[1:2])

    def _transmits(self) -> None:
        wanted: Rows = {}
        found: Rows = {}
        events = self.predicted.get("events") or []
        for i, event in enumerate(self.gold.get("events") or []):
            rows = list(events[self._gold_event[i]].get("transmits") or []) if i in self._gold_event else []
            for number, row in enumerate(event.get("transmits") or []):
                key = (i, number, row.get("what") or "")
                wanted[key] = row
                best = max(rows, key=lambda other: dice(key[2], other.get("what") or ""), default=None)
                if best is not None and dice(key[2], best.get("what") or "") >= _ALIKE:
                    rows.remove(best)
                    found[key] = best
            found |= {(i, f"p{k}", row.get("what") or ""): row for k, row in enumerate(rows)}
        for j, event in enumerate(events):
            if j not in self._predicted_event:
                found |= {(f"p{j}", f"p{k}", row.get("what") or ""): row for k, row in enumerate(event.get("transmits") or [])}
        self._add("transmits", wanted, found, lambda key: "conveyance" if key[0] in self._gold_event else "event", lambda key, row: key[2:3])

    def _slogans(self) -> None:
        core, acceptable = _slogan_rows(self.gold)
        said, _ = _slogan_rows(self.predicted)
        for kind, width in (("slogan", 2), ("slogan-text", 1)):
            wanted, have = ({(normal(s.get("text")), place(s))[:width]: s for s in rows} for rows in (core, said))
            texts = {key[0] for key in wanted} & {key[0] for key in have}
            self._add(kind, wanted, have, partial(self._slogan_stage, texts), lambda key, row: key[:1], lambda key: key[0] in acceptable)

    def _slogan_stage(self, shared: set[str], key: Key) -> str:
        return "region" if key[0] in shared else "cleaning" if self.texts.lost(self.name, key[0]) else "slogan"


def _slogan_rows(facts: Fact) -> tuple[Iterable[Fact], set[str]]:
    slogans = facts.get("slogans") or []
    if isinstance(slogans, list):
        return slogans, set()
    return slogans.get("core") or [], {normal(s if isinstance(s, str) else s.get("text")) for s in slogans.get("acceptable") or []}
