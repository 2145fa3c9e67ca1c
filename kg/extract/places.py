"""The jurisdiction that an office, a meeting or an outing belongs to, in one section of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.offices import ZONE_WORDS, OfficeMention
from kg.regions import CHINA, Context, Region, RegionMention
from kg.regions.gazetteer import PEOPLES

_NATIONAL = re.compile(r"^(?:中共中央|中央|国家|全国|国务院|最高人民|中国共产党中央|全国人大|全国政协|(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)中央|"
                       r"中国(?!.*(?:公司|集团|银行|大学)))")
_MINISTRIES = re.compile(r"^(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|环境保护|"
                         r"住房和?城乡建设|交通运输|水利|农业农村|农业|商务|文化和旅游|文化|退役军人事务|应急管理|铁道|卫生|国土资源)部$|"
                         r"^(?:审计|海关总|税务总|体育总)署?局?$")
_FIRM = re.compile(r"集团|公司|银行|项目部|事务所|大学|学院(?!路)|研究院")
_NATIONAL_BUREAU = re.compile(r"国家(?:税务总局|统计局|金融监督管理总局|矿山安全监察局|能源局|粮食和物资储备局)([一-龥]{2,})")  # 国家税务总局祁东县税务局
_VERTICAL = re.compile(r"河务局|海事局|铁路(?:局|监督管理局)|监管局|管理局|分局|通信管理局|邮政管理局|税务局|海关|流域[^，。]{0,4}局|水文局|气象局|地震局|证监局|银保监局|煤监局|能监办|专员办")
"""Organs run from above, whose name begins with the province or city that they serve (山东黄河河务局)."""
_FULL = re.compile(r"..[县市区旗州]$")
_WORKING = re.compile(r"党工委|管委会|纪工委|^工委")
_ZONE_NAMED = re.compile("|".join(ZONE_WORDS))
_COUNTIES = ("县", "区", "旗")
_TOWN = ("镇", "乡", "街道", "驻村", "村", "社区", "居民区", "苏木", "嘎查", "公社")


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction in the facts: its name, and the six-digit code of itself or of what it lies in."""

    name: str
    code: str | None
    level: str = ""


NATION = Place(CHINA.name, CHINA.code, CHINA.level)


def place_of(region: Region) -> Place:
    """Return the place of a division; a township or zone keeps its name and takes the code it lies in."""
    return Place(region.name, region.six, region.level)


def is_ministry(organ: str) -> bool:
    """Whether *organ*, standing alone, is a ministry of the State Council."""
    return bool(_MINISTRIES.match(organ))


