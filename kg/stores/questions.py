"""The stored questions: Cypher files whose head says what they ask and which parameters they take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import UnknownQuestion
from kg.resources import folder

_PARAMETER = re.compile(r"^(?://|#) \$(\w+) (string|integer|day) = ?(.*)$", re.MULTILINE)
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with its type (string, integer, or day: an ISO date given, days since 1970 passed) and an example."""

    name: str
    type: str
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question."""

    name: str
    text: str
    statement: str
    parameters: tuple[Parameter, ...]


def questions(language: str = "cypher") -> list[Question]:
    """Return the stored questions of a language (cypher or sparql) by name."""
    pattern = ("cypher", "*.cypher") if language == "cypher" else ("ontology", "*.rq")
    return [parse(path) for path in sorted((folder(pattern[0]) / "queries").glob(pattern[1]))]


def parse(path: Path) -> Question:
    """Read a question from its file."""
    text = path.read_text(encoding="utf-8")
    comments = [line[2:].strip() for line in text.splitlines() if line.startswith("//")] or [
        line[1:].strip() for line in text.splitlines() if line.startswith("#")]
    parameters = tuple(Parameter(*(part.strip() for part in match)) for match in _PARAMETER.findall(text))
    return Question(path.stem, comments[0] if comments else "", text, parameters)


def find(name: str, language: str = "cypher") -> Question:
    """Return the stored question *name*, or the one in the file of that path.

    Raises:
        UnknownQuestion: there is neither.
    """
    for question in questions(language):
        if question.name == name:
            return question
    path = Path(name)
    if path.is_file():
        return parse(path)
    raise UnknownQuestion(f"{name!r} is neither a stored question nor a file; 'kg query GRAPH' lists the questions.")


def bind(question: Question, given: Mapping[str, str]) -> dict[str, str | int]:
    """Return the values of a question's parameters, read from words.

    Raises:
        UnknownQuestion: one is missing, unknown, or not of its type.
    """
    unknown = sorted(set(given) - {parameter.name for parameter in question.parameters})
    missing = [parameter for parameter in question.parameters if parameter.name not in given]
    if unknown or missing:
        wanted = ", ".join(f"--param {p.name}={p.example or 'TEXT'}" for p in question.parameters) or "no parameters"
        raise UnknownQuestion(f"{question.name} takes {wanted}" + (f"; unknown: {', '.join(unknown)}." if unknown else "."))
    return {parameter.name: _value(question, parameter, given[parameter.name]) for parameter in question.parameters}


def _value(question: Question, parameter: Parameter, words: str) -> str | int:
    try:
        if parameter.type == "day":
            return (date.fromisoformat(words) - _EPOCH).days
        return int(words) if parameter.type == "integer" else words
    except ValueError as error:
        example = parameter.example or "1"
        raise UnknownQuestion(f"{question.name}: {parameter.name}={words!r} is no {parameter.type}; write e.g. {example}.") from error
