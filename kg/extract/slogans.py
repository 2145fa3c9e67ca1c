"""Fixed formulations of policy (提法), quoted or unquoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = re.compile(r"“([^“”\n]{2,40})”")


@dataclass(frozen=True, slots=True)
class SloganMention:
    """A slogan at ``text[start:end]`` of the readable text."""

    start: int
    end: int
    text: str
    quoted: bool
    kind: str
    confidence: float


def find_slogans(text: str, *, title: str | None = None) -> list[SloganMention]:
    """Return the slogans of *text* in order."""
    found = []
    for match in _QUOTED.finditer(text):
        inner = match[1]
        if re.search(r"[。？！?!]|我|你|吗|呢|吧", inner) or (len(inner) > 16 and "、" not in inner and "，" not in inner):
            continue
        if re.match(r"[^，。、“”]{0,3}(?:工程|行动|计划|项目|品牌|杯|节|号|奖|微信|公众号|APP|平台|系统)", text[match.end():match.end() + 6]):
            continue
        found.append(SloganMention(match.start(1), match.end(1), inner.strip("，、"), True, "quoted", 0.7))
    return found
