"""Events in the order a document reports them: what opens one, what belongs to it, where and when it took place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kg.extract.conveyance import ConveyanceReader, Conveyed
from kg.extract.dates import UNKNOWN, Period, period_of
from kg.extract.occasions import Occasion, OccasionFinder
from kg.extract.persons import Mention
from kg.extract.places import Place, Places
from kg.extract.roles import Act, RoleReader
from kg.extract.sentences import Sentence
from kg.extract.settings import Setting, setting_of
from kg.extract.speeches import Speech, find_speeches
from kg.extract.times import TimeMention

ROLE_OF = {"chair": "chair", "speak": "speak", "attend": "attend", "companion": "attend"}
_WITHIN = re.compile(r"召开的|座谈会上|座谈中|座谈时|会上|会议上|会议现场")
_SITE = re.compile(r"村|镇|乡|街道|社区|小区|企业|公司|学校|医院|工地|项目|基地|园区|一线|现场|中心|站|所|县|区|市|户")
_SEVERAL = re.compile(r"[两三四五六2-6]次|分别于|相继|先后")
_ORGAN_OUTING = re.compile(r"(?:人大常委会|人大|政协|党委|县委|市委|区委|政府|纪委监委|法院|检察院)[^，。]{0,16}组织[^，。]{0,24}(?:视察|调研|检查|考察|督查|执法检查|巡查)")
_TEAM = r"(?:督查|督导|调研|考察|检查|视察|巡查|暗访|考核|慰问|验收|评估|观摩|执法检查)"
_TEAM_OUTING = re.compile(  # 省政府安委会督查组在我区督查, 以市农业局局长申建伟为组长的督查组对我县进行督查, 省安办来我区开展督查
    rf"[^，。；]{{2,40}}(?:{_TEAM}(?:组|团|小组|工作组)|代表团|委员会|办|厅|局|委)(?:一行)?(?:[^，。；]{{0,10}}，在[^。；]{{2,80}}陪同下，)?(?:[^，。；]{{0,16}})(?:到|来|莅临|赴|深入|在|对)(?:了)?(?P<where>[^，。；]{{0,30}})(?:开展|进行|实地)?[^，。；]{{0,24}}{_TEAM}")
_HEADS_TEAM = re.compile(r"(?:同志)?[^，。；]{0,12}?(?:为|任|担任)(?:组长|团长|队长)|(?:同志)?(?:率领|带领|带队)的")
_LEVEL = re.compile(r"全[国省市县区州旗]|我?[省市县区州旗](?!里)")
_PAST = re.compile(r"(?:今年|去年|前年|当年|早在|曾|\d{4}年)(?!来)(?:[^，。]{0,4}\d{1,2}月)?[^，。日]{0,8}，|曾(?=[到赴在经多])|多次|先后\d+次")
_RECEIVING = ("会见", "会谈", "会晤", "访问")
_INSIDE = re.compile(r"^(?:宪法)?宣誓(?:仪式)?$|^[^，。]{0,12}(?:授牌|揭牌|颁奖|签约|聘任|颁证|授旗|赠书)仪式$")
_AT_MEETING = re.compile(r"(?:会上|会议(?!室|中心)[^。]{0,40}|会议期间|并)[^。；]{0,30}$")
_TEAMS_OWN = re.compile(r"(?:^|[，。])(?:期间，)?(?:调研组|督导组|检查组|督查组|考察团|考察组|视察组|[一-龥]{1,4}一行)[^，。]{0,14}(?:召开|举行)了?$")
_SESSION = re.compile(r"第?.{1,3}[届次](?:.{1,3}次)?会议$|代表大会.{0,6}会议$")
_SITTING = re.compile(r"第[一二三四五六]次(?:全体)?会议$|[闭开]幕(?:式|会|大会)$|全体会议$")
_CLOCK = r"[，、](?:上午|下午|晚上?|早上|中午|凌晨)?\d{1,2}(?:[:：]\d\d|[时点](?:半|\d\d分)?)"
_PASSED = re.compile(r"(?:会议|全会)上?(?:审议|表决)?通过）$")
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
    named_at: dict[str, int] = field(default_factory=dict)
    callers: set[str] = field(default_factory=set)
    earlier: Sequence[tuple[str, Period]] = ()
    number: int = 0
    received: bool = False
    told_until: int = 0

    def add(self, person: str, role: str, span: tuple[int, int], named: int = -1) -> None:
        """Record that *person* took part in *role*, proved by the words at *span*; *named* is where the name stands that the words belong to."""
        self.roles.setdefault((person, role), span)
        if named >= 0:
            self.named_at.setdefault(person, named)

    def settled(self) -> Iterator[Event]:
        """Yield each earlier event that the same words report (先后两次主持召开), then the event itself; who merely called a meeting leaves the chair to who presides."""
        self.kind = "other" if self.received else self.kind
        presiding = {person for person, role in self.roles if role == "chair"} - self.callers
        if presiding:
            self.roles = {key: span for key, span in self.roles.items() if key[1] != "chair" or key[0] in presiding}
        for number, (name, period) in enumerate(self.earlier, start=1):
            yield replace(self, name=name, period=period, number=number, earlier=(), roles={k: v for k, v in self.roles.items() if v[0] < self.told_until},
                          transmits=[item for item in self.transmits if item.start < self.told_until])
        yield self

    def convey(self, item: Conveyed) -> None:
        """Record a thing conveyed, unless a sentence before named it (会议传达…; 会上,某某传达了…)."""
        core = item.what.removesuffix("精神")
        if not any(core in other.what and other.start < item.start for other in self.transmits):
            self.transmits.append(item)

    @property
    def key(self) -> str:
        """What tells the event from others of its document that have the same name."""
        return f"{self.start}.{self.number}" if self.number else str(self.start)

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
    acts: list[tuple[Sentence, list[Act]]] = field(default_factory=list)


class EventReader:
    """Reads events sentence by sentence."""

    def __init__(self, occasions: OccasionFinder, roles: RoleReader, countries: Sequence[str] = ()) -> None:
        self._abroad = re.compile(rf"(?:抵达|访问|出访|前往|赴|到|来到|对)(?P<country>{'|'.join(countries) or '(?!)'})(?!人|客|[一-龥]{{0,8}}(?:总理|总统|大使|代表团|议长|外长|政府|企业|公司))")
        self._occasions = occasions
        self._roles = roles
        self._conveyance = ConveyanceReader()

    def read(self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], times: Sequence[TimeMention],
             places: Places, offices_of: dict[str, list[Place | None]], published: date | None = None) -> tuple[list[Event], list[Speech]]:
        """Return the events of a document in order, and who speaks where.

        *offices_of* gives the jurisdictions of each person's offices; what lies further back than a season before
        *published* is history, not news, and no event.
        """
        reading = _Reading(context_home=places.at(0).home)
        for sentence in sentences:
            when = [t for t in times if sentence.start <= t.start < sentence.end]
            if sentence.heading:
                self._heading(text, sentence, when, reading, places)
                continue
            inside = [m for m in mentions if sentence.start <= m.start < sentence.end]
            self._sentence(text, sentence, inside, when, places, offices_of, reading)
        told = [event for event in reading.events if event.roles or not event.generic]
        events = [settled for event in told for settled in event.settled() if not _history(settled.period, published)]
        return events, find_speeches(text, reading.acts)

    def _heading(self, text: str, sentence: Sentence, times: list[TimeMention], reading: _Reading, places: Places) -> None:
        home = places.at(sentence.start).home
        day = next((time for time in times if time.kind == "day"), None)
        if day and text[sentence.start] == "（" and _PASSED.search(text, sentence.start, sentence.end):
            reading.period = Period(day.first, day.last)
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
        if _PAST.match(text, sentence.start, sentence.end) and not any(time.kind == "day" for time in times):
            acts = []
        reading.acts.append((sentence, acts))
        opened = self._open_meeting(text, sentence, mentions, acts, times, places, offices_of, reading)
        if not opened:
            opened = self._open_outing(text, sentence, mentions, acts, times, places, offices_of, reading)
        if not opened:
            self._open_organ_outing(text, sentence, mentions, times, places, offices_of, reading)
        if times and times[0].kind == "day" and times[0].start - sentence.start < 12 and not opened:
            reading.period = Period(times[0].first, times[0].last)
        self._apply(sentence, acts, times, reading)
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
        chairs = [act.person for act in acts if act.kind == "chair"]
        setting = setting_of(text, sentence.start, occasion, chairs or [a.person for a in acts[:1]], places, offices_of)
        if self._same(reading.current, occasion, setting, period, told):
            return False
        *earlier, (name, last) = self._repeats(text, sentence, occasion, times) or [(occasion.name, period)]
        self._start(Event(occasion.kind, name, occasion.start, occasion.end, last, setting, occasion.generic, earlier=earlier, told_until=sentence.end), reading)
        return True

    @staticmethod
    def _repeats(text: str, sentence: Sentence, occasion: Occasion, times: list[TimeMention]) -> list[tuple[str, Period]]:
        """Return the name and day of each of several meetings that one sentence reports (先后两次主持召开; 28日、29日相继召开A和B)."""
        if not _SEVERAL.search(text[sentence.start:occasion.start]):
            return []
        days = []
        for time in (time for time in times if time.kind == "day" and time.start < occasion.verb):
            clocks = re.match(rf"[早晚]?[上间]?(?:\d{{1,2}}[:：]\d\d|\d{{1,2}}[时点])?((?:{_CLOCK})*)", text[time.end:occasion.verb])
            days += [Period(time.first, time.last)] * (1 + len(re.findall(_CLOCK, clocks[1] if clocks else "")))
        if len(days) < 2:
            return []
        names = re.split(r"(?<=会)和(?=[^，。]{2,30}会)|(?<=会议)和(?=[^，。]{2,30}会)", occasion.name)
        return list(zip(names, days, strict=True)) if len(names) == len(days) else [(occasion.name, day) for day in days]

    @staticmethod
    def _continues(text: str, sentence: Sentence, occasion: Occasion, acts: list[Act], reading: _Reading) -> bool:
        """Whether the words only refer to the event being read, or to one held within an outing."""
        current = reading.current
        verb = text[occasion.verb:occasion.verb + 4]
        if current and current.kind == "meeting" and _INSIDE.match(occasion.name) and _AT_MEETING.search(text[sentence.start:occasion.verb]):
            return True
        if current and current.kind == "inspection" and occasion.generic and set(current.leads) & {act.person for act in acts}:
            return True
        if current and current.kind == "inspection" and _WITHIN.search(text[sentence.start:occasion.end + 2]):
            return True
        if current and current.kind == "meeting" and re.match(r"分[组团](?:讨论|审议)$", occasion.name) and not re.search(
                r"(?<!各)代表团", text[sentence.start:occasion.verb]):
            return True
        if current and current.kind == "inspection" and _TEAMS_OWN.search(text[sentence.start:occasion.start]):
            return True
        if current and current.kind == "meeting" and _SESSION.search(current.name) and _SITTING.match(occasion.name):
            return True
        if verb.startswith(("组织收", "组织召开", "组织举行")):
            return False
        if verb.startswith(("开展", "组织", "参加", "出席")) or (verb.startswith("主持") and not verb.startswith("主持召开")):
            if not any(act.start <= max(occasion.end, occasion.verb) and act.end >= occasion.verb for act in acts):
                return True
            return occasion.generic or (verb.startswith(("开展", "组织")))
        return False

    @staticmethod
    def _same(current: Event | None, occasion: Occasion, setting: Setting, period: Period, told: bool) -> bool:
        if current is None or current.kind not in ("meeting", "ceremony"):
            return False
        if _LEVEL.match(occasion.name) and occasion.name not in current.name and setting.place != current.setting.place:
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
        if _PAST.search(text, sentence.start, first.start) and not any(time.kind == "day" for time in times):
            return False
        period, told = period_of(times, first.start, reading.period)
        current = reading.current
        if current and current.kind == "inspection" and not current.leads and not told:
            current.leads = leads
            for person in leads:
                current.add(person, "lead", (first.start, first.end))
            return False
        again = bool(re.search(r"又|还", text[sentence.start:first.start + 2]))
        if current and current.kind == "inspection" and set(leads) & set(current.leads) and current.period == UNKNOWN and told and not again:
            current.period = period
            return False
        if current and current.kind == "inspection" and set(leads) & set(current.leads) and not (
                told and (period != current.period or again)):
            return False
        if current and current.kind in ("meeting", "ceremony") and not told and not again and not outing:
            return False
        stop = min([act.start for act in acts if act.kind in ("speak", "chair") and act.start > first.start] or [sentence.end])
        start = max((m.end for m in mentions if m.name in leads and m.end <= first.start), default=first.start)
        name = leads[0] + text[first.start:stop].rstrip("，。；：并时他她")
        setting = setting_of(text, sentence.start, None, leads, places, offices_of, outing=(start, sentence.end))
        country = self._abroad.search(text, max(sentence.start, first.start - 24), first.end + 24)
        if country and country.end() <= sentence.end and setting.place and setting.place.level in ("", "country"):
            setting = replace(setting, place=Place(country["country"], None))
        if len(leads) > 1 and text[max(first.start - 2, sentence.start):first.start] == "分别" and not arranged:
            self._split_up(text, leads, first, (start, stop), period, setting, places, reading)
            return True
        event = Event("inspection", name[:60], first.start, stop, period, setting, leads=leads)
        event.received = bool(outing and outing.verb in _RECEIVING) or bool(re.search(r"(?:国事|正式|友好)访问", text[first.start:sentence.end]))
        for person in leads:
            event.add(person, "lead", (first.start, first.end))
        self._start(event, reading)
        return True

    def _split_up(self, text: str, leads: list[str], act: Act, span: tuple[int, int], period: Period, setting: Setting, places: Places, reading: _Reading) -> None:
        """Start an outing for each leader of a group that splits up (某某、某某分别到甲镇、乙镇); each has its place where they are as many."""
        each = setting.places if len(setting.places) == len(leads) else ()
        for number, lead in enumerate(leads):
            own = replace(setting, places=(each[number],)) if each else setting
            event = Event("inspection", (lead + text[act.start:span[1]].rstrip("，。；："))[:60], act.start, span[1], period, own, leads=[lead], number=number)
            event.add(lead, "lead", (act.start, act.end), act.named)
            self._start(event, reading)

    def _open_organ_outing(self, text: str, sentence: Sentence, mentions: list[Mention], times: list[TimeMention], places: Places,
                           offices_of: dict[str, list[Place | None]], reading: _Reading) -> None:
        """Open the outing that an organ arranges (市人大常委会组织部分代表视察…); who leads it follows."""
        match = None if mentions else _ORGAN_OUTING.search(text, sentence.start, sentence.end)
        match = match or self._team(text, sentence, times)
        current = reading.current
        if not match or (current and current.kind == "inspection" and not times):
            return
        period, _ = period_of(times, match.start(), reading.period)
        leads = [m.name for m in mentions if m.start < match.end() and _HEADS_TEAM.match(text, m.end)]
        setting = setting_of(text, sentence.start, None, leads, places, offices_of, outing=(match.start(), sentence.end))
        event = Event("inspection", text[match.start():match.end()].rstrip("。，")[:60], match.start(), sentence.end, period, setting, leads=leads)
        for person in leads:
            event.add(person, "lead", match.span())
        self._start(event, reading)

    @staticmethod
    def _team(text: str, sentence: Sentence, times: list[TimeMention]) -> re.Match[str] | None:
        """Return the words that report a team's visit on a given day, at the beginning of a sentence."""
        if not times or times[0].start - sentence.start > 10:
            return None
        begin = times[0].end + len(re.match(r"[上下]?午?，?", text[times[0].end:times[0].end + 3])[0])  # type: ignore[index]
        match = _TEAM_OUTING.match(text, begin, sentence.end)
        return match if match and not re.search(r"将|要求|通知|会议|精神|印发|部署", match[0]) else None

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

    def _apply(self, sentence: Sentence, acts: list[Act], times: list[TimeMention], reading: _Reading) -> None:
        for act in acts:
            event = self._home_of(act, reading)
            if event is None:
                continue
            span = (act.start, act.end)
            if act.kind == "chair" and event.kind == "inspection" and act.person in event.leads and (
                    event.start >= sentence.start or (act.verb.endswith("召开") and not act.verb.startswith("主持"))):
                continue
            if event.start < sentence.start and event.period.first and any(
                    time.kind == "day" and time.first and time.start - sentence.start < 14 and not (event.period.first <= time.first <= (
                        event.period.last or event.period.first)) for time in times[:1]):
                continue  # another day's doing, which opened no event of its own
            if act.kind == "speak" and not event.has(act.person) and event.start < sentence.start and any(
                    act.named < time.start < act.start and time.kind == "day" for time in times):
                continue  # 某某23日表示: said elsewhere
            if act.kind in ROLE_OF:
                if act.verb in ("召开", "组织召开") and (act.person, "chair") not in event.roles:
                    event.callers.add(act.person)
                elif act.kind == "chair":
                    event.callers.discard(act.person)
                event.add(act.person, ROLE_OF[act.kind], span, act.named)
            elif act.kind == "outing" and event.kind == "inspection" and act.person not in event.leads and not event.has(act.person) and not any(
                    act.person in other.leads and other.start == event.start for other in reading.events[-8:]):
                event.add(act.person, "attend", span, act.named)
            elif act.person in event.leads:
                event.named_at.setdefault(act.person, act.named)

    @staticmethod
    def _home_of(act: Act, reading: _Reading) -> Event | None:
        """Return the event that an act belongs to: the current one, or the last in which the person took part."""
        current = reading.current
        if current is None or current.has(act.person) or act.kind != "speak" or current.paragraph == reading.paragraph:
            return current
        return next((event for event in reversed(reading.events[-4:]) if event.has(act.person)), current)


def _history(period: Period, published: date | None) -> bool:
    return bool(published and period.last and published - period.last > timedelta(days=100))
