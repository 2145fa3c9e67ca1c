"""What a region's name or a level word means in a document of one home jurisdiction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.regions.gazetteer import Gazetteer
from kg.regions.table import CHINA, LEVELS, Region

_REMEMBERED = 100_000
_CENTRE = ("全国", "国家", "中央", "国", "中共中央", "国务院", "党中央")
_TOWN_WORDS = ("镇", "乡", "街道", "苏木")
_BELOW_TOWN = ("村", "社区", "居民区", "嘎查", "园区")
_CORPS = "新疆生产建设兵团"
_LEVEL_OF = {"省": "province", "自治区": "province", "特别行政区": "province", "自治州": "prefecture", "州": "prefecture",
             "盟": "prefecture", "地区": "prefecture", "地": "prefecture"}
_ZONE = re.compile(r"(?:开发区|高新区|经开区|新区|园区|工业区|工业园|产业园|科技园|示范区|试验区|实验区|度假区|风景区|景区|保税区|管理区|合作区|集聚区|集中区|经济区|新城)$")
_NATIONAL_ZONE = re.compile(r"(?:开发区|经开区|高新区)$")
_TOWN = re.compile(r"(?P<stem>.{2,}?)(?:镇|乡|街道|苏木)$")
_PLACE = re.compile(r"(?:镇|乡|街道|苏木|公社|村|社区|居民区|嘎查|农场|林场|牧场|[一二三四五六七八九十]团)$")


@dataclass(frozen=True)
class Context:
    """A home jurisdiction in a year, against which names are read."""

    gazetteer: Gazetteer
    home: Region | None
    year: int | None = None

    def with_home(self, home: Region | None) -> Context:
        """Return the same context with another home, for a section of a round-up."""
        return replace(self, home=home)

    def chain(self) -> tuple[Region, ...]:
        """Return the home and everything above it."""
        return (self.home, *self.gazetteer.ancestors(self.home, self.year)) if self.home else ()

    def resolve(self, name: str) -> Region | None:
        """Return the division that *name* means here, None where two are equally near.

        It is the one nearest to home, else the only or the highest of that name. A former division goes by the code
        valid in the year of the document; a zone, town or village that no table lists takes the name as written and
        lies in the division that its name begins with, else in home.
        """
        return _resolve(self, name)

    def nearest(self, name: str) -> Region | None:
        """The same as :meth:`resolve`, worked out anew."""
        found = self.gazetteer.named(name, self.year)
        if found:
            best = self._best(found)
            return self._as_of_year(best, name) if best else self._unlisted(name)
        return self._other_kind_of_town(name) or self._unlisted(name)

    def _best(self, found: Sequence[Region]) -> Region | None:
        chain = [region.code for region in self.chain()]
        ranked = sorted(found, key=lambda region: self._nearness(region, chain), reverse=True)
        best = ranked[0]
        tied = [region for region in ranked if self._nearness(region, chain) == self._nearness(best, chain)]
        return best if len({region.six for region in tied}) == 1 else None

    def _nearness(self, region: Region, chain: Sequence[str]) -> tuple[int, int, int, int]:
        """Rank a candidate: how low the division is that it shares with home, its level, and how recent it is."""
        level = -("country", "province", "prefecture", "county", "zone", "township").index(region.level)
        current, recent = int(region.valid_in(self.year)), region.valid_to or 9999
        if region.code in chain:
            return 20 - chain.index(region.code), level, current, recent
        above = {r.code for r in self.gazetteer.ancestors(region, self.year)}
        shared = next((place for place, code in enumerate(chain) if code in above and code != CHINA.code), None)
        return (0 if shared is None else 10 - shared), level, current, recent

    def _as_of_year(self, region: Region, name: str) -> Region:
        """Give a former division the code of what it had become; a zone or town keeps the name as written."""
        if region.level in ("zone", "township"):
            return region if region.name == name else replace(region, name=name)
        if region.named_in(self.year):
            return region
        now = self.gazetteer.at(region, self.year)
        if len(now) != 1 or now[0] == region:
            return region
        return replace(region, code=now[0].code, parent=now[0].parent, level=now[0].level)

    def _other_kind_of_town(self, name: str) -> Region | None:
        """Return the town near home that was called by another level word: 阿斯兰巴格乡 is 阿斯兰巴格镇 today."""
        match = _TOWN.match(name)
        if match is None or self.home is None:
            return None
        found = [region for word in _TOWN_WORDS for region in self.gazetteer.named(match["stem"] + word, self.year)
                 if region.level == "township" and self._nearness(region, [self.home.code, str(self.home.six)])[0]]
        return replace(found[0], name=name) if len({region.six for region in found}) == 1 else None

    def _unlisted(self, name: str) -> Region | None:
        """Return a zone, town or village that no table lists, lying in the division its name begins with, else in home."""
        zone = bool(_ZONE.search(name))
        if not zone and not _PLACE.search(name):
            return None
        home = self.home
        far = bool(_NATIONAL_ZONE.search(name))
        around = next((region for end in range(len(name) - 1, 1, -1) if (region := self._around(name[:end], far))), None)
        if around is None and zone:
            around = self._town_of(_ZONE.sub("", name))
        if around is None and home is not None and (home.level in ("county", "township", "zone") or not self.gazetteer.named(name)):
            around = home
        if around is None or around.level in ("country", "province"):
            return None
        return Region(name, name, "zone" if zone else "township", around.six, lineage=name)

    def _town_of(self, stem: str) -> Region | None:
        """Return the county of the one town called *stem* in home's prefecture: 枣山园区 lies where 枣山镇 does."""
        chain = [region.code for region in self.chain() if region.level in ("county", "prefecture")]
        found = {region.six for word in _TOWN_WORDS for region in self.gazetteer.named(stem + word, self.year)
                 if region.level == "township" and self._nearness(region, chain)[0]} if len(stem) > 1 else set()
        return self.gazetteer.get(str(found.pop()), self.year) if len(found) == 1 else None

    def _around(self, name: str, far: bool) -> Region | None:
        """Return the division of that name below the provinces; one far from home only by its full name, or if *far*."""
        chain = [region.code for region in self.chain()]
        found = [region for region in self.gazetteer.named(name, self.year) if region.level not in ("country", "province")
                 and (far or not chain or region.name == name or self._nearness(region, chain)[0])]
        return self._best(found) if found else None

    def level(self, word: str) -> Region | None:
        """Return the jurisdiction that a level word such as 市 or 县 stands for here."""
        if word in _CENTRE:
            return CHINA
        chain = self.chain()
        if not chain:
            return None
        if word in _TOWN_WORDS:
            return next((r for r in chain if r.level == "township" and r.name.endswith(word)), chain[0])
        if word in _BELOW_TOWN:
            return chain[0]
        if word in ("师", "师市", "兵团"):
            return self._corps(word, chain)
        if word in _LEVEL_OF:
            return next((r for r in chain if r.level == _LEVEL_OF[word] and self._fits(r, word)), None)
        return self._city_or_district(word, chain)

    def _corps(self, word: str, chain: tuple[Region, ...]) -> Region | None:
        """Return the Corps, or its division that home is or that shares home's city."""
        if word == "兵团":
            return next(iter(self.gazetteer.named(_CORPS)), None)
        codes = [region.code for region in chain]
        units = (unit for code in codes for unit in self.gazetteer.children(self.gazetteer.get(code) or chain[0])
                 if unit.level == "zone" and re.search(r"^第.{1,3}师", unit.name))
        return next((r for r in chain if re.search(r"^第.{1,3}师", r.name)), None) or next(units, None)

    @staticmethod
    def _fits(region: Region, word: str) -> bool:
        if region.level != "province":
            return region.name.endswith(word) or word == "地"
        return region.name.endswith(word) and (word != "省" or region.name[-1] == "省")

    def _city_or_district(self, word: str, chain: tuple[Region, ...]) -> Region | None:
        match = next((r for r in chain if r.name.endswith(word) and r.level in LEVELS[1:4]
                      and not (word == "区" and r.level != "county")), None)
        if match:
            return match
        if word == "区":
            zone = next((r for r in chain if r.level == "zone"), None)
            return zone or next((r for r in chain if r.name.endswith("自治区")), None)
        if word in ("县", "旗"):
            return next((r for r in chain if r.level == "county"), None)
        if word == "市":
            return next((r for r in chain if r.level == "zone" and r.name.endswith("市")), None)
        return None


@lru_cache(maxsize=_REMEMBERED)
def _resolve(context: Context, name: str) -> Region | None:
    return context.nearest(name)
