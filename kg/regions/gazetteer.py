"""All divisions in memory: by code, by name, by parent, and as an automaton that finds their names in text."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.regions.names import PEOPLES, other_names
from kg.regions.table import CHINA, LEVELS, Region, read_corps, read_divisions, read_words, read_zones

__all__ = ["PEOPLES", "Gazetteer", "RegionMention", "load_gazetteer"]
_ORDER = {level: rank for rank, level in enumerate(("country", "province", "prefecture", "county", "zone", "township"))}
_NATION = ("中国", "全国", "中华人民共和国")
_CLAUSE = "\n\u3000 ，。；：！？、（）()“”《》【】|,;:!?-—"
_ZONE = re.compile(r"(?:国家级?|省级)?(?:(?:经济技术|经济|高新技术产业|高新技术)开发区|高新区|经开区|工业园区)")
_LEVEL_WORD = re.compile(r"(?:[省市县区州旗盟乡镇团师]|地区|街道|苏木|兵团)$")
_GLUED = {"开": ("召", "展", "公", "离"), "共": ("中",), "华": ("中",)}
"""Characters that make a word with the one before (召开, 公开, 中共), so that no name begins there (中共和县县委)."""


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region's name at ``text[start:end]``; ``stem`` where it stands without its level word (永川 for 永川区).

    ``regions`` are all divisions of that name, higher levels first.
    """

    start: int
    end: int
    text: str
    stem: bool
    regions: tuple[Region, ...] = ()


