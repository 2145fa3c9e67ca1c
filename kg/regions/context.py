"""What a region's name or a level word means in a document of one home jurisdiction."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.regions.gazetteer import Gazetteer
from kg.regions.table import CHINA, Region

_REMEMBERED = 100_000
_TOWN_WORDS = ("镇", "乡", "街道", "苏木")
_MUNICIPALITIES = ("110000", "120000", "310000", "500000")


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
        """Return the division that *name* means here: nearest to home, else the only or the highest of that name."""
        return _resolve(self, name)

    def nearest(self, name: str) -> Region | None:
        """The same as :meth:`resolve`, worked out anew."""
        found = self.gazetteer.named(name, self.year)
        if not found:
            return None
        chain = [region.code for region in self.chain()]
        best = max(found, key=lambda region: self._nearness(region, chain))
        near = self._nearness(best, chain)
        tied = [region for region in found if self._nearness(region, chain) == near]
        if near[0] == 0 and len(tied) > 1:
            return None
        return best

    def _nearness(self, region: Region, chain: list[str]) -> tuple[int, int, int]:
        level = -("country", "province", "prefecture", "county", "zone", "township").index(region.level)
        current = int(region.valid_to is None)
        if region.code in chain:
            return 20 - chain.index(region.code), level, current
        above = [r.code for r in self.gazetteer.ancestors(region, self.year)]
        shared = [code for code in chain if code in above and code != CHINA.code]
        return (10 - chain.index(shared[0]) if shared else 0), level, current

    def level(self, word: str) -> Region | None:
        """Return the jurisdiction that a level word such as 市 or 县 stands for here."""
        if word in ("全国", "国家", "中央", "国", "中共中央", "国务院"):
            return CHINA
        chain = self.chain()
        if not chain:
            return None
        if word in _TOWN_WORDS:
            return next((r for r in chain if r.level == "township" and r.name.endswith(word)), chain[0])
        if word in ("村", "社区", "居民区", "嘎查", "园区"):
            return chain[0]
        wanted = {"省": ("province",), "自治区": ("province",), "特别行政区": ("province",), "自治州": ("prefecture",),
                  "州": ("prefecture",), "盟": ("prefecture",), "地区": ("prefecture",)}.get(word)
        if wanted:
            return next((r for r in chain if r.level in wanted and self._fits(r, word)), None)
        return self._city_or_district(word, chain)

    @staticmethod
    def _fits(region: Region, word: str) -> bool:
        return region.name.endswith(word) or region.level != "province" or (
            word == "省" and not re.search(r"自治区$|市$", region.name))

    def _city_or_district(self, word: str, chain: tuple[Region, ...]) -> Region | None:
        match = next((r for r in chain if r.name.endswith(word) and r.level in ("county", "prefecture", "province")
                      and not (word == "区" and r.level != "county")), None)
        if match:
            return match
        if word == "区":
            zone = next((r for r in chain if r.level == "zone"), None)
            return zone or next((r for r in chain if r.name.endswith("自治区")), None)
        if word == "县":
            return next((r for r in chain if r.level == "county"), None)
        return None


@lru_cache(maxsize=_REMEMBERED)
def _resolve(context: Context, name: str) -> Region | None:
    return context.nearest(name)
