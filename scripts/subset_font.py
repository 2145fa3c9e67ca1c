"""Cut the font that pictures are drawn with out of a large one: ASCII, GB 2312, and every character of our own word lists.

    python scripts/subset_font.py NotoSansCJKsc-Regular.otf kg/spread/chuanda-sans.otf

The source is Noto Sans CJK SC, Regular (SIL Open Font License 1.1), as it comes, for instance, in the package mplfonts.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from fontTools import subset

FAMILY = "Chuanda Sans"
ROOT = Path(__file__).parent.parent / "kg"


def characters() -> str:
    """Return the characters to keep, sorted."""
    found = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2027), *range(0x2190, 0x219A), 0x2212)}
    found |= {sign for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)
              for sign in bytes((row, cell)).decode("gb2312", "ignore")}
    for path in sorted(ROOT.rglob("*.tsv")):
        found |= set(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.rglob("*.tsv.gz")):
        found |= set(gzip.decompress(path.read_bytes()).decode())
    return "".join(sorted(sign for sign in found if sign.isprintable()))


def main() -> None:
    """Read the font named first, write the one named second."""
    source, target = sys.argv[1:]
    options = subset.Options()
    options.hinting, options.layout_features, options.notdef_outline = False, [], True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters())
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = FAMILY if record.nameID != 6 else FAMILY.replace(" ", "")
    cff = font["CFF "].cff
    cff.fontNames[0] = FAMILY.replace(" ", "")
    subset.save_font(font, target, options)


if __name__ == "__main__":
    main()
