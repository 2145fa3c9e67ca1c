"""The place that an outlet of the whole country reports on, read from the headline and the first sentence."""

from __future__ import annotations

import re

from kg.regions.gazetteer import Gazetteer, RegionMention
from kg.regions.table import CHINA, Region

_VISIT = re.compile(r"调研|考察|视察|检查(?!委员|机关|院)|督查|督导|暗访|看望|慰问|走访|干部大会|灾区|抢险|救援|救灾")
_BEFORE = re.compile(r"(?:在|赴|到|抵达|来到|前往|深入)$")
_OFFICE = re.compile(r"[省市县区州旗盟]?(?:委|政府|人大|政协|[省市县区州旗]长|党委)")
_REPORTS = re.compile(r"[：:，,]|[省市县区州旗盟]?(?:委|政府|召开|[省市县区州旗]长|党委)")
_ABROAD = re.compile(r"访问|国事|总统|首相|会见|会谈|峰会|论坛|对话会|博览会|国际会议|进口商品|外国领导人")
_HELD = re.compile(r"(?:举行|召开|开幕|闭幕|出版|签署|发布|揭晓|播出|成立|开班|首映)")
_EDGE = "：:】》”—- 、，\n\u3000|"
_CENTRAL = re.compile(r"中央|国务院|全国|国家|中宣部")
_TOWN = ("township", "zone")


def reported_region(known: Gazetteer, *, title: str, text: str, year: int | None) -> Region | None:
    """Return the one place that the headline, else the first sentence, is about; None for the country or several."""
    body = re.sub(r"^[^\n。]{0,30}?[)）】]?[：:](?=[^\n])|^\s*本台消息[，,]", "", text, count=1)
    first = re.split(r"[。\n]", body, maxsplit=1)[0][:160]
    for words, whole in ((title, True), (first, False)):
        if _ABROAD.search(words):
            continue
        found = known.mentions(words, year)
        ends = frozenset(mention.end for mention in found)
        named = [mention for mention in found if _subject(words, mention, whole, ends)]
        if named:
            return _innermost(known, [_meant(known, mention, named) for mention in named])
    return None


def _subject(words: str, mention: RegionMention, headline: bool, ends: frozenset[int]) -> bool:
    """Whether a name is what *words* report on: a place visited, or one whose organ or news is told.

    *ends* are the ends of the names in *words*; a short form must not begin inside another word (张永宁).
    """
    start, end = mention.start, mention.end
    if mention.regions and mention.regions[0].code == CHINA.code:
        return False
    behind = bool(_BEFORE.search(words[:start]))
    free = behind or start == 0 or start in ends or words[start - 1] in _EDGE
    if _VISIT.search(words):
        return free and (headline or behind or words[start - 1:start] == "、")
    if not headline:
        return not mention.stem and bool(_OFFICE.match(words, end)) and not _CENTRAL.search(words[:start])
    return free and not (behind and _HELD.search(words[end:end + 12])) and (
        behind or start < 8 or start in ends or bool(_REPORTS.match(words, end)))


def _meant(known: Gazetteer, mention: RegionMention, named: list[RegionMention]) -> Region:
    """Return the division meant: of several the one that lies in another division named, else the highest."""
    codes = {region.code for other in named if other is not mention for region in other.regions}
    return next((region for region in mention.regions if any(above.code in codes for above in known.ancestors(region)
                                                             if above.code != CHINA.code)), mention.regions[0])


def _innermost(known: Gazetteer, found: list[Region]) -> Region | None:
    """Return the lowest division from province to county where all lie in one another, None where they are several."""
    whole = [(known.parent(region) or region) if region.level in _TOWN else region for region in found]
    lowest = [region for region in dict.fromkeys(whole)
              if not any(other != region and known.contains(region, other) for other in whole)]
    return lowest[0] if len({region.code for region in lowest}) == 1 and lowest[0].level != "country" else None
