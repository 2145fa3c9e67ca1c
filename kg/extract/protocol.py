"""What an extractor is, and how one is found by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Protocol

from kg.errors import KgError
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

    Raises:
        UnknownExtractor: nobody registers that name.
    """
    if name == "grammar":
        from kg.extract.grammar import GrammarExtractor
        return GrammarExtractor(**options)  # type: ignore[arg-type]
    found = {point.name: point for point in entry_points(group="kg.extractors")}
    if name not in found:
        known = ", ".join(sorted({"grammar", *found}))
        raise UnknownExtractor(f"No extractor is called {name!r}; installed are {known}.")
    made: Extractor = found[name].load()()
    return made


@cache
def fingerprint(lexicon: str) -> str:
    """Return what changes with any byte of the lexicon (whose digest is given) or of the divisions.

    It stands in the key of the cache beside the extractor's version, so that no fact of older data is taken for new.
    """
    tables = sorted((entry for entry in files("kg.regions").iterdir() if entry.name.endswith((".tsv", ".gz"))),
                    key=lambda entry: entry.name)
    return content_id(lexicon, *(entry.read_bytes().hex() for entry in tables), length=8)
