"""Fixed moulds into which formulas without commas are cast (应检尽检, 一企一策, 抓紧抓实抓细, 坚持…的方针)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = r"[\u4e00-\u9fff]"
_ENTRY = re.compile(r"(?:^|[^\u4e00-\u9fff]|坚持|做到|推动|推进|实现|加快|要|持续|着力|不断)$")
_EXIT = re.compile(rf"(?:{_HAN}{{2}}?)?(?:[，。、；：！？”\n]|$)|的|工作|常态化|机制|格局")
_COMMON = "的了是不一二三四五六七八九十百千万年月日时分省市县区镇乡村号第在有和与及"

_TRIPLE = re.compile(rf"(?P<slogan>([^{_COMMON}\W\d_]){_HAN}\2{_HAN}\2{_HAN})")
_FRAME = re.compile(rf"(?:坚持|牢固树立|树牢|秉持|秉承|贯彻|遵循|按照)(?P<slogan>(?!(?:落实|党|中央|以新|新|和|基本|正确)){_HAN}{{4,9}}?)"
                r"(?<!基本)(?<!根本)(?<!工作)(?<!新发展)(?:的方针|的原则|原则|总方针|的总要求|的理念|理念)")
_MOULDS = (
    (re.compile(rf"(?P<slogan>应({_HAN})(?:尽|必)\2|能({_HAN})尽\3|宜({_HAN})则\4|愿({_HAN})尽\5)"), 0.85),
    (re.compile(rf"(?P<slogan>一(?<!{_HAN}一一)(?<!一、一){_HAN}一(?:策|档|案|品|业|韵|特|码)(?!{_HAN}一))"), 0.7),
    (re.compile(r"(?P<slogan>日([清结产])日(?!\2)[清结毕])"), 0.7),
    (_TRIPLE, 0.65),
    (re.compile(rf"(?P<slogan>(?:坚决|全力)打[赢好胜]{{1,2}}(?!这|这场){_HAN}{{2,14}}(?:阻击战|攻坚战|歼灭战|保卫战|遭遇战|收官战)(?:、{_HAN}{{2,3}}战)*)(?!的)"), 0.65),
    (re.compile(rf"(?P<slogan>({_HAN})包({_HAN})[、，]?\3包({_HAN})(?:[、，]?(?:\4|{_HAN}{{1,2}})包{_HAN})*)"), 0.7),
    (re.compile(rf"(?P<slogan>像(?:石榴|保护|爱护|呵护|对待|珍惜|抓|绣花|钉钉子){_HAN}{{0,6}}[一那]样{_HAN}{{2,10}}?(?:、{_HAN}{{2,6}})?)(?=[，。；”\n])"), 0.75),
    (re.compile(rf"(?P<slogan>绷紧{_HAN}{{2,10}}?这根弦)"), 0.75),
    (re.compile(rf"(?P<slogan>把{_HAN}{{4,24}}?(?:摆|放)在(?:首位|第一位))"), 0.7),
    (_FRAME, 0.6),
    (re.compile(rf"(?<=[，。；、：要须])坚持(?P<slogan>(?!(?:不|一手|每|为|把|做|走|党|用|从|对|在|开展|的|和|也|中|将|让|加|实现|保障|市|以南|抓|防)){_HAN}{{4,10}})"
                rf"(?<!不动摇)(?=[，。；])"), 0.55),
)
_UNSURE = 0.6
_NOT_IN_FRAME = re.compile(r"[的和与]|中央|国务院|会议|党")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether the wording is no stammer, and begins and ends where a formula may."""
    if text.count(text[start], start, end) > 3:
        return False
    return _ENTRY.search(text[max(0, start - 2):start]) is not None and _EXIT.match(text, end) is not None


def moulded(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, probability) of the wordings in *text* that a fixed mould or frame gives."""
    for mould, probability in _MOULDS:
        for match in mould.finditer(text):
            start, end = match.span("slogan")
            if mould is _TRIPLE and not _stands_alone(text, start, end):
                continue
            if probability <= _UNSURE and _NOT_IN_FRAME.search(match["slogan"]):
                continue
            yield start, end, probability
