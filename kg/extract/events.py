"""Events in the order a document reports them: what opens one, what belongs to it, where and when it took place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.conveyance import ConveyanceReader, Conveyed
from kg.extract.dates import UNKNOWN, Period, period_of
from kg.extract.occasions import Occasion, OccasionFinder
from kg.extract.persons import Mention
from kg.extract.places import Place, Places
from kg.extract.roles import Act, RoleReader
from kg.extract.sentences import Sentence
from kg.extract.settings import Setting, setting_of
from kg.extract.times import TimeMention

ROLE_OF = {"chair": "chair", "speak": "speak", "attend": "attend", "companion": "attend"}
_WITHIN = re.compile(r"召开的|座谈会上|座谈中|座谈时|会上|会议上|会议现场")
_SITE = re.compile(r"村|镇|乡|街道|社区|小区|企业|公司|学校|医院|工地|项目|基地|园区|一线|现场|中心|站|所|县|区|市|户")
_SEVERAL = re.compile(r"[两三四五六2-6]次|分别于|相继")
_ORGAN_OUTING = re.compile(r"(?:人大常委会|人大|政协|党委|县委|市委|区委|政府|纪委监委|法院|检察院)[^，。]{0,16}组织[^，。]{0,24}(?:视察|调研|检查|考察|督查|执法检查|巡查)")
_NEW_START = re.compile(r"^[^，。]{0,6}(?:本报讯|本报|讯|消息)")


@dataclass(slots=True)
class Event:
    """An event while it is being read; ``roles`` maps (person, role) to the interval of the words that say so."""

    kind: str
    name: str
    start: int
    end: int
    period: Period
    setting: Setting
    generic: bool = False
    paragraph: int = -1
    roles: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    leads: list[str] = field(default_factory=list)
    transmits: list[Conveyed] = field(default_factory=list)

    def add(self, person: str, role: str, span: tuple[int, int]) -> None:
        """Record that *person* took part in *role*, proved by the words at *span*."""
        self.roles.setdefault((person, role), span)

    def convey(self, item: Conveyed) -> None:
        """Record a thing conveyed, unless a sentence before named it (会议传达…; 会上,某某传达了…)."""
        core = item.what.removesuffix("精神")
        if not any(core in other.what and other.start < item.start for other in self.transmits):
            self.transmits.append(item)

    def has(self, person: str) -> bool:
        """Whether *person* takes part."""
        return any(name == person for name, _ in self.roles)


@dataclass(slots=True)
class _Reading:
    events: list[Event] = field(default_factory=list)
    current: Event | None = None
    period: Period = UNKNOWN
    paragraph: int = -1
    subjects: list[str] = field(default_factory=list)
    context_home: object = None


class EventReader:
    """Reads events sentence by sentence."""

    def __init__(self, occasions: OccasionFinder, roles: RoleReader) -> None:
        self._occasions = occasions
        self._roles = roles
        self._conveyance = ConveyanceReader()

    def read(self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], times: Sequence[TimeMention],
             places: Places, offices_of: dict[str, list[Place | None]]) -> list[Event]:
        """Return the events of a document in order; *offices_of* gives the jurisdictions of each person's offices."""
        reading = _Reading()
        for sentence in sentences:
            if sentence.heading:
                self._heading(text, sentence, reading, places)
                continue
            inside = [m for m in mentions if sentence.start <= m.start < sentence.end]
            when = [t for t in times if sentence.start <= t.start < sentence.end]
            self._sentence(text, sentence, inside, when, places, offices_of, reading)
        return [event for event in reading.events if event.roles or not event.generic]

    def _heading(self, text: str, sentence: Sentence, reading: _Reading, places: Places) -> None:
        home = places.at(sentence.start).home
        if home != reading.context_home:
            reading.current, reading.period, reading.subjects = None, UNKNOWN, []
            reading.context_home = home

    def _sentence(self, text: str, sentence: Sentence, mentions: list[Mention], times: list[TimeMention],
                  places: Places, offices_of: dict[str, list[Place | None]], reading: _Reading) -> None:
        if sentence.paragraph != reading.paragraph:
            reading.paragraph = sentence.paragraph
            reading.subjects = []
            if _NEW_START.match(text[sentence.start:sentence.end]):
                reading.current, reading.period = None, UNKNOWN
        acts = self._roles.read(text, sentence.start, sentence.end, mentions, reading.subjects)
        opened = self._open_meeting(text, sentence, mentions, acts, times, places, offices_of, reading)
        if not opened:
            opened = self._open_outing(text, sentence, mentions, acts, times, places, offices_of, reading)
        if not opened:
            self._open_organ_outing(text, sentence, mentions, times, places, offices_of, reading)
        if times and times[0].kind == "day" and times[0].start - sentence.start < 12 and not opened:
            reading.period = Period(times[0].first, times[0].last)
        self._apply(text, sentence, acts, reading)
        event = reading.current
        if event and (event.kind == "meeting" or not opened):
            for item in self._conveyance.read(text, sentence.start, sentence.end, places, mentions):
                event.convey(item)
        if acts:
            reading.subjects = [act.person for act in acts if act.reach == acts[-1].reach] or [acts[-1].person]

    def _open_meeting(self, text: str, sentence: Sentence, mentions: list[Mention], acts: list[Act], times: list[TimeMention],
                      places: Places, offices_of: dict[str, list[Place | None]], reading: _Reading) -> bool:
        occasion = self._occasions.find(text, sentence.start, sentence.end, mentions)
        outing = next((act for act in acts if act.kind in ("outing", "chair")), None)
        if occasion and outing and outing.kind == "outing" and outing.start < occasion.verb:
            return False
        if occasion is None or self._continues(text, sentence, occasion, acts, reading):
            return False
        period, told = period_of(times, occasion.verb, reading.period)
        if occasion.generic and reading.current and not (told and period != reading.current.period):
            return False
        if self._same(reading.current, occasion, period, told):
            return False
        chairs = [act.person for act in acts if act.kind == "chair"]
        setting = setting_of(text, sentence.start, occasion, chairs or [a.person for a in acts[:1]], places, offices_of)
        for each in self._repeats(text, sentence, occasion, times) or [period]:
            self._start(Event(occasion.kind, occasion.name, occasion.start, occasion.end, each, setting, occasion.generic), reading)
        return True

    @staticmethod
    def _repeats(text: str, sentence: Sentence, occasion: Occasion, times: list[TimeMention]) -> list[Period]:
        """Return the day of each of several meetings that one sentence reports (先后两次主持召开)."""
        if not _SEVERAL.search(text[sentence.start:occasion.start]):
            return []
        days = [Period(time.first, time.last) for time in times if time.kind == "day" and time.start < occasion.verb]
        return days if len(days) > 1 else []

    @staticmethod
    def _continues(text: str, sentence: Sentence, occasion: Occasion, acts: list[Act], reading: _Reading) -> bool:
        """Whether the words only refer to the event being read, or to one held within an outing."""
        current = reading.current
        verb = text[occasion.verb:occasion.verb + 4]
        if current and current.kind == "inspection" and occasion.generic and set(current.leads) & {act.person for act in acts}:
            return True
        if current and current.kind == "inspection" and _WITHIN.search(text[sentence.start:occasion.end + 2]):
            return True
        if verb.startswith(("开展", "组织", "参加", "出席")) or (verb.startswith("主持") and not verb.startswith("主持召开")):
            if not any(act.start <= max(occasion.end, occasion.verb) and act.end >= occasion.verb for act in acts):
                return True
            return occasion.generic or (verb.startswith(("开展", "组织")))
        return False

    @staticmethod
    def _same(current: Event | None, occasion: Occasion, period: Period, told: bool) -> bool:
        if current is None or current.kind not in ("meeting", "ceremony"):
            return False
        if told and period.first and current.period.first and period != current.period:
            return False
        a, b = set(occasion.name), set(current.name)
        return occasion.name in current.name or current.name in occasion.name or (len(a & b) >= 0.75 * min(len(a), len(b)) and len(min(a, b, key=len)) > 5)

    def _open_outing(self, text: str, sentence: Sentence, mentions: list[Mention], acts: list[Act], times: list[TimeMention],
                     places: Places, offices_of: dict[str, list[Place | None]], reading: _Reading) -> bool:
        first = next((act for act in acts if act.kind in ("outing", "go", "speak", "chair", "attend")), None)
        if first is None or first.kind not in ("outing", "go"):
            return False
        leads = list(dict.fromkeys(act.person for act in acts if act.start == first.start))
        outing = next((act for act in acts if act.kind == "outing" and act.person in leads), None)
        arranged = reading.current is not None and reading.current.kind == "inspection" and not reading.current.leads
        if outing is None and not arranged and not self._visits(text, sentence, first):
            return False
        period, told = period_of(times, first.start, reading.period)
        current = reading.current
        if current and current.kind == "inspection" and not current.leads and not told:
            current.leads = leads
            for person in leads:
                current.add(person, "lead", (first.start, first.end))
            return False
        again = bool(re.search(r"又|还", text[sentence.start:first.start + 2]))
        if current and current.kind == "inspection" and set(leads) & set(current.leads) and not (
                told and (period != current.period or again)):
            return False
        if current and current.kind in ("meeting", "ceremony") and not told and not again and not outing:
            return False
        stop = min([act.start for act in acts if act.kind in ("speak", "chair") and act.start > first.start] or [sentence.end])
        start = max((m.end for m in mentions if m.name in leads and m.end <= first.start), default=first.start)
        name = leads[0] + text[first.start:stop].rstrip("，。；：并时他她")
        setting = setting_of(text, sentence.start, None, leads, places, offices_of, outing=(start, sentence.end))
        event = Event("inspection", name[:60], first.start, stop, period, setting, leads=leads)
        for person in leads:
            event.add(person, "lead", (first.start, first.end))
        self._start(event, reading)
        return True

    def _open_organ_outing(self, text: str, sentence: Sentence, mentions: list[Mention], times: list[TimeMention], places: Places,
                           offices_of: dict[str, list[Place | None]], reading: _Reading) -> None:
        """Open the outing that an organ arranges (市人大常委会组织部分代表视察…); who leads it follows."""
        match = _ORGAN_OUTING.search(text, sentence.start, sentence.end)
        if not match or mentions:
            return
        period, _ = period_of(times, match.start(), reading.period)
        setting = setting_of(text, sentence.start, None, [], places, offices_of, outing=(match.start(), sentence.end))
        self._start(Event("inspection", text[match.start():sentence.end].rstrip("。")[:60], match.start(), sentence.end, period, setting), reading)

    @staticmethod
    def _visits(text: str, sentence: Sentence, act: Act) -> bool:
        clause = re.split(r"[，；]", text[act.end:sentence.end])[0]
        if len(act.verb) == 1 and act.verb != "率":
            return bool(_SITE.search(clause) and re.search(r"看|查|问|访|调研|检查|督导|慰问|了解|察|巡|指导|听取", clause))
        return bool(re.search(r"看|查|问|访|调研|检查|督导|走|慰问|了解|察|巡|座谈|听取|现场|学习|考察|招商|对接|参观", text[act.end:sentence.end]))

    @staticmethod
    def _start(event: Event, reading: _Reading) -> None:
        event.paragraph = reading.paragraph
        reading.events.append(event)
        reading.current, reading.period = event, event.period

    def _apply(self, text: str, sentence: Sentence, acts: list[Act], reading: _Reading) -> None:
        for act in acts:
            event = self._home_of(act, reading)
            if event is None:
                continue
            span = (act.start, act.end)
            if act.kind in ROLE_OF:
                event.add(act.person, ROLE_OF[act.kind], span)
            elif act.kind == "outing" and event.kind == "inspection" and act.person not in event.leads and not event.has(act.person):
                event.add(act.person, "attend", span)

    @staticmethod
    def _home_of(act: Act, reading: _Reading) -> Event | None:
        """Return the event that an act belongs to: the current one, or the last in which the person took part."""
        current = reading.current
        if current is None or current.has(act.person) or act.kind != "speak" or current.paragraph == reading.paragraph:
            return current
        return next((event for event in reversed(reading.events[-4:]) if event.has(act.person)), current)
