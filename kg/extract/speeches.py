"""Who speaks where: the stretches of text that report a person's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.roles import Act
from kg.extract.sentences import Sentence

_RELAYS = frozenset(("传达", "传达了", "宣读", "宣读了", "通报", "通报了", "领学", "领誓", "领读", "宣誓", "询问", "感谢", "祝贺", "介绍情况", "作报告"))
_OTHERS = re.compile(r"^(?:会上|会前|会后)?，?(?:会议|全会|大会|与会|大家|代表们|委员们|据|座谈会|调研组|群众|村民|近年来|目前|截至)")


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of *person* at ``text[start:end]``."""

    person: str
    start: int
    end: int


def find_speeches(text: str, spoken: Sequence[tuple[Sentence, Sequence[Act]]]) -> list[Speech]:
    """Return the speeches that the acts of *spoken* sentences report, in order.

    A speech lasts until another speaks, the meeting itself is the subject, or the paragraph ends; a quotation that stands
    before its speaker (“…。”某某说) belongs to the speaker.
    """
    found: list[Speech] = []
    paragraph = -1
    for number, (sentence, acts) in enumerate(spoken):
        if sentence.paragraph != paragraph:
            paragraph, speaking = sentence.paragraph, None
        words = list(_sentence(text, sentence, acts))
        if words and text[words[0].start:words[0].end].strip("，：。") and number and _quotation(text, spoken[number - 1][0], sentence):
            found.append(Speech(words[0].person, spoken[number - 1][0].start, spoken[number - 1][0].end))
        if words:
            found += words
            speaking = words[-1].person
        elif acts or _OTHERS.match(text[sentence.start:sentence.end]):
            speaking = None
        elif speaking:
            found.append(Speech(speaking, sentence.start, sentence.end))
    return found


def _sentence(text: str, sentence: Sentence, acts: Sequence[Act]) -> Iterator[Speech]:
    saying = sorted((act for act in acts if act.kind == "speak" and act.verb not in _RELAYS), key=lambda act: act.start)
    if not saying:
        return
    begin = min(saying[0].reach, saying[0].start)
    if text[sentence.start:begin].endswith(("”", "”，")) and text[sentence.start] == "“":
        yield Speech(saying[0].person, sentence.start, begin)
    for act, following in zip(saying, [*saying[1:], None], strict=True):
        if following is None or following.start > act.end:
            yield Speech(act.person, act.end, following.start if following and following.person != act.person else sentence.end)


def _quotation(text: str, before: Sentence, sentence: Sentence) -> bool:
    return before.paragraph == sentence.paragraph and text[before.start] == "“" and text[before.start:before.end].endswith("”")
