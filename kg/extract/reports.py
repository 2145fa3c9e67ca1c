"""Work reports to a congress: who delivers one, in which office, at which session, on which day; its plans and figures are no events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.dates import UNKNOWN, Period
from kg.extract.events import Event
from kg.extract.names import NameReader
from kg.extract.offices import OfficeFinder, OfficeMention, chains
from kg.extract.places import NATION, Place, Places, place_of
from kg.extract.settings import Setting
from kg.extract.tenures import Holding, Name, TenureReader, complete
from kg.extract.times import Calendar, find_times

_LINES = 14
_LONG = 140
_OPENS = re.compile(r"[各名]?位代表[：:，,、。！]|同志们[：:]|我(?:受|代表)|现在，|[一1]、|（一）|第一部分")
_BOTTOM = 1600
_KIND = re.compile(r"工作报告|(?:计划|规划|纲要|预算|决算|预算草案)[^。\n]{0,20}的?报告|上的报告")
_ADDRESS = re.compile(r"(?:^|\n|[）上])[^。\n]{0,24}位代表[：:，,。！]|我(?:受[^。]{2,20}委托，)?(?:谨)?代表[^。]{2,24}，?[^。]{0,10}(?:报告|说明)")
_NUMBER = "一二三四五六七八九十〇零两\\d"
_CONGRESS = "(?:人民[代大]表大会|人大)"
_SESSION = re.compile(rf"(?:中华人民共和国)?(?:[一-龥]{{0,16}}?(?:省|市|州|盟|地区|自治区|县|区|旗))?第?[{_NUMBER}]{{1,4}}届(?:全国)?{_CONGRESS}"
                      rf"(?:第?[{_NUMBER}]{{1,3}}次?(?:全体)?会议?+)?+(?!确定|以来|提出|部署)|(?:[一-龥]{{0,16}}?{_CONGRESS})?第[{_NUMBER}]{{1,3}}次会议(?!确定|以来|提出|部署)")
_LEAD = re.compile(r"^(?:.*在|.*?日(?!照|喀则)|.*?报告)")
_OF = "(?:[一-龥]{1,14}(?:省|市|州|盟|地区|自治区|县|区|旗|乡|镇))?"
_TITLE = re.compile(rf"^[*\-—\s《]*(?:(?:\d{{4}}年)?{_OF}(?:\d{{4}}年)?(?:国务院|人民)?政府工作报告》?){{1,2}}(?:\s*[（(][^（）()\n]*[）)])?$", re.MULTILINE)
_CHAPTER = re.compile(r"(?m)^(?:一|[（(]一[）)])、?[^。\n]{2,40}$")
_BREAK = re.compile(r"\n|(?<=会议上)|(?<=会议上[）)])|(?<=会议上的报告)|(?<=议通过[）)])")
_EDGE = re.compile(r"^[\s—─―－\-–*>《》（(【*：:]+|[\s—─―－\-）)】*：:]+$")
_DAY = re.compile(r"[（(]?\s*[\d〇○Ο零一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\s*[）)]?")
_TAIL = re.compile(r"(?:在大会上)?(?:作|做)(?:了)?《?政府工作报告》?.*$|讲话$|[（(][^（）()]*[）)]?$")
_GAP = re.compile(r"[\s：:？?—]*")
_NAME = re.compile(r"[一-龥](?: ?[一-龥]){1,4}|[一-龥]{1,8}(?:·[一-龥]{1,8})+")
_GLUED = re.compile(r"^(.*[长席员])[一-龥]{2,3}$")
_DELIVERS = re.compile(r"(?:同志)?(?:代表[^，。]{2,14})?(?:向[^，。]{0,6}大会)?(?:所)?作")
_ABOUT = re.compile(r"决议$|审议.{0,12}报告$|解读|说明$")
_HEADING = re.compile(r"报告|内容|目录|摘要|全文|讲话|政府")
_LEADERS = ("总书记", "国家主席", "总理")


@dataclass(frozen=True, slots=True)
class WorkReport:
    """What the head of a work report says: its deliverer's name and offices, and the session as an event."""

    deliverer: Name | None
    holdings: tuple[Holding, ...]
    session: Event


@dataclass(frozen=True, slots=True)
class _Segment:
    """A piece of a line of the head at ``start``, without marks around it."""

    text: str
    start: int


