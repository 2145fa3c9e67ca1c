"""What was read from a document, written as statements with their words and sentences."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.conveyance import Conveyed
from kg.extract.events import Event
from kg.extract.places import Place
from kg.extract.tenures import Holding
from kg.model import Entity, Span, Statement, Value, content_id

if TYPE_CHECKING:
    from kg.extract.grammar import Reading


_ORGAN = re.compile(r"(省|市|州|盟|县|区|旗|镇|乡|街道|自治区)(委|政府|人大常委会|人大|政协|纪委|党委|党工委)(?=常委|[^，。]{0,30}会|党组|$)")


@dataclass(slots=True)
class StatementWriter:
    """Turns a reading into statements; ids are unique within the document and depend on nothing else."""

    reading: Reading
    _starts: list[int] = field(default_factory=list)

    def statements(self) -> Iterator[Statement]:
        """Yield all statements: persons, holdings, events with their parts, slogans."""
        self._starts = [sentence.start for sentence in self.reading.sentences]
        yield from self._persons()
        yield from self._holdings()
        for event in self.reading.events:
            yield from self._event(event)
        yield from self._slogans()

    def _entity(self, label: str, name: str, *key: str, **properties: Value) -> Entity:
        identity = content_id(self.reading.document.id, label, name, *key)
        return Entity(kind=label, id=identity, name=name, properties={k: v for k, v in properties.items() if v is not None})

    def _document(self) -> Entity:
        document = self.reading.document
        return Entity(kind="Document", id=document.id, name=document.name)

    def _statement(self, subject: Entity, predicate: str, object_: Entity, start: int, end: int, rule: str,
                   confidence: float, **qualifiers: Value) -> Statement:
        text = self.reading.text
        index = max(0, bisect.bisect_right(self._starts, start) - 1)
        sentence = self.reading.sentences[index]
        return Statement(subject=subject, predicate=predicate, object=object_,
                         qualifiers={k: v for k, v in qualifiers.items() if v is not None},
                         document=self.reading.document.id, span=text.span(start, end),
                         sentence=text.span(sentence.start, max(sentence.end, end)), rule=rule, confidence=confidence)

    def _persons(self) -> Iterator[Statement]:
        for name, (start, end) in self.reading.people.items():
            yield self._statement(self._entity("Person", name), "MENTIONED_IN", self._document(), start, end, "person", 0.95,
                                  role="public")
        for name, (start, end) in self.reading.citizens.items():
            yield self._statement(self._entity("Person", name), "MENTIONED_IN", self._document(), start, end, "citizen", 0.85, role="private")
        text = self.reading.document.text
        for name in self.reading.bylines:
            at = text.find(name)
            if at >= 0:
                yield self._byline(name, at)

    def _byline(self, name: str, at: int) -> Statement:
        """A byline stands outside the readable text; its sentence is the line of the original that holds it."""
        text, end = self.reading.document.text, at + len(name)
        line = Span(text.rfind("\n", 0, at) + 1, min(index for index in (text.find("\n", end), len(text)) if index >= 0))
        return Statement(subject=self._entity("Person", name), predicate="MENTIONED_IN", object=self._document(), qualifiers={"role": "byline"},
                         document=self.reading.document.id, span=Span(at, end), sentence=line, rule="byline", confidence=0.85)

    def _holdings(self) -> Iterator[Statement]:
        for holding in self.reading.holdings:
            office = self._office(holding)
            status = tuple(sorted(holding.status or {"current"}))
            observed = self.reading.observed or self.reading.document.published
            yield self._statement(self._entity("Person", holding.name.text, gender=holding.name.gender, ethnicity=holding.name.ethnicity),
                                  "HELD", office, min(holding.office.start, holding.name.start), max(holding.office.end, holding.name.end),
                                  holding.rule, holding.confidence, status=status, observed=observed)

    def _office(self, holding: Holding) -> Entity:
        place, office = holding.place, holding.office
        region = place.name if place else None
        code = place.code if place else None
        short = region and office.level and region.endswith(office.level) and holding.title.startswith(office.level) and office.organ
        name = f"{region}{holding.title.removeprefix(office.level)}" if short else f"{region or ''}{holding.title}"
        return self._entity("Office", name, holding.title, str(code), post=holding.title, organ=holding.organ or None,
                            region_name=region, region_code=code, kind=office.kind or office.organ_kind or None, single_holder=office.single_holder)

    def _event(self, event: Event) -> Iterator[Statement]:
        place = event.setting.place
        first, last = event.period.first, event.period.last
        entity = self._entity("Event", event.name, event.key, kind=event.kind, start_date=first.isoformat() if first else None,
                              end_date=last.isoformat() if last else None, region_name=place.name if place else None,
                              region_code=place.code if place else None, reported=True)
        span = (event.start, max(event.end, event.start + 1))
        yield self._statement(self._document(), "REPORTS", entity, *span, f"event-{event.kind}", 0.9)
        if place:
            region = self._region(place)
            yield self._statement(entity, "HELD_IN", region, *span, "event-region", 0.9)
        organ = _ORGAN.search(event.name) if event.kind == "meeting" else None
        if place and organ:
            name = f"{place.name}{organ[2]}" if place.name.endswith(organ[1]) else f"{place.name}{organ[0]}"
            body = self._entity("Organization", name, organ[0], str(place.code), organ=organ[0], region_name=place.name, region_code=place.code)
            yield self._statement(entity, "HELD_BY_ORGAN", body, *span, "event-organ", 0.85)
        for name, start, end in event.setting.places:
            yield self._statement(entity, "VISITED", self._region(place or Place(name, None)), start, end, "event-place", 0.85, place=name)
        for order, ((person, role), where) in enumerate(event.roles.items(), start=1):
            yield self._statement(self._entity("Person", person), "ATTENDED", entity, *where, f"role-{role}", 0.9, role=role, list_order=order,
                                  capacity=self._capacity(event.named_at.get(person, -1)))
        for item in event.transmits:
            conveyed = self._conveyed(item)
            yield self._statement(entity, "TRANSMITS", conveyed, item.start, item.end, "conveyance", 0.85, source=item.source, wording=item.what)

    def _capacity(self, named: int) -> str | None:
        """Return the offices that stand beside the name at *named*, None where it stands alone."""
        titles = [holding.title for holding in self.reading.holdings if holding.name.start == named]
        return "、".join(dict.fromkeys(titles)) or None

    def _conveyed(self, item: Conveyed) -> Entity:
        """A meeting that is only referred to is an event; a speech, a document or an instruction a directive."""
        if item.meeting and item.place:
            return self._entity("Event", item.meeting, "referred", str(item.place.code), kind="meeting", region_name=item.place.name,
                                region_code=item.place.code, reported=False)
        return self._entity("Directive", item.what, item.source, text=item.what, source=item.source)

    def _region(self, place: Place) -> Entity:
        return self._entity("Region", place.name, str(place.code), code=place.code, level=place.level or None)

    def _slogans(self) -> Iterator[Statement]:
        seen = set()
        for slogan in self.reading.slogans:
            event = self._event_at(slogan.start)
            place = event.setting.place if event else self.reading.places.home(slogan.start)
            key = (slogan.text, place.code if place else None)
            if key in seen:
                continue
            seen.add(key)
            used = self._event_entity(event) if event else self._document()
            yield self._statement(used, "USED", self._entity("Slogan", slogan.text, text=slogan.text), slogan.start, slogan.end, f"slogan-{slogan.kind}",
                                  slogan.confidence, region_name=place.name if place else None, region_code=place.code if place else None,
                                  form=slogan.text, speaker=self._speaker(slogan.start))

    def _speaker(self, position: int) -> str | None:
        """Return the person whose speech the words at *position* stand in."""
        return next((speech.person for speech in reversed(self.reading.speeches) if speech.start <= position < speech.end), None)

    def _event_entity(self, event: Event) -> Entity:
        return self._entity("Event", event.name, event.key)

    def _event_at(self, position: int) -> Event | None:
        before = [event for event in self.reading.events if event.start <= position]
        return before[-1] if before else None
