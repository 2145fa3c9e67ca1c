"""The texts behind the facts: they tell damage done in reading or cleaning from a fault of the grammar, and show the sentence of an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.clean import clean
from kg.evaluate.normal import normal
from kg.extract.sentences import sentences
from kg.model import CleanText, Document


@dataclass(slots=True)
class Texts:
    """Documents by name, cleaned when first asked for; none are needed, but then cleaning is not told from the later stages."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    _clean: dict[str, CleanText] = field(default_factory=dict)

    def lost(self, name: str, words: str) -> bool:
        """Whether the cleaned text of document *name* no longer holds *words*, which a reader sees there."""
        return name in self.documents and normal(words) not in normal(self._cleaned(name).text + (self.documents[name].title or ""))

    def sentence(self, name: str, words: tuple[str, ...], start: int | None = None) -> str:
        """Return the sentence, as it was read, at offset *start*, else the one that holds most of *words*; empty where none does."""
        if name not in self.documents:
            return ""
        text = self._cleaned(name)
        best, most = "", 0
        for sentence in sentences(text.text):
            span = text.span(sentence.start, sentence.end)
            held = sum(normal(word) in normal(text.text[sentence.start:sentence.end]) for word in words if word)
            weight = 100 if start is not None and span.start <= start < span.end else held
            if weight > most:
                best, most = self.documents[name].text[span.start:span.end], weight
        return " ".join(best.split())

    def _cleaned(self, name: str) -> CleanText:
        if name not in self._clean:
            self._clean[name] = clean(self.documents[name])
        return self._clean[name]
