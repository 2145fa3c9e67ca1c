"""Lines to paragraphs: hard wraps closed, spaces inside words removed, portal furniture and credits taken out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.clean.alignment import Aligned, Edit

_HAN = "一-龥々〇"
_INNER = re.compile(rf"(?<=[{_HAN}，。；：、！？”》）·\d%]) +(?=[{_HAN}“《（，。；：、！？”·\d])|(?<=[{_HAN}]) +(?=[，。；：、！？”）])")
_NAMES = re.compile(rf"(?:^|：)[ ]*(?:[{_HAN}·]{{1,6}}(?:（[^）]{{1,8}}）)? +){{2,}}[{_HAN}·]{{1,6}}(?:（[^）]{{1,8}}）)?[ ]*$")
_COLUMN = re.compile(rf"(?:[{_HAN}]{{2,4}}|[{_HAN}] +[{_HAN}])( {{2,}})(?=[{_HAN}]{{2,}}|[男女]，)")  # a name in a column of its own: 包容    副县长，…
_DATE = re.compile(r"(?<=[年月\d]) +(?=\d{1,2}[月日])|(?<=\d) +(?=[年月日])")
_LONGEST = 200  # a longer line is an article's
_FINAL = "。！？：；”）…—】]>》|"
_START = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d{1,2}[.、]|[■▲●◆★△○◎※☆•►▶\-]|[（(【]|\d{4}[.\-年]|●)")


@dataclass(frozen=True, slots=True)
class Furniture:
    """A pattern for lines that are no part of an article: ``drop`` them, or keep them as ``credit``."""

    pattern: re.Pattern[str]
    kind: str


@cache
def furniture() -> tuple[Furniture, ...]:
    """Return the patterns of the table beside this module."""
    text = files("kg.clean").joinpath("furniture.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple(Furniture(re.compile(pattern), kind) for pattern, kind, _ in rows)


def sort_lines(text: Aligned) -> tuple[Aligned, list[tuple[int, int]]]:
    """Take furniture out of *text*; return the rest and the intervals (in the original) of credit lines."""
    edits: list[Edit] = []
    credits: list[tuple[int, int]] = []
    stop = False
    full, seen = text.text.count("。"), 0
    for match in re.finditer(r"[^\n]*\n?", text.text):
        line = match[0].strip()
        if not match[0] or not line:
            continue
        kind = "drop" if stop else _kind(line)
        if kind == "end":
            stop, kind = seen * 2 > full, "drop"
        seen += line.count("。")
        if kind == "credit":
            credits.append((text.starts[match.start()], text.ends[match.start() + len(match[0].rstrip("\n")) - 1]))
        if kind:
            edits.append((match.start(), match.end(), ""))
    return text.edit(edits), credits


def _kind(line: str) -> str | None:
    if len(line) > _LONGEST:
        return None
    compact = line.replace(" ", "")
    return next((item.kind for item in furniture() if item.pattern.search(compact)), None)


def join_lines(text: Aligned) -> Aligned:
    """Close hard line wraps; leave one line feed between paragraphs."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text.text) if m[0].strip()]
    if not spans:
        return Aligned("", (), ())
    width = _column(text.text, spans)
    edits: list[Edit] = [(0, spans[0][0], "")] if spans[0][0] else []
    for (start, end), (following, stop) in itertools.pairwise(spans):
        wrapped = _wrapped(text.text[start:end], text.text[following:stop], width)
        gap = text.text[end:following]
        joint = "" if wrapped else "\n"
        if gap != joint:
            edits.append((end, following, joint))
    if spans[-1][1] < len(text.text):
        edits.append((spans[-1][1], len(text.text), ""))
    return text.edit(edits)


def _column(text: str, spans: list[tuple[int, int]]) -> int | None:
    """Return the width of a narrow column, if the text is set in one."""
    lengths = Counter(len(text[a:b].strip()) for a, b in spans)
    if len(spans) < 8:
        return None
    width, count = max(((n, lengths[n] + lengths[n - 1] + lengths[n + 1]) for n in lengths), key=lambda pair: (pair[1], pair[0]))
    return width if width >= 12 and count * 2 >= len(spans) else None


def _wrapped(line: str, following: str, width: int | None) -> bool:
    words, after = line.strip(), following.strip()
    if not words or words[-1] in _FINAL or following.startswith(("  ", "　")) or _START.match(after):
        return False
    if words[-1] in "，、" or after[0] in "，。；、！？：”）":
        return True
    if width:
        return len(words) >= width - 2
    return len(words) >= 40


def close_spaces(text: Aligned) -> Aligned:
    """Remove spaces that justification or a copy left inside words and names; headings keep one between their halves."""
    if " " not in text.text:
        return text
    edits: list[Edit] = []
    for match in re.finditer(r"[^\n]+", text.text):
        line = match[0]
        if " " in line:
            edits += [(match.start() + a, match.start() + b, new) for a, b, new in _line_edits(line)]
    return text.edit(edits)


def _line_edits(line: str) -> list[Edit]:
    found: dict[int, Edit] = {}
    lead = len(line) - len(line.lstrip(" "))
    if lead:
        found[0] = (0, lead, "")
    listed = _NAMES.search(line)
    body = re.search(r"[，。；]", line) and not listed
    column = _COLUMN.match(line, lead) if body else None
    for pattern in ((_INNER, _DATE) if body else (_DATE,)):
        for match in pattern.finditer(line):
            if match.start() >= lead and not (column and match.start() == column.start(1)):
                found.setdefault(match.start(), (match.start(), match.end(), ""))
    if not body:
        for start, end in _split_names(line):
            found.setdefault(start, (start, end, ""))
    for match in re.finditer(r" {2,}", line):
        if match.start() >= lead:
            found.setdefault(match.start(), (match.start(), match.end(), " "))
    return [edit for _, edit in sorted(found.items())]


def _split_names(line: str) -> list[tuple[int, int]]:
    """Return the gaps inside names of two characters (尹 川), and behind a lone first one (古 北主持)."""
    tokens = list(re.finditer(r"[^ ]+", line))
    gaps: list[tuple[int, int]] = []
    joined = -1
    for number, (token, following) in enumerate(itertools.pairwise(tokens)):
        lone = re.fullmatch(rf"[^{_HAN}]*[{_HAN}]|.*[：、]([{_HAN}])", token[0])
        tail = re.match(rf"[{_HAN}](?:（|[：、]|$)|[{_HAN}](?=主持|出席|讲话|作|参加|强调|要求|会见)", following[0])
        if number > joined and lone and tail:
            gaps.append((token.end(), following.start()))
            joined = number if "：" in following[0] else number + 1
    return gaps
