"""The things that flow between stages: documents, spans, entities and statements."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Value = str | int | float | bool | None | tuple[str, ...]
"""A qualifier or property: one plain value, or several strings."""


def content_id(*parts: str, length: int = 20) -> str:
    """Return a deterministic ASCII identifier for *parts*.

    The parts are joined by U+001F and hashed with SHA-256, so that the same parts give the same identifier on every
    machine and in every process.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:length]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval of characters in a document's original text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One input record as it was read.

    ``name`` is the record's own id, else the file's stem, else ``stem#n``; ``text`` is the decoded body as stored
    (the source for HTML); ``published`` is an ISO date (``2022-11-15``, ``2022-11`` or ``2022``); ``region`` is the
    home jurisdiction where the record states it; ``media_type`` is ``text/plain`` or ``text/html``.
    """

    id: str
    name: str
    text: str
    source: str = ""
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    region: str | None = None
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing as one document names it; ``kind`` is a node kind of :mod:`kg.schema`."""

    kind: str
    id: str
    name: str
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim of one document, with the words that prove it.

    ``predicate`` is an edge kind of :mod:`kg.schema`; ``span`` points at the words of the claim and ``sentence`` at
    the whole sentence, both in ``Document.text``; ``rule`` names the rule that read it; ``confidence`` is a
    probability.
    """

    subject: Entity
    predicate: str
    object: Entity
    qualifiers: Mapping[str, Value] = field(default_factory=dict)
    document: str
    span: Span
    sentence: Span
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A record that could not be read or processed; ``reason`` is one plain sentence, ``stage`` the room's name."""

    source: str
    name: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """Readable simplified text with its alignment to the original.

    Character ``i`` of ``text`` was read from ``original[starts[i]:ends[i]]``. Paragraphs are separated by one line
    feed; hard wraps inside paragraphs are closed. ``credits`` are the spans (in the original) of lines that name
    reporters, photographers and editors and were taken out of ``text``; ``traditional`` tells the original script.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    credits: tuple[Span, ...] = ()
    traditional: bool = False

    def span(self, start: int, end: int) -> Span:
        """Return the original span of the non-empty interval ``text[start:end]``."""
        return Span(self.starts[start], self.ends[end - 1])
