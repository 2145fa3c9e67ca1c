"""Meetings and ceremonies as a sentence names them: the noun phrase and the verb that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.persons import Mention
from kg.lexicon import Lexicon

_FUTURE = re.compile(r"(?:将于|拟于|定于|即将|计划|筹备|拟|将要|将在|将)[^，。]{0,14}$")
_URGED = re.compile(  # 要尽快召开, 每月召开, 关于召开, 通过召开
    r"(?:(?<![主重首需只])要(?![闻员求])|应(?![邀急对到])|必须|可以?(?=[举召])|须|需(?!求)|定期|每[月年周季日]度?|尽快|适时|关于|同意|决定|提请|准备|通过|采取|提议|提出|争取|研究了?|讨论了?|为筹备此次|为筹办)[^，。；]{0,14}$")
_PLANNED = re.compile(r"(?:等)?(?:的)?(?:有关|相关|具体|筹备|准备)*(?:事宜|事项|时间|日期|方案|议程|建议|筹备|请示|通知|精神|决定(?!，))")
_SAID = re.compile(r"(?:指出|强调|(?<!部署)(?<!相关)(?<!有关)(?<!工作)(?<!总体)(?<!决策)要求|表示|认为|提出|介绍)(?:，|：|说|了?[^，。]{0,30}$)")
_ABSENT = re.compile(r"因[^。；]{1,20}$|未$|未能$|委托[^。；]{0,20}$")
_ORGAN = re.compile(r"(?:委|政府|人大|常委会|政协|党组|领导小组|指挥部|中心组|主席团|委员会|工委|监委|法院|检察院|代表团|[届次]会议)$")
_NUMBERED = re.compile(r"^(?:第[\d一二三四五六七八九十百 ]+[次届]|20\d\d年第|全体|[（(]扩大|会议$|常务会|主任会|主席会|党组会|常委会|常委[（(]扩大|常委扩大|集中学习|专题学习|分组|分团|常务委员会第|预备会|闭幕|开幕)")
_RESOLUTION = re.compile(r"关于[^，。；]{4,60}的(?:决定|决议|公告|通知|公报) ?(?=中国|中共|[一-龥]{2,8}[省市县区州旗]委)")  # a headline that runs into the text
_AFTER = re.compile(r"(?:后|以来|之际|前夕|期间|的|时间|之前|之后|前)")
_PRESIDED = re.compile(r"由[^，。]{2,30}主持")
_GENERIC = re.compile(r"^(?:本次|此次|这次|该|这|大会|全会|会议|座谈会|仪式|活动|学习会|的|全体|当天|预备)?(?:会议|大会|全会|活动|仪式|座谈会|学习会|学习|会|推进会|调度会|开幕式|座谈|党课|研讨|典礼|动员会|现场会)?$|^[^，。会]{0,6}座谈$")


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting or ceremony named at ``text[start:end]``; ``verb`` is where the holding verb begins."""

    name: str
    kind: str
    start: int
    end: int
    verb: int
    subject_start: int

    @property
    def generic(self) -> bool:
        """Whether the words could mean any meeting already spoken of (会议, 座谈会)."""
        return bool(_GENERIC.match(self.name))


