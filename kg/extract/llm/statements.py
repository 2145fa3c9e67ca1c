"""What a text bears out of a model's answer, as statements."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.llm.borne_out import Borne, BorneEvent, Interval
from kg.extract.sentences import Sentence
from kg.model import CleanText, Document, Entity, Statement, Value, content_id

SURENESS = 0.8
"""Not measured on annotated documents: below 0.9, so that it never passes for calibrated."""


@dataclass(frozen=True, slots=True)
class AnswerWriter:
    """Writes statements with the same local ids that the grammar gives to the same persons, offices and slogans."""

    document: Document
    text: CleanText
    sentences: Sequence[Sentence]

    def statements(self, facts: Borne) -> Iterator[Statement]:
        """Yield the statements of *facts*."""
        page = Entity(kind="Document", id=self.document.id, name=self.document.name)
        for name, span in facts.persons:
            yield self._statement(self._entity("Person", name), "MENTIONED_IN", page, span, "llm-person", role="public")
        for name, title, place, former, span in facts.tenures:
            office = self._entity("Office", f"{place.name if place else ''}{title}", title, str(place.code if place else None), post=title,
                                  region_name=place.name if place else None, region_code=place.code if place else None)
            yield self._statement(self._entity("Person", name), "HELD", office, span, "llm-tenure", status=("former",) if former else ("current",),
                                  observed=self.document.published)
        for event in facts.events:
            yield from self._event(event, page)
        yield from self._slogans(facts, page)

    def _event(self, found: BorneEvent, page: Entity) -> Iterator[Statement]:
        event, place, span = found.event, found.place, found.span
        held = self._entity("Event", event.name, str(span[0]), kind=event.kind, start_date=event.start_date,
                            end_date=event.end_date or event.start_date, region_name=place.name if place else None,
                            region_code=place.code if place else None, reported=True)
        yield self._statement(page, "REPORTS", held, span, "llm-event")
        if place:
            region = self._entity("Region", place.name, str(place.code), code=place.code, level=place.level or None)
            yield self._statement(held, "HELD_IN", region, span, "llm-event")
        for order, (name, role, where) in enumerate(found.parts, start=1):
            yield self._statement(self._entity("Person", name), "ATTENDED", held, where, "llm-role", role=role, list_order=order)
        for source, wording, where in found.conveyed:
            directive = self._entity("Directive", wording, source or "", text=wording, source=source)
            yield self._statement(held, "TRANSMITS", directive, where, "llm-conveyance", source=source, wording=wording)

    def _slogans(self, facts: Borne, page: Entity) -> Iterator[Statement]:
        place = facts.events[0].place if facts.events else None
        for words, speaker, span in facts.slogans:
            yield self._statement(page, "USED", self._entity("Slogan", words, text=words), span, "llm-slogan", form=words, speaker=speaker,
                                  region_name=place.name if place else None, region_code=place.code if place else None)

    def _entity(self, label: str, name: str, *key: str, **properties: Value) -> Entity:
        identity = content_id(self.document.id, label, name, *key)
        return Entity(kind=label, id=identity, name=name, properties={k: v for k, v in properties.items() if v is not None})

    def _statement(self, subject: Entity, predicate: str, object_: Entity, span: Interval, rule: str, **qualifiers: Value) -> Statement:
        number = max(0, bisect_right([sentence.start for sentence in self.sentences], span[0]) - 1)
        sentence = self.sentences[number]
        return Statement(subject=subject, predicate=predicate, object=object_, qualifiers={k: v for k, v in qualifiers.items() if v is not None},
                         document=self.document.id, span=self.text.span(*span), sentence=self.text.span(sentence.start, max(sentence.end, span[1])),
                         rule=rule, confidence=SURENESS)