class ReportReader:
    """Recognises work reports and reads their heads."""

    def __init__(self, names: NameReader, offices: OfficeFinder, tenures: TenureReader) -> None:
        self._names = names
        self._offices = offices
        self._tenures = tenures

    def read(self, text: str, title: str | None, places: Places, calendar: Calendar, original: str) -> WorkReport | None:
        """Return what the head of a work report says, None where *text* is none; *original* still has the lines that cleaning took out.

        A work report is called one in its title or its first lines, and speaks to the delegates in the first person.
        """
        end = head_end(text)
        if not _is_report(text, end, title or ""):
            return None
        name, chain = self._deliverer(text[:end], places)
        holdings = tuple(_holding(name, office, places) for office in chain) if name else ()
        if name is None:
            holdings = tuple(self._reported(text[:end], places))
            name = holdings[0].name if holdings else None
        session = _session(text, end, title, places)
        dated = "\n".join(line for line in original[:head_end(original)].split("\n") if _DAY.fullmatch(line.strip()))
        period = next((found for words in (text[:end], title or "", dated) if (found := _period(words, calendar))), UNKNOWN)
        session.period = period
        if name:
            session.add(name.text, "speak", (name.start, name.end))
        return WorkReport(name, holdings, session)

    def leaders(self, holdings: Sequence[Holding]) -> list[Holding]:
        """Return those of the *holdings* of a report's text that are sure, each once: national leaders by name and office."""
        sure = [h for h in holdings if h.place == NATION and h.office.core in _LEADERS and "副" not in h.title
                and self._names.certain(h.name.text, 0) == len(h.name.text)]
        first = {(h.name.text, h.title): h for h in reversed(sure)}
        return sorted(first.values(), key=lambda h: h.name.start)

    def _deliverer(self, head: str, places: Places) -> tuple[Name | None, list[OfficeMention]]:
        """Return name and offices; an office alone on its line goes with a name alone on the next."""
        pending: list[OfficeMention] = []
        alone: Name | None = None
        for segment in _segments(head):
            groups = self._chains(segment, places)
            for chain in groups:
                name = self._name_behind(head, chain[-1].end, segment, places, office=True)
                if name:
                    return name, chain
            if groups:
                pending = groups[-1] if not head[groups[-1][-1].end:segment.start + len(segment.text)].strip("：: ") else pending
                continue
            name = self._name_behind(head, segment.start, segment, places, office=bool(pending))
            if name and pending:
                return name, pending
            alone = alone or name
        return alone, []

    def _chains(self, segment: _Segment, places: Places) -> list[list[OfficeMention]]:
        """Return the chains of offices in the segment; where none is found, what stands before a name may be one (市长江凌)."""
        for words in (segment.text, _GLUED.sub(r"\1", segment.text)):
            found = self._offices.find(words, places.context.gazetteer.mentions(words))
            groups = [list(complete([_shifted(o, segment.start) for o in chain], None)) for chain in chains(words, found)]
            if groups:
                return groups if groups[0][0].start - segment.start <= 12 else []
        return []

    def _name_behind(self, head: str, at: int, segment: _Segment, places: Places, *, office: bool) -> Name | None:
        stop = segment.start + len(segment.text)
        gap = _GAP.match(head, at, stop)
        at = gap.end() if gap else at
        return self._name(head[at:stop], at, places, office=office)

    def _name(self, words: str, at: int, places: Places, *, office: bool) -> Name | None:
        """Return the name that *words* are; without an office beside it, it must have a surname or be one written by sound."""
        if not _NAME.fullmatch(words):
            return None
        name = words.replace(" ", "")
        surname = next((name[:n] for n in (2, 1) if name[:n] in self._names.surnames), "")
        han = bool(surname) and len(name) <= len(surname) + 2
        known = han and self._names.certain(name, 0) == len(name)
        if "·" in name or (han and (office or known)) or office or (places.minority and len(name) <= 4 and not _HEADING.search(name)):
            return Name(name, at, at + len(words))
        return None

    def _reported(self, head: str, places: Places) -> Iterator[Holding]:
        """Yield the holdings of a sentence of the head that says who gave the report."""
        regions = places.context.gazetteer.mentions(head)
        for holding in self._tenures.read(head, self._offices.find(head, regions), places):
            if _DELIVERS.match(head, holding.name.end):
                yield holding


