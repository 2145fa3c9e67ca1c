"""Traditional to simplified characters, one for one, and width and punctuation."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from kg.clean.alignment import Aligned

_HAN = "一-龥々〇"
_HANS = re.compile(f"[{_HAN}]")
_DRY = re.compile(r"乾(?=[燥净淨旱杯脆草货貨涸洁潔枯粮糧果部])|(?<=[晒曬烘饼餅若风風阴陰肉豆晾能])乾(?![隆坤县縣陵])")
_ASPECT = re.compile(r"(?<![名显顯专專编編原论論巨土昭卓译譯合遗遺所新旧舊大力])著(?![名作称稱述书書录錄有])")
_FULL = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL |= {0x3000: " ", 0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " ", 0xFEFF: " ", 0x200B: " ",
          ord("％"): "%", ord("．"): ".", ord("＋"): "+", ord("•"): "·", ord("・"): "·", ord("‧"): "·", ord("∙"): "·", ord("﹒"): "·",
          ord("●"): "●", ord("「"): "“", ord("」"): "”", ord("『"): "‘", ord("』"): "’", ord("﹁"): "“", ord("﹂"): "”",
          ord("〝"): "“", ord("〞"): "”", ord("＂"): '"', ord("\t"): " ", ord("\r"): " ", ord("\v"): " ", ord("\f"): " "}
_TO = {chr(code): new if isinstance(new, str) else chr(new) for code, new in _FULL.items()}
_TO_HALF = re.compile(f"[{re.escape(''.join(_TO))}]")  # few characters of a text are among them, a table would look at each
_HALF = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_PUNCTUATION = re.compile(rf"(?<=[{_HAN}”’》）\]】%\d])[,:;?!()](?=\s*(?:[{_HAN}“‘《（\[【\"()\d、，。；：]|$))|(?<=[a-zA-Z])[,:;()](?=[{_HAN}“])|"
                          rf"[,:;?!()](?=[{_HAN}“《])", re.MULTILINE)
_NUMBER = re.compile(r"\d[,:]\d")


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditional_only() -> re.Pattern[str]:
    """Characters that only traditional text uses: those which conversion changes, less the ones simplified text has."""
    block = "".join(map(chr, range(0x4E00, 0x9FA6)))
    changed = {a for a in block if _converter().convert(a) != a}
    return re.compile(f"[{''.join(sorted(changed - set('乾著覆藉瞭夥徵鍾乹於甚囉')))}]")


def is_traditional(text: str, *, sample: int = 4000) -> bool:
    """Whether the first *sample* characters hold more than one in thirty that only traditional text uses."""
    head = text[:sample]
    only = len(_traditional_only().findall(head))
    return only > 0 and only * 30 > len(_HANS.findall(head))


def simplify(text: Aligned) -> Aligned:
    """Turn traditional text into simplified, one character for one; names in 乾 keep it, 著 of aspect becomes 着."""
    words = _ASPECT.sub("着", text.text)
    words = _DRY.sub("干", words)
    keep = [match.start() for match in re.finditer("乾", words)]
    lines = [_convert(line) for line in words.split("\n")]
    simple = list("\n".join(lines))
    for place in keep:
        simple[place] = "乾"
    for match in re.finditer("锺", "".join(simple)):  # a surname that the tables leave alone
        simple[match.start()] = "钟"
    return text.retext("".join(simple))


def _convert(line: str) -> str:
    found: str = _converter().convert(line)
    return found if len(found) == len(line) else "".join(_converter().convert(char)[:1] or char for char in line)


def widen(text: Aligned) -> Aligned:
    """Give letters and digits half width, Chinese punctuation full width, and quotation marks their direction."""
    words = _TO_HALF.sub(lambda match: _TO[match[0]], text.text)
    if any(mark in words for mark in ",:;?!()"):
        numbers = {match.start() + 1 for match in _NUMBER.finditer(words)}
        words = _PUNCTUATION.sub(lambda m: m[0] if m.start() in numbers else _HALF[m[0]], words)
    if '"' in words or "”" in words:
        words = "\n".join(_paired(line) for line in words.split("\n"))
    return text.retext(words)


def _paired(line: str) -> str:
    """Give straight quotation marks a direction by turns, closing before punctuation."""
    if '"' not in line:
        return line
    out, is_open = [], False
    for char in line:
        if char == '"':
            char, is_open = ("”", False) if is_open else ("“", True)
        elif char in "“”":
            is_open = char == "“"
        out.append(char)
    return "".join(out)
