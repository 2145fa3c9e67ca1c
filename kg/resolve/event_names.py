"""What the name of a meeting tells: its place in a series of numbered ones, its core words, whether it could be anybody's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_N = r"[一二三四五六七八九十百零〇两\d]+"
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_NOISE = re.compile(r"[\s“”‘’《》〈〉·、，,。.!！:：\-—（）()]+")
_TAIL = re.compile(r"(?:有关|相关)?(?:精神|要求|部署)?(?:（[^）]*）)?$")
_AROUND = re.compile(r"^(?:正在|刚刚|即将|胜利|隆重)?(?:召开|举行|闭幕|开幕)的?|(?:胜利)?(?:在京|在[一-龥]{2,5})?(?:召开|举行|闭幕|开幕)$")
_OPENING = r"(?:开幕会|闭幕会|开幕式|闭幕式|开幕大会|闭幕大会)?"
_PLENUM = re.compile(rf"^(?P<a>[一-龥]{{0,16}}?)第?(?P<n>{_N})届(?P<b>[一-龥]{{0,14}}?)第?(?P<m>{_N})"
                     rf"(?P<kind>中全会|次全会|次全体会议|次全体扩大会议|次全会扩大会议){_OPENING}$")
_KINDS = "委员长会议|主席会议|主任会议|主任会|常委会会议|常委会议|常务会议"
_SESSION = re.compile(rf"^(?P<a>[一-龥]{{0,16}}?)第?(?P<n>{_N})届(?P<b>[一-龥]{{0,14}}?)第?(?P<m>{_N})次(?P<kind>会议|{_KINDS}){_OPENING}$")
_NUMBERED = re.compile(rf"^(?P<a>[一-龥]{{0,16}}?)(?P<n>)(?P<b>)第(?P<m>{_N})次(?P<kind>{_KINDS}){_OPENING}$")
_VERBS = re.compile(r"祝贺|预祝|庆祝|迎接|欣闻|前|瞩目|确保|关注|我|谨|好|期间|"
                    r"学习|宣讲|传达|贯彻|关于|出席|参加|举行|公报|决定|提交|通过|代表团|主席团|[的在为与和](?!中)|第[一二三四五六七八九十]+代表")
_PARTY = re.compile(rf"^(?P<a>[一-龥]{{0,12}}?)第(?P<n>{_N})次(?:全国)?(?:代表大会|党代会|党员代表大会){_OPENING}$|"
                    rf"^(?:党的|中共|中国共产党)第?(?P<great>{_N})大$")
_OTHERS = ("农工", "民革", "民盟", "民建", "民进", "致公", "九三", "台盟", "工商联", "共青团", "团委", "妇联", "妇女",
           "工会", "科协", "文联", "作协", "侨联", "台联",
           "残联", "红十字", "军委", "民主同盟", "自治同盟", "民主建国", "民主促进")
_NO_PARTY = re.compile(r"国民党|规划|部队|空军|海军|红[一二三四]|人民党|劳动党|革命党|琼崖|苏维埃")
_GENERIC = re.compile(rf"^(?:此次|这次|本次|该|全体|扩大|紧急|专题|工作|重要|动员|部署|推进|调度|现场|视频|电视电话|"
                      r"座谈|汇报|总结|表彰|首场|系统|集中|联席|闭幕|开幕|新闻|"
                      rf"记者|专家|研讨|交流|报告|宣讲|发布|第{_N}次|第{_N}场|{_N}次)*(?:会议?|大会|会谈|座谈会|报告会|发布会|招待会|论坛|年会|峰会|宣讲|报告|会见|活动|仪式)$")


@dataclass(frozen=True, slots=True)
class Form:
    """``series``: body, term and number (``party/13/9``), or empty; ``national``: the centre's; ``core``: the words that tell it apart."""

    series: str
    national: bool
    core: str
    generic: bool


@cache
def form(name: str) -> Form:
    """Return what *name* tells."""
    words = _AROUND.sub("", _TAIL.sub("", _NOISE.sub("", name)))
    series, national = _series(words)
    core = re.sub(r"^(?:全|我)?(?:省|市|州|县|区|旗|盟|自治区)(?:委|政府)?(?=.{4})", "", words)
    return Form(series, national, core, not series and bool(_GENERIC.match(words)))


def _series(words: str) -> tuple[str, bool]:
    match = _PLENUM.match(words)
    if match:
        text = match["a"].removeprefix("党的") + match["b"]
        if _VERBS.search(text) or _NO_PARTY.search(text) or re.search(f"{_N}中", text):
            return "", False
        national = "中全会" in match["kind"] or "中央" in text
        body = _other(text) or ("discipline" if re.search("纪委|纪律检查", text) else
                                "party" if match["kind"] == "中全会" or re.search("党|委|中共", match["a"] + match["b"]) else "")
        return (f"{body}/{number(match['n'])}/{number(match['m'])}", national) if body else ("", False)
    match = _SESSION.match(words) or _NUMBERED.match(words)
    if match:
        return _session(match)
    match = _PARTY.match(words)
    if match and match["great"]:
        return f"party-congress/{number(match['great'])}", True
    if match and re.search("党|中共", words) and not _other(words) and not _NO_PARTY.search(words) and not _VERBS.search(match["a"]):
        return f"party-congress/{number(match['n'])}", "全国代表大会" in words
    return "", False


def _session(match: re.Match[str]) -> tuple[str, bool]:
    text = match["a"] + match["b"]
    body = "congress" if re.search("人大|人民代表大会", text) else "consultative" if "政协" in text else ""
    if not body or _other(text) or _VERBS.search(text):
        return "", False
    standing = "-standing" if re.search("常委会|常务委员会", text + match["kind"]) else ""
    kind = match["kind"].removesuffix("会议").removesuffix("会").replace("常委", "").replace("常务", "")
    rank = {"委员长": "-chairs", "主席": "-chairs", "主任": "-chairs"}.get(kind, standing)
    return f"{body}{rank}/{number(match['n'] or '0')}/{number(match['m'])}", "全国" in text or "委员长" in match["kind"]


def _other(text: str) -> str:
    """The body of *text* where it is neither the party nor a congress or conference."""
    return next((word for word in _OTHERS if word in text), "")


def number(words: str) -> int:
    """Return the value of a number below a thousand in Chinese or Arabic digits."""
    if words.isdigit():
        return int(words)
    total = digit = 0
    for sign in words:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = digit * (10 if sign.isdigit() else 0) + (int(sign) if sign.isdigit() else _DIGITS[sign])
    return total + digit
