"""Document text to readable text, aligned to the original at every step."""

from __future__ import annotations

import re
from html import unescape

from kg.clean.alignment import Aligned
from kg.clean.lines import close_spaces, join_lines, sort_lines
from kg.clean.page import main_text
from kg.clean.script import is_traditional, simplify, widen
from kg.model import CleanText, Document, Span

_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹɡḿêA-Z"
_PINYIN = re.compile(rf"(?<=[一-龥])[ ]?[（(][ ]?[{_LETTERS}]{{1,6}}(?:[ ]?[)）]|(?=[\n]|$))|(?<=[一-龥])[（(][āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ{_LETTERS}]{{1,6}}$",
                     re.MULTILINE)
_ACCENT = re.compile(r"[（(][ ]?[a-z]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]|[一-龥][（(](?:shi|de|hui|guo|xi|zi|qu)[)）]")
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|emsp|ensp|#\d{2,6}|#x[0-9a-fA-F]{2,5});")


def clean(document: Document) -> CleanText:
    """Return the readable text of *document* with its alignment and the spans of credit lines."""
    if document.media_type == "text/html":
        text = main_text(document.text)
    else:
        text = Aligned.identity(document.text)
        if "&" in text.text:
            text = text.sub(_ENTITY, lambda match: unescape(match[0]))
    traditional = is_traditional(text.text)
    if _ACCENT.search(text.text):
        text = text.sub(_PINYIN, "")
    if traditional:
        text = simplify(text)
    text = widen(text)
    text, credits = sort_lines(text)
    text = close_spaces(join_lines(text))
    return CleanText(text=text.text, starts=text.starts, ends=text.ends,
                     credits=tuple(Span(start, end) for start, end in credits), traditional=traditional)


__all__ = ["Aligned", "clean"]
