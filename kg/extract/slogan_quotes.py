"""Quoted wording: which of it is a formula, and which speech, a name or a nickname."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"[“”\n]")
_STOP = re.compile(r"[。？！?!；;…]")
_SPEECH_BEFORE = re.compile(r"(?:说|道|问|答|喊|写道|表示|感慨|感叹|回忆|介绍|告诉\S{0,8}|叮嘱\S{0,12})[：:，,]?$")
_SPEECH_AFTER = re.compile(r"[，,]?(?:[\u4e00-\u9fff]{2,12})?(?:说|问|道|表示|告诉|感慨|喊道|回答)(?:[。，：]|$)")
_PERSON_WORD = re.compile(r"[我你您咱他她]|吗|呢|吧$|啊|呀|请问|怎么|多少|什么|为何")
_NAME_AFTER = re.compile(
    r"(?:[^，。、；：！？“”\n的]{0,4}?)"
    r"(?:杯|奖|节(?!点|约|能)|号(?!召)|微信|公众号|APP|App|客户端|小程序|热线|网站|短片|影片|电影|电视剧|纪录片|歌曲|专栏|栏目|晚会|展览|论坛|"
    r"规划|计划|卫星|火箭|飞船|舰|航母|台风|旅行团|专列|班列|动车|品牌|商标|牌(?:匾|子)|横幅|字样|二字|两个?字|[三四五六七八]个?(?:大|红|金)?字|勋章|称号|荣誉|展|大会|峰会|高铁)")
_DAY = re.compile(r"^[\d一二三四五六七八九十]{1,3}[·•.．][\d一二三四五六七八九十]{1,3}$|^(?:八一|五一|六一|十一|三八|五四|双十一|双11)$")
_PERIOD = re.compile(r"^(?:九五|十五|[十]?[一二三四五六七八九]五|第?十[一二三四五六]个?五年?)$")
_NAME_INSIDE = re.compile(r"(?:工程|公司|集团|大学|学院|医院|中学|小学|大桥|机场|广场|公园|酒店|超市|杯|奖|大赛|号)$")
_BRACKETS = re.compile(r"[《》〈〉【】@#]|https?|www")
_OF_FORMULA = re.compile(r"(?:要求|原则|理念|思想|方针|策略|方略|机制|制度|方式|模式|办法|做法|工作法|思路|战略|目标|责任|措施|责任制|行动|活动|改革|体系|格局|总要求|总方针)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The wording between two quotation marks, ``text[start:end]``."""

    start: int
    end: int


def quotations(text: str) -> Iterator[Quotation]:
    """Yield the outermost quotations of *text*, mending pairs that a copy turned round (”…“)."""
    opened: int | None = None
    turned = False
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == "\n":
            opened = None
        elif opened is None:
            opened, turned = match.end(), mark == "”"
        elif (mark == "”") != turned:
            yield Quotation(opened, match.start())
            opened = None
        else:  # the same mark twice: the first was left open
            opened, turned = match.end(), mark == "”"


def is_formula(text: str, quotation: Quotation) -> float:
    """Return the probability that the words of *quotation* in *text* are a formula of policy."""
    inner = text[quotation.start:quotation.end]
    before = text[max(0, quotation.start - 16):quotation.start - 1]
    after = text[quotation.end + 1:quotation.end + 17]
    parts = re.split(r"[、，,]", inner)
    if not 2 <= len(inner) <= 44 or _STOP.search(inner) or _BRACKETS.search(inner):
        return 0.0
    if not re.search(r"[\u4e00-\u9fff\d]", inner) or (re.fullmatch(r"[A-Za-z0-9\s.\-]+", inner) and not inner.isdigit()):
        return 0.0
    if _DAY.match(inner) or _PERIOD.match(inner) or _NAME_INSIDE.search(inner):
        return 0.0
    if _NAME_AFTER.match(after) and len(parts) == 1:
        return 0.1
    if _PERSON_WORD.search(inner) and not re.search("为群众|我为", inner):
        return 0.1
    if len(parts) == 1 and len(inner) > 16:
        return 0.2
    if _SPEECH_BEFORE.search(before) and ((len(parts) == 1 and len(inner) > 6) or "：" in before[-1:]):
        return 0.3
    if _SPEECH_AFTER.match(after) and len(inner) > 8:
        return 0.3
    if _OF_FORMULA.match(after):
        return 0.9
    return 0.8 if len(parts) > 1 or re.match(r"[一二两三四五六七八九十双]", inner) else 0.7
