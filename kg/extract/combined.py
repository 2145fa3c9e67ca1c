"""Two extractors on one document: what they agree on is kept, what only one of them says is kept as disputed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.errors import RejectedDocument
from kg.extract.protocol import Extractor
from kg.model import Document, Entity, Statement, content_id

VERSION = "1"
DISPUTED = 0.5
"""No disputed statement counts for more."""
_ALIKE = 0.6
_SEPARATORS = re.compile(r"[\s“”‘’《》〈〉·、，。；！：（）()—\-]+")
Key = tuple[str, ...]


class Combined:
    """Runs *first* and *second*; a statement of both carries the words, the ids and the confidence of the first or the greater one."""

    def __init__(self, first: Extractor, second: Extractor) -> None:
        self._extractors = (first, second)
        self.name = f"{first.name}+{second.name}"
        self.version = content_id(VERSION, first.version, second.version, length=12)
        self.seconds = sum(getattr(extractor, "seconds", 0.0) for extractor in self._extractors)
        if any(hasattr(extractor, "estimate") for extractor in self._extractors):
            self.estimate = self._estimate  # only then is there anything to agree to

    def _estimate(self, documents: Iterable[Document]) -> str:
        """Return what the two would cost."""
        found = list(documents)
        return "; ".join(extractor.estimate(found) for extractor in self._extractors if hasattr(extractor, "estimate"))

    def __call__(self, document: Document) -> Iterator[Statement]:
        """Yield the statements of *document*: the agreed ones, then the disputed with ``disputed`` and ``read_by`` among their qualifiers.

        Raises:
            RejectedDocument: both set the document aside.
        """
        read: list[list[Statement]] = []
        reasons: list[RejectedDocument] = []
        for extractor in self._extractors:
            try:
                read.append(list(extractor(document)))
            except RejectedDocument as error:
                read.append([])
                reasons.append(error)
        if len(reasons) == 2:
            raise reasons[0]
        yield from combine(*read, names=(self._extractors[0].name, self._extractors[1].name))


def combine(first: list[Statement], second: list[Statement], *, names: tuple[str, str]) -> Iterator[Statement]:
    """Yield the statements of one document that both lists hold, then those that one of them holds, flagged."""
    same = _same_events(first, second)
    second = [_with_events(statement, same) for statement in second]
    waiting: dict[Key, list[Statement]] = defaultdict(list)
    for statement in second:
        waiting[_key(statement)].append(statement)
    alone: list[Statement] = []
    for statement in first:
        other = _take(waiting, statement)
        if other is None:
            alone.append(statement)
        else:
            yield replace(statement, confidence=max(statement.confidence, other.confidence), qualifiers={**statement.qualifiers, "read_by": names})
    yield from (_disputed(statement, names[0]) for statement in alone)
    yield from (_disputed(statement, names[1]) for rows in waiting.values() for statement in rows)


def _disputed(statement: Statement, name: str) -> Statement:
    return replace(statement, confidence=min(statement.confidence, DISPUTED),
                   qualifiers={**statement.qualifiers, "disputed": True, "read_by": (name,)})


def _take(waiting: Mapping[Key, list[Statement]], statement: Statement) -> Statement | None:
    """Return, and take out, the other reader's like of *statement*: of the same key, or for what is conveyed of like wording."""
    rows = waiting.get(_key(statement)) or []
    if not rows and statement.predicate == "TRANSMITS":
        rows = next((found for key, found in waiting.items() if found and key[:2] == _key(statement)[:2]
                     and _likeness(found[0].object.name, statement.object.name) >= _ALIKE), [])
    return rows.pop(0) if rows else None


def _key(statement: Statement) -> Key:
    """Return what two statements must share to say the same."""
    rest = (str(statement.qualifiers.get("role") or ""), str("former" in tuple(statement.qualifiers.get("status") or ())))  # type: ignore[arg-type]
    return (statement.predicate, _named(statement.subject, statement), _named(statement.object, statement), *rest)


def _named(entity: Entity, statement: Statement) -> str:
    if entity.kind == "Office":
        return f"{_bare(str(entity.properties.get('post')))}/{entity.properties.get('region_code') or entity.properties.get('region_name')}"
    if entity.kind == "Region":
        return str(statement.qualifiers.get("place") or entity.properties.get("code") or entity.name)
    if statement.predicate == "USED" and entity.kind in ("Event", "Document"):
        return ""  # the same words in the same text, whether put to the event or to the document
    return entity.id if entity.kind in ("Event", "Document") else _bare(entity.name)


def _bare(words: str) -> str:
    return _SEPARATORS.sub("", words)


def _likeness(a: str, b: str) -> float:
    x, y = ({words[i:i + 2] for i in range(len(words) - 1)} for words in (_bare(a), _bare(b)))
    return 2 * len(x & y) / (len(x) + len(y)) if x or y else 0.0


def _same_events(first: list[Statement], second: list[Statement]) -> dict[str, Entity]:
    """Return by the id of each of the second's events the first's event that it is: on the same day, with like people or a like name."""
    people: dict[str, set[str]] = defaultdict(set)
    for statement in (*first, *second):
        if statement.predicate == "ATTENDED":
            people[statement.object.id].add(statement.subject.name)
    ours, theirs = ([s.object for s in rows if s.predicate == "REPORTS"] for rows in (first, second))
    scored = []
    for i, event in enumerate(ours):
        for j, other in enumerate(theirs):
            if event.properties.get("start_date") == other.properties.get("start_date"):
                shared = people[event.id] & people[other.id]
                score = _likeness(event.name, other.name) + len(shared) / max(1, len(people[event.id] | people[other.id]))
                scored.append((-score, i, j))
    same: dict[str, Entity] = {}
    taken: set[int] = set()
    for score, i, j in sorted(scored):
        if -score >= _ALIKE and i not in taken and theirs[j].id not in same:
            same[theirs[j].id] = ours[i]
            taken.add(i)
    return same


def _with_events(statement: Statement, same: Mapping[str, Entity]) -> Statement:
    return replace(statement, subject=same.get(statement.subject.id, statement.subject), object=same.get(statement.object.id, statement.object))
