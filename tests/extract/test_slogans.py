"""Slogans: quoted, known, parallel; and what is none."""

from __future__ import annotations

import pytest

from kg.extract.slogans import find_slogans
from kg.lexicon import load_lexicon


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
    ("要打造法治化、国际化、便利化营商环境。", ["法治化、国际化、便利化"]),
    ("推行应修尽修，落实一塘一策，把账目理清。", ["应修尽修", "一塘一策"]),
    ("要抓早抓小抓实，持续用力。", ["抓早抓小抓实"]),
    ("要全面落实”一塘一策“要求。", ["一塘一策"]),
    ("各地要坚决打赢春耕备耕攻坚战，不误农时。", ["坚决打赢春耕备耕攻坚战"]),
    ("时刻绷紧森林防火这根弦，不留死角。", ["绷紧森林防火这根弦"]),
    ("要像爱护眼睛一样爱护这片湿地。", ["像爱护眼睛一样爱护这片湿地"]),
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
    "向明、赵国强、李秀英参加活动。",
    "县公安局、县司法局负责落实。",
    "第9号台风“海燕”登陆。",
    "中央会议提出“要科学看待当前的形势，决不能有丝毫麻痹懈怠的想法”。",
])
def test_speech_and_names_are_none(text: str) -> None:
    assert found(text) == []


def test_spans_point_at_the_words() -> None:
    text = "要落实“一患一档”要求，坚持人民至上、生命至上。"
    for mention in find_slogans(text):
        assert text[mention.start:mention.end] == mention.text


def test_every_use_is_reported() -> None:
    assert found("坚持动态清零。再说一遍，坚持动态清零。") == ["动态清零", "动态清零"]


def test_one_breath_is_one_slogan() -> None:
    assert found("做到应转尽转、应隔尽隔、快转快隔。") == ["应转尽转、应隔尽隔、快转快隔"]


def test_a_list_beyond_the_cadence_is_less_sure() -> None:
    closed, = find_slogans("要坚持林果富镇、旅游活镇、生态立镇，不松劲。")
    assert closed.text == "林果富镇、旅游活镇、生态立镇"
    assert all(mention.confidence < closed.confidence for mention in find_slogans("要坚持林果富镇、旅游活镇、生态立镇、道路通畅平整，不松劲。"))


def test_lexicon_is_sound() -> None:
    rows = list(load_lexicon().rows("slogans"))
    texts = [row["text"] for row in rows]
    assert len(texts) == len(set(texts))
    assert all("，" not in text and " " not in text for text in texts)
    numerals = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
    bundles = [row for row in rows if row["members"] and row["text"][0] in numerals and row["text"][1] == "个"]
    assert bundles and all(len(row["members"].split("；")) == numerals[row["text"][0]] for row in bundles)
    assert all(row["since"] == "" or 1920 < int(row["since"]) < 2030 for row in rows)
