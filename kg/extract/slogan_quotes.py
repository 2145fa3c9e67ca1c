"""Quoted wording: which of it is a formula, and which speech, a name or a nickname."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.slogan_contexts import Contexts

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
_NAME_INSIDE = re.compile(r"(?:工程|(?<!\+)公司|集团|大学|学院|医院|中学|小学|大桥|机场|广场|公园|杯|奖|大赛|号)$")
_BRACKETS = re.compile(r"[《》〈〉【】@#‘’]|https?|www")
_NAME_BEFORE = re.compile(r"(?:台风|飓风|[取命更]名|名[为叫]|叫[做作]|绰号|外号|人称|代号|网名|艺名|商标|题为|印有|标有|刻有|写有|获评|评为|荣获|获得|入选|授予|认定为|列入|当选|誉为|称为|成为|电影|歌曲|话剧|雕塑|战机|导弹|型)[：:]?$")
_BUNDLE = re.compile(r"(?:[一二两三四五六七八九十]个?[\u4e00-\u9fff]{1,4})$")
_PROJECT = re.compile(r"(?:工程|专项行动|项目|计划|试点|示范)")
_SPOKEN = re.compile(r"(?:要|必须|希望|各级|我们|今年)")
_LONG_CLAUSE = 11
SURE = 0.9
LONGEST = 44
_FOREIGN = -3.5
_WORDS = re.compile(r"[\u4e00-\u9fff]|^\d{3,}$|^\d+(?:\+\d+)+$")


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


def _is_speech(parts: list[str], inner: str, before: str, after: str) -> bool:
    """Return whether somebody is quoted: a personal word, a verb of saying beside it, or a long sentence."""
    if _PERSON_WORD.search(inner) and not re.search("为群众|我为", inner):
        return True
    if len(parts) == 1 and len(inner) > 16:
        return True
    if len(parts) > 1 and (_SPOKEN.match(inner) or len(inner) > _LONG_CLAUSE * len(parts)):
        return True
    if _SPEECH_BEFORE.search(before) and ((len(parts) == 1 and len(inner) > 6) or before[-1:] == "："):
        return True
    return len(inner) > 8 and _SPEECH_AFTER.match(after) is not None


def _is_name(parts: list[str], inner: str, before: str, after: str) -> bool:
    """Return whether *inner* is a date, a period of planning, or the name of a thing."""
    if _DAY.match(inner) or _PERIOD.match(inner) or _NAME_INSIDE.search(inner):
        return True
    return len(parts) == 1 and bool(_NAME_AFTER.match(after) or _NAME_BEFORE.search(before))


def is_formula(text: str, quotation: Quotation, model: Contexts) -> float:
    """Return the probability that the words of *quotation* in *text* are a formula of policy."""
    inner = text[quotation.start:quotation.end]
    if not 2 <= len(inner) <= LONGEST or _STOP.search(inner) or _BRACKETS.search(inner) or not _WORDS.search(inner):
        return 0.0
    before = text[max(0, quotation.start - 16):quotation.start - 1]
    after = text[quotation.end + 1:quotation.end + 17]
    parts = re.split(r"[、，,]", inner)
    if _is_name(parts, inner, before, after) or _is_speech(parts, inner, before, after):
        return 0.2
    odds = model.score(text, quotation.start, quotation.end)
    if len(parts) > 1:
        return 0.3 if odds < _FOREIGN else SURE
    if _PROJECT.match(after) and not _BUNDLE.match(inner) and "+" not in inner:
        odds -= 2.0
    return max(0.6, _logistic(odds)) if _BUNDLE.match(inner) else _logistic(odds)


def _logistic(odds: float) -> float:
    return 0.97 / (1 + math.exp(-0.8 * odds - 1.5))
