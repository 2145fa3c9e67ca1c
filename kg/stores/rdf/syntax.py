"""Terms as they are written: in Turtle and TriG with prefixes, in N-Triples in full."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from decimal import Decimal
from functools import lru_cache

from kg.stores.rdf.language import tag
from kg.stores.rdf.names import Names

_SPECIAL = re.compile(r'[\x00-\x1f\x7f"\\]')
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}
_DATES = {10: (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date"), 7: (re.compile(r"\d{4}-\d\d"), "xsd:gYearMonth"), 4: (re.compile(r"\d{4}"), "xsd:gYear")}


def quoted(text: str) -> str:
    """Return *text* in double quotes, escaped as Turtle and N-Triples both read it."""
    return f'"{_SPECIAL.sub(_escape, text)}"' if _SPECIAL.search(text) else f'"{text}"'


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"


def date_type(date: str) -> str:
    """Return the datatype for the precision of an ISO date: xsd:date, xsd:gYearMonth, xsd:gYear, or nothing for other words."""
    pattern, name = _DATES.get(len(date), (None, ""))
    return name if pattern and pattern.fullmatch(date) else ""


class Syntax(ABC):
    """How names and literals are written; every method returns the term's text."""

    def __init__(self, names: Names) -> None:
        self.names = names

    @abstractmethod
    def name(self, name: str) -> str:
        """Write a prefixed name."""

    @abstractmethod
    def integer(self, value: int) -> str:
        """Write an xsd:integer."""

    @abstractmethod
    def boolean(self, value: bool) -> str:
        """Write an xsd:boolean."""

    @abstractmethod
    def decimal(self, value: float) -> str:
        """Write an xsd:decimal of the same digits as the number's shortest form."""

    @abstractmethod
    def typed(self, value: str, datatype: str) -> str:
        """Write a literal of a datatype."""

    def string(self, value: str) -> str:
        """Write a plain string."""
        return quoted(value)

    def text(self, value: str) -> str:
        """Write a text with the tag of its language and script."""
        language = tag(value)
        return f"{quoted(value)}@{language}" if language else quoted(value)

    def date(self, value: str) -> str:
        """Write a date with the datatype of its precision; nothing is added to it."""
        datatype = date_type(value)
        return self.typed(value, datatype) if datatype else quoted(value)


def digits(value: float) -> str:
    """Return a number without exponent, with a decimal point: 0.95, 0.00001, 1.0."""
    text = format(Decimal(repr(float(value))), "f")
    return text if "." in text else f"{text}.0"


class Turtle(Syntax):
    """Prefixed names and short numbers."""

    def name(self, name: str) -> str:
        return name

    def integer(self, value: int) -> str:
        return str(value)

    def boolean(self, value: bool) -> str:
        return "true" if value else "false"

    def decimal(self, value: float) -> str:
        return digits(value)

    def typed(self, value: str, datatype: str) -> str:
        return f"{quoted(value)}^^{datatype}"


class NTriples(Syntax):
    """Whole IRIs, every number with its datatype."""

    def __init__(self, names: Names) -> None:
        super().__init__(names)
        self.name = lru_cache(maxsize=100_000)(self._name)  # type: ignore[method-assign]

    def _name(self, name: str) -> str:
        return f"<{self.names.iri(name)}>"

    def name(self, name: str) -> str:
        return self._name(name)

    def integer(self, value: int) -> str:
        return self.typed(str(value), "xsd:integer")

    def boolean(self, value: bool) -> str:
        return self.typed("true" if value else "false", "xsd:boolean")

    def decimal(self, value: float) -> str:
        return self.typed(digits(value), "xsd:decimal")

    def typed(self, value: str, datatype: str) -> str:
        return f"{quoted(value)}^^{self.name(datatype)}"
