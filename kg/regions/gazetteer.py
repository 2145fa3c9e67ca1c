"""All divisions in memory: by code, by name, by parent, and as an automaton that finds their names in text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.regions.table import CHINA, Region, read_divisions, read_words, read_zones

_PEOPLES = ("蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 "
            "仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 "
            "基诺 各").split()
_PEOPLE = "|".join(sorted((f"{people}族" for people in _PEOPLES), key=len, reverse=True))
_PEOPLE += "|蒙古|哈萨克|柯尔克孜|维吾尔|达斡尔"
_STEM = re.compile(rf"(?P<stem>[一-龥]{{2,}}?)(?:{_PEOPLE})*(?P<suffix>特别行政区|自治区|自治州|自治县|自治旗|矿区|林区|特区|省|市|地区|盟|县|区|旗)$")
PEOPLES = re.compile(r"族|自治|旗$|盟$|内蒙古|新疆|西藏|青海")
_SHORT = {"自治州": "州", "自治县": "自治县", "自治旗": "自治旗", "自治区": "自治区"}
_ORDER = {level: rank for rank, level in enumerate(("country", "province", "prefecture", "county", "zone", "township"))}


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region's name at ``text[start:end]``; ``stem`` where it stands without its level word (永川 for 永川区)."""

    start: int
    end: int
    text: str
    stem: bool


def stems(region: Region) -> Iterable[str]:
    """Yield the shorter forms of a region's name: 凉山彝族自治州 is 凉山 and 凉山州."""
    match = _STEM.match(region.name)
    if match and region.level in ("province", "prefecture", "county"):
        yield match["stem"]
        if match["suffix"] in _SHORT:
            yield match["stem"] + _SHORT[match["suffix"]]


class Gazetteer:
    """The divisions of the table; immutable once made."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_code: dict[str, list[Region]] = defaultdict(list)
        self._by_name: dict[str, list[Region]] = defaultdict(list)
        self._by_lineage: dict[str, list[Region]] = defaultdict(list)
        self._by_parent: dict[str, list[Region]] = defaultdict(list)
        self._full: set[str] = set()
        self.ambiguous = read_words("ambiguous.tsv")
        for region in regions:
            self._by_code[region.code].append(region)
            self._by_lineage[region.lineage].append(region)
            self._by_parent[region.parent or ""].append(region)
            self._full.add(region.name)
            for name in {region.name, *stems(region)}:
                self._by_name[name].append(region)
        self._minority = {name for name, found in self._by_name.items() if any(PEOPLES.search(region.name) for region in found)}
        self._names = sorted(name for name in self._by_name if len(name) > 1)
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def minority(self, name: str) -> bool:
        """Whether a division of that name is one of a minority (凉山, 马边县)."""
        return name in self._minority

    def common(self, name: str) -> bool:
        """Whether a name is also an everyday word, so that it needs its level word behind it."""
        return name in self.ambiguous

    def get(self, code: str, year: int | None = None) -> Region | None:
        """Return the division with *code* that was valid in *year* (today where None), else its latest version."""
        found = self._by_code.get(code, [])
        return next((region for region in found if region.valid_in(year)), found[-1] if found else None)

    def named(self, name: str, year: int | None = None) -> tuple[Region, ...]:
        """Return the divisions of that name or stem in *year*, higher levels first; past ones where none is valid."""
        if name in ("中国", "全国", "中华人民共和国"):
            return (CHINA,)
        found = self._by_name.get(name, [])
        valid = [region for region in found if region.valid_in(year)]
        if not valid:
            heirs = {heir.code: heir for region in found for heir in self._by_lineage[region.lineage] if heir.valid_in(year)}
            same = [heir for heir in heirs.values() if heir.name[:2] == name[:2]]  # early lists give some codes twice
            valid = same or list(heirs.values()) or found
        return tuple(sorted(valid, key=lambda region: (_ORDER[region.level], -(region.valid_to or 9999), region.code)))

    def parent(self, region: Region, year: int | None = None) -> Region | None:
        """Return the division above *region*, None for the country."""
        return self.get(region.parent, year) if region.parent else None

    def ancestors(self, region: Region, year: int | None = None) -> tuple[Region, ...]:
        """Return the divisions above *region*, nearest first, the country last."""
        found = []
        above = self.parent(region, year)
        while above:
            found.append(above)
            above = self.parent(above, year)
        return tuple(found)

    def children(self, region: Region, year: int | None = None) -> tuple[Region, ...]:
        """Return the divisions right below *region* in *year*, by code."""
        return tuple(sorted((r for r in self._by_parent.get(region.code, []) if r.valid_in(year)), key=lambda r: r.code))

    def province(self, region: Region) -> Region | None:
        """Return the province that *region* is or lies in."""
        return next((r for r in (region, *self.ancestors(region)) if r.level == "province"), None)

    def contains(self, outer: Region, inner: Region) -> bool:
        """Whether *inner* is *outer* or lies in it."""
        return outer.code == inner.code or any(outer.code == above.code for above in self.ancestors(inner))

    def as_of(self, year: int) -> tuple[Region, ...]:
        """Return all divisions from province to county that existed in *year*, by code."""
        return tuple(sorted((r for found in self._by_code.values() for r in found
                             if r.valid_in(year) and r.level in ("province", "prefecture", "county")),
                            key=lambda r: (r.code, r.name)))

    def today(self, region: Region) -> tuple[Region, ...]:
        """Return what *region* has become: the divisions of its lineage that are valid now."""
        return tuple(r for r in self._by_lineage.get(region.lineage, []) if r.valid_to is None)

    def successors(self, region: Region) -> tuple[Region, ...]:
        """Return the next version of *region* in its lineage, if it has ended."""
        if region.valid_to is None:
            return ()
        later = [r for r in self._by_lineage[region.lineage] if (r.valid_from or 0) > region.valid_to]
        return tuple(sorted(later, key=lambda r: (r.valid_from or 0, r.code))[:1])

    def mentions(self, text: str) -> list[RegionMention]:
        """Return the names of regions in *text*, longest match first, in order."""
        names = self._names
        return [RegionMention(start, end, names[index], names[index] not in self._full)
                for index, start, end in self._automaton.find_matches_as_indexes(text)
                if not (text[start] == "开" and text[start - 1:start] in ("召", "展", "公", "离"))]


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the package's table."""
    return Gazetteer((*read_divisions(), *read_zones()))
