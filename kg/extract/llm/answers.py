"""What a language model is asked for: the shape of its answer, and the instruction."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Role = Literal["chair", "lead", "speak", "attend"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Person(_Strict):
    """A person in public office."""

    name: str
    quote: str


class Tenure(_Strict):
    """An office that the text gives to a person."""

    person: str
    title: str
    region: str | None
    former: bool
    quote: str


class Participant(_Strict):
    """A person's part in an event."""

    person: str
    role: Role
    quote: str


class Conveyed(_Strict):
    """What a meeting conveyed or studied."""

    source: str | None
    wording: str


class Event(_Strict):
    """One meeting or outing."""

    kind: Literal["meeting", "inspection", "ceremony", "appointment", "other"]
    name: str
    start_date: str | None
    end_date: str | None
    region: str | None
    quote: str
    participants: list[Participant]
    transmits: list[Conveyed]


class Slogan(_Strict):
    """A fixed formulation of policy."""

    text: str
    speaker: str | None


class Answer(_Strict):
    """Everything read from one piece of text."""

    persons: list[Person]
    tenures: list[Tenure]
    events: list[Event]
    slogans: list[Slogan]


def schema() -> dict[str, Any]:
    """Return the JSON schema of an answer; every property is required, as strict endpoints demand."""
    return Answer.model_json_schema()


INSTRUCTION = """\
You read one Chinese news article about party and government affairs and list only what it states as fact. Answer with one JSON object of the given schema and
nothing else. Copy all words in Chinese exactly as the article has them; every quote is a verbatim, unbroken piece of the article that proves the row (at most 80
characters, holding the person's name where there is one). Leave a row out rather than guess.
persons: everybody named who holds a public office or leading post (party, government, congress, court, army, state firm, association); no private citizens, no reporters.
tenures: one row for each office the article gives to a person; title as written, without the region's proper name but with its level word (区委书记, 市长, 县委常委);
region: the jurisdiction the office governs, as full name (永川区), null for a company; former: true for a past office.
events: meetings, outings, ceremonies, appointments that the article reports (not those it only refers to). kind: meeting, inspection (leaders going to places or
people), ceremony, appointment, other. start_date, end_date: ISO days the text tells, else null. region: whose organ holds it, or where it takes place.
participants: role chair (主持), lead (who makes the outing), speak (讲话, 强调, 指出, 要求, 传达 at that event), attend (出席, 参加, 陪同); one row a role.
transmits: what the event conveyed or studied (传达, 学习贯彻): source (who or which meeting it comes from) and wording (verbatim).
slogans: fixed formulations of policy, shortest unit, without quotation marks; speaker: who says it, or null.
If the text is fiction, a template, advertising or history, answer with empty lists."""


def messages(text: str, *, title: str | None, published: str | None, publisher: str | None) -> list[dict[str, str]]:
    """Return the conversation that asks for the facts of *text*."""
    head = "\n".join(f"{name}: {value}" for name, value in (("headline", title), ("published", published), ("publisher", publisher)) if value)
    return [{"role": "system", "content": INSTRUCTION}, {"role": "user", "content": f"{head}\n\n{text}" if head else text}]
