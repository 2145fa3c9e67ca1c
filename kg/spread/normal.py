"""The form of a text in which wording is compared: simplified, half-width, without blanks, quotation marks and commas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.clean import Aligned
from kg.clean.script import is_traditional, simplify

BLANKS = frozenset(map(chr, (0x20, 0x09, 0x0A, 0x0D, 0x0B, 0x0C, 0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0xFEFF, 0x200B, 0)))
QUOTES = frozenset("“”‘’\"'「」『』﹁﹂〝〞＂")
JOINTS = frozenset("、，,；;·•・‧")
_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_DROPPED = np.array(sorted(map(ord, BLANKS | QUOTES | JOINTS)), dtype=np.uint32)
_WIDE = np.array(sorted(_WIDTH), dtype=np.uint32)
_DELETE = {**_WIDTH, **dict.fromkeys(map(ord, BLANKS | QUOTES | JOINTS))}


@dataclass(frozen=True, slots=True)
class Form:
    """A wording to look for: its characters without marks, and the places among them where a comma may stand."""

    text: str
    key: str
    joints: frozenset[int]


def simple(text: str) -> str:
    """Return *text* in simplified characters, one for one."""
    return simplify(Aligned.identity(text)).text if is_traditional(text) else text


def key(text: str) -> str:
    """Return *text* without blanks, quotation marks and commas, letters and digits in half width."""
    return text.translate(_DELETE)


def form(text: str) -> Form:
    """Return the form of a slogan's wording.

    >>> sorted(form("外防输入、内防反弹").joints), form("“两手抓”“两手硬”").key
    ([4], '两手抓两手硬')
    """
    plain = simplify(Aligned.identity(text)).text
    kept = 0
    joints = set()
    for place, sign in enumerate(plain):
        if sign in JOINTS or (sign in QUOTES and plain[place + 1:place + 2] in QUOTES):
            joints.add(kept)
        if key(sign):
            kept += 1
    return Form(text, key(plain), frozenset(joints - {0, kept}))


def strip(text: str) -> tuple[str, npt.NDArray[np.int64]]:
    """Return ``key(text)`` and where in *text* each of its characters stands; fast for whole documents."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    special = (codes < 0x300) | (codes >= 0x2000) & (codes < 0x3040) | (codes >= 0xFE00)
    dropped = np.zeros(len(codes), dtype=bool)
    dropped[special] = np.isin(codes[special], _DROPPED)
    places = np.flatnonzero(~dropped)
    kept = codes[places]
    wide = (kept >= 0xFF10) & (kept <= 0xFF5A) & np.isin(kept, _WIDE)
    kept = np.where(wide, kept - 0xFEE0, kept)
    return kept.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"), places


def pattern(wording: Form) -> str:
    """Return a regular expression (RE2) that every text with *wording* matches, in either script."""
    from opencc import OpenCC
    other = OpenCC("s2t").convert(wording.key)
    between = "[\\s\\x00\\p{Z}\\x{200B}\\x{FEFF}" + "".join(sorted(QUOTES | JOINTS)).replace('"', '\\"') + "]*"
    signs = [_class(a, b) for a, b in zip(wording.key, other if len(other) == len(wording.key) else wording.key, strict=True)]
    return between.join(signs)


def _class(*signs: str) -> str:
    wide = [chr(ord(sign) + 0xFEE0) for sign in signs if sign.isascii() and sign.isalnum()]
    found = sorted({*signs, *wide})
    return f"[{''.join(found)}]" if all(sign.isalnum() for sign in found) else "."
