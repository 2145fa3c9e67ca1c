"""What speaks for and against a statement: traits of the claim, of what else the document says of its things, and of the text.

A trait is a short word (``rule=office-name``, ``named once``); what each weighs was learned, see :mod:`kg.extract.confidence`. Traits
are read from the statements and the cleaned text alone, so that they do not change with the rules that made them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import CleanText, Document, Statement

_DAMAGE = re.compile(r"[□\ufffd]|(?<=[一-龥])[?？](?=[一-龥])|(?<=[一-龥]) (?=[一-龥])|[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}[）)]")
_SAMPLE = 3000
_EDGES = "，。；：、！？（）()“”\"《》【】[]…—-/|,.;:!? 　\n"
_NOT_IN_NAMES = re.compile("[省市县区镇乡村局部委副长团员会各了为和等至于与及的在被将]")
_ABSENT = re.compile("请假|委托|缺席|未出席|未参加|转达|学习期间|在.{0,8}(?:学习|培训|开会)|因.{0,12}(?:会议|培训|开会)")
_ODD_POST = re.compile("^[委兼长及和、]|^[省市县区][^委政人纪法检监](?=.*(?:集团|公司|银行|大学|学校|医院))|.[省市县区镇乡村]委?(?:兼|及)")
KIND_OF = {"HELD": "tenure", "REPORTS": "event", "ATTENDED": "participation",
           "TRANSMITS": "transmits", "USED": "slogan"}
"""Which facts of the gold (kinds of :mod:`kg.evaluate`) measure the statements of a predicate."""


def kind_of(statement: Statement) -> str:
    """Return the kind of fact that a statement is measured by; empty where the gold has none."""
    if statement.predicate == "MENTIONED_IN":
        return {"public": "person", "private": "private", "byline": "byline"}.get(str(statement.qualifiers.get("role")), "")
    return KIND_OF.get(statement.predicate, "")


def _several(number: int, *steps: int) -> int:
    """Return the greatest of *steps* that *number* reaches, else 0."""
    return max((step for step in steps if number >= step), default=0)


@dataclass(slots=True)
class Traits:
    """The traits of the statements of one document."""

    document: Document
    text: CleanText
    statements: Sequence[Statement]
    surnames: Mapping[str, str]
    _held: dict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    _offices: Counter[tuple[str, str]] = field(default_factory=Counter)
    _parts: dict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    _events: dict[str, Statement] = field(default_factory=dict)
    _regions: Counter[str] = field(default_factory=Counter)
    _numbers: dict[str, int] = field(default_factory=dict)
    _names: dict[str, list[str]] = field(default_factory=dict)
    _page: tuple[str, ...] = ()
    _readers: dict[str, Callable[[Statement], Iterator[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for statement in self.statements:
            if statement.predicate == "HELD":
                self._held[statement.subject.name].append(statement)
                self._offices[str(statement.object.properties.get("post")), str(statement.object.properties.get("region_code"))] += 1
                self._regions[str(statement.object.properties.get("region_code"))] += 1
            elif statement.predicate == "ATTENDED":
                self._parts[statement.object.id].append(statement)
                self._parts[statement.subject.name].append(statement)
            elif statement.predicate == "REPORTS":
                self._events[statement.object.id] = statement
                self._numbers[statement.object.id] = len(self._numbers) + 1
                self._regions[str(statement.object.properties.get("region_code"))] += 1
        self._page = tuple(self._of_page())
        self._readers = {"person": self._person, "tenure": self._tenure, "event": self._event, "participation": self._part,
                         "transmits": self._conveyed, "slogan": self._slogan}

    def of(self, statement: Statement) -> list[str]:
        """Return the traits of *statement*, those of its page included."""
        reader = self._readers.get(kind_of(statement))
        return [*self._page, f"rule={statement.rule}", *(reader(statement) if reader else ())]

    def _of_page(self) -> Iterator[str]:
        length = len(self.text.text)
        damage = len(_DAMAGE.findall(self.document.text, 0, _SAMPLE))
        if damage * 400 > min(length, _SAMPLE):
            yield "page damaged"
        if self.text.traditional:
            yield "page traditional"
        if not self.document.published:
            yield "page undated"
        if length > 6000:
            yield "page long"
        if len(self._events) > 6:
            yield "page of many events"
        if self.document.title is None:
            yield "page without title"

    def _named(self, name: str) -> list[str]:
        if name not in self._names:
            self._names[name] = list(self._of_name(name))
        return self._names[name]

    def _of_name(self, name: str) -> Iterator[str]:
        text = self.text.text
        yield f"named {_several(text.count(name), 2, 3, 6) or 1} times"
        yield "dotted name" if "·" in name else f"name of {min(len(name), 4)}, surname {self._surname(name)}"
        if _NOT_IN_NAMES.search(name[1:]):
            yield "name holds a word of offices and places"
        if self._cut_short(name):
            yield "one character always follows the name"
        held = self._held.get(name, ())
        yield f"offices {_several(len(held), 1, 2, 4)}"
        if any(statement.rule == "office-name" for statement in held):
            yield "name behind office"
        if self._parts.get(name):
            yield "takes part"

    def _surname(self, name: str) -> str:
        return self.surnames.get(name[:2], "") if len(name) > 2 and name[:2] in self.surnames else self.surnames.get(name[:1], "unknown")

    def _cut_short(self, name: str) -> bool:
        """Whether the same character of writing stands behind every mention, as behind 尕玛松 in a text of 尕玛松保."""
        text, at = self.text.text, 0
        after: set[str] = set()
        while (at := text.find(name, at)) >= 0 and len(after) < 2:
            at += len(name)
            after.add(text[at:at + 1])
        only = after.pop() if len(after) == 1 else ""
        return only not in "同等主在出参指强要说表，。" and "一" <= only <= "龥"

    def _around(self, statement: Statement) -> Iterator[str]:
        """Whether the words of the claim end at a mark, and stand in a headline."""
        after = self.document.text[statement.span.end:statement.span.end + 1]
        if not after or after in _EDGES:
            yield "ends at a mark"
        sentence = statement.sentence
        if sentence.end - sentence.start < 40 and self.document.text[sentence.end - 1:sentence.end] not in "。！？；”":
            yield "in a headline"

    def _person(self, statement: Statement) -> Iterator[str]:
        yield from self._named(statement.subject.name)
        yield from self._around(statement)
        rules = {held.rule for held in self._held.get(statement.subject.name, ())}
        yield from (f"held by {rule}" for rule in sorted(rules))

    def _tenure(self, statement: Statement) -> Iterator[str]:
        yield from self._named(statement.subject.name)
        yield from self._around(statement)
        office = statement.object.properties
        region, code, post = office.get("region_name"), office.get("region_code"), str(office.get("post"))
        words = self.document.text[statement.span.start:statement.span.end]
        if region is None:
            yield "office without place"
        else:
            stem = str(region).rstrip("省市县区州盟旗镇乡")
            yield "place in the words" if stem in words else "place in the sentence" if stem in self._sentence(statement) else "place from afar"
        if code is None:
            yield "place without code"
        elif code == "100000":
            yield "office of the country"
        else:
            total = sum(self._regions.values())
            yield "place frequent" if self._regions[str(code)] * 4 >= total else "place rare"
        yield f"post of {_several(len(post), 4, 7, 11, 16)}"
        yield f"organ {office.get('kind')}"
        yield from (f"status {status}" for status in statement.qualifiers.get("status") or () if status != "current")  # type: ignore[union-attr]
        if office.get("single_holder") and self._offices[post, str(code)] > 1:
            yield "office of several"
        if post not in words.replace(" ", ""):
            yield "post not in one piece"
        if _ODD_POST.search(post):
            yield "post begins oddly"
        if self._rival(statement):
            yield "name of another place nearer"

    def _rival(self, statement: Statement) -> bool:
        """Whether the sentence gives the person's colleagues another jurisdiction: guests and hosts are easily confused."""
        code = str(statement.object.properties.get("region_code"))
        others = {str(other.object.properties.get("region_code")) for rows in self._held.values() for other in rows if other.sentence == statement.sentence}
        return len(others - {code, "100000", "None"}) > 0

    def _sentence(self, statement: Statement) -> str:
        return self.document.text[statement.sentence.start:statement.sentence.end]

    def _event(self, statement: Statement) -> Iterator[str]:
        values, words = statement.object.properties, self._sentence(statement)
        roles = {str(part.qualifiers.get("role")) for part in self._parts.get(statement.object.id, ())}
        yield f"event {values.get('kind')}"
        yield from (f"with {role}" for role in sorted(roles))
        if not roles:
            yield "nobody takes part"
        yield "undated" if not values.get("start_date") else "day in the sentence" if re.search(r"\d{1,2}[日号]", words) else "day from afar"
        if values.get("start_date") != values.get("end_date"):
            yield "several days"
        region = values.get("region_name")
        yield "without place" if not region else "place in the sentence" if str(region)[:2] in words else "place from afar"
        yield f"event number {_several(self._numbers[statement.object.id], 1, 2, 4)}"
        yield f"event name of {_several(len(statement.object.name), 5, 9, 16, 30)}"

    def _part(self, statement: Statement) -> Iterator[str]:
        yield from self._named(statement.subject.name)
        event = self._events.get(statement.object.id)
        if event is None:
            return
        yield f"event {event.object.properties.get('kind')}"
        yield f"event number {_several(self._numbers[event.object.id], 1, 2, 4)}"
        if not event.object.properties.get("start_date"):
            yield "undated"
        role = str(statement.qualifiers.get("role"))
        gap = statement.sentence.start - event.sentence.start
        yield f"{role} in the event's sentence" if gap == 0 else f"{role} nearby" if 0 < gap < 300 else f"{role} afar"
        yield f"parts {_several(len(self._parts[statement.object.id]), 1, 3, 8)}"
        others = [part for part in self._parts[statement.object.id] if part.qualifiers.get("role") == role]
        if role in ("chair", "lead") and len(others) > 1:
            yield f"several {role}"
        if _ABSENT.search(self._sentence(statement)):
            yield "speaks of absence"
        codes = {str(held.object.properties.get("region_code")) for held in self._held.get(statement.subject.name, ())}
        place = str(event.object.properties.get("region_code"))
        if codes and not any(code[:4] == place[:4] or code.rstrip("0") == place[:len(code.rstrip("0"))] for code in codes):
            yield "person of elsewhere"
        if "100000" in codes and place != "100000":
            yield "national leader"

    def _conveyed(self, statement: Statement) -> Iterator[str]:
        event = self._events.get(statement.subject.id)
        yield f"conveys {statement.object.kind}"
        yield f"wording of {_several(len(str(statement.qualifiers.get('wording'))), 8, 14, 30)}"
        if not statement.qualifiers.get("source"):
            yield "without source"
        if event:
            yield f"event {event.object.properties.get('kind')}"
            yield "in the event's sentence" if event.sentence == statement.sentence else "in another sentence"

    def _slogan(self, statement: Statement) -> Iterator[str]:
        words = statement.object.name
        yield f"own estimate {int(statement.confidence * 20) * 5}"
        yield f"slogan of {_several(len(words), 4, 6, 9, 14)}"
        yield f"used by {statement.subject.kind}"
        yield from self._around(statement)
        if self.text.text.count(words) > 1:
            yield "said again"
        if not statement.qualifiers.get("region_code"):
            yield "without place"
