"""Who is named in a document, where, and whether in public office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.names import NONE, STRONG, NameReader
from kg.extract.offices import OfficeMention
from kg.extract.tenures import Holding, Name
from kg.lexicon import Lexicon

_LIST_END = re.compile(r"(?:等|等同志|等领导|等县领导|等市领导|等区领导|等市、县领导|等[省市县区州旗]?(?:四大家|[四几]大班子|四套班子)(?:主要)?领导)?(?:[县市区州省旗]领导)?(?:也|均|一同|一起|分别|共同|应邀|全程)?(?:出席|参加|列席|陪同|随同|随行|同行|参与|见证|主持|带队|率队|走访|赴|到(?!会|任|期)|深入|察看|查看|来到|前往|督导|检查|调研|看望|慰问|作|先后|请假|缺席|因公|因故|因病|在主席台)|"
                       r"(?:等)?，?(?:以及|及|和)[^。；]{2,60}?(?:出席|参加|列席|收听收看|陪同|同行|随行)")
_LEADERS_END = re.compile(r"，[^。；]{2,80}?(?:出席|参加|列席|陪同|同行|就座)|等?(?:和|与|及|同)[^。；]{2,120}?(?:到|参加|出席|一起|共同|深入)")  # 县领导甲、乙，县政协秘书长丙出席会议

_CALLED = ("书记", "县长", "市长", "区长", "州长", "省长", "镇长", "乡长", "主席", "主任", "部长", "局长")
_LED = re.compile(r"以([一-龥]{2,4}?)同志为(?:核心的|总书记的)")
_ABSENT = re.compile(r"(?:请假|缺席|因公|因故|因病)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name at ``text[start:end]``; ``reach`` is where the offices before the name begin."""

    name: str
    start: int
    end: int
    reach: int


class PersonFinder:
    """Finds every mention of the persons a document introduces."""

    def __init__(self, lexicon: Lexicon, names: NameReader) -> None:
        self._names = names
        words = lexicon.words("left_boundaries")
        self._left = re.compile(f"(?:{'|'.join(map(re.escape, words))}|[，。；：、！？（）“”《》\\s—…|/■▲●】\\]\\d]|^)$")

    def listed(self, text: str, start: int, end: int, *, minority: bool = False) -> Iterator[Name]:
        """Yield the names of bare lists that take part in something (李干杰、吴政隆等参加座谈会; 县领导许文成、关心出席)."""
        last = -1
        for match in re.finditer(r"(?:^|(?<=[，。；：！？\n])|(?<=领导)|(?<=同志)|(?<=常委))(?=[一-龥·]{2,6}(?:、|和|等|出席|参加|列席|随行|同行|陪同|随同|主持(?:会议|大会|座谈会)|请假|缺席|因公|因故|因病))", text[start:end]):
            follows = start + match.start() > 0 and text[start + match.start() - 1] == "，" and text.rfind("。", 0, start + match.start()) < last
            run = list(self._run(text, start + match.start(), follows=follows, minority=minority))
            last = run[-1].end if run else last
            yield from run
        for match in _LED.finditer(text, start, end):
            if match[1][0] in self._names.surnames and len(match[1]) < 5:
                yield Name(match[1], match.start(1), match.end(1))

    def _run(self, text: str, at: int, *, follows: bool, minority: bool) -> Iterator[Name]:
        """Read the list at *at*; it *follows* another one of its sentence, whose word for taking part vouches for it."""
        found: list[Name] = []
        while True:
            end = self._names.read(text, at, sure=bool(found) or follows or text[at - 2:at] == "领导", minority=minority)
            if end is None or (end - at > (6 if minority else 4) and "·" not in text[at:end]):
                break
            found.append(Name(text[at:end], at, end))
            joint = re.compile(r"（[^）]{1,8}）|").match(text, end)
            at = joint.end() if joint else end
            if at >= len(text) or text[at] not in "、和":
                break
            at += 1
        single = len(found) == 1 and not follows and not _ABSENT.match(text, at)
        leaders = len(found) > 1 and text[found[0].start - 2:found[0].start] == "领导" and _LEADERS_END.match(text, at)
        if found and (leaders or _LIST_END.match(text, at)) and not (single and text[max(0, found[0].start - 2):found[0].start] not in ("领导",)
                                                       and found[0].start > 0 and text[found[0].start - 1] not in "。\n"):
            yield from found

    def mentions(self, text: str, names: Iterable[str], offices: Sequence[OfficeMention],
                 holdings: Sequence[Holding]) -> list[Mention]:
        """Return the mentions of *names* in order; a name that is also a word counts only between edges."""
        persons = set(names)
        if not persons:
            return []
        called = {short: name for short, name in self._called(holdings).items() if name in persons and short not in persons}
        known = sorted({*persons, *called})
        certain = {(holding.name.start, holding.name.end) for holding in holdings}
        ends = {office.end: office for office in offices}
        scan = AhoCorasick(known, matchkind=MatchKind.LeftmostLongest)
        found: list[Mention] = []
        for index, start, end in scan.find_matches_as_indexes(text):
            after_name = bool(found) and found[-1].end == start
            if (start, end) not in certain and not after_name and not self._stands_alone(text, start, end, start in ends):
                continue
            if known[index] in called and not self._left.search(text[max(0, start - 4):start]):
                continue
            found.append(Mention(called.get(known[index], known[index]), start, end, self._reach(start, ends)))
        return found

    def _called(self, holdings: Sequence[Holding]) -> dict[str, str]:
        """Return what people are called by surname and post (洪书记), where only one of the document's holders can be meant."""
        meant: dict[str, set[str]] = {}
        for holding in holdings:
            name = holding.name.text
            surname = name[:2] if self._names.surnames.get(name[:2]) == "compound" else name[:1]
            if surname in self._names.surnames and holding.office.core in _CALLED and "·" not in name:
                for post in {holding.office.core, holding.office.post.removeprefix("常务")}:
                    meant.setdefault(f"{surname}{post}", set()).add(name)
        return {short: next(iter(people)) for short, people in meant.items() if len(people) == 1}

    def _stands_alone(self, text: str, start: int, end: int, after_office: bool) -> bool:
        edge = self._names.edge(text, end)
        left = after_office or bool(self._left.search(text[max(0, start - 4):start]))
        if end - start >= 3:
            return left or edge == STRONG
        return left and edge != NONE

    @staticmethod
    def _reach(start: int, ends: dict[int, OfficeMention]) -> int:
        reach = start
        while reach in ends:
            reach = ends[reach].start
            for gap in (1, 2):
                if reach - gap in ends and reach not in ends:
                    reach -= gap
        return reach
