"""Where an event belongs: the jurisdiction whose organ meets, or in which an outing takes place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.occasions import Occasion
from kg.extract.places import NATION, Place, Places, place_of
from kg.regions import CHINA, Context, Region

_LEVEL = re.compile(r"(?:^|(?<=[全我本届日午天，。、 ：]))(?!乡镇|县市|市县|市区|区县)(自治区|省|市|州|盟|县|区|旗|镇|乡|街道|师市)(?=委|政府|人大|政协|级|直|十?[一二三四五六七八九]?届|长|纪委|监委|[^，。、]{0,26}?(?:会|大会|会议|仪式|典礼|活动|党课|学习|常委)|[一二三四五六七八九十]+届)")
_OFFICE = re.compile(r"[省市州县区旗]?(?:委|政府|领导|人大|政协|副?[市县区省州]长|党)")
_INSTITUTION = re.compile(r"[一-龥]{0,4}(?:商会|公司|企业|集团|银行|大学|学院|籍|古镇|古城|路|街(?!道)|大道|品牌|牌)")
_NATIONAL = re.compile(r"^(?:[^，。]{0,4})?(?:中共中央|中央(?!(?:生态环境保护|环保)?督察|第.{1,3}督察|巡视)|国务院|全国|国家|粤港澳|京津冀|长三角|长江经济带|中国共产党第|最高人民|十[一二三四五六七八九]?届全国|第[一二三四五六七八九十]+届全国)")


@dataclass(frozen=True, slots=True)
class Setting:
    """The jurisdiction of an event and the places with proper names that it touched."""

    place: Place | None
    places: tuple[tuple[str, int, int], ...] = ()


def setting_of(text: str, start: int, occasion: Occasion | None, people: Sequence[str], places: Places,
               offices_of: dict[str, list[Place | None]], outing: tuple[int, int] | None = None) -> Setting:
    """Return the setting of a meeting (*occasion*) or of an outing whose words stand at *outing*."""
    if occasion is None and outing:
        return _outing(text, outing, places, people, offices_of)
    assert occasion is not None
    before = text[start:occasion.verb] if occasion.verb <= occasion.start else ""
    subject = re.split(r"[，。；：]|[日天](?=[上下]午|，|[一-龥])|上午|下午", before)[-1]
    for words, offset in ((occasion.name, occasion.start), (subject, occasion.verb - len(subject))):
        found = _organ_place(words, offset, places)
        if found:
            return Setting(found)
    chair = _office_place(people, offices_of)
    return Setting(chair or places.home(start))


def _organ_place(words: str, position: int, places: Places) -> Place | None:
    context = places.at(position)
    if _NATIONAL.match(words):
        return NATION
    names = [m for m in context.gazetteer.mentions(words[:24]) if not m.stem or re.match(r"[省市州县区旗]?委", words[m.end:m.end + 2])]
    level = _LEVEL.search(words)
    if names and (not level or names[0].start <= level.start()):
        inner = next((m for before, m in pairwise(names) if before == names[0] and m.start == before.end), names[0])
        region = context.resolve(inner.text)
        if region and region.code != CHINA.code:
            return place_of(region)
    if level:
        region = context.level(level[1])
        if region and (region.level == "township" or level[1] not in ("镇", "乡", "街道")):
            return place_of(region)
    zone = re.search(r"(示范区|经开区|高新区|开发区|园区|新区)", words[:20])
    if zone and context.home and context.home.level == "zone":
        return place_of(context.home)
    return None


def _office_place(people: Sequence[str], offices_of: dict[str, list[Place | None]]) -> Place | None:
    for person in people:
        own = [place for place in offices_of.get(person, []) if place]
        if own:
            return own[-1]
    return None


def _outing(text: str, outing: tuple[int, int], places: Places, people: Sequence[str],
            offices_of: dict[str, list[Place | None]]) -> Setting:
    context = places.at(outing[0])
    named = _names(text, outing, places)
    named = _together(named, places)
    regions = [region for name, _, _ in named if (region := context.resolve(name))]
    counties = _counties(_within(regions, context), places)
    own = _office_place(people, offices_of)
    home = context.home
    found: Place | None = None
    if len(counties) == 1:
        found = place_of(counties[0])
    elif counties:
        found = _common(counties, places)
    if own and home and home.level in ("province", "prefecture"):
        lower = next((region for region in (context.resolve(own.name),) if region and context.gazetteer.contains(home, region)), None)
        found = found or (place_of(lower) if lower else None)
    return Setting(found or (place_of(home) if home and home.level != "country" else own or places.home(outing[0])), named)


def _together(named: tuple[tuple[str, int, int], ...], places: Places) -> tuple[tuple[str, int, int], ...]:
    """Leave out bare names of divisions elsewhere that stand beside towns of the home county (桃洪镇、石门)."""
    context = places.at(named[0][1]) if named else places.context
    home = context.home
    if home is None or home.level != "county":
        return named
    found = {name: context.resolve(name) for name, _, _ in named}
    inside = {name for name, region in found.items() if region and (region.code == home.code or context.gazetteer.contains(home, region))}
    stems = {m.text for m in places.mentions if m.stem}
    return tuple(item for item in named if item[0] in inside or item[0] not in stems) if inside else named


def _within(regions: Sequence[Region], context: Context) -> list[Region]:
    """Leave out towns of other counties: their names are shared, and a county abroad is named itself."""
    home = context.home
    if home is None or home.level not in ("county", "township", "zone"):
        return list(regions)
    return [region for region in regions if region.level != "township" or region.six == home.six]


def _names(text: str, outing: tuple[int, int], places: Places) -> tuple[tuple[str, int, int], ...]:
    found: list[tuple[str, int, int]] = []
    for mention in places.mentions:
        common = places.context.gazetteer.common(mention.text)
        listed = bool(found) and text[found[-1][2]:mention.start] in ("、", "和")
        stem_used = (not mention.stem and not common) or listed or (not common and (text[mention.start - 1:mention.start] in ("到", "赴", "在", "往")))
        inside = outing[0] <= mention.start < outing[1] and not _OFFICE.match(text, mention.end)
        if inside and stem_used and not any(name == mention.text for name, _, _ in found) and not _INSTITUTION.match(text, mention.end):
            found.append((mention.text, mention.start, mention.end))
    return tuple(found)


def _counties(regions: Sequence[Region], places: Places) -> list[Region]:
    gazetteer = places.context.gazetteer
    found: dict[str, Region] = {}
    for region in regions:
        above = region
        if region.level in ("township", "zone"):
            above = gazetteer.get(region.six, places.context.year) or region
        if above.level != "country":
            found.setdefault(above.code, above)
    lowest = [r for r in found.values() if not any(o.code != r.code and gazetteer.contains(r, o) for o in found.values())]
    return sorted(lowest, key=lambda region: region.code)


def _common(regions: Sequence[Region], places: Places) -> Place:
    gazetteer = places.context.gazetteer
    chains = [(region, *gazetteer.ancestors(region)) for region in regions]
    shared = [r for r in chains[0] if all(any(r.code == other.code for other in chain) for chain in chains[1:])]
    return place_of(shared[0]) if shared else NATION
