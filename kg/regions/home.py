"""The home jurisdiction of a document: the one whose 市委 and 县政府 it means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from kg.regions.context import Context
from kg.regions.gazetteer import Gazetteer, RegionMention, load_gazetteer
from kg.regions.subject import reported_region
from kg.regions.table import CHINA, Region, read_words

_LEVEL_SIGN = re.compile(r"(?<![一-龥]{4})(?:全|我|本)?(省|自治区|市|州|盟|县|区|旗|镇|乡|街道)(?:委|政府|长|人大|政协|直|级|领导|纪委|上下|党)")
_LEVELS = {"省": ("province",), "自治区": ("province",), "州": ("prefecture",), "盟": ("prefecture",),
           "市": ("prefecture", "county", "province"), "县": ("county",), "旗": ("county",), "区": ("county", "zone"),
           "镇": ("township",), "乡": ("township",), "街道": ("township",)}
_ORGAN_BEHIND = re.compile(r"[省市县区州旗盟]?(?:委|政府|人大|政协|召开|举行|[省市县区州旗]长|日报|新闻|融媒|发布|讯|网|：|:)|[省市县区州旗盟]")
_CENTRE = re.compile(r"中共中央|党中央|国务院|总书记|国家主席|全国人大|全国政协|党和国家领导人|全国委员会|中央军委|中央纪委|外交部")
_LISTED_NAME = re.compile(r"(?:[、，]|领导)[一-龥]?$")
"""What stands before a stem that is a name or the end of one in a list (、李长春、石峰、)."""
_OFFICE_NAME = re.compile(r"(?:长|书记|主任|主席|委员|常委|副?主委)[一-龥]$")
"""What stands before a stem that is a given name behind an office (宣传部长白玉林)."""
_BEFORE_NAME = re.compile(r"^(?:中共|今日)")
_HEAD = 160
_PUBLISHER = 12.0
_BARE = 0.3
_CENTRAL = 0.5
_EQUAL = 1e-9
_ROUND_UP = 3
_MARK = re.compile(r"(?m)^[【▲●■◆★△○◎\[]+ ?([一-龥]{2,5})[】：:\]]")
"""What marks the paragraph of a round-up that one place's news stands in (【利川】, ▲利川：)."""
_MARKED = 2
_OPENING = 40


def home_region(*, title: str | None, publisher: str | None, text: str, region: str | None = None,
                year: int | None = None, gazetteer: Gazetteer | None = None) -> Region | None:
    """Return the home jurisdiction of a document, None where nothing tells it.

    A stated *region* (name or code) decides. For an outlet of the whole country it is the place that the headline or the
    first sentence reports on, else China. Else the publisher's place, the dateline, the headline and the names in the
    text are weighed, the level by the level words that the text uses of itself (县委, 全市, 我区).
    """
    known = gazetteer or load_gazetteer()
    if region:
        stated = known.get(region, year) if region[:6].isdigit() else Context(known, None, year).resolve(region)
        if stated:
            return stated
    if _national(publisher, text):
        return reported_region(known, title=title or "", text=text, year=year) or CHINA
    votes = _votes(known, title or "", publisher or "", text, year)
    if not votes:
        return None
    signs = Counter(_LEVEL_SIGN.findall(text))
    weighed = {found: votes[found] * _level_factor(found, signs) for found in votes}
    best = max(votes, key=lambda found: (weighed[found], found.code, found.valid_from or 0))
    if any(other.six != best.six and abs(weighed[other] - weighed[best]) < _EQUAL and not known.contains(best, other)
           and not known.contains(other, best) for other in votes):
        return None  # a name that several places share, and nothing that tells them apart
    if best == CHINA and sum(signs.values()) > len(_CENTRE.findall(text)):
        return None
    return _above_round_up(known, best, text, year)


def _national(publisher: str | None, text: str) -> bool:
    """Whether the publisher, or where there is none the text's opening, is an outlet of the whole country."""
    outlets = read_words("outlets.tsv")
    if publisher:
        return any(outlet in publisher for outlet in outlets)
    return any(outlet in text[:_OPENING] for outlet, opening in outlets.items() if opening)


