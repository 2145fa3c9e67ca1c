"""Where a post stands: its level, its rank, and how many people hold such a post in one place over the years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PLACES = {"nation": 1, "province": 31, "prefecture": 340, "county": 2850, "township": 40_000}
"""How many jurisdictions a level has."""
_TOP = {"nation": 10, "province": 8, "prefecture": 6, "county": 4, "township": 2}
_STEPS = {"head": 0, "deputy": 1, "department": 2, "under": 3}
_MUNICIPALITIES = ("11", "12", "31", "50")
# Holders within some fifteen years: those of one place, and for the nation those of all its bodies.
_HOLDERS = {"head": 12, "deputy": 50, "department": 200, "under": 600, "committee": 400, "member": 2000}
_NATIONAL = {"head": 40, "deputy": 120, "department": 800, "under": 4000, "committee": 800, "member": 10_000}
_ANYWHERE = {"head": 30_000, "deputy": 60_000, "department": 200_000, "under": 400_000, "committee": 400_000, "member": 1_000_000}
_ABROAD = 300
_SINGLE = 5
"""Holders of a post of one place that one person holds at a time."""
_LEADERS = 40
"""Holders of one post among the highest of the nation (国务委员)."""
_LOCAL = re.compile(r"(?<![一-龥]自治)(?:省|市|州|县|区|旗|乡|镇|村|街道)(?:委|党|政府|人大|政协|长|[一-龥]{0,3}局)")
"""A post in a division that is not named: a report of the whole country gives it the country as its place."""
_ARMY = re.compile(r"司令|政委|军区|战区|部队|集团军|舰队|总参谋|海军|空军|火箭军")
_BODY = 5
"""The characters from which on the title of a national post names its body (外交部部长, not 总指挥)."""


@dataclass(frozen=True, slots=True)
class Post:
    """``level`` is empty where no jurisdiction is known, ``abroad`` for other countries and bodies of many; ``rank`` as 省部级正职 is 8."""

    level: str
    area: str
    kind: str
    rank: int | None
    holders: int
    """How many people hold such a post in its place within some fifteen years."""
    size: int
    """How many of them hold this very post."""
    army: bool = False

    @property
    def full(self) -> bool:
        """Whether the post keeps its holder in its place, so that nobody has one elsewhere at the same time."""
        return self.level not in ("", "abroad") and self.kind in ("head", "deputy", "department")


def level_of(code: str | None) -> str:
    """Return the level of a division by its *code*, empty without one."""
    if not code:
        return ""
    if code == "100000":
        return "nation"
    if len(code) > 6 and code[6:].strip("0"):
        return "township"
    return "province" if code[2:6] == "0000" else "prefecture" if code[4:6] == "00" else "county"


@cache
def _patterns() -> Sequence[tuple[str, re.Pattern[str], str]]:
    rows = [line.split("\t") for line in files("kg.resolve").joinpath("ranks.tsv").read_text(encoding="utf-8").splitlines()
            if line and not line.startswith(("#", "level\t"))]
    return tuple((level, re.compile(pattern), kind) for level, pattern, kind in rows)


@cache
def post_of(title: str, code: str | None, region: str | None, single: bool) -> Post:
    """Return where the post *title* of the jurisdiction *code* (or, without a code, of the country *region*) stands."""
    level = level_of(code)
    if level == "nation" and _LOCAL.search(title):
        level, region = "", None
    kind = next((kind for wanted, pattern, kind in _patterns() if wanted in ("", level) and pattern.search(title)), "member")
    if not level:
        place, number = ("abroad", _ABROAD) if region else ("", _ANYWHERE[kind])
        return Post(place, region or "", kind, None, number, number)
    rank = _TOP[level] - _STEPS[kind] if kind in _STEPS else None
    if rank is not None and level in ("county", "township") and (code or "").startswith(_MUNICIPALITIES):
        rank += 2
    holders = (_NATIONAL if level == "nation" else _HOLDERS)[kind]
    return Post(level, _area(code or "", level), kind, rank, holders, min(holders, _size(title, level, kind, single)), bool(_ARMY.search(title)))


def _size(title: str, level: str, kind: str, single: bool) -> int:
    """Return how many people hold this very post in its place within some fifteen years, an upper bound."""
    if single and kind in _STEPS and (level != "nation" or (kind != "under" and len(title) >= _BODY)):
        return _SINGLE
    return _LEADERS if level == "nation" and kind in ("head", "deputy") else 10**6


def _area(code: str, level: str) -> str:
    """Return the digits that the codes of everything within the division begin with."""
    return code[:{"nation": 0, "province": 2, "prefecture": 4, "county": 6}.get(level, 9)]
