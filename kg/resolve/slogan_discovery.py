"""Formulas that no lexicon lists, found by what a corpus does with them: many jurisdictions, one wording, free surroundings."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa
import rjieba
from ahocorasick_rs import AhoCorasick, MatchKind

from kg.lexicon import load_lexicon

DISCOVERED = pa.schema([
    ("text", pa.string()), ("documents", pa.int64()), ("regions", pa.int64()), ("occurrences", pa.int64()), ("quoted_share", pa.float64()),
    ("left_entropy", pa.float64()), ("right_entropy", pa.float64()), ("cohesion", pa.float64()), ("first_date", pa.string()), ("score", pa.float64())])
"""Entropies and cohesion in bits; ``quoted_share`` of the occurrences; ``first_date`` an ISO date, null where none is known."""

_JOINTS = str.maketrans("", "", "、，, ；“”‘’·")
_NUMBER = re.compile(r"[一二两三四五六七八九十双\d]")
_BUNDLE = re.compile(r"[一二两三四五六七八九十双][\u4e00-\u9fff]+")
_NAME_END = re.compile(
    r"(?:勋章|奖章?|楷模|人员|企业|协定|准则|职工|教师|家庭|之[星城家冠]|军人|计划|后|杯|节|网|台|馆|园|城|号|频道|日报|组织|联盟|合作|之路|专列|"
    r"银行|论坛|大会|委员会|妈妈|书记|工厂|通道|大脑|标准|红|梦|国|行动|铁路|圈|连冠|指挥|中心)$")
_FIGURE = re.compile(r"双?(?:增长|下降|减少|缩减|连[增降涨跌胜]|[增减降]|[合日]一|九一八|[一二三四五六七八九十]冬|一日游)$")
_ACTIVE = frozenset(("v", "vn", "vd", "vg", "d", "p", "i", "l", "ad", "zg"))
_SELDOM_QUOTED = 0.3
_OPEN, _CLOSE = "“", "”"


@dataclass(slots=True)
class _Evidence:
    """What surrounds the occurrences of one candidate."""

    occurrences: int = 0
    quoted: int = 0
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)


def discover(documents: pa.Table, uses: pa.Table, *, known: Iterable[str] | None = None, least_documents: int = 5,
             least_regions: int = 3) -> pa.Table:
    """Return the formulas in *uses* that no lexicon lists, best first, with their evidence.

    A formula is repeated (documents, jurisdictions), bounded (the characters on either side vary: branching entropy,
    Huang and Powers 2003) and cohesive (its halves meet more often than chance: pointwise mutual information, Church and
    Hanks 1990).

    Args:
        documents: ``id``, ``published`` (ISO date or null) and ``text``, one row a document.
        uses: one row a use: ``document_id``, ``text`` (the form), ``region_code`` (null where unknown),
            ``kind`` (quoted, parallel, known, mould), ``confidence``.
        known: the wordings to leave out; those of the package's lexicons unless given.
        least_documents, least_regions: what a candidate must reach.

    Returns:
        A table of the schema :data:`DISCOVERED`, sorted by score and text; the same rows in any order give the same table.
    """
    listed = {_normal(words) for words in (_lexicon() if known is None else known)}
    candidates = {row["text"]: row for row in _repeated(documents, uses, least_documents, least_regions)
                  if _normal(row["text"]) not in listed and _shape(row["text"])}
    evidence, characters = _surroundings(documents, candidates)
    halves = _count(documents, {half for words in candidates for half in _halves(words)})
    rows = [_row(words, row, evidence[words], halves, characters) for words, row in candidates.items()]
    kept = [row for row in rows if row["left_entropy"] >= 1 and row["right_entropy"] >= 1 and row["cohesion"] >= 3
            and (row["quoted_share"] >= _SELDOM_QUOTED or not candidates[row["text"]]["quoted_only"])]
    kept.sort(key=lambda row: (-row["score"], row["text"]))
    return pa.Table.from_pylist(kept, schema=DISCOVERED)


def _lexicon() -> Iterator[str]:
    lexicon = load_lexicon()
    yield from lexicon.words("slogans")
    yield from lexicon.words("slogan_repeated")


def _normal(words: str) -> str:
    return words.translate(_JOINTS)


def _shape(words: str) -> bool:
    """Return whether *words* are long enough to be a formula; a short one must count something (两新, 三不)."""
    plain = _normal(words)
    if not _parallel(words) and (_NAME_END.search(plain) or _FIGURE.search(plain)):
        return False
    return len(plain) >= 4 or (len(plain) == 3 and _BUNDLE.match(plain) is not None)


def _parallel(words: str) -> bool:
    return "、" in words or "，" in words


def _weight(words: str) -> float:
    """Return how much *words* look like a formula: parts, a number or something that is done; a mere noun is rather a name."""
    if _parallel(words):
        return 1.2
    tags = [tag for _, tag in rjieba.tag(words)]
    if tags == ["i"]:  # a word of the common language (约法三章)
        return 0.6
    if _NUMBER.match(words) or len(set(words)) < len(words) or not _ACTIVE.isdisjoint(tags):
        return 1.0
    return 0.4


def _repeated(documents: pa.Table, uses: pa.Table, least_documents: int, least_regions: int) -> list[dict[str, Any]]:
    """Return the commonest form of each repeated wording with its documents, regions, confidence and first date."""
    connection = duckdb.connect()
    connection.register("documents", documents.select(["id", "published"]))
    connection.register("uses", uses.select(["document_id", "text", "region_code", "kind", "confidence"]))
    found: list[dict[str, Any]] = connection.sql("""
        WITH forms AS (SELECT regexp_replace(text, '[、，, ；“”‘’·]+', '', 'g') AS key, text, count(DISTINCT document_id) AS n
                       FROM uses GROUP BY ALL),
        best AS (SELECT key, arg_max(text, (n, text)) AS text FROM forms GROUP BY key)
        SELECT best.text, count(DISTINCT u.document_id) AS documents, count(DISTINCT u.region_code) AS regions,
               round(avg(u.confidence), 6) AS confidence, min(d.published) AS first_date,
               bool_and(u.kind = 'quoted') AS quoted_only
        FROM uses u JOIN best ON best.key = regexp_replace(u.text, '[、，, ；“”‘’·]+', '', 'g')
        LEFT JOIN documents d ON d.id = u.document_id
        GROUP BY best.text HAVING count(DISTINCT u.document_id) >= ? AND count(DISTINCT u.region_code) >= ?
        ORDER BY best.text""", params=[least_documents, least_regions]).to_arrow_table().to_pylist()
    connection.close()
    return found


def _texts(documents: pa.Table) -> Iterator[str]:
    for batch in documents.select(["text"]).to_batches(max_chunksize=1000):
        yield from (words for words in batch.to_pydict()["text"] if words)


def _surroundings(documents: pa.Table, candidates: Mapping[str, Any]) -> tuple[dict[str, _Evidence], int]:
    """Return the evidence of each candidate over all *documents*, quoted or not, and the number of characters read."""
    names = sorted(candidates)
    evidence = {words: _Evidence() for words in names}
    matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    characters = 0
    for text in _texts(documents):
        characters += len(text)
        for number, start, end in matcher.find_matches_as_indexes(text):
            item = evidence[names[number]]
            item.occurrences += 1
            if text[start - 1:start] == _OPEN and text[end:end + 1] == _CLOSE:
                item.quoted += 1
                start, end = start - 1, end + 1
            item.left[_side(text[start - 1:start])] += 1
            item.right[_side(text[end:end + 1])] += 1
    return evidence, characters


def _side(character: str) -> str:
    """Return *character*, or one sign for every kind of punctuation and the edge of the text."""
    return character if "\u4e00" <= character <= "\u9fff" else "|"


def _entropy(sides: Counter[str]) -> float:
    """Return the entropy of *sides* in bits, each punctuated side counted as one of its own: punctuation bounds a formula."""
    total = sum(sides.values())
    if not total:
        return 0.0
    free = sides.get("|", 0)
    bits = -sum(count / total * math.log2(count / total) for side, count in sorted(sides.items()) if side != "|")
    return bits + (free / total * math.log2(total) if free else 0.0)


def _halves(words: str) -> tuple[str, str]:
    """Return *words* cut at the joint nearest its middle, else in the middle."""
    middle = len(words) / 2
    joints = [place for place, sign in enumerate(words) if sign in "、，"]
    if joints:
        place = min(joints, key=lambda joint: (abs(joint + 0.5 - middle), joint))
        return words[:place], words[place + 1:]
    return words[:math.ceil(middle)], words[math.ceil(middle):]


def _count(documents: pa.Table, words: set[str]) -> Counter[str]:
    """Return how often each of *words* occurs in *documents*."""
    names = sorted(word for word in words if word)
    matcher = AhoCorasick(names)
    counts: Counter[str] = Counter()
    for text in _texts(documents):
        counts.update(names[number] for number, _, _ in matcher.find_matches_as_indexes(text, overlapping=True))
    return counts


def _row(words: str, row: Mapping[str, Any], evidence: _Evidence, halves: Mapping[str, int], characters: int) -> dict[str, Any]:
    first, second = _halves(words)
    chance = max(1, halves.get(first, 1)) * max(1, halves.get(second, 1))
    cohesion = math.log2(max(1, evidence.occurrences) * max(1, characters) / chance)
    left, right = _entropy(evidence.left), _entropy(evidence.right)
    regions, confidence = row["regions"], row["confidence"]
    bounded = min(1.0, min(left, right) / 3)
    return {"text": words, "documents": row["documents"], "regions": regions, "occurrences": evidence.occurrences,
            "quoted_share": round(evidence.quoted / max(1, evidence.occurrences), 4), "left_entropy": round(left, 4),
            "right_entropy": round(right, 4), "cohesion": round(cohesion, 4), "first_date": row["first_date"],
            "score": round(math.log2(1 + regions) * max(0.0, 2 * confidence - 1) * bounded * _weight(words), 6)}
