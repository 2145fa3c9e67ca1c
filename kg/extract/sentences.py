"""Paragraphs, sentences and clauses of readable text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STOP = re.compile(r"[。！？!?]+[”’）]*|；(?=\d{1,2}月\d{1,2}日|\d{1,2}日)")  # a dated clause behind ； reports another event
_QUOTED = re.compile(r"“[^“”\n]{0,400}”|《[^《》\n]{0,120}》")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]``, in paragraph number ``paragraph``; ``heading`` where the paragraph is a headline."""

    start: int
    end: int
    paragraph: int
    heading: bool


def paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, heading) of each line; a heading has no full stop and is short."""
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line:
            yield at, end, is_heading(line)
        at = end + 1


def is_heading(line: str) -> bool:
    """Whether *line* is a headline: short, without a full stop inside or at its end."""
    if len(line) > 70 or re.search(r"[。；]", line):
        return False
    if line.endswith(("：", ":")) and re.search("，|主持|出席|参加|召开|讲话", line):  # 会议由某某主持，主要内容：
        return False
    return not re.search(r"[！？!?]”?$", line) or len(line) < 40


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of *text*; quoted full stops do not end one."""
    found = []
    for number, (start, end, heading) in enumerate(paragraphs(text)):
        line = text[start:end]
        shield = [match.span() for match in _QUOTED.finditer(line)]
        begin = 0
        for match in _STOP.finditer(line):
            if any(a <= match.start() and match.end() < b for a, b in shield):
                continue
            found.append(Sentence(start + begin, start + match.end(), number, heading))
            begin = match.end()
        if begin < len(line):
            found.append(Sentence(start + begin, end, number, heading))
    return found


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence; marks inside quotation marks and titles do not end one."""
    line = text[start:end]
    shield = [match.span() for match in _QUOTED.finditer(line)]
    begin = 0
    for match in re.finditer(r"[，；：。！？]", line):
        if any(a < match.start() < b for a, b in shield):
            continue
        if match.end() > begin:
            yield start + begin, start + match.end()
        begin = match.end()
    if begin < len(line):
        yield start + begin, end


def quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the intervals of ``text[start:end]`` that stand in quotation marks or title marks."""
    return [match.span() for match in _QUOTED.finditer(text, start, end)]
