"""The table of uses: who used which slogan when, in which document, counted in the text itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kg.graph.layout import Layout
from kg.graph.records import document_of
from kg.graph.tables import DOCUMENTS, edge_path
from kg.model import Document
from kg.spread.families import Family
from kg.spread.normal import BLANKS, QUOTES, Form, form, pattern
from kg.spread.panel import batches, date_of
from kg.spread.reporting import Reporting
from kg.spread.search import Found, Searcher
from kg.spread.texts import body
from kg.spread.words import Boundaries

_TEXT = ("slogan", "form", "region_code", "used_date", "period", "document_id", "name", "speaker", "event_id", "sentence")
USES = pa.schema([*((name, pa.string()) for name in _TEXT), *((name, pa.int64()) for name in ("first_day", "last_day", "start", "stop")),
                  ("national", pa.bool_())])
"""One row a use and jurisdiction; ``form`` as written; ``start``, ``stop`` within the sentence; days since 1970."""

HITS = pa.schema([*((name, pa.string()) for name in ("slogan", "form", "plain", "region_code", "document_id", "sentence")),
                  ("start", pa.int64()), ("stop", pa.int64()), ("national", pa.bool_())])
"""One row a place where a form stands; ``form`` without marks, ``plain`` as written."""

_BATCH = 20_000
_MARKS = BLANKS | QUOTES
_FEW = 12
"""Forms up to which the store looks for texts that may hold one, instead of reading all."""
_RECENT = 7
"""Days before its publication in which an event that a document reports may lie."""

_ROWS = """
    WITH panel_of AS (SELECT document_id, name, period, used_date, first_day, last_day, min(original) AS original FROM panel
                      GROUP BY ALL),
    reported AS (SELECT document_id, form, min(region_code) AS region_code, arg_min(speaker, speaker) AS speaker,
                        min(from_id) FILTER (from_kind = 'Event') AS event_id, min(used_date) AS event_date, min(used_day) AS event_day
                 FROM used GROUP BY ALL)
    SELECT h.slogan, h.form, h.region_code, CASE WHEN recent THEN r.event_date ELSE p.used_date END AS used_date, p.period, h.document_id,
           p.name, r.speaker, r.event_id, h.sentence, CASE WHEN recent THEN r.event_day ELSE p.first_day END AS first_day,
           CASE WHEN recent THEN r.event_day ELSE p.last_day END AS last_day, h.start, h.stop, h."national"
    FROM hits h JOIN panel_of p USING (document_id)
    LEFT JOIN (SELECT r.*, length(r.event_date) = 10 AND length(p.used_date) = 10
                      AND p.first_day - r.event_day BETWEEN 0 AND ? AS recent
               FROM reported r JOIN panel_of p USING (document_id)) r
      ON r.document_id = h.document_id AND r.form = h.plain
    WHERE p.original IS NULL
    ORDER BY h.slogan, last_day, last_day - first_day, h.document_id, h.start, h.region_code"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The forms to look for: ``owners`` are the slogans whose forms they are, ``searcher`` finds them."""

    forms: tuple[Form, ...]
    owners: tuple[str, ...]
    searcher: Searcher

    @classmethod
    def of(cls, families: Sequence[Family]) -> Wanted:
        """Return what to look for to find *families*."""
        forms = tuple(form(words) for family in families for words in family.forms)
        return cls(forms, tuple(family.name for family in families for _ in family.forms), Searcher(forms, Boundaries()))