class OccasionFinder:
    """Finds the occasion that a clause says was held."""

    def __init__(self, lexicon: Lexicon) -> None:
        kinds = {row["occasion"]: row["kind"] for row in lexicon.rows("occasions")}
        self._kinds = kinds
        nouns = "|".join(lexicon.words("occasions"))
        nouns += r"|[（(]扩大[）)]会|“[^“”]{1,30}(?:讲堂|论坛|晚会|大会|座谈会|启动仪式)”"
        tail = r"(?:[（(][^（）()]{1,8}[）)])?(?:会议)?"
        inner = r"(?:“[^“”]{1,40}”|《[^《》]{1,40}》|[（(][^（）()]{1,14}[）)]|[^，。；：“”《》（）()并])"
        self._nouns = re.compile(nouns)
        self._noun = re.compile(f"(?:{nouns})$")
        self._held = re.compile(  # 召开十四届县委常委会第121次（扩大）会议
            rf"(?P<verb>主持召开|组织召开|召集召开|联合召开|召开|举行|举办|开展|主持|组织收听收看|组织收看|收听收看|收看|组织|参加|出席)(?:了)?(?P<name>{inner}{{0,60}}(?:{nouns}){tail})")
        self._convened = re.compile("召开|举行|举办")
        self._holds = re.compile("召开|举行|开幕|闭幕|举办|启动|落幕|开讲")
        self._subject = re.compile(  # 全省领导干部会议在石家庄召开
            rf"(?P<name>{inner}{{0,60}}(?:{nouns}){tail})(?:，?历时[^，。；]{{1,6}}，)?(?:(?:在?圆满|顺利|胜利)?(?:完成|履行)了?[^，。；]{{0,14}}(?:议程|任务)(?:后|之后)?)?(?:，)?(?:于[^，。]{{1,16}})?(?:\d[^，。]{{0,18}}[日午])?(?:如期|今天|昨天|昨日|正式|今日)?(?:上午|下午|晚上|晚)?(?:在[^，。]{{1,28}}?)?"
            rf"(?:胜利|隆重|顺利|圆满|如期|正式|成功|先后|相继|陆续)?(?P<verb>召开|举行|开幕|闭幕|举办|启动|落幕|开讲|以[^，。]{{2,12}}形式召开)")
        self._gate = re.compile("召开|举行|举办|开幕|闭幕|启动|落幕|开讲|党课|宣讲|第一课|辅导|主持|参加|出席|组织|开展|收看|召集")
        self._presided = re.compile(rf"(?P<name>{inner}{{0,40}}(?:{nouns}){tail})(?:分别)?由[^，。]{{2,30}}?(?P<verb>主持)")
        self._studied = re.compile(  # 主持专题研究防汛工作; 召集有关部门负责人，听取教育工作情况汇报
            r"(?P<verb>主持|召集)(?:(?<=召集)[^，。；]{2,40}，?)?(?P<name>(?:专题)?(?:研究|听取)[^，。；：]{2,40}?(?:工作|事项|事宜|问题|方案|汇报)(?=[，。；]))")
        self._lecture = re.compile(r"(?P<verb>讲授|讲|上|作)(?:了)?(?:一堂|一次|一场)?(?P<name>[^，。；]{0,40}(?:党课|开学第一课|宣讲报告|专题辅导报告|宣讲))")

    def find(self, text: str, start: int, end: int, people: Sequence[Mention] = ()) -> Occasion | None:
        """Return the first occasion that ``text[start:end]`` reports as held, None where there is none."""
        if not self._gate.search(text, start, end):
            return None
        found = [match for match in self._matches(text, start, end) if self._reported(text, match, start)
                 and not any(match.start("name") + self._trim(match["name"])[1] <= m.start < match.end("name") for m in people)]
        best = min(found, key=lambda match: (match["verb"] in ("参加", "出席", "组织", "开展", "主持"), match.start("verb")), default=None)
        if best is None:
            return None
        name, offset = self._trim(best["name"])
        noun = self._noun.search(re.sub(r"[（(][^（）()]{1,8}[）)](?:会议)?$", "", name)) or self._noun.search(name)
        kind = self._kinds.get(noun[0], "meeting") if noun else "meeting"
        ceremony = any(word in name for word in ("仪式", "典礼", "欢送", "开工", "签约"))
        begin = best.start("name") + offset
        organ = self._organ(text, start, best, people) if best.start("verb") < begin and _NUMBERED.match(name) else None
        name, begin = (re.sub(r"在[^，。]{1,16}$", "", text[organ:best.start("verb")].removesuffix("分别")) + name, organ) if organ is not None else (name, begin)
        return Occasion(name, "ceremony" if ceremony else kind, begin, best.end("name"), best.start("verb"), start)

    @staticmethod
    def _organ(text: str, start: int, match: re.Match[str], people: Sequence[Mention]) -> int | None:
        """Return where the organ begins that holds a meeting named by its number alone (县人大常委会举行第五次会议)."""
        if not match["verb"].endswith(("召开", "举行")):
            return None
        verb = match.start("verb")
        begin = start + max((m.end() for m in re.finditer(r"[，。；：、 ”》]|[日天午]|晚上?(?=[一-龥])|近日|消息|讯", text[start:verb])), default=0)
        named = any(begin <= m.start < verb for m in people)
        holder = re.sub(r"在[^，。]{1,16}$", "", text[begin:verb])
        return begin if 1 < verb - begin < 36 and not named and _ORGAN.search(holder) else None

    def _matches(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield what the patterns find, tried only where a verb of theirs stands."""
        for match in self._held.finditer(text, start, end):
            inner = self._convened.search(match["name"]) if match["verb"] == "组织" else None
            again = self._held.match(text, match.start("name") + inner.start(), end) if inner else None  # 组织各部门召开联席会议
            yield again or match
        yield from self._lecture.finditer(text, start, end)
        yield from self._studied.finditer(text, start, end)
        if _PRESIDED.search(text, start, end):
            yield from self._presided.finditer(text, start, end)
        for verb in self._holds.finditer(text, start, end):
            left = max(start, *(text.rfind(mark, start, verb.start()) + 1 for mark in "。；！？"))
            noun = self._nouns.search(text, left, verb.start())
            if noun:
                yield from self._subject.finditer(text, max(left, noun.start() - 64), min(end, verb.end()))

    @staticmethod
    def _reported(text: str, match: re.Match[str], start: int) -> bool:
        before = text[start:match.start("verb")]
        name = match["name"]
        if before.count("《") > before.count("》") or before.endswith(("未", "没有", "没")) or name.count("“") != name.count("”"):
            return False
        if name.startswith(("建议", "决定", "要求", "希望", "提议", "同意")) or _FUTURE.search(before) or _URGED.search(before) or (_PLANNED.match(text, match.end("name")) and match.end("verb") <= match.start("name")):
            return False
        if text.startswith("精神", match.end("name")) or (match["verb"] in ("参加", "出席") and _ABSENT.search(before)):
            return False
        if match.end("verb") > match.end("name") and _AFTER.match(text, match.end("verb")):
            return False
        if match["verb"] in ("召开", "举行", "举办") and text[match.end("verb"):match.end("verb") + 1] == "的":
            return False
        clause = re.split(r"[，；：]", before)[-1]
        return not (_SAID.search(before) or re.search(r"传达|学习(?!中心组|教育|会)|贯彻|根据|按照|落实(?!会)|“[^”]*$|指出|强调|要求|表示", clause))

    @staticmethod
    def _trim(name: str) -> tuple[str, int]:
        """Cut adverbials and dates off the front of a noun phrase."""
        titled = _RESOLUTION.match(name)
        cut = start = titled.end() if titled else len(name) - len(name.lstrip("▲★●■◆△○◎※☆ "))
        for match in re.finditer(r"(?<!每)[日天](?:上午|下午|晚上?|晚间)?(?=[一-龥“])|[，：；、](?=.{6,})|^(?:了|在|的)|(?:上午|下午|当天|当日|近日)", name[:40]):
            if match.start() >= start and ("“" not in name[:match.start()] or "”" in name[:match.start()]) and (match[0] != "、" or match.end() > 30):
                cut = match.end()
        dateline = re.compile(r"电 ?(?![视话力商子网])").match(name, cut)
        cut = dateline.end() if dateline and name[:cut].endswith("日") else cut
        cut += len(name[cut:]) - len(name[cut:].lstrip("的了"))
        return name[cut:], cut
