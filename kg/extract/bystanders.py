"""Those who are named but hold no public office: reporters and editors, and private citizens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.names import NameReader
from kg.extract.tenures import Holding, Name
from kg.lexicon import Lexicon

_CREDIT = re.compile(r"(?:记者|通讯员|编辑|责编|审核|校对|摄影|整理|作者|供稿|终审|复审|监制|版式|撰稿|(?:^|[^一-龥])[文图])(?:[：:/／]|\s)*((?:[一-龥·]{2,4}[\s、，/／]*){1,5})")
_INLINE = re.compile(r"[（(](?=[^（）()\n]{0,30}(?:记者|通讯员|整理|摄影|编辑))[^（）()\n]{2,60}[）)]")
_STATE = re.compile(r"^[省市县区州旗]|国网|中国|国家|中石|中铁|中建|中交|中粮|华能|大唐|华电|国电|国投|城投|产投|交投|建投|农投|水投|文旅投|投资集团|产业投资|控股公司|国有|攀钢|烟草|电力|供电|移动|联通|电信|邮政|银行|农信")


class BystanderReader:
    """Finds bylines, and citizens introduced by an occupation."""

    def __init__(self, lexicon: Lexicon, names: NameReader) -> None:
        self._names = names
        self._private = re.compile(f"(?:{'|'.join(lexicon.words('private_roles'))})(?=[一-龥])")

    def bylines(self, text: str, credits: Sequence[str]) -> Iterator[str]:
        """Yield the names in credit lines and in the brackets behind a dateline."""
        for words in (*credits, *(match[0] for match in _INLINE.finditer(text[:4000]))):
            for match in _CREDIT.finditer(words):
                for part in re.findall(r"[一-龥·]{2,4}?(?=记者|通讯员|编辑|审核|摄影|$|[^一-龥·])", match[1]):
                    if (part not in ("通讯员", "记者") and part[0] in self._names.surnames) or part[:2] in self._names.surnames:
                        yield part

    def citizens(self, text: str) -> Iterator[Name]:
        """Yield the citizens whom an occupation introduces (村民郝二平)."""
        for match in self._private.finditer(text):
            end = self._names.read(text, match.end(), sure=False)
            if end:
                yield Name(text[match.end():end], match.end(), end)


def private_holders(holdings: Sequence[Holding]) -> set[str]:
    """Return those who hold nothing but posts of firms that are not the state's."""
    public = {h.name.text for h in holdings
              if h.office.organ_kind not in ("firm", "association") or h.office.implied_level == "外国" or _public_firm(h)}
    return {h.name.text for h in holdings} - public


def _public_firm(holding: Holding) -> bool:
    words = holding.title
    return bool(_STATE.search(words) or re.search(r"党[委组支总]|工会|纪委", words))
