"""What of an answer the text bears out: every name, title, wording and day is looked up, the rest is left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.extract.llm.answers import Answer, Event
from kg.extract.places import Place, place_of
from kg.extract.times import Calendar, find_times
from kg.regions import Context

_BLANK = re.compile(r"\s")
_REACH = 300  # a pronoun stands at most so far behind its name
Interval = tuple[int, int]


@dataclass(slots=True)
class Text:
    """A readable text in which words are found again, whatever blanks a model put in or left out."""

    text: str
    calendar: Calendar
    context: Context
    _packed: str = ""
    _places: list[int] = field(default_factory=list)
    _days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        self._places = [index for index, character in enumerate(self.text) if not character.isspace()]
        self._packed = "".join(self.text[index] for index in self._places)
        times = [day for time in find_times(self.text, self.calendar) for day in (time.first, time.last) if day]
        self._days = frozenset([*times, *([self.calendar.published] if self.calendar.published else [])])

    def find(self, words: str, within: Interval | None = None) -> Interval | None:
        """Return where *words* stand first, within an interval if one is given; None where they do not stand."""
        packed = _BLANK.sub("", words)
        if not packed:
            return None
        first, last = (bisect_left(self._places, place) for place in within) if within else (0, len(self._packed))
        at = self._packed.find(packed, first, last)
        return (self._places[at], self._places[at + len(packed) - 1] + 1) if at >= 0 else None

    def made_of(self, words: str, within: Interval) -> bool:
        """Whether the characters of *words* stand in that order within an interval, as a joined title's do (市政协党组书记、主席)."""
        rest = iter(self.text[within[0]:within[1]])
        return bool(words.strip()) and all(character in rest for character in _BLANK.sub("", words))

    def day(self, words: str | None) -> date | None:
        """Return the day if the text tells it, or it is the day of publication."""
        try:
            found = date.fromisoformat(words) if words else None
        except ValueError:
            return None
        return found if found in self._days else None

    def region(self, name: str | None) -> Place | None:
        """Return the division of that name by our own table, if the text names it or it is home or above home."""
        region = self.context.resolve(name) if name else None
        if region is None or name is None:
            return None
        known = {above.code for above in self.context.chain()}
        return place_of(region) if region.code in known or name in self._packed or region.name.rstrip("省市县区州盟旗镇乡") in self._packed else None


@dataclass(frozen=True, slots=True)
class BorneEvent:
    """An event with the place, interval, participants (person, role, interval) and conveyed things (source, wording, interval) that hold."""

    event: Event
    place: Place | None
    span: Interval
    parts: Sequence[tuple[str, str, Interval]]
    conveyed: list[tuple[str | None, str, Interval]]


@dataclass(frozen=True, slots=True)
class Borne:
    """The facts of an answer that the text bears out, each with the interval that proves it; ``refused`` counts the others.

    ``tenures`` are (person, title, place, former, interval), ``slogans`` (text, speaker, interval).
    """

    persons: list[tuple[str, Interval]]
    tenures: list[tuple[str, str, Place | None, bool, Interval]]
    events: list[BorneEvent]
    slogans: list[tuple[str, str | None, Interval]]
    refused: int


def borne_out(answer: Answer, text: Text) -> Borne:
    """Return the part of *answer* that *text* bears out."""
    persons = dict(_persons(answer, text))
    tenures = list(_tenures(answer, text, persons))
    events = list(_events(answer, text, persons))
    slogans = [(text.text[span[0]:span[1]], slogan.speaker if slogan.speaker in persons else None, span)
               for slogan in answer.slogans if len(slogan.text) > 1 and (span := text.find(slogan.text))]
    asked = len(answer.persons) + len(answer.tenures) + len(answer.slogans) + sum(1 + len(e.participants) + len(e.transmits) for e in answer.events)
    kept = len(persons) + len(tenures) + len(slogans) + sum(1 + len(event.parts) + len(event.conveyed) for event in events)
    return Borne(list(persons.items()), tenures, events, slogans, asked - kept)


def _persons(answer: Answer, text: Text) -> Iterator[tuple[str, Interval]]:
    for person in answer.persons:
        quote = text.find(person.quote)
        name = text.find(person.name, quote) if quote else None
        if name and 2 <= len(person.name) <= 20:
            yield _BLANK.sub("", person.name), name


def _tenures(answer: Answer, text: Text, persons: Collection[str]) -> Iterator[tuple[str, str, Place | None, bool, Interval]]:
    for tenure in answer.tenures:
        quote, name = text.find(tenure.quote), _BLANK.sub("", tenure.person)
        if name in persons and quote and text.find(name, quote) and text.made_of(tenure.title, quote):
            yield name, _BLANK.sub("", tenure.title), text.region(tenure.region), tenure.former, quote


def _events(answer: Answer, text: Text, persons: Collection[str]) -> Iterator[BorneEvent]:
    for event in answer.events:
        quote = text.find(event.quote)
        if not quote or not (text.find(event.name) or text.made_of(event.name, quote)):
            continue
        parts = [(name, part.role, span) for part in event.participants if (name := _BLANK.sub("", part.person)) in persons
                 and (span := text.find(part.quote)) and text.find(name, (max(0, span[0] - _REACH), span[1]))]
        conveyed = [(item.source if item.source and text.find(item.source) else None, item.wording, span)
                    for item in event.transmits if (span := text.find(item.wording))]
        days = {name: day.isoformat() if (day := text.day(getattr(event, name))) else None for name in ("start_date", "end_date")}
        yield BorneEvent(event.model_copy(update=days), text.region(event.region), quote, parts, conveyed)
