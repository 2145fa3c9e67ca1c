"""Appointments, elections and public notices that no meeting frames: one event of the kind appointment, without participants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.dates import UNKNOWN, Period
from kg.extract.events import Event
from kg.extract.places import NATION, Places
from kg.extract.sentences import Sentence
from kg.extract.settings import Setting
from kg.extract.tenures import Holding
from kg.extract.times import TimeMention

_NOTICE = re.compile(r"任免|公示|名单|任前|当选|选举产生|补选|决定任命|任命|任职|领导班子|中共中央决定|公告|免去|不再担任")


def appointment_event(text: str, sentences: Sequence[Sentence], holdings: Sequence[Holding], times: Sequence[TimeMention],
                      places: Places) -> list[Event]:
    """Return the appointment that a document without any other event announces, an empty list where it announces none."""
    given = [h for h in holdings if h.rule.startswith(("appointment", "roster"))]
    sentence = next((s for s in sentences if _NOTICE.search(text, s.start, s.end)), None)
    if not given or sentence is None or not _NOTICE.search(text[:400]):
        return []
    days = [time for time in times if time.kind == "day" and time.first]
    inside = [time for time in days if sentence.start <= time.start < sentence.end] or [
        time for time in days if text[max(0, time.start - 6):time.start].endswith(("时间：", "期间："))] or days[:1]
    period = Period(inside[0].first, inside[0].last) if inside else UNKNOWN
    return [Event("appointment", text[sentence.start:sentence.end].strip("。：")[:60], sentence.start, sentence.end, period,
                  Setting(NATION if "中共中央决定" in text[:400] else places.home(sentence.start)))]
