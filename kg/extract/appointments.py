"""Offices given and taken: 任命…为…, …任…, 不再担任…, 当选…, 现任… and 拟任… of a notice, steps of a résumé."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.names import NameReader
from kg.extract.offices import OfficeMention, chains
from kg.extract.places import Places
from kg.extract.tenures import Holding, Name, complete

_NAME = r"(?P<name>[一-龥]{2,4}?|[一-龥]{1,7}(?:·[一-龥]{1,8})+)"
_GIVEN = re.compile(rf"(?:任命|选举出?|推选|推举|决定任命|增选|补选|提名|批准任命|选出|同意|推荐|聘任|递补|决定|接受|免去|撤销|罢免)(?:[：:])?{_NAME}(?:同志)?(?:（[^）\n]{{1,12}}）)?(?P<link>为|任|担任|辞去|的|、)")
_TAKES = re.compile(rf"(?:^|(?<=[，。；：\n（])){_NAME}(?:同志)?(?:曾|曾经|此前|先后|现|原|日前|近日|同时|已|正式)?(?:以[^，。；]{{1,14}}票)?(?P<link>(?:不再)?(?:担任|兼任)|当选为?|任|改任|转任|调任|出任|就任|辞去|兼任|接任|卸任|升任|履新)(?!期|务|职|何|命|性|用|前|免)")
_PROFILE = re.compile(rf"(?:^|(?<=\n)){_NAME}(?:同志)?(?:（[^）\n]{{1,6}}）)?，?(?:(?:男|女|[一-龥]{{1,4}}族)，|\d{{4}}年\d{{1,2}}月(?:出?生|出生))")
_NOW = re.compile(r"(?P<link>现任|先后担任过?|担任过|月出?生，(?=[一-龥]{2,12}[省市县区州旗]委|[一-龥]{2,9}委书记)|曾任|历任|时任|拟任|拟提名为|拟提名|拟推荐为|拟兼任|任|兼任)(?!期|务|职务|何|命|用|前|职公|免|职)")
_STEP = re.compile(r"^[ ]*(?P<from>\d{4}[.．年]\d{1,2}月?)[ ]*(?:—+|-+|－|–|~|至)[ ]*(?P<to>\d{4}[.．年]\d{1,2}月?)?[ ]*", re.MULTILINE)
_NOTICE = re.compile(r"(?:^|(?<=[；：，\n]))(?P<names>[一-龥·]{2,8}?(?:（[^）\n]{1,8}）)?(?:[、和][一-龥·]{2,8}?(?:（[^）\n]{1,8}）)?)*)(?:(?:[两三四五六七八九十\d]{1,3}[位名])?同志)?(?P<link>为|当选为?)")
_VERBS = re.compile(r"月出?生，|任命|免去|当选|选举|推选|推举|增选|补选|提名|聘任|递补|决定|接受|撤销|罢免|担任|兼任|任(?!务|何)|辞去|卸任|履新|，男，|，女，|为[^，。；]{2,30}(?:主任|长|主席|书记|委员)；")
_SEVERAL = re.compile(r"(?:推选|选举|选出|推举|递补|增补|补选|任命|决定任命)(?P<names>(?:[一-龥]{2,4}、)+[一-龥]{2,4}?)(?:等\d*人|等|[两三四五六七八九十\d]{1,3}[位名])?(?:同志)?(?P<link>为)")
_RESIGN = re.compile(r"接受(?P<names>(?:[一-龥]{2,4}、)*[一-龥]{2,4}?)(?:等[一-龥\d]{1,3}(?:名|位|人)?)?(?:同志)?(?P<link>辞去)")
_DISMISSED = re.compile(r"(?:免去|撤销|罢免)(?P<names>[一-龥]{2,4}(?:、[一-龥]{2,4})+)(?:同志)?的?$")
_THEN = re.compile(r"[，；](?:同时)?(?P<link>不再(?:担任|兼任)|免去其|辞去)(?!其?职务)")
_ONWARD = re.compile(r"(?:同志)?(?P<link>不再(?:担任|兼任)|当选为?|拟?任|改任|转任|调任|出任|卸任|升任|履新)(?!期|务|职|何|命|性|用|前|免|设区|省管|市管)")
_CORE = re.compile(rf"以{_NAME}同志(?P<link>为)(?=总书记)")
_ALSO = re.compile(rf"(?P<between>(?:职务|主任|局长|院长|长|书记|主席|委员|员)、){_NAME}(?P<link>的|任|为)")
_LISTED = re.compile(r"(?:(?<=[^、])和)?([^、（）]+?)(?=、|$|（|和[一-龥]{2,3}(?:、|$|（))")
_ADVERB = re.compile(r"^后|[您你我他她它的了]|同时|随后|此后|之后|以后|曾经|后来|至此|此次|获任|以后|先后|继续|推选|当选|人选|同志|担任|会议|大会|成为")
_FORMER = ("不再", "曾", "此前", "先后", "原任", "辞去", "免去", "撤销", "罢免", "卸任", "曾任", "历任", "时任")


def _clause_end(text: str, start: int) -> int:
    """Return where the clauses about one person end: at the next mark that ends a sentence."""
    match = re.compile(r"[。；\n]").search(text, start)
    return match.start() if match else len(text)


class AppointmentReader:
    """Reads the holders that a verb of appointment joins to offices."""

    def __init__(self, names: NameReader) -> None:
        self._names = names

    def read(self, text: str, offices: Sequence[OfficeMention], places: Places, held: Sequence[Holding]) -> Iterator[Holding]:
        """Yield holdings with their status; *held* are those read elsewhere in the document, whose names are known."""
        known = sorted({holding.name.text for holding in held})
        if not offices or not (_VERBS.search(text) or _CORE.search(text)):
            return
        groups = [list(group) for group in chains(text, offices)]
        for match in [*_GIVEN.finditer(text), *_TAKES.finditer(text), *_CORE.finditer(text)]:
            name = self._name(match, places, known)
            if name:
                yield from self._offices(text, name, match, groups, places)
                then = _THEN.search(text, match.end(), _clause_end(text, match.end()))
                if then:
                    yield from self._offices(text, name, then, groups, places)
        for holding in {holding.name.end: holding for holding in held}.values():
            after = _ONWARD.match(text, holding.name.end)
            if after:
                yield from self._offices(text, holding.name, after, groups, places)
        for match in self._continued(text):
            name = self._name(match, places, known)
            if name:
                yield from self._offices(text, name, match, groups, places)
        for match in [*_SEVERAL.finditer(text), *_NOTICE.finditer(text), *_RESIGN.finditer(text)]:
            for part in _LISTED.finditer(match["names"]):
                start = match.start("names") + part.start(1)
                if self._plausible(part[1], places, known):
                    yield from self._offices(text, Name(part[1], start, start + len(part[1])), match, groups, places)
        for group in groups:
            dismissed = _DISMISSED.search(text, max(0, group[0].start - 40), group[0].start)
            for part in re.finditer(r"[^、]+", dismissed["names"]) if dismissed else ():
                start = dismissed.start("names") + part.start() if dismissed else 0
                if self._plausible(part[0], places, known):
                    for office in complete(group, None):
                        yield self._holding(Name(part[0], start, start + len(part[0])), office, "former", places)
        for match in _PROFILE.finditer(text):
            name = self._name(match, places, known)
            if name:
                yield from self._profile(text, name, match.end("name"), groups, places)

    @staticmethod
    def _continued(text: str) -> Iterator[re.Match[str]]:
        """Yield the further members of a list of appointments or dismissals (免去甲的…职务、乙的…职务) within its sentence."""
        for match in _ALSO.finditer(text):
            clause = re.split(r"[。；\n]|，(?=任命|免去|决定|接受)", text[max(0, match.start() - 300):match.start()])[-1]
            verb = re.search(r"免去|撤销|罢免|任命|聘任", clause)
            if verb and (match["link"] == "的") == (verb[0] in ("免去", "撤销", "罢免")):
                yield match

    def _name(self, match: re.Match[str], places: Places, known: Sequence[str]) -> Name | None:
        start, end = match.span("name")
        name = match["name"]
        return Name(name, start, end) if self._plausible(name, places, known) else None

    def _plausible(self, name: str, places: Places, known: Sequence[str]) -> bool:
        surname = name[:2] if name[:2] in self._names.surnames else name[:1]
        if _ADVERB.search(name):
            return False
        return name in known or (surname in self._names.surnames and len(name) <= len(surname) + 2) or (
            places.minority and 2 < len(name) <= 6 and self._names.foreign(name)) or "·" in name or self._names.made_of_parts(name)

    def _offices(self, text: str, name: Name, match: re.Match[str], groups: Sequence[list[OfficeMention]],
                 places: Places) -> Iterator[Holding]:
        group = next((g for g in groups if g[0].start >= match.end()), None)
        if group is None or not re.fullmatch(r"(?:中共|中国共产党|了|其)?", text[match.end():group[0].start]):
            return
        around = text[match.start():name.start] + text[name.end:match.end() + 1] if match.start() <= name.start else match[0]
        former = match["link"] in ("的", "辞去") or any(word in around for word in _FORMER)
        status = "former" if former else "current"
        if match["link"] == "的" and not re.match(r"(?:免去|撤销|罢免|接受|[^、]*、)", match[0]):
            return
        for office in complete(group, None):
            yield self._holding(name, office, status, places)

    def _profile(self, text: str, name: Name, start: int, groups: Sequence[list[OfficeMention]],
                 places: Places) -> Iterator[Holding]:
        """Read 现任…, 拟任… of the paragraph that opens a profile, and the dated steps behind it."""
        stop = text.find("\n", start)
        stop = stop if stop >= 0 else len(text)
        for match in _NOW.finditer(text, start, stop):
            group = next((g for g in groups if g[0].start >= match.end()), None)
            link = match["link"]
            gap = "[一-龥]{0,3}" if link.endswith("生，") else "(?:中共)?"  # 生，湖北蕲春县委书记
            if group is None or not re.fullmatch(gap, text[match.end():group[0].start]):
                continue
            status = "proposed" if link.startswith("拟") else "former" if link in ("曾任", "历任", "时任", "任", "兼任", "先后担任", "先后担任过", "担任过") else "current"
            for office in complete(group, None):
                title = f"拟任{office.title}" if link == "拟任" else office.title
                yield replace(self._holding(name, office, status, places), title=title)
        yield from self._steps(text, name, stop, groups, places)

    def _steps(self, text: str, name: Name, start: int, groups: Sequence[list[OfficeMention]],
               places: Places) -> Iterator[Holding]:
        following = _PROFILE.search(text, start)
        for match in _STEP.finditer(text, start, following.start() if following else len(text)):
            line_end = text.find("\n", match.end())
            line_end = line_end if line_end >= 0 else len(text)
            previous: OfficeMention | None = None
            for group in groups:
                if match.end() <= group[0].start < line_end:
                    for office in complete(group, previous):
                        previous = office
                        yield self._holding(name, office, "former" if match["to"] else "current", places)

    @staticmethod
    def _holding(name: Name, office: OfficeMention, status: str, places: Places) -> Holding:
        return Holding(name, office, office.title, office.body, places.of_office(office),
                       frozenset(office.status | {status}), f"appointment-{status}", 0.9)