@dataclass(frozen=True, slots=True)
class UseFinder:
    """Finds the uses of slogans in the documents of the graph at ``graph``, whose panel is given."""

    graph: Path
    panel: pa.Table

    def find(self, families: Sequence[Family]) -> pa.Table:
        """Return all uses of *families*."""
        wanted = Wanted.of(families)
        filtered = "|".join(pattern(item) for item in wanted.forms) if len(wanted.forms) <= _FEW else None
        return self.join(hits(self._documents(filtered), wanted, self.homes()))

    def homes(self) -> dict[str, tuple[str, bool]]:
        """Return for each document its home and whether it is of a national outlet."""
        found: dict[str, tuple[str, bool]] = {}
        columns = self.panel.select(["document_id", "region_code", "national", "volume"]).to_pydict()
        largest: dict[str, int] = {}
        for identity, code, national, volume in zip(*columns.values(), strict=True):
            if volume > largest.get(identity, -1):
                largest[identity] = volume
                found[identity] = (code, national)
        return found

    def _documents(self, filtered: str | None) -> Iterator[Document]:
        """Yield the documents, those alone whose text may match *filtered* where it is given."""
        shards = [str(path) for path in Layout(self.graph).shards()]
        if not shards:
            return
        with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
            test = "WHERE regexp_matches(text, ?) OR regexp_matches(coalesce(title, ''), ?) OR media_type = 'text/html'" if filtered else ""
            columns = ", ".join(DOCUMENTS.names)
            connection.execute(f"SELECT {columns} FROM read_parquet(?) {test}", [shards, *([filtered] * 2 if filtered else [])])
            while rows := connection.fetchmany(500):
                yield from (document_of(dict(zip(DOCUMENTS.names, row, strict=True))) for row in rows)

    def join(self, found: pa.Table) -> pa.Table:
        """Give each hit the date, speaker and event of the reported use that it is, where extraction read one."""
        with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
            connection.register("hits", found)
            connection.register("panel", self.panel)
            connection.execute(f"""CREATE VIEW used AS SELECT u.* FROM read_parquet('{_quoted(edge_path(self.graph, "USED"))}') u
                                   WHERE u.document_id IN (SELECT document_id FROM hits)""")
            table: pa.Table = connection.sql(_ROWS, params=[_RECENT]).to_arrow_table().cast(USES)
        return table


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def hits(documents: Iterable[Document], wanted: Wanted, homes: Mapping[str, tuple[str, bool]], *, brief: bool = False) -> pa.Table:
    """Return the places in *documents* where a wanted form stands, one row a jurisdiction and sentence.

    Args:
        homes: what :meth:`UseFinder.homes` returns.
        brief: keep the first place in each document alone, without its sentence.
    """
    reporting = Reporting()
    found = (row for document in documents for row in _rows(document, wanted, reporting, homes, brief))
    return pa.Table.from_batches([pa.RecordBatch.from_pylist(batch, schema=HITS) for batch in batches(found, _BATCH)], schema=HITS)


def _rows(document: Document, wanted: Wanted, reporting: Reporting, homes: Mapping[str, tuple[str, bool]], brief: bool) -> Iterator[dict[str, Any]]:
    """Yield the uses in one document, one a jurisdiction and sentence."""
    home = homes.get(document.id)
    if home is None:
        return
    text, found = wanted.searcher.find(body(document))
    date = date_of(document)
    seen: set[tuple[str, int, str]] = set()
    for hit in _longest(found, wanted.owners):
        code, national = home
        owner = wanted.owners[hit.form]
        if brief and not national and (owner, 0, code) in seen:
            continue
        users = reporting.users(text, hit.start, hit.first, code, int(date[:4]) if date else None) if national else (code,)
        sentence = text[hit.first:hit.last].strip()
        offset = hit.start - hit.first - (len(text[hit.first:hit.last]) - len(text[hit.first:hit.last].lstrip()))
        for user in users:
            place = (owner, 0 if brief else hit.first, user)
            if place not in seen:
                seen.add(place)
                written = text[hit.start:hit.end]
                yield {"slogan": owner, "form": "".join(sign for sign in written if sign not in _MARKS), "plain": written, "region_code": user,
                       "document_id": document.id, "sentence": "" if brief else sentence, "start": offset, "stop": offset + hit.end - hit.start,
                       "national": national}


def _longest(found: Sequence[Found], owners: Sequence[str]) -> Iterator[Found]:
    """Yield of hits of one slogan at one place the longest."""
    end: dict[str, int] = {}
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end, hit.form)):
        if hit.end > end.get(owners[hit.form], -1):
            end[owners[hit.form]] = hit.end
            yield hit
