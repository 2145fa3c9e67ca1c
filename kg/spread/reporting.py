"""Which jurisdiction a document, or a sentence of a national outlet, reports on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Document
from kg.regions import CHINA, Region, RegionMention, home_region
from kg.regions.table import read_words
from kg.spread.places import Hierarchy

_LISTED = re.compile(r"[、和与及，以等]{0,2}")
_SENTENCE = 60
"""Characters that one mention of a jurisdiction in a national outlet is taken to be worth."""
_LEVELS = ("province", "prefecture", "county")


@dataclass(frozen=True, slots=True)
class Observed:
    """A jurisdiction that a document reports on; ``volume`` in characters."""

    code: str
    name: str
    volume: int
    national: bool


@dataclass(frozen=True, slots=True)
class Reporting:
    """Reads the jurisdictions of documents and sentences."""

    hierarchy: Hierarchy = field(default_factory=Hierarchy)

    def home(self, document: Document, text: str, year: int | None) -> Region | None:
        """Return the home jurisdiction of *document*, the division's own code where it is below the county."""
        return home_region(title=document.title, publisher=document.publisher, text=text, region=document.region, year=year,
                           gazetteer=self.hierarchy.gazetteer)

    def observed(self, document: Document, text: str, year: int | None) -> list[Observed]:
        """Return who is observed in *document*: its home; in a report on the whole country also each division named."""
        home = self.home(document, text, year)
        if home is None:
            return []
        if home.code != CHINA.code:
            return [Observed(home.code, home.name, len(text), national(document))]
        found = [Observed(CHINA.code, CHINA.name, len(text), national(document))]
        if national(document):
            counts = Counter(region.code for mention in self.hierarchy.gazetteer.mentions(text, year) for region in mention.regions[:1]
                             if region.level in _LEVELS)
            found += [Observed(code, self.hierarchy.place(code).name, count * _SENTENCE, True) for code, count in sorted(counts.items())]
        return found

    def users(self, text: str, start: int, first: int, home: str, year: int | None) -> tuple[str, ...]:
        """Return the codes of who uses the wording at *start* of a national outlet's *text*.

        It is the division, or the divisions joined in a list, that the sentence (from *first*) names last before the
        wording; else *home*.
        """
        if home != CHINA.code:
            return (home,)
        before = text[first:start]
        mentions = [m for m in self.hierarchy.gazetteer.mentions(before, year) if m.regions and m.regions[0].level in (*_LEVELS, "country")]
        return _last_list(before, mentions) or (home,)


def national(document: Document) -> bool:
    """Whether the publisher is an outlet of the whole country that reports on others (a broadcaster, a wire)."""
    return any(outlet in (document.publisher or "") and outlet != "国务院" for outlet in read_words("outlets.tsv"))


def _last_list(text: str, mentions: Sequence[RegionMention]) -> tuple[str, ...]:
    """Return the codes of the last mention and of those joined to it, in order; a place inside another counts as one."""
    found: list[str] = []
    nearer: RegionMention | None = None
    for mention in reversed(mentions):
        if nearer and not _LISTED.fullmatch(text[mention.end:nearer.start]):
            break
        if not (nearer and mention.end == nearer.start):
            found.append(mention.regions[0].code)
        nearer = mention
    return tuple(reversed(found))
