"""Which language tag a text gets."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.clean.script import is_traditional

_HAN = re.compile("[\u3400-\u9fff々〇\U00020000-\U0003ffff]")


@lru_cache(maxsize=50_000)
def tag(text: str) -> str:
    """Return ``zh-Hant`` for text in traditional characters, ``zh-Hans`` for other Chinese, and nothing where there is none."""
    if not _HAN.search(text):
        return ""
    return "zh-Hant" if is_traditional(text) else "zh-Hans"
