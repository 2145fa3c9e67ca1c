"""Sections of a round-up, each with its own home jurisdiction."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import islice

from kg.extract.places import Places
from kg.extract.sentences import paragraphs
from kg.regions import Context, Region

_SUBJECT = re.compile(r"(?:[省市州县区旗盟]?委|[省市州县区旗]?政府|人大|政协|召开|举行|副?[市县区省州旗]长|[市县区]领导|党工委|：|(?=[】\n])|$|自治县委|自治县县?委|[市县区]?纪委)")


_ROUND_UP = 3
_MARK = re.compile(r"[【▲●■◆★△○◎\[]+ ?(?P<name>[一-龥]{2,5})[】：:\]]")


def split(text: str, places: Places) -> None:
    """Record in *places* the sections of *text*: a heading or a paragraph's first words that name a lower division."""
    base = places.context
    if base.home is None or base.home.level not in ("country", "province", "prefecture"):
        return
    section = base
    begun = _begun(text, places)
    for start, end, heading in paragraphs(text):
        found = begun.get(start) or _named(text, start, min(end, start + 60), places, heading)
        if heading and (found or text[start:start + 2] in ("▲ ", "● ")):
            section = _context(base, found)
        here = _context(base, found) if found else section
        if here is not places.sections[-1][1]:
            places.sections.append((start, here))


def _begun(text: str, places: Places) -> dict[int, Region]:
    """Return the division whose name begins each paragraph of a round-up: several paragraphs, each of another division of home."""
    base = places.context
    starts = {mention.start: mention for mention in places.mentions}
    found: dict[int, Region] = {}
    for start, end, heading in paragraphs(text):
        mention = starts.get(start)
        region = base.resolve(mention.text) if mention and not heading and end - start > 40 else None
        if region and base.home and region.level in ("prefecture", "county") and region.code != base.home.code and base.gazetteer.contains(base.home, region):
            found[start] = region
    return found if len({region.code for region in found.values()}) >= _ROUND_UP else {}


def _context(base: Context, home: Region | None) -> Context:
    return replace(base, home=home) if home else base


def _named(text: str, start: int, end: int, places: Places, heading: bool) -> Region | None:
    base = places.context
    mark = _MARK.match(text, start, end)
    marked = base.resolve(mark["name"]) if mark else None
    if marked and base.home and marked.level in ("prefecture", "county", "zone") and base.gazetteer.contains(base.home, marked):
        return marked
    first = bisect_left(places.mentions, start, key=lambda mention: mention.start)
    for mention in islice(places.mentions, first, None):
        if mention.start >= end:
            break
        region = base.resolve(mention.text)
        if region is None or base.home is None or region.level not in ("province", "prefecture", "county", "zone"):
            continue
        if region.code == base.home.code or not base.gazetteer.contains(base.home, region):
            continue
        if not heading and text[mention.start - 1:mention.start] in ("在", "到", "赴", "于", "往"):
            continue
        if _SUBJECT.match(text, mention.end) or (heading and mention.end - start < 8):
            return region
    return None
