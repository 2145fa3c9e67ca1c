"""What a numbered bundle counts, where a sentence spells it out: “三保”:保基本民生、保工资、保运转; A、B、C“三道防线”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import rjieba

_NUMBERS = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_BUNDLE = re.compile(r"([两三四五六七八九十])(?![一二三四五六七八九十百千万])[\u4e00-\u9fff]{1,6}")
_ANY_NUMBER = re.compile(r"[一二两三四五六七八九十\d]")
_OPENING = re.compile(
    r"[”’」]?(?:工作法|方针|原则|要求|机制|制度|行动|工作)?"
    r"(?:[（(](?:即|也?就是|是?指)?|[，,]?(?:即|也就是|就是|是指|指的是|指|包括|分别[是为])[：:为是]?|(?:[：:]|——)(?:即|就是|是?指)?)")
_END = re.compile(r"[。！？!?\n）)]")
_INNER_END = re.compile(r"[。！？!?\n）)；;，,]")
_AND = re.compile(r"(?:以及|和(?![平谐睦美合])|与|及(?!时))")
_TAIL = re.compile(r"等.*$|[”’」].*$")
_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,16}")
_ORDINAL = re.compile(r"^[一二三四五六七八九十][是要]")
_BREAK = re.compile(r"[，,。；;：:！？!?\n（()）]")
_LEADING = re.compile(
    r"^(?:要|说要|以|打好|夯实|严格|着力|大力|加快|深入|全面|扎实|持续|坚持|推进|推动|统筹|发展|落实|实施|做到|实现|完善|建设|打造|支持|构建|构筑|推行|深化|开展|强化|加强|抓好|做好|突出|"
    r"围绕|聚焦|坚决|切实|认真|进一步|积极|不断|继续|努力|形成|建立|健全|解决|农村)")

_UNEVEN = {2: 8, 1: 2}  # by how many characters the members may differ
STATED, BESIDE = 2, 1
"""How much weight the two ways to spell a bundle out carry: an explanation behind it, a list right before it."""


def spelled_out(sentence: str, start: int, stop: int) -> tuple[tuple[str, ...], int]:
    """Return the members of the bundle at ``sentence[start:stop]`` and the weight of how they are stated; nothing and 0 where they are not.

    >>> spelled_out("落实“三保”：保基本民生、保工资、保运转。", 3, 5)
    (('保基本民生', '保工资', '保运转'), 2)
    >>> spelled_out("推动社会治理、生活服务、产业升级“三大转型”。", 17, 21)
    (('社会治理', '生活服务', '产业升级'), 1)
    """
    found = _BUNDLE.fullmatch(sentence[start:stop])
    if not found or _ANY_NUMBER.search(found[0][1:]):
        return (), 0
    number = _NUMBERS[found[1]]
    opening = _OPENING.match(sentence, stop)
    if opening:
        stated = _explained(sentence[opening.end():], number)
        if stated:
            return stated, STATED
    listed = _listed(sentence[:start].rstrip("“‘「"), number) if number > 2 else ()
    return listed, BESIDE if listed else 0


def _explained(text: str, number: int) -> tuple[str, ...]:
    """Return the *number* members that *text* begins with, whatever joins them."""
    end = _END.search(text)
    whole = text[:end.start()] if end else text
    breath = _INNER_END.search(text)
    for words, joints in ((text[:breath.start()] if breath else text, "、"), (whole, "；;"), (whole, "，,")):
        found = _items(_TAIL.sub("", words), joints, number)
        if found and max(map(len, found)) - min(map(len, found)) <= _UNEVEN[STATED]:
            return found
    return ()


def _items(words: str, joints: str, number: int) -> tuple[str, ...]:
    parts = [part.strip(" 　“”‘’\"") for part in re.split(f"[{joints}]", words) if part.strip(" 　“”")]
    if len(parts) == number - 1 > 1 and joints == "、":
        last = _AND.split(parts[-1])
        parts = [*parts[:-1], *last] if len(last) == 2 else parts
    parts = [_ORDINAL.sub("", _AND.sub("", part, count=1) if _AND.match(part) else part) for part in parts]
    fits = len(parts) == number > 1 and len(set(parts)) == number and all(_ITEM.fullmatch(part) for part in parts)
    return tuple(parts) if fits else ()


def _listed(text: str, number: int) -> tuple[str, ...]:
    """Return the *number* members that *text* ends with, without the verb before the first."""
    begin = max((match.end() for match in _BREAK.finditer(text)), default=0)
    found = _items(re.sub(r"等?(?:这|的)?$", "", text[begin:]), "、", number)
    if not found:
        return ()
    first = _without_lead(found[0], [len(part) for part in found[1:]])
    return (first, *found[1:]) if first and max(map(len, found[1:])) - min(map(len, (first, *found[1:]))) <= _UNEVEN[BESIDE] else ()


def _without_lead(first: str, lengths: Sequence[int]) -> str:
    """Return *first* cut down to the length of the other members, between two words; empty where it cannot be."""
    while len(first) > max(lengths) and (lead := _LEADING.match(first)):
        first = first[lead.end():]
    if len(first) > max(lengths) and len(set(lengths)) == 1 and len(lengths) > 1:
        cut = len(first) - lengths[0]
        first = first[cut:] if cut in accumulate(map(len, rjieba.cut(first))) else ""
    return first if len(first) <= max(lengths) else ""
