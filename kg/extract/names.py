"""Read a personal name at a known place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.lexicon import Lexicon

_HAN = re.compile(r"[一-龥々〇]+")
_DOTTED = re.compile(r"[一-龥]{1,7}(?:[·•・][一-龥]{1,8})+")
_EDGE = re.compile(r"$|[，。；：、！？（）()“”\"《》【】\[\]\s…—\-/|,.;:!?0-9]")
STRONG, WEAK, NONE = 2, 1, 0


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A possible name ending at ``end``; ``edge`` tells how surely it ends there (2 sure, 1 perhaps, 0 no sign)."""

    end: int
    edge: int
    surname: str


class NameReader:
    """Reads Han names by surname and edge, dotted names, and other minority names where the place demands a name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.surnames = {row["surname"]: row["kind"] for row in lexicon.rows("surnames")}
        words = lexicon.words("following")
        strong = "|".join(re.escape(word) for word in words if len(word) > 1)
        weak = "|".join(re.escape(word) for word in words if len(word) == 1)
        self._strong = re.compile(strong)
        self._weak = re.compile(weak)
        self._not_given = re.compile(r"[的了是在和与等及们这那有不我你他她它吗呢吧啊个上下第每各某该]")

    def edge(self, text: str, place: int) -> int:
        """Say how surely a name may end before *place*."""
        if _EDGE.match(text, place) or self._strong.match(text, place):
            return STRONG
        return WEAK if self._weak.match(text, place) else NONE

    def candidates(self, text: str, start: int) -> Iterator[NameCandidate]:
        """Yield the Han names that could start at *start*, by surname."""
        if self._strong.match(text, start):
            return
        for width in (2, 1, 3):
            surname = text[start:start + width]
            if surname not in self.surnames or (width > 1 and self.surnames[surname] != "compound"):
                continue
            for length in (2, 1):
                given = text[start + width:start + width + length]
                if len(given) == length and _HAN.fullmatch(given) and not self._not_given.search(given):
                    end = start + width + length
                    yield NameCandidate(end, self.edge(text, end), surname)

    def read(self, text: str, start: int, *, sure: bool = True) -> int | None:
        """Return the end of the name at *start*, or None.

        ``sure`` says that the place demands a name (behind an office, within a list of names), so that rare surnames
        and names without a Han surname are taken too.
        """
        dotted = _DOTTED.match(text, start)
        if dotted:
            return self._dotted_end(text, dotted)
        found = list(self.candidates(text, start))
        if not sure:
            found = [c for c in found if c.edge == STRONG and self.surnames[c.surname] != "rare"]
        best = max(found, key=lambda c: (c.edge, len(c.surname), c.end), default=None)
        if best and (best.edge == STRONG or (best.edge == WEAK and self.surnames[best.surname] != "rare")):
            return best.end
        if sure:
            return self._minority_end(text, start) or (best.end if best and self._plausible(best) else None)
        return None

    def _plausible(self, candidate: NameCandidate) -> bool:
        return self.surnames[candidate.surname] in ("common", "compound") and candidate.edge == WEAK

    def _dotted_end(self, text: str, match: re.Match[str]) -> int:
        last = max(text.rfind(dot, match.start(), match.end()) for dot in "·•・")
        for end in range(last + 2, match.end() + 1):
            if self.edge(text, end) == STRONG:
                return end
        return match.end()

    def _minority_end(self, text: str, start: int) -> int | None:
        """Read a name without a Han surname: two to seven characters up to the first sure edge."""
        run = _HAN.match(text, start)
        if not run or self._strong.match(text, start) or self._not_given.search(run[0][:2]):
            return None
        for end in range(start + 2, min(run.end(), start + 7) + 1):
            if self.edge(text, end) == STRONG:
                name = text[start:end]
                return end if len(name) <= 6 and not self._not_given.search(name) else None
        return None
