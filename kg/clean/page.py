"""Main text of an HTML page, aligned to its source."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html
from readability import Document as Readable

from kg.clean.alignment import Aligned

_TOKEN = re.compile(r"(?P<skip><!--.*?(?:-->|\Z)|<(?P<name>script|style|noscript|head|select|iframe|svg)\b.*?(?:</(?P=name)\s*>|\Z))|"
                    r"(?P<tag><[/!?]?[a-zA-Z][^<>]{0,4000}>|<[!?][^<>]{0,4000}>)|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,12});)",
                    re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|br|tr|td|th|table|li|ul|ol|h[1-6]|title|section|article|header|footer|nav|hr|center|"
                    r"blockquote|dl|dd|dt|form|body|marquee|option|main|aside)\b", re.IGNORECASE)
_BLANK = re.compile(r"\s+")
_ENOUGH = 0.6


def main_text(source: str) -> Aligned:
    """Return the readable lines of an HTML page or fragment, aligned to *source*.

    Blocks are kept where readability-lxml finds the main text; where that would lose more than two fifths of the
    full sentences (several articles on a page, tables of old portals), all blocks are kept.
    """
    text = _visible(source)
    lines = list(_lines(text.text))
    kept = _main_words(source)
    if kept:
        chosen = [(a, b) for a, b in lines if _BLANK.sub("", text.text[a:b]) in kept]
        sentences = sum(text.text[a:b].count("。") for a, b in lines)
        if sentences and sum(text.text[a:b].count("。") for a, b in chosen) >= _ENOUGH * sentences:
            lines = _with_headline(text.text, lines, chosen)
    edits, at = [], 0
    for start, end in lines:
        edits.append((at, start, "\n" if at else ""))
        at = end
    return text.edit([*edits, (at, len(text.text), "")])


def _with_headline(text: str, lines: list[tuple[int, int]], chosen: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add the block right before the main text where it looks like a headline that the library left out."""
    first = lines.index(chosen[0])
    above = lines[max(0, first - 3):first]
    titles = [(a, b) for a, b in above if 8 <= b - a <= 60 and not re.search(r"[>|》：:]|来源|首页|时间|字号", text[a:b])]
    return [*titles[-2:], *chosen]


def _visible(source: str) -> Aligned:
    pieces: list[str] = []
    starts, ends = array("q"), array("q")

    def put(text: str, start: int, end: int) -> None:
        pieces.append(text)
        if len(text) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(text))
            ends.extend([end] * len(text))

    at = 0
    for match in _TOKEN.finditer(source):
        plain = source[at:match.start()]
        put(plain.replace("\r", " ").replace("\n", " "), at, match.start())
        if match["entity"]:
            put(html.unescape(match[0])[:1] or " ", match.start(), match.end())
        elif match["skip"] or _BLOCK.match(match[0]):
            put("\n", match.start(), match.end())
        at = match.end()
    put(source[at:].replace("\r", " ").replace("\n", " "), at, len(source))
    return Aligned("".join(pieces), starts, ends)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words[0])
            yield start, start + len(words)


def _main_words(source: str) -> str:
    try:
        summary = Readable(source).summary(html_partial=True)
        return _BLANK.sub("", str(lxml_html.fromstring(summary).xpath("string()"))) if summary else ""
    except (etree.LxmlError, ValueError, TypeError, AssertionError, ImportError):
        return ""
    except Exception as error:  # readability wraps whatever a broken page raises in its own class
        if type(error).__name__ == "Unparseable":
            return ""
        raise
