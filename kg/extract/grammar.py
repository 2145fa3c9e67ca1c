"""The grammar extractor: one document's readable text to statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.clean import clean
from kg.errors import RejectedDocument
from kg.extract.appointments import AppointmentReader
from kg.extract.bystanders import BystanderReader, private_holders
from kg.extract.confidence import Confidence
from kg.extract.events import Event, EventReader
from kg.extract.genres import no_report
from kg.extract.names import NameReader
from kg.extract.notices import appointment_event
from kg.extract.occasions import OccasionFinder
from kg.extract.offices import OfficeFinder, OfficeMention
from kg.extract.persons import PersonFinder
from kg.extract.places import Places
from kg.extract.reports import ReportReader, WorkReport
from kg.extract.roles import RoleReader
from kg.extract.rosters import RosterReader
from kg.extract.seats import settle
from kg.extract.sections import split
from kg.extract.sentences import Sentence, sentences
from kg.extract.slogans import SloganMention, find_slogans
from kg.extract.speeches import Speech
from kg.extract.statements import StatementWriter
from kg.extract.tenures import Holding, TenureReader
from kg.extract.times import Calendar, find_times
from kg.lexicon import Lexicon, load_lexicon
from kg.model import CleanText, Document, Statement
from kg.regions import Context, Gazetteer, home_region, load_gazetteer

VERSION = "2"


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document, before it is written as statements; ``observed`` is the day it speaks of, where its head tells it."""

    document: Document
    text: CleanText
    places: Places
    sentences: list[Sentence]
    holdings: list[Holding]
    people: dict[str, tuple[int, int]]
    citizens: dict[str, tuple[int, int]]
    bylines: list[str]
    events: list[Event]
    slogans: list[SloganMention]
    observed: str | None = None
    speeches: Sequence[Speech] = ()


class GrammarExtractor:
    """Reads documents by lexicons and rules alone."""

    name = "grammar"
    version = VERSION

    def __init__(self, lexicon: Lexicon | None = None, gazetteer: Gazetteer | None = None) -> None:
        self._lexicon = lexicon or load_lexicon()
        self._gazetteer = gazetteer or load_gazetteer()
        self._names = NameReader(self._lexicon)
        self._offices = OfficeFinder(self._lexicon)
        self._tenures = TenureReader(self._names)
        self._appointments = AppointmentReader(self._names)
        self._rosters = RosterReader(self._names)
        self._bystanders = BystanderReader(self._lexicon, self._names)
        self._persons = PersonFinder(self._lexicon, self._names)
        self._reports = ReportReader(self._names, self._offices, self._tenures)
        self._events = EventReader(OccasionFinder(self._lexicon), RoleReader(self._lexicon), self._lexicon.words("countries"))
        self._confidence = Confidence(self._lexicon)

    def __call__(self, document: Document) -> Iterable[Statement]:
        """Yield the statements of *document*."""
        reading = self.read(document)
        return self._confidence.weigh(document, reading.text, StatementWriter(reading).statements())

    def _holdings(self, text: str, offices: list[OfficeMention], places: Places) -> list[Holding]:
        """Return each person's offices once, the surest reading of each."""
        found = [*self._tenures.read(text, offices, places), *self._rosters.read(text, offices, places)]
        found += self._appointments.read(text, offices, places, found)
        return sorted(settle(found, places), key=lambda holding: (holding.name.start, holding.office.start))

    def read(self, document: Document) -> Reading:
        """Read *document* without writing statements.

        Raises:
            RejectedDocument: the text reports nothing as fact (fiction, a template, another language).
        """
        cleaned = clean(document)
        text = cleaned.text
        reason = no_report(text, document.title, placed=bool(document.published or document.publisher or document.region))
        if reason:
            raise RejectedDocument(f"{document.source}: nothing extracted, {reason}.")
        calendar = Calendar(document.published, document.text)
        home = home_region(title=document.title, publisher=document.publisher, text=text, region=document.region,
                           year=calendar.year, gazetteer=self._gazetteer)
        regions = self._gazetteer.mentions(text)
        places = Places(Context(self._gazetteer, home, calendar.year), text, regions)
        report = self._reports.read(text, document.title, places, calendar, document.text)
        if report:
            return self._report(document, cleaned, places, report)
        split(text, places)
        offices = self._offices.find(text, regions)
        holdings = self._holdings(text, offices, places)
        private = private_holders(holdings)
        citizens = {h.name.text: (h.name.start, h.name.end) for h in holdings if h.name.text in private}
        holdings = [h for h in holdings if h.name.text not in private]
        people = {h.name.text: (h.name.start, h.name.end) for h in reversed(holdings)}
        for name in self._persons.listed(text, 0, len(text), minority=places.minority):
            people.setdefault(name.text, (name.start, name.end))
        citizens |= {name.text: (name.start, name.end) for name in self._bystanders.citizens(text) if name.text not in people}
        people = {name: span for name, span in people.items() if name not in citizens}
        mentions = self._persons.mentions(text, people, offices, holdings)
        places.mentions = [r for r in regions if not any(m.start <= r.start < m.end and len(m.name) > r.end - r.start for m in mentions)]
        found = sentences(text)
        jurisdictions = {name: [h.place for h in holdings if h.name.text == name] for name in people}
        times = find_times(text, calendar)
        events, speeches = self._events.read(text, found, mentions, times, places, jurisdictions, calendar.published if document.published else None)
        events = events or appointment_event(text, found, holdings, times, places)
        slogans = find_slogans(text, title=document.title)
        credits = [document.text[span.start:span.end] for span in cleaned.credits]
        bylines = sorted(set(self._bystanders.bylines(text, credits)) - people.keys())
        return Reading(document, cleaned, places, found, holdings, people, citizens, bylines, events, slogans, speeches=speeches)

    def _report(self, document: Document, cleaned: CleanText, places: Places, report: WorkReport) -> Reading:
        """Read a work report: its head, the national leaders and the slogans of its text, no events of its plans and figures."""
        text = cleaned.text
        named = self._tenures.read(text, self._offices.find(text, places.mentions), places)
        holdings = [*report.holdings, *self._reports.leaders(list(named))]
        people = {h.name.text: (h.name.start, h.name.end) for h in reversed(holdings)}
        if report.deliverer:
            people[report.deliverer.text] = (report.deliverer.start, report.deliverer.end)
        day = report.session.period.first
        return Reading(document, cleaned, places, sentences(text), holdings, people, {}, [], [report.session],
                       find_slogans(text, title=document.title), day.isoformat() if day else None)
