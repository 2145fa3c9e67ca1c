import pytest

from kg.extract.times import Calendar, find_times, number, year_number


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2022年11月13日，召开会议", "2022-11-13", "2022-11-13"), ("11月13日至14日", "2022-11-13", "2022-11-14"),
    ("2月26日至3月1日", "2022-02-26", "2022-03-01"), ("12月28日，召开会议", "2021-12-28", "2021-12-28"),
    ("昨日下午，县委召开会议", "2022-11-14", "2022-11-14"), ("12日上午，召开会议", "2022-11-12", "2022-11-12"),
    ("二〇二二年十一月十三日，召开会议", "2022-11-13", "2022-11-13")])
def test_days_take_their_year_and_month_from_the_publication(text: str, first: str, last: str) -> None:
    found = find_times(text, Calendar("2022-11-15", text))[0]
    assert (str(found.first), str(found.last)) == (first, last)


def test_without_any_year_a_day_is_unknown() -> None:
    assert find_times("11月13日，召开会议", Calendar(None, "11月13日，召开会议"))[0].first is None


def test_chinese_numerals() -> None:
    assert [number(word) for word in ("一", "十", "十五", "二十", "三十一", "7")] == [1, 10, 15, 20, 31, 7]
    assert year_number("二〇一九") == 2019
