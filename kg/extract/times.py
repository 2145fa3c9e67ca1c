"""Dates in readable text, with the year and month that the document supplies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "Ｏ": "0", "O": "0"}
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_N = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?:\d{4}|[一二〇○零三四五六七八九ＯO]{4})"
_JOIN = r"[ ]?(?:至|到|—+|-|－|–|~|～|起至)[ ]?"
_FULL = re.compile(
    rf"(?:(?P<year>{_YEAR})年)?(?P<month>{_M})月(?P<day>{_N})(?:日|号)?(?:上午|下午)?"   # 2022年11月13日
    rf"(?:{_JOIN}(?:(?P<month2>{_M})月)?(?P<day2>{_N})(?=日|号))?(?(day2)[日号]|(?<=[日号午]))")  # 至14日
_DAY = re.compile(  # 22日, 14日至17日, 14至17日, without a month
    rf"(?<!\d月)(?<![一二三四五六七八九十]月)(?<![\d年第一二三四五六七八九十.])(?P<first>{_N})(?:日?{_JOIN}(?P<last>{_N}))?日"
    r"(?=上午|下午|晚|凌晨|清晨|早|中午|[，,（(]|\s|[一-龥])")
_MONTH = re.compile(r"[\d一二三四五六七八九十〇○零ＯO年]+月")
_NUMERAL = re.compile(r"[\d一二三四五六七八九十]+(?=[日 至到起—\-－–~～])")
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_DATELINE = re.compile(r"(\d{1,2})月(\d{1,2})日(?:讯|电|消息)")
_LONG = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_NAMED = re.compile(r"[昨今前][日天]?（(?:\d{1,2}月)?(\d{1,2})日?）[日天]?")  # 昨（15）日, 昨天（22日）
_RELATIVE = re.compile(r"昨[日天晚]|今[日天晚]|前[日天](?=上午|下午|，|晚|，)|前天|(?:本|上)?(?:周|星期)[一二三四五六日天](?!时政|要闻|动态)")
_SAME = re.compile(r"当[天日](?=[上下]午|晚|，|[一-龥])|同日|同一天|是日|当晚|当日")
_NEXT = re.compile(r"次日|翌日|第二天")
_VAGUE = re.compile(r"近日|日前|近期|连日来|本周|最近|此前|前期|近几日|这几天")
_WORDS = ((_SAME, "same", ("当天", "当日", "当晚", "同日", "同一天", "是日")), (_NEXT, "next", ("次日", "翌日", "第二天")),
          (_VAGUE, "vague", ("近日", "日前", "近期", "连日来", "本周", "最近", "此前", "前期", "近几日", "这几天")))


def number(text: str) -> int:
    """Read a number below one hundred in digits or Chinese numerals."""
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十") if "十" in text else ("", "", text)
    value = int(_DIGITS.get(ones, "0")) if ones else 0
    return value + 10 * (int(_DIGITS.get(tens, "1")) if tens else 1) if "十" in text else value


def year_number(text: str) -> int:
    """Read a year of four digits, Arabic or Chinese."""
    return int("".join(_DIGITS.get(c, c) for c in text))


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time at ``text[start:end]``; ``first`` and ``last`` day are None where the day cannot be known.

    ``kind`` is day, same (the day last named), next (the day after it), or vague.
    """

    start: int
    end: int
    kind: str
    first: date | None = None
    last: date | None = None


class Calendar:
    """The day a report speaks of itself on, and the year and month that a document's dates lack, from its publication date or from its own words."""

    def __init__(self, published: str | None, original: str) -> None:
        parts = [int(part) for part in (published or "").split("-") if part]
        self.published = date(*parts) if len(parts) == 3 else self._stated(original) if not parts else None
        self.year = self.published.year if self.published else parts[0] if parts else self._stated_year(original)

    @staticmethod
    def _stated(original: str) -> date | None:
        match = _ISO.search(original[:3000]) or _ISO.search(original) or _LONG.search(original)
        try:
            return date(*(int(part) for part in match.groups())) if match else None
        except ValueError:
            return None

    @staticmethod
    def _stated_year(original: str) -> int | None:
        years = {int(year) for year in re.findall(r"(?<!\d)((?:19[5-9]|20[0-4])\d)(?=年|[.]\d)", original)}
        return max(years, default=None)

    def today(self, text: str) -> date | None:
        """Return the day that 今天 means in *text*: that of its dateline (本报1月28日讯), else the publication's."""
        dateline = _DATELINE.search(text[:300])
        stated = self.day(None, int(dateline[1]), int(dateline[2])) if dateline else None
        return stated or self.published

    def day(self, year: int | None, month: int, day: int) -> date | None:
        """Return the date, the year supplied where it is None; None where no year is known or the day is impossible."""
        value = year or self.year
        if value is None:
            return None
        try:
            found = date(value, month, day)
            if year is None and self.published and found > self.published + timedelta(days=20):
                found = date(value - 1, month, day)
            return found
        except ValueError:
            return None

    def near(self, day: int, reference: date | None) -> date | None:
        """Return the date of a day without a month: the reference's month, or the one before the publication."""
        base = reference or self.published
        if base is None:
            return None
        found = self.day(base.year, base.month, day)
        if reference is None and self.published and (found is None or found > self.published):
            before = base.replace(day=1) - timedelta(days=1)
            found = self.day(before.year, before.month, day)
        return found


