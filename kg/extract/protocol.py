"""What an extractor is, and how one is found by name.

An extractor may also have ``estimate(documents)``, a method that returns in one sentence what running it on *documents* costs or sends away
(a build then runs it only with the user's consent), and ``seconds``, the time that one document may take it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Protocol

from kg.errors import ExtractorNotSet, KgError
from kg.model import Document, Statement, content_id


class Extractor(Protocol):
    """Reads one document; ``name`` and ``version`` key the cache of what was read."""

    name: str
    version: str

    def __call__(self, document: Document) -> Iterable[Statement]:
        """Yield the statements of *document*."""
        ...


class UnknownExtractor(KgError):
    """No installed package offers an extractor of that name."""


def load_extractor(name: str, **options: object) -> Extractor:
    """Return the extractor registered as *name* in the entry-point group ``kg.extractors``.

    ``first+second`` gives both, combined: what they agree on, and the rest flagged as disputed.

    Raises:
        UnknownExtractor: nobody registers that name.
        ExtractorNotSet: it needs something that is not installed or not set.
    """
    if "+" in name:
        from kg.extract.combined import Combined
        return Combined(*(load_extractor(part, **(options if part == "grammar" else {})) for part in name.split("+", 1)))
    if name == "grammar":
        from kg.extract.grammar import GrammarExtractor
        return GrammarExtractor(**options)  # type: ignore[arg-type]
    found = {point.name: point for point in entry_points(group="kg.extractors")}
    if name not in found:
        known = ", ".join(sorted({"grammar", *found}))
        raise UnknownExtractor(f"No extractor is called {name!r}; installed are {known}; two are combined as grammar+llm.")
    try:
        made: Extractor = found[name].load()()
    except ImportError as error:
        raise ExtractorNotSet(f"The extractor {name!r} cannot be loaded, {error}; install what it needs (for llm: pip install 'chuanda[llm]').") from error
    return made


@cache
def fingerprint(lexicon: str) -> str:
    """Return what changes with any byte of the lexicon (whose digest is given) or of the divisions.

    It stands in the key of the cache beside the extractor's version, so that no fact of older data is taken for new.
    """
    tables = sorted((entry for entry in files("kg.regions").iterdir() if entry.name.endswith((".tsv", ".gz"))),
                    key=lambda entry: entry.name)
    return content_id(lexicon, *(entry.read_bytes().hex() for entry in tables), length=8)
