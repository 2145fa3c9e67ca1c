"""Whether a form stands by itself, and in which writing it is found."""

import pytest

from kg.spread.normal import form
from kg.spread.search import Searcher
from kg.spread.words import Boundaries


@pytest.mark.parametrize(("text", "wording", "expected"), [
    ("落实“双减”工作", "双减", 1), ("实现双减少", "双减", 0), ("推进双减负行动", "双减", 0), ("双减政策落地", "双减", 1),
    ("建设高标准地块", "标准地", 0), ("平整标准地段", "标准地", 0), ("推行标准地出让", "标准地", 1), ("以“标准地”供应", "标准地", 1),
    ("全面推行河长制、湖长制", "河长制", 1), ("坚持动态清零总方针", "动态清零", 1),
    ("保持高质量发展势头", "高质量发展", 1), ("推进精准扶贫开发", "精准扶贫", 1), ("实施百千万工程", "千万工程", 0)])
def test_a_piece_of_longer_words_is_not_found(text: str, wording: str, expected: int) -> None:
    assert len(Searcher([form(wording)], Boundaries()).find(text)[1]) == expected


@pytest.mark.parametrize("text", ["外防输入、内防反弹", "外防输入，内防反弹", "“外防输入”“内防反弹”", "外防输入 内防反弹",
                                  "外防輸入、內防反彈", "外防\n输入内防反弹"])
def test_marks_blanks_and_script_do_not_matter(text: str) -> None:
    assert len(Searcher([form("外防输入、内防反弹")], Boundaries()).find(f"坚持{text}。")[1]) == 1


def test_a_comma_inside_a_word_does(text: str = "推行标准、地方先试") -> None:
    assert Searcher([form("标准地")], Boundaries()).find(text)[1] == []


def test_no_glyph_is_missing_for_slogans() -> None:
    from fontTools.ttLib import TTFont

    from kg.spread.fonts import FONT
    drawn = TTFont(FONT).getBestCmap()
    rows = (FONT.parent.parent / "lexicon" / "slogans.tsv").read_text(encoding="utf-8")
    assert {sign for sign in rows if sign.isprintable() and ord(sign) not in drawn} == set()
