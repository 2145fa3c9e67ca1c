"""What a meeting conveyed or studied, and whose words they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.persons import Mention
from kg.extract.places import NATION, Place, Places, place_of

_VERB = re.compile(r"(?:再次|集中|深入|认真|专题|及时|原原本本|进一步|共同|系统|首先)?(?:传达学习贯彻|传达学习|传达贯彻落实|传达贯彻|学习传达|集体学习|集中学习|深入学习贯彻|学习贯彻落实|学习贯彻|传达|领学|学习领会|"
                   r"学习|重温|宣讲)了?(?!宣传|教育|时|中(?!央|共|国|办)|会|组|强国|型|研讨|时强调|活动|经验|交流|借鉴|考察|生活|材料|心得|体会|先进|笔记|班|周|月|推广|讨论|日|平台|角|园地|团|报告|员)")
_LEAD = ("习近平|李克强|李强|党的|党中央|中央|中共|国务院|全国|全省|全市|全区|全县|全州|省委|市委|州委|县委|区委|省政府|市政府|省|市|自治区|盟|旗|《|中办|国办|最高|上级|第?[一二三四五六七八九十]+届|赵乐际|王沪宁|蔡奇|丁薛祥|李希|韩正|栗战书|汪洋|"
         r"\d{1,2}月\d{1,2}日[^，。；、]{2,30}(?:会议|常委会|精神)|[一-龥]{2,3}(?:总书记|副?总理|副?主席|委员长|副?书记|副?省长|副?市长|部长)|"
         "[一-龥]{2,6}(?:省委|市委|州委|县委|区委|省政府|市政府|省|市)(?=[^，。；]{0,30}(?:精神|会议|讲话|要求|部署))")
_STOP = re.compile(rf"[；。]|[，](?!(?:以及|和|及|并)?(?:{_LEAD})[^，。；]{{0,60}}(?:精神|讲话|指示|批示|会议|》|要求|论述|部署|通报|文件))")
_NO_OBJECT = re.compile(r"不|要|应|能|会|可|工作|情况|过程|中(?!央|共|国|办)|时|上|了?一|型|和|与|后|前|方面|宣传")
_ISSUED = re.compile(r"(?:中共中央|党中央|中央|国务院|中办|国办)[^《》]{0,14}(《[^《》]+》)$")
_SAID = re.compile(r"指出|强调|要求|表示|认为|提出|希望")
_LEVEL_ALONE = re.compile(r"(?:党)?中央|国务院|全国|全省|全市|[省市县区州旗](?:委|政府)?|[一-龥]{2,4}[省市州](?:委|政府)?|自治区(?:党委)?|中共中央")
_ITEM = re.compile(rf"(?:、|，|和|以及|及|与|暨)(?={_LEAD})")
_CONTENT = re.compile(r"精神|会议|讲话|指示|批示|文件|《|要求|论述|部署|通知|通报|意见|决定|条例|回信|贺信|全会|二十大|十九大|十八大|致辞|重要文章|思想|方案|规定|准则|决议|报告|公报|纲要|规划|办法|举措|措施|政策|法|制度")
_REFERRED = re.compile(r"(?P<name>[^，。；：“”《》]{2,40}?(?:会议|全会|大会|两会|座谈会|常委会|推进会|动员会|调度会|党代会|工作会))(?:有关|相关)?(?:精神|要求|部署)?$")
_UNNAMED = re.compile(r"(?:上级)?(?:有关|相关)(?:重要)?(?:会议|文件|领导|讲话|精神|部门|要求|指示|批示|法律法规|政策|规定|通知|、|和|及|的|重要)*$")
_CENTRAL = re.compile(r"中央|中共|党的|全国|国务院|十[一二三四五六七八九]届|二十届")
_SPOKE = re.compile(r"(?:同志)?(?:在[^，。；]{2,40}?(?:上|时|中)?的?)?的?(?:系列)?(?:重要)?(?:讲话|指示|批示|报告|文章|致辞|要求)")
_ACTS_ITSELF = re.compile(r"^并[就对]|进行(?:了)?(?:安排|部署|研究)|传达了|领学")
_TOLD = re.compile(r"(?:同志)?(?:分别)?(?:传达|部署|领学|就|作|通报|汇报|宣读|解读|介绍|主持|强调|要求)")
_URGE = re.compile(r"(?:学员|各地|各级|群众|党员干部|要|应|必须|强调|要求|指出|一是|二是|三是|坚持|始终|切实|全面|把|将|继续|抓好|组织|通过|牢固|不断)[^，。]{0,8}$")


@dataclass(frozen=True, slots=True)
class Conveyed:
    """A thing conveyed at ``text[start:end]``: ``what`` in the words of the text, ``source`` whose it is.

    ``meeting`` is the name of the meeting meant, where it is one, and ``place`` its jurisdiction.
    """

    what: str
    source: str
    start: int
    end: int
    meeting: str | None = None
    place: Place | None = None


class ConveyanceReader:
    """Reads what the report of a meeting says it conveyed."""

    def read(self, text: str, start: int, end: int, places: Places, mentions: list[Mention]) -> Iterator[Conveyed]:
        """Yield the things conveyed in the sentence ``text[start:end]``."""
        at = start
        while True:
            verb = _VERB.search(text, at, end)
            if not verb:
                return
            at = verb.end()
            if any(m.start < verb.end() and verb.start() < m.end for m in mentions) or _inside(text, start, verb.start()):
                continue
            clause = max(text.rfind(mark, start, verb.start()) for mark in "，。；：") + 1
            if _URGE.search(text[max(clause, start):verb.start()]) or text[verb.start() - 1:verb.start()] in ("“", "《"):
                continue
            if _SAID.search(text, start, verb.start()) or _NO_OBJECT.match(text, at):
                continue
            stop = _STOP.search(text, at, end)
            finish = stop.start() if stop else end
            yield from self._items(text, at, finish, places, mentions)
            at = max(at, finish)

    def _items(self, text: str, start: int, end: int, places: Places, mentions: list[Mention]) -> Iterator[Conveyed]:
        begin, shared, piece = start, 0, start
        cuts = [match for match in _ITEM.finditer(text, start, end) if not _inside(text, start, match.start())]
        for cut, following in [*((match.start(), match.end()) for match in cuts), (end, end)]:
            what = text[begin:cut].strip("，、。；了 ")
            if cut < end and _LEVEL_ALONE.fullmatch(text[piece:cut].strip("，、以及和")):
                shared, piece = shared + 1, following
                continue
            issued = _ISSUED.match(what)
            what = issued[1] if issued else what
            if _ACTS_ITSELF.search(what) or any(cut > m.start >= begin and _TOLD.match(text, m.end, end) for m in mentions):
                return  # what follows is told of somebody: …精神，县委书记某某部署工作
            if len(what) > 3 and _CONTENT.search(what) and not _UNNAMED.match(what):
                lead = text.index(what, begin)
                meeting, place = self._meeting(what, lead, places)
                named = _speaker(text, lead, lead + len(what), mentions)
                for source in [*([named] if named else self._sources(what, lead, places)), *_several(what, shared)]:
                    yield Conveyed(what, source, lead, lead + len(what), meeting, place)
            begin, shared, piece = following, 0, following

    @staticmethod
    def _meeting(what: str, position: int, places: Places) -> tuple[str | None, Place | None]:
        """Return the meeting whose spirit is conveyed, with its jurisdiction; nothing for a speech or a document."""
        match = _REFERRED.match(what)
        if not match:
            return None, None
        name = match["name"]
        if _CENTRAL.match(name):
            return name, NATION
        context = places.at(position)
        level = re.match(r"(?:全|我)?(省|自治区|市|州|盟|县|区|旗|镇|乡|街道)", name)
        named = next((m for m in context.gazetteer.mentions(name[:12])), None)
        region = context.resolve(named.text) if named and named.start == 0 else context.level(level[1]) if level else None
        return (name, place_of(region)) if region else (None, None)

    def _sources(self, what: str, position: int, places: Places) -> list[str]:
        person = re.match(r"(?:贯彻|落实)?([一-龥]{2,3})(?:总书记|总理|主席|副总理|委员长|同志|书记|省长|市长|部长)", what)
        if person:
            return [person[1]]
        if re.match(r"(?:党的)?[一二三四五六七八九十]+大(?:精神|报告|$)", what):
            return ["中共" + re.sub(r"^党的", "", what).partition("大")[0] + "大"]
        if re.match(r"中共中央、国务院|中央、国务院|党中央、国务院", what):
            return ["中共中央", "国务院"]
        if re.match(r"党的|中共中央|党中央|中央(?:委员会|精神|有关|关于|八项|文件|政策|决定|印发)|《中国共产党|二十届", what):
            return ["中共中央"]
        return [self._organ(what, position, places)]

    def _organ(self, what: str, position: int, places: Places) -> str:
        context = places.at(position)
        level = re.match(r"(?:全)?(省|市|州|县|区|旗|盟|自治区)(?=委|政府|[^，。]{0,30}会|人大|政协|纪委|有关|领导|疫情|政法|经济|农村|“|[一二三四五六七八九十]+届)", what)
        organ = re.match(r"(?:全)?(?:[一-龥]{0,12}?)(委|政府|人大常委会|政协|纪委)", what)
        if level:
            region = context.level(level[1])
            name = region.name if region else level[1]
            if organ and not what.startswith("全"):
                return name + organ[1]
            meeting = re.match(r"全?.([^，。]{2,40}?会议?)", what)
            return name + (meeting[1] if meeting else "")
        meeting = re.match(r"([^，。]{2,40}?(?:会议|全会|大会|两会|座谈会))", what)
        return meeting[1] if meeting else re.sub(r"精神$", "", what)


def _speaker(text: str, start: int, end: int, mentions: list[Mention]) -> str | None:
    """Return the person whose words are conveyed, named behind the office (省委书记某某在…上的讲话精神)."""
    for mention in mentions:
        if mention.reach == start < mention.start < end and _SPOKE.match(text, mention.end, end):
            return mention.name
    return None


def _several(what: str, shared: int) -> list[str]:
    """Return the further sources of words that several levels share (省委、市委有关会议精神)."""
    return re.split(r"[、和]", what)[1:shared + 1]


def _inside(text: str, start: int, position: int) -> bool:
    """Whether *position* stands inside quotation or title marks opened after *start*."""
    part = text[start:position]
    return part.count("《") > part.count("》") or part.count("“") > part.count("”") or bool(
        re.search(r"在[^，。]{0,30}$", part) and not re.search(r"精神|讲话|指示|批示|》|会议|全会|两会$", part[-8:]))