class Gazetteer:
    """The divisions of the table; immutable once made."""

    def __init__(self, regions: Iterable[Region], *, forms: Iterable[tuple[Region, Sequence[str]]] = ()) -> None:
        self._by_code: dict[str, list[Region]] = {}
        self._by_name: dict[str, list[Region]] = {}
        self._by_parent: dict[str, list[Region]] = defaultdict(list)
        self._full: set[str] = set()
        self._minority: set[str] = set()
        self.ambiguous = read_words("ambiguous.tsv")
        for region in regions:
            self._add(region, other_names(region))
        for region, others in forms:
            self._add(region, others)
        for versions in (found for found in self._by_code.values() if len(found) > 1):
            versions.sort(key=lambda region: (region.valid_from or 0, region.valid_to or 9999))
        self._names = sorted(name for name in self._by_name if len(name) > 1)
        self._found: dict[tuple[str, int | None], tuple[Region, ...]] = {}
        self._above: dict[tuple[Region, int | None], tuple[Region, ...]] = {}
        self._last: tuple[str, list[tuple[int, int, int]]] = ("", [])
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest,
                                      implementation=Implementation.ContiguousNFA)

    def _add(self, region: Region, others: Sequence[str]) -> None:
        self._by_code.setdefault(region.code, []).append(region)
        self._by_parent[region.parent or ""].append(region)
        self._full.add(region.name)
        if others:
            self._full.update(name for name in others if _LEVEL_WORD.search(name))
        minority = region.level in LEVELS[1:4] and bool(PEOPLES.search(region.name))
        for name in (region.name, *others):
            self._by_name.setdefault(name, []).append(region)
            if minority:
                self._minority.add(name)

    def minority(self, name: str) -> bool:
        """Whether a division of that name is one of a minority (凉山, 马边县)."""
        return name in self._minority

    def common(self, name: str) -> bool:
        """Whether a name is also an everyday word, so that it needs its level word behind it."""
        return name in self.ambiguous

    def get(self, code: str, year: int | None = None) -> Region | None:
        """Return the division with *code* that was valid in *year* (today where None), else its latest version."""
        found = self._by_code.get(code)
        if not found:
            return None
        return next((r for r in reversed(found) if r.valid_in(year)),
                    next((r for r in reversed(found) if r.named_in(year)), found[-1]))

    def named(self, name: str, year: int | None = None) -> tuple[Region, ...]:
        """Return the divisions of that name or stem in *year*, higher levels first; past ones where none is valid."""
        found = self._found.get((name, year))
        if found is None:
            found = self._found[name, year] = self._look_up(name, year)
        return found

    def _look_up(self, name: str, year: int | None) -> tuple[Region, ...]:
        if name in _NATION:
            return (CHINA,)
        found = self._by_name.get(name, [])
        strict = [region for region in found if region.valid_in(year)]
        lineages = {region.lineage for region in strict}
        valid = strict + [region for region in found if region.named_in(year) and region.lineage not in lineages]
        return tuple(sorted(dict.fromkeys(valid or found),
                            key=lambda r: (_ORDER[r.level], -(r.valid_to or 9999), r.code, -(r.valid_from or 0))))

    def parent(self, region: Region, year: int | None = None) -> Region | None:
        """Return the division above *region* (in its own time where *year* is None), None for the country."""
        return self.get(region.parent, year or region.valid_to) if region.parent else None

    def ancestors(self, region: Region, year: int | None = None) -> tuple[Region, ...]:
        """Return the divisions above *region*, nearest first, the country last."""
        known = self._above.get((region, year))
        if known is not None:
            return known
        found = []
        above = self.parent(region, year)
        while above:
            found.append(above)
            above = self.parent(above, year)
        return self._above.setdefault((region, year), tuple(found))

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
        """Return all divisions from province to county that were listed at the end of *year*, by code."""
        return tuple(sorted((r for found in self._by_code.values() for r in found
                             if r.level in ("province", "prefecture", "county") and r.valid_in(year)),
                            key=lambda r: (r.code, r.name)))

    def successors(self, region: Region) -> tuple[Region, ...]:
        """Return what followed *region*, if it has ended: its next version, or the divisions that took it in."""
        if region.valid_to is None:
            return ()
        end = region.valid_to
        found = (next((r for r in self._by_code.get(code, []) if r != region and (r.valid_to is None or r.valid_to > end)), None)
                 for code in region.successors)
        return tuple(later for later in found if later)

    def at(self, region: Region, year: int | None) -> tuple[Region, ...]:
        """Return what *region* had become by *year* (today where None): itself, or its successors' successors."""
        if region.valid_in(year) or region.valid_to is None or (year is not None and year <= region.valid_to):
            return (region,)
        later = [end for step in self.successors(region) for end in self.at(step, year)]
        return tuple(dict.fromkeys(later))

    def today(self, region: Region) -> tuple[Region, ...]:
        """Return what *region* is today."""
        return self.at(region, None)

    def mentions(self, text: str, year: int | None = None, *, common: bool = False) -> list[RegionMention]:
        """Return the names of regions in *text*, longest match first, in order.

        An everyday word counts only behind the name of a division around it (陕西安康), or everywhere with *common*.
        """
        names, full, ambiguous = self._names, self._full, self.ambiguous
        found: list[RegionMention] = []
        for index, start, end in self._matches(text):
            name = names[index]
            if text[start] in _GLUED and text[start - 1:start] in _GLUED[text[start]]:
                inner = self.mentions(text[start + 1:end], year, common=common)
                found += [replace(mention, start=start + 1 + mention.start, end=start + 1 + mention.end) for mention in inner]
                continue
            if name[0] == "代" and text.startswith("长", end) and name[-1] in "省市县区州旗":
                continue  # 代县长 is an acting head of any county
            if name in ambiguous and not common and not self._meant(name, text, start, found):
                continue
            found.append(RegionMention(start, end, name, name not in full, self.named(name, year)))
        return found

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        """Return the (name, start, end) of the names in *text*; the last text is kept, as a document is looked through more than once."""
        if text != self._last[0]:
            self._last = (text, self._automaton.find_matches_as_indexes(text))
        return self._last[1]

    def _meant(self, name: str, text: str, start: int, before: Sequence[RegionMention]) -> bool:
        """Whether an everyday word at *start* is the place: its clause begins there, a zone's title follows, or a division
        around it precedes."""
        if (self.ambiguous[name] and (start == 0 or text[start - 1] in _CLAUSE)) or _ZONE.match(text, start + len(name)):
            return True
        if not before or before[-1].end != start:
            return False
        codes = {region.code for region in before[-1].regions} - {CHINA.code}
        return any(above.code in codes for region in self._by_name[name] for above in self.ancestors(region))


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the package's tables."""
    collecting = gc.isenabled()
    gc.disable()  # nothing of the tables is garbage, and looking for some doubles the time
    try:
        return _load()
    finally:
        if collecting:
            gc.enable()


def _load() -> Gazetteer:
    zones = list(read_zones())
    known = {zone.name for zone in zones} | {name for zone in zones for name in other_names(zone)}
    listed = (region for region in read_divisions() if region.level != "zone" or region.name not in known)
    return Gazetteer((*listed, *zones), forms=read_corps())