def _above_round_up(known: Gazetteer, best: Region, text: str, year: int | None) -> Region:
    """Return the division above *best* where short lines head a section for each of several of its counties."""
    if best.level != "county" or not best.parent:
        return best
    heads: set[str] = set()
    marked = {r.code for name in _MARK.findall(text) for m in known.mentions(name, year, common=True)
              for r in m.regions if r.level == "county" and r.parent == best.parent}
    for line in text.split("\n"):
        if len(line) <= 40 and not line.endswith("。"):
            heads |= {r.code for m in known.mentions(line, year) for r in m.regions if r.level == "county" and r.parent == best.parent}
    return known.parent(best, year) or best if len(heads) >= _ROUND_UP or len(marked) >= _MARKED else best


def _votes(known: Gazetteer, title: str, publisher: str, text: str, year: int | None) -> dict[Region, float]:
    votes: defaultdict[Region, float] = defaultdict(float)
    elsewhere: set[str] = set()
    outer: RegionMention | None = None
    for mention in known.mentions(_BEFORE_NAME.sub("", publisher), year, common=True):
        before, outer = outer, mention
        if before and before.end == mention.start and not _inside(known, before, mention):
            elsewhere.add(mention.text)  # 许昌市东城区 is no 东城区 of another city
            continue
        candidates = _candidates(mention)
        if before and before.end == mention.start:  # 祁东县金桥镇人民政府 is the town of that county, whatever others are called so
            candidates = [c for c in candidates if any(known.contains(above, c) for above in before.regions)] or candidates
        levels = list(dict.fromkeys(candidate.level for candidate in candidates))
        for candidate in candidates:
            votes[candidate] += _PUBLISHER / (1 + 3 * levels.index(candidate.level))
    for words, weight, near in ((title, 3.0, True), (text[:_HEAD], 1.0, True), (text, 1.0, False)):
        outer = None
        found_here = known.mentions(words, year)
        people = {words[m.start - 1:m.end] for m in found_here if m.stem and _OFFICE_NAME.search(words[max(0, m.start - 3):m.start])}
        for mention in found_here:
            before, outer = outer, mention
            if mention.text in elsewhere or (before and before.end == mention.start and not _inside(known, before, mention)):
                continue
            bare = mention.stem and not (near and _ORGAN_BEHIND.match(words, mention.end))
            if mention.stem and _LISTED_NAME.search(words[max(0, mention.start - 2):mention.start]) and words[mention.end:mention.end + 1] in "、，和等":
                continue
            if mention.stem and words[max(0, mention.start - 1):mention.end] in people:
                continue
            if (bare and near) or known.common(mention.text):
                continue
            found = [region for region in _candidates(mention) if region.code != CHINA.code]
            if before and before.end == mention.start:
                found = [region for region in found if any(known.contains(above, region) for above in before.regions)] or found
            for candidate in found:
                votes[candidate] += (_BARE if bare else weight) / len(found)
    if votes or _CENTRE.search(text):
        votes[CHINA] += _CENTRAL * sum(1 for _ in _CENTRE.finditer(text))
    _support(known, votes, year)
    return dict(votes)


def _inside(known: Gazetteer, outer: RegionMention, inner: RegionMention) -> bool:
    """Whether some division of the *inner* name lies in one of the *outer*."""
    return any(known.contains(above, below) for above in outer.regions for below in inner.regions)


def _candidates(mention: RegionMention) -> list[Region]:
    return [region for region in mention.regions if region.level != "township" or len(mention.text) > 2]


def _support(known: Gazetteer, votes: dict[Region, float], year: int | None) -> None:
    """Let the places below a division speak for it: a town for its county, several divisions for the one around them.

    The strongest branch below a division does not count for it, or each would lift the one above over itself.
    """
    branches: defaultdict[Region, defaultdict[Region, float]] = defaultdict(lambda: defaultdict(float))
    for region, count in votes.items():
        below = region
        for distance, above in enumerate(known.ancestors(region, year), start=1):
            if above.code != CHINA.code and (above in votes or region.level == "township"):
                branches[above][below] += count * 0.6 ** distance
            below = above
    for above, parts in branches.items():
        strongest = max((count for below, count in parts.items() if below.level != "township"), default=0.0)
        votes[above] = votes.get(above, 0.0) + sum(parts.values()) - strongest


def _level_factor(region: Region, signs: Counter[str]) -> float:
    """Weigh a candidate by how often the text speaks of itself with that level's word."""
    total = sum(signs.values())
    if region.level == "country" or not total:
        return 0.15 + (region.level == "country" and not total)
    fitting = sum(count for word, count in signs.items()
                  if region.level in _LEVELS[word] and (region.name.endswith(word) or region.level == "zone"))
    return 0.15 + fitting / total
