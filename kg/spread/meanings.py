"""Early uses of a wording that speak of another subject than it was to become known for (动态清零 of 2017)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import rjieba

from kg.graph.layout import Layout
from kg.spread.normal import simple

_SAMPLE = 3_000_000
"""Characters from which the background is learned."""
_SENTENCE = 40
"""Characters of an average sentence."""
_TIMES = 8.0
"""How many times more often than in the background a word of the subject stands in the sentences of the main years."""
_SHARE = 0.05
_ISOLATED = 0.1
"""Years with fewer uses than this share of the main year's are looked at."""
_FEWEST = 10
"""Uses in the main year below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Background:
    """How often words stand in a sample of the corpus: ``counts`` of words among ``sentences`` sentences."""

    counts: Mapping[str, int]
    sentences: float

    def rate(self, word: str) -> float:
        """Return the share of sentences with *word*, at least half a sentence's."""
        return max(self.counts.get(word, 0), 0.5) / self.sentences


def read_background(graph: Path) -> Background:
    """Learn the background of the graph at *graph* from the documents whose ids come first; ids are hashes."""
    counts: Counter[str] = Counter()
    volume = 0
    shards = [str(path) for path in Layout(graph).shards()]
    with duckdb.connect(config={"threads": 2, "memory_limit": "500MB"}) as connection:
        found = connection.execute("""
            SELECT text FROM read_parquet(?) WHERE id <= (
                SELECT coalesce(min(id) FILTER (total >= ?), max(id)) FROM (SELECT id, sum(length(text)) OVER (ORDER BY id) AS total FROM read_parquet(?)))
            ORDER BY id""", [shards, _SAMPLE, shards]) if shards else None
        while found and (rows := found.fetchmany(200)):
            for (text,) in rows:
                plain = simple(text)
                volume += len(plain)
                counts.update(_words(plain))
    return Background(counts, max(volume / _SENTENCE, 1.0))


def other_meanings(uses: Sequence[Mapping[str, Any]], background: Background) -> list[dict[str, Any]]:
    """Return the uses that stand alone before the main year and share no subject word with it, each with those words.

    The subject words are those which stand in at least a twentieth of the main year's sentences, and eight times as often
    as in the corpus. A use is not taken out; it is flagged, and so are the paths that rest on it.
    """
    by_year: dict[str, list[Mapping[str, Any]]] = {}
    for use in uses:
        by_year.setdefault(use["used_date"][:4] if use["used_date"] else "", []).append(use)
    by_year.pop("", None)
    main = min(by_year, key=lambda year: (-len(by_year[year]), year), default="")
    if not main or len(by_year[main]) < _FEWEST:
        return []
    subject = _subject(by_year[main], background)
    early = [use for year, found in sorted(by_year.items()) if year < main and len(found) < _ISOLATED * len(by_year[main]) for use in found]
    return [_flag(use, main, subject) for use in early if subject and subject.isdisjoint(_around(use))]


def _subject(uses: Iterable[Mapping[str, Any]], background: Background) -> frozenset[str]:
    sentences = list({use["sentence"]: _around(use) for use in uses}.values())
    counts = Counter(word for words in sentences for word in words)
    least = max(2.0, _SHARE * len(sentences))
    return frozenset(word for word, count in counts.items() if count >= least and count / len(sentences) >= _TIMES * background.rate(word))


def _around(use: Mapping[str, Any]) -> frozenset[str]:
    """Return the words of the sentence of *use*, without the wording itself."""
    sentence = use["sentence"]
    return frozenset(_words(sentence[:use["start"]] + "\n" + sentence[use["stop"]:]))


def _words(text: str) -> Iterable[str]:
    return (word for word in rjieba.cut(text, False) if len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff")


def _flag(use: Mapping[str, Any], main: str, subject: frozenset[str]) -> dict[str, Any]:
    return {"region_code": use["region_code"], "date": use["used_date"], "document": use["name"], "sentence": use["sentence"],
            "document_id": use["document_id"], "reason": f"shares no subject word with the uses of {main} ({'、'.join(sorted(subject)[:6])})"}
