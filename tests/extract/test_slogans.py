"""Slogans: quoted, known, parallel; and what is none."""

from __future__ import annotations

import pytest

from kg.extract.slogans import find_slogans


def found(text: str) -> list[str]:
    return [mention.text for mention in find_slogans(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("会议强调，要坚持“林长巡山、村民护林”的原则。", ["林长巡山、村民护林"]),
    ("要用好“三色账本”工作法。", ["三色账本"]),
    ("坚决做到“两手抓”“两手硬”。", ["两手抓", "两手硬"]),
    ("要坚持人民至上、生命至上，落实各项措施。", ["人民至上、生命至上"]),
    ("始终坚持人民至上，生命至上。", ["人民至上，生命至上"]),
    ("干部要做到管河有责、管河尽责，不留死角。", ["管河有责、管河尽责"]),
    ("要坚持生态立乡、林果富乡、旅游活乡的思路。", ["生态立乡、林果富乡、旅游活乡"]),
])
def test_formulas(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", [
    "“你家的水泵修好了没有？”他问。",
    "老支书说：“今年的苞谷比去年好。”",
    "喜迎“八一”建军节，落实“十四五”规划。",
    "“金桥杯”篮球赛开幕。",
    "镇党委副书记、镇长王大林参加。",
    "李家镇、赵家镇相继通车。",
])
def test_speech_and_names_are_none(text: str) -> None:
    assert found(text) == []


def test_spans_point_at_the_words() -> None:
    text = "要落实“一患一档”要求，坚持人民至上、生命至上。"
    for mention in find_slogans(text):
        assert text[mention.start:mention.end] == mention.text


def test_every_use_is_reported() -> None:
    assert found("坚持动态清零。再说一遍，坚持动态清零。") == ["动态清零", "动态清零"]
