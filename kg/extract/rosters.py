"""Lists of names under an office: 书记：欧阳立; 一、中央政治局委员 and the names on the next lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg.extract.names import NameReader
from kg.extract.offices import OfficeMention, chains
from kg.extract.places import Places
from kg.extract.tenures import Holding, Name, complete, marks

_LABEL = re.compile(r"^[ ]*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])?[ ]*")
_LEADING = re.compile(r"([一-龥]{2,4}?)[ ]?(?:（?(女|男)）?)?[，：]?[ ]?")
_MEMBER = re.compile(r"(?:，[一-龥]{2,4}(?:盟员|党员|会员|社员))?")
_BEHIND = re.compile(r"[ ]*(?:（[^）\n]{0,16}）)?[ ]*[：:]?[ ]*")
_NAME = re.compile(r"([一-龥·]{2,6})(?:（([^）\n]{1,14})）)?(?:[ 、]+|$)")


class RosterReader:
    """Reads lines that hold nothing but names, and the office they stand under."""

    def __init__(self, names: NameReader) -> None:
        self._names = names

    def read(self, text: str, offices: Sequence[OfficeMention], places: Places) -> Iterator[Holding]:
        """Yield a holding for each name of each roster of *text*."""
        yield from self._led_by_name(text, offices, places)
        heading: list[OfficeMention] = []
        label: OfficeMention | None = None
        at = 0
        for line in text.split("\n"):
            start, at = at, at + len(line) + 1
            inside = [office for office in offices if start <= office.start < at]
            body = self._body(text, start, at - 1, inside)
            if body is None:
                keep = _LABEL.match(line)
                if inside and keep and inside[0].start == start + keep.end() and not re.search(r"[，。；]", line):
                    if any(office.level for office in inside) or not heading:
                        heading = inside
                    label = self._whole(inside[0], heading) if len(inside) == 1 else None
                elif not re.fullmatch(r"（[^）]*）", line.strip()):
                    label = None
                continue
            if inside:
                label = self._whole(inside[0], heading)
            if label:
                for name in body:
                    yield Holding(name, label, label.title, label.body, places.of_office(label),
                                  label.status, "roster", 0.95)

    def _led_by_name(self, text: str, offices: Sequence[OfficeMention], places: Places) -> Iterator[Holding]:
        """Read lines of a name and nothing but its offices (彭司晨 县委副书记、县长)."""
        for chain in chains(text, offices):
            begin = text.rfind("\n", 0, chain[0].start) + 1
            stop = text.find("\n", chain[-1].end)
            lead = _LEADING.fullmatch(text, begin, chain[0].start)
            if lead and lead[1][-1] not in "任为" and _MEMBER.fullmatch(text, chain[-1].end, stop if stop >= 0 else len(text)) and self._plausible(lead[1]) and text.find("\n", begin) > 0:
                name = Name(lead[1], begin, begin + len(lead[1]), lead[2])
                for office in complete(chain, None):
                    yield Holding(name, office, office.title, office.body, places.of_office(office), office.status, "roster", 0.93)

    def _body(self, text: str, start: int, end: int, inside: Sequence[OfficeMention]) -> list[Name] | None:
        """Return the names of a line that is a roster's, None for any other line."""
        begin = start
        if inside:
            if text[start:inside[0].start].strip(" 、一二三四五六七八九十（）"):
                return None
            behind = _BEHIND.match(text, inside[0].end)
            begin = behind.end() if behind else inside[0].end
        found: list[Name] = []
        while begin < end:
            match = _NAME.match(text, begin, end)
            if not match or not self._plausible(match[1]):
                return None
            found.append(Name(match[1], match.start(1), match.end(1), *marks(match[2] or "")))
            begin = match.end()
        return found if len(found) > (0 if inside and "：" in text[inside[0].end:inside[0].end + 3] else 1) or (
            len(found) == 1 and not inside) else found or None

    def _plausible(self, name: str) -> bool:
        surname = name[:2] if name[:2] in self._names.surnames else name[:1]
        return (surname in self._names.surnames and len(name) <= 4) or "·" in name

    @staticmethod
    def _whole(office: OfficeMention, heading: Collection[OfficeMention]) -> OfficeMention:
        """Complete a bare label (副书记) by the organ of the heading it stands under."""
        if office.level or office.region or office.implied_level == "外国":
            return office
        above = next((o for o in heading if o.organ or o.level), None)
        return replace(office, level=above.level, region=above.region, organ=above.organ + office.organ,
                       organ_kind=above.organ_kind) if above else office
