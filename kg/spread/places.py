"""The hierarchy of jurisdictions as spread needs it: what lies above what, and how two are related."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.regions import CHINA, Gazetteer, Region, load_gazetteer

CENTRE = CHINA.code


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction: code, name, level, and the codes above it, nearest first."""

    code: str
    name: str
    level: str
    above: tuple[str, ...]

    @property
    def parent(self) -> str:
        """The code right above, empty for the country."""
        return self.above[0] if self.above else ""

    @property
    def area(self) -> str:
        """The great region (华北 1, 东北 2, 华东 3, 中南 4, 西南 5, 西北 6), as GB/T 2260 numbers it."""
        return next((code[0] for code in (self.code, *self.above) if code[:1].isdigit() and code != CENTRE), "")


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Places by code, read from the gazetteer on demand."""

    gazetteer: Gazetteer = field(default_factory=load_gazetteer)
    _known: dict[str, Place] = field(default_factory=dict)

    def place(self, code: str) -> Place:
        """Return the place of *code*; an unknown code lies in the division its first digits name, else under the country."""
        found = self._known.get(code)
        if found is None:
            found = self._known[code] = self._look_up(code)
        return found

    def _look_up(self, code: str) -> Place:
        region: Region | None = self.gazetteer.get(code)
        if region is None:
            return Place(code, code, "place", (CENTRE,))
        above = tuple(outer.code for outer in self.gazetteer.ancestors(region))
        return Place(code, region.name, region.level, above)

    def direction(self, source: str, target: str) -> str:
        """Return ``down`` where *source* lies above *target*, ``up`` where below, else ``horizontal``."""
        if source in self.place(target).above:
            return "down"
        return "up" if target in self.place(source).above else "horizontal"
