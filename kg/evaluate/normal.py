"""The forms in which names, titles, wordings and jurisdictions are compared."""

from __future__ import annotations

import re
import unicodedata

from kg.evaluate.facts_file import Fact


def normal(text: str | None) -> str:
    """NFKC without white space, quotation marks and separators."""
    words = unicodedata.normalize("NFKC", text or "")
    return re.sub(r"[\s\"'“”‘’「」『』《》〈〉·、,，;；。.!！:：（）()—\-]+", "", words)


def normal_title(title: str | None, region: str | None) -> str:
    """Return a title in the form in which two are compared: without the region's name, organs abbreviated."""
    words, name = normal(title), normal(region)
    stem = re.sub(r"(特别行政区|自治区|自治州|自治县|地区|省|市|区|县|旗|盟|镇|乡|街道)$", "", name)
    words = re.sub(r"^(中国共产党|中共)", "", words)
    for prefix in (name, stem):
        if len(prefix) > 1 and words.startswith(prefix) and len(words) > len(prefix) + 1:
            words = words[len(prefix):]
            level = re.search(r"(自治区|省|市|区|县|旗|州|盟|镇|乡)$", name)
            if prefix == name and level and not words.startswith(level[1]):
                words = level[1] + words
            break
    for long, short in (("委员会", "委"), ("人民政府", "政府"), ("人民代表大会常务委", "人大常委会"), ("政治协商会议", "政协")):
        words = words.replace(long, short)
    words = re.sub(r"^(省|市|区|县|州|旗|镇|乡)政府(副?\1长)$", r"\2", words)
    for double, single in (("部部长", "部长"), ("局局长", "局长"), ("院院长", "院长")):
        words = re.sub(f"{double}$", single, words)
    return "总书记" if words == "中央总书记" else words


def place(row: Fact) -> str:
    """Return the jurisdiction of a row: its code, else its name."""
    return str(row.get("code") or "") or normal(row.get("region"))


def dice(a: str, b: str) -> float:
    """Return the likeness of two wordings by their pairs of characters, 0 to 1."""
    x, y = _bigrams(a), _bigrams(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x or y else 1.0


def _bigrams(text: str) -> set[str]:
    words = normal(text)
    return {words[i:i + 2] for i in range(len(words) - 1)} or {words}
