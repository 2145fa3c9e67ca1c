"""Text that remembers where each of its characters was read."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""Replace ``text[start:end]`` by a string; one of the same length is aligned character by character."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """``text[i]`` was read from ``original[starts[i]:ends[i]]``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def identity(cls, text: str) -> Aligned:
        """Return *text* aligned with itself."""
        return cls(text, range(len(text)), range(1, len(text) + 1))

    def edit(self, edits: Iterable[Edit]) -> Aligned:
        """Apply non-overlapping *edits*, given in order."""
        pieces: list[str] = []
        starts, ends = array("q"), array("q")
        at = 0
        for start, end, new in edits:
            pieces += (self.text[at:start], new)
            starts.extend(self.starts[at:start])
            ends.extend(self.ends[at:start])
            if len(new) == end - start:
                starts.extend(self.starts[start:end])
                ends.extend(self.ends[start:end])
            elif new:
                first = self.starts[start] if start < len(self.starts) else self.ends[-1]
                last = self.ends[end - 1] if end > start else first
                starts.extend([first] * len(new))
                ends.extend([last] * len(new))
            at = end
        if not pieces:
            return self
        pieces.append(self.text[at:])
        starts.extend(self.starts[at:])
        ends.extend(self.ends[at:])
        return Aligned("".join(pieces), starts, ends)

    def sub(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Aligned:
        """Replace every match of *pattern*; a match whose replacement equals it is left alone."""
        edits = []
        for match in pattern.finditer(self.text):
            with_ = new if isinstance(new, str) else new(match)
            if with_ != match[0]:
                edits.append((match.start(), match.end(), with_))
        return self.edit(edits)

    def retext(self, text: str) -> Aligned:
        """Return the same alignment for another *text* of the same length."""
        if len(text) != len(self.text):
            raise ValueError(f"a text of {len(text)} characters cannot take the alignment of {len(self.text)}")
        return Aligned(text, self.starts, self.ends)
