"""The jurisdiction of offices that one clause leaves open, settled by all holdings of a document together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.places import NATION, Places, place_of
from kg.extract.tenures import Holding
from kg.regions import Region

_LEVELS = ("省", "市", "州", "县", "区", "旗", "镇", "乡", "街道", "村")


def settle(holdings: Sequence[Holding], places: Places) -> list[Holding]:
    """Return *holdings* with the seats that only the whole document tells."""
    return _once(_superiors(_heads_of_state(holdings), places))


def _once(holdings: Sequence[Holding]) -> list[Holding]:
    """Leave out an office that the text names again without its level word (乡党委书记某某, and later 党委书记某某)."""
    full = {(h.name.text, h.title, h.place and h.place.code) for h in holdings if h.office.level}
    return [h for h in holdings if h.office.level or not any((h.name.text, f"{level}{h.title}", h.place and h.place.code) in full for level in _LEVELS)]


def _heads_of_state(holdings: Sequence[Holding]) -> list[Holding]:
    """A bare 主席 behind the name of someone who holds an office of the nation is the nation's (习近平主席)."""
    national = {h.name.text for h in holdings if h.place == NATION}
    return [replace(h, place=NATION) if h.title in ("主席", "副主席") and h.rule == "name-office" and h.name.text in national else h
            for h in holdings]


def _superiors(holdings: Sequence[Holding], places: Places) -> list[Holding]:
    """Where two persons hold the one 市委书记 of a county-level city, the one who is not called its own is of the city above."""
    holders: defaultdict[tuple[str, str | None], dict[str, int]] = defaultdict(dict)
    for h in holdings:
        if h.place and h.office.single_holder and not h.status & {"former", "proposed", "acting"} and h.office.post == h.office.core:
            known = holders[h.title, h.place.code]
            known[h.name.text] = known.get(h.name.text, 0) + (100 if h.office.region else 1)
    lifted: dict[tuple[str, str, str | None], Region] = {}
    for (title, code), known in holders.items():
        above = _above(code, title, places)
        if above and len(known) == 2:
            (_, most), (second, least) = sorted(known.items(), key=lambda item: -item[1])
            if most > least:
                lifted[second, title, code] = above
    found = []
    for h in holdings:
        region = lifted.get((h.name.text, h.title, h.place.code if h.place else None)) if not h.office.region else None
        found.append(replace(h, place=place_of(region)) if region else h)
    return found


def _above(code: str | None, title: str, places: Places) -> Region | None:
    """Return the prefecture-level city above the county-level city of *code* where *title* fits both."""
    gazetteer, year = places.context.gazetteer, places.context.year
    region = gazetteer.get(code, year) if code and title.startswith("市") else None
    above = gazetteer.parent(region, year) if region and region.level == "county" else None
    return above if above and above.level == "prefecture" and above.name.endswith("市") else None
