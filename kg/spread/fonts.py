"""The font that Chinese text in pictures is drawn with; it comes with the package, so that a bare machine has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FONT = Path(__file__).parent / "chuanda-sans.otf"
"""Noto Sans CJK SC, cut down to GB 2312 and our own word lists (SIL Open Font License 1.1)."""


@contextmanager
def chinese() -> Iterator[None]:
    """Let matplotlib draw Chinese within the block; where the font lacks a character, its own fonts follow."""
    from matplotlib import font_manager, rc_context
    if not any(entry.fname == str(FONT) for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(str(FONT))
    name = font_manager.FontProperties(fname=str(FONT)).get_name()
    with rc_context({"font.family": [name, "DejaVu Sans"], "axes.unicode_minus": False}):
        yield