def find_times(text: str, calendar: Calendar) -> list[TimeMention]:
    """Return the times of *text* in order."""
    found = sorted([*_full(text, calendar), *_relative(text, calendar)], key=lambda time: (time.start, -time.end))
    kept: list[TimeMention] = []
    for time in found:
        if not kept or time.start >= kept[-1].end:
            kept.append(time)
    return _days(text, calendar, kept)


def _full_dates(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the full date, looked for only where numerals stand before a month."""
    at = 0
    for month in _MONTH.finditer(text):
        match = _FULL.search(text, max(at, month.start()), month.end() + 40)
        if match and match.start() < month.end():
            yield match
            at = match.end()


def _single_days(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the day without a month, looked for only where numerals stand before a day or an interval."""
    at = 0
    for numeral in _NUMERAL.finditer(text):
        for place in range(max(at, numeral.start()), numeral.end()):
            match = _DAY.match(text, place)
            if match:
                yield match
                at = match.end()
                break


def _full(text: str, calendar: Calendar) -> Iterator[TimeMention]:
    for match in _full_dates(text):
        year = year_number(match["year"]) if match["year"] else None
        month = number(match["month"])
        first = calendar.day(year, month, number(match["day"]))
        last = first
        if match["day2"] and first:
            month2 = number(match["month2"]) if match["month2"] else month
            last = calendar.day(first.year + (month2 < month), month2, number(match["day2"]))
            last = last if last and last >= first else first
        yield TimeMention(match.start(), match.end(), "day", first, last)


def _relative(text: str, calendar: Calendar) -> Iterator[TimeMention]:
    today = calendar.today(text)
    if any(word in text for word in ("昨", "今日", "今天", "今晚", "前日", "前天", "今（", "前（", "周", "星期")):
        for match in _NAMED.finditer(text):
            first = calendar.near(int(match[1]), today)
            yield TimeMention(match.start(), match.end(), "day" if first else "vague", first, first)
        for match in _RELATIVE.finditer(text):
            first = _relative_day(match[0], today)
            yield TimeMention(match.start(), match.end(), "day" if first else "vague", first, first)
    for pattern, kind, words in _WORDS:
        if any(word in text for word in words):
            for match in pattern.finditer(text):
                yield TimeMention(match.start(), match.end(), kind)


def _relative_day(word: str, published: date | None) -> date | None:
    if published is None:
        return None
    if word[0] in "昨今前":
        return published - timedelta(days={"昨": 1, "今": 0, "前": 2}[word[0]])
    weekday = "一二三四五六日天".index(word[-1]) % 7 if word[-1] != "天" else 6
    found = published - timedelta(days=(published.weekday() - weekday) % 7)
    return found - timedelta(days=7) if word[0] == "上" and found.isocalendar()[:2] == published.isocalendar()[:2] else found


def _days(text: str, calendar: Calendar, times: list[TimeMention]) -> list[TimeMention]:
    """Add the days without a month, each read after the last full date before it."""
    extra = []
    index, reference = 0, None
    for match in _single_days(text):
        while index < len(times) and times[index].start <= match.start():
            reference = times[index].last or reference
            index += 1
        if index and times[index - 1].end > match.start():
            continue
        first = calendar.near(number(match["first"]), reference)
        last = calendar.near(number(match["last"]), reference) if match["last"] else first
        extra.append(TimeMention(match.start(), match.end(), "day", first, last or first))
    return sorted([*times, *extra], key=lambda time: time.start)