class Places:
    """Reads names and level words against a document's (or a section's) context."""

    def __init__(self, context: Context, text: str, mentions: Sequence[RegionMention]) -> None:
        self.context = context
        self._text = text
        self.mentions = mentions
        self.minority = any(PEOPLES.search(region.name) for region in context.chain()) or any(
            context.gazetteer.minority(mention.text) for mention in mentions[:80])
        self.sections: list[tuple[int, Context]] = [(0, context)]

    def at(self, position: int) -> Context:
        """Return the context of the section in which *position* lies."""
        current = self.context
        for start, context in self.sections:
            if start > position:
                break
            current = context
        return current

    def home(self, position: int) -> Place | None:
        """Return the home jurisdiction at *position*."""
        home = self.at(position).home
        return place_of(home) if home else None

    def of_office(self, office: OfficeMention) -> Place | None:
        """Return the jurisdiction of an office, None for a company or where nothing tells."""
        context = self.at(office.start)
        if office.implied_level == "外国":
            return Place(office.region, None) if office.region else None
        local = _NATIONAL_BUREAU.match(office.level + office.organ)
        if local:
            own = next((m for m in self.mentions if office.start + local.start(1) <= m.start < office.post_start), None)
            branch = context.resolve(own.text) if own else None
            if branch:
                return place_of(branch)
        if _NATIONAL.match(office.level + office.organ) or (not office.region and not office.level and (
                office.implied_level == "国" or _MINISTRIES.match(office.organ))):
            return NATION
        if office.organ_kind == "firm" or (office.organ_kind == "association" and not office.level) or _FIRM.search(office.organ) or (office.organ_kind == "institution" and not office.level):
            return None
        if office.region:
            return self._named(office, context)
        outer = next((m for m in self.mentions if m.start == office.start), None) if office.named else None
        region = context.resolve(outer.text) if outer else None
        if region and (_VERTICAL.search(office.organ) or region.level == "province"):
            return place_of(region)
        word = office.level or office.implied_level
        if word == "区" and _WORKING.search(office.organ):
            zone = self._own_zone(office.start, context)
            if zone:
                return zone
        if word in ZONE_WORDS:
            return self._zone(word, office.start, context)
        if word in _TOWN:
            return self._town(word, office.start, context)
        region = context.level(word) if word else context.home
        if region is None or (word in _COUNTIES and not region.name.endswith(word)):
            region = self._recent(word, office.start, context) or region
        if region is None and word == "区" and _WORKING.search(office.organ):
            named = [mention.text for mention in self.mentions if mention.start < office.start and mention.text.endswith("区")]
            return self._unknown(named[-1], office.start, context) if named else None
        return place_of(region) if region else None

    def _own_zone(self, position: int, context: Context) -> Place | None:
        """Return the zone that calls itself 区 and is run by a working committee: home, or where home is no district the one named before."""
        home = context.home
        if home is None or home.level == "zone":
            return place_of(home) if home else None
        if home.name.endswith("区"):
            return None
        before = [match[0] for match in _ZONE_NAMED.finditer(self._text, 0, position)]
        return self._zone(before[-1], position, context) if before else None

    def _recent(self, word: str, position: int, context: Context) -> Region | None:
        """Return the division of that level last named before *position*, or first behind it."""
        before = [m for m in self.mentions if m.start < position and not m.stem][::-1]
        after = [m for m in self.mentions if m.start > position and not m.stem]
        found = [region for mention in (*before[:12], *after[:4]) if (region := context.resolve(mention.text))
                 and region.level in ("county", "prefecture", "province") and region.name.endswith(word) and not (word == "区" and self._far(region, context))]
        home = context.home
        inside = [region for region in found if home and context.gazetteer.contains(home, region)]
        return next(iter(inside or found), None)

    def _named(self, office: OfficeMention, context: Context) -> Place:
        name = office.region
        word = office.level or office.implied_level
        found = context.resolve(name)
        if found and found.level == "township" and found.code == found.name:  # a village that no table lists lies in the town before it
            start = self._text.find(name, office.start)
            outer = next((m for m in self.mentions if m.end == start and m.start >= office.start), None)
            around = context.resolve(outer.text) if outer else None
            if around:
                return Place(name, around.six, "township")
        if found and word and not found.name.endswith(word) and word in ("市", "县", "区", "省", "州"):
            exact = context.resolve(name + word)
            found = exact or found
        if found and found.level == "county" and _WORKING.search(office.organ) and self._far(found, context):
            return self._unknown(name, office.start, context)
        if found is None or (found.name != name and not _FULL.search(name) and self._far(found, context)):
            return self._unknown(name, office.start, context)
        return place_of(found)

    @staticmethod
    def _far(region: Region, context: Context) -> bool:
        """Whether a stem's only reading lies in another province than home, so that it is likelier a local name."""
        home = context.home
        if home is None or home.level == "country" or region.level in ("province", "prefecture"):
            return False
        return context.gazetteer.province(home) != context.gazetteer.province(region)

    def _unknown(self, name: str, position: int, context: Context) -> Place:
        """Place a village or zone that no table lists in the county around it."""
        for mention in self.context.gazetteer.mentions(name):
            inner = context.resolve(mention.text)
            if inner and inner.level in ("county", "township", "prefecture") and mention.end < len(name):
                return Place(name, inner.six)
        home = context.home
        return Place(name, home.six if home else None)

    def _zone(self, word: str, position: int, context: Context) -> Place | None:
        """Return the zone that a text calls by its last word alone: the one it names in full, else home's own."""
        home = context.home
        if home is None:
            return None
        if home.level == "zone":
            return place_of(home)
        full = [m.text for m in self.mentions if m.text.endswith(word) and len(m.text) > len(word)]
        zone = next((region for name in full if (region := context.resolve(name)) and region.level == "zone"), None)
        return place_of(zone) if zone else Place(f"{home.name}{word}", home.six, "zone")

    def _town(self, word: str, position: int, context: Context) -> Place | None:
        home = context.home
        if home and home.level == "township" and word not in ("村", "社区", "居民区", "嘎查"):
            return place_of(home)
        begin = max(0, position - 600)
        names = re.findall(rf"(?:[，。、；：\s（]|[在到赴的自]|镇|乡|县)([一-龥]{{1,5}}?{word})", self._text[begin:position])
        names = [name for name in names if not re.search(r"[的了是这那个各全每]|来到|走进|多|一|同志|为|任", name)]
        for mention in reversed([m for m in self.mentions if begin <= m.start < position]):
            if mention.text.endswith(word) and mention.text != word:
                region = context.resolve(mention.text)
                return Place(mention.text, region.six if region else home.six if home else None, "township")
        name = names[-1] if names else ""
        if home and home.level in ("country", "province", "prefecture"):
            around = next((region for m in reversed(self.mentions) if m.start < position and (region := context.resolve(m.text))
                           and region.level == "county"), None)
            home = around or home
        return Place(name, home.six, "township") if home and name else place_of(home) if home else None
