"""How many people bear a name: the chance that another office holder has the same one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_UNSEEN = {"surname": 200e-6, "only": 750e-6, "first": 200e-6, "second": 200e-6}
_SHORT = 0.22
"""The share of given names with one character."""
_FOREIGN = 1e-6
_LEAST = 1e-7
"""No name is rarer: it may be misread, and characters are not chosen independently."""


@cache
def _shares() -> dict[tuple[str, str], float]:
    rows = [line.split("\t") for line in files("kg.resolve").joinpath("name_characters.tsv").read_text(encoding="utf-8").splitlines()
            if line and not line.startswith(("#", "place\t"))]
    return {(place, character): int(share) * 1e-6 for place, character, share in rows}


def _share(place: str, character: str) -> float:
    return _shares().get((place, character), _UNSEEN[place])


def frequency(name: str) -> float:
    """Return the chance that an office holder bears *name*, from the shares of its characters (``name_characters.tsv``).

    A name of another shape than surname and one or two characters (买买提明·卡德, 普京) is taken to be rare.
    """
    if len(name) == 2:
        return max(_LEAST, _SHORT * _share("surname", name[0]) * _share("only", name[1]))
    if len(name) == 3:
        return max(_LEAST, (1 - _SHORT) * _share("surname", name[0]) * _share("first", name[1]) * _share("second", name[2]))
    return _FOREIGN
