"""The font that Chinese text in pictures is drawn with; it comes with the package, so that a bare machine has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FONT = Path(__file__).parent / "chuanda-sans.otf"
"""Noto Sans CJK SC, cut down to GB 2312 and our own word lists (SIL Open Font License 1.1)."""


def settings() -> Any:
    """Return matplotlib's settings for Chinese text; where the font lacks a character, matplotlib's own follow.

    In a notebook, ``matplotlib.rcParams.update(settings())`` holds for every picture.
    """
    from matplotlib import font_manager
    if not any(entry.fname == str(FONT) for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(str(FONT))
    name = font_manager.FontProperties(fname=str(FONT)).get_name()
    return {"font.family": [name, "DejaVu Sans"], "axes.unicode_minus": False}


@contextmanager
def chinese() -> Iterator[None]:
    """Let matplotlib draw Chinese within the block."""
    from matplotlib import rc_context
    with rc_context(settings()):
        yield