def _is_report(text: str, end: int, title: str) -> bool:
    """Whether *text*, whose first lines end at *end*, is the report itself: it speaks to the delegates, or begins with its first chapter."""
    if _ABOUT.search(title):
        return False
    named = f"{title}\n{text[:end]}"
    if _ADDRESS.search(text[:_BOTTOM]):
        return bool(_KIND.search(named)) or _names_session(named)
    return bool(_TITLE.search(named) and (_CHAPTER.search(text[:_BOTTOM]) or _names_session(named) or _DAY.search(text[:end])))


def _shifted(office: OfficeMention, by: int) -> OfficeMention:
    return replace(office, start=office.start + by, end=office.end + by, post_start=office.post_start + by)


def head_end(text: str) -> int:
    """Return where the first lines of a report end: at the address, at the first chapter, or at its first long sentence."""
    at = 0
    for number, line in enumerate(text.split("\n")):
        opening = _OPENS.search(line[:_LONG])
        if opening and (opening.start() < 1 or line[opening.start()] in "各名位"):
            return at + opening.start()
        if number >= _LINES or (len(line) > _LONG and not _names_session(line[:_LONG])):
            return at
        at += len(line) + 1
    return min(at, len(text))


def _segments(head: str) -> Iterator[_Segment]:
    """Yield the pieces of the head that may hold office and name: no sentence, no date."""
    begin = 0
    for match in [*_BREAK.finditer(head), None]:
        stop = match.start() if match else len(head)
        words, start = head[begin:stop], begin
        begin = match.end() if match else stop
        if "。" in words or (_names_session(words) and not re.search(r"会议?上 ?[一-龥]", words)):
            continue
        day = _DAY.match(words.lstrip("（( —"))
        if day:
            cut = words.index(day[0]) + len(day[0])
            words, start = words[cut:], start + cut
        words = _DAY.sub("", words) if words.rstrip().endswith(("日", "）", "日)")) else words
        words = _TAIL.sub("", words)
        lead = _EDGE.match(words)
        cut = lead.end() if lead else 0
        words = _EDGE.sub("", words[cut:])
        if words:
            yield _Segment(words, start + cut)


def _names_session(text: str) -> bool:
    """Whether *text* names a session; one without its words is not looked at closely, since nearly all lines of news are such."""
    return ("届" in text or "次" in text) and _SESSION.search("".join(text.split())) is not None


def _compact(text: str) -> tuple[str, list[int]]:
    """Return *text* without white space, and the place of each character."""
    return "".join(text.split()), [index for index, character in enumerate(text) if not character.isspace()]


def _session(text: str, end: int, title: str | None, places: Places) -> Event:
    """Return the session that heard the report; where no head names it, the 大会 that the report speaks to."""
    head, at = _compact(text[:end])
    match = _SESSION.search(head)
    place = places.home(0)
    titled = None if match else _SESSION.search(_compact(title or "")[0])
    found = match or titled
    if match:
        start, stop = at[match.start()], at[match.end() - 1] + 1
    else:
        spoken = re.search(r"向[^，。]{0,12}?大会", text[:_BOTTOM])
        start, stop = spoken.span() if spoken else (0, max(1, text.find("\n")))
    name = _LEAD.sub("", found[0], count=1) if found else "人民代表大会会议"
    return Event("meeting", name, start, stop, UNKNOWN, Setting(_place(name, places) or place))


def _place(name: str, places: Places) -> Place | None:
    if "全国" in name:
        return NATION
    for mention in places.context.gazetteer.mentions(name):
        region = places.context.resolve(mention.text) if mention.start == 0 else None
        if region:
            return place_of(region)
    return None


def _period(words: str, calendar: Calendar) -> Period | None:
    """Return the day of the first full date of *words*."""
    times = [time for time in find_times(_compact(words)[0], calendar) if time.kind == "day" and time.first]
    return Period(times[0].first, times[0].last) if times else None


def _holding(name: Name, office: OfficeMention, places: Places) -> Holding:
    return Holding(name, office, office.title, office.body, places.of_office(office), office.status, "report-head", 0.98)
