"""Documents that are one report: the same text at several addresses, edited copies of it, and stories taken over in part."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from kg.clean import clean
from kg.graph.records import document_of
from kg.resolve.context import Context

WHOLE, PART = 0.85, 0.5
"""The share of both texts that copies have in common, and that of the shorter one from which on it is taken over in part."""
LEAST = 12
"""The samples that two texts must share: short notices are alike without being copies."""
DAYS = 31
"""Days between a report and its copies: what is worded alike a year later is a form, not a copy."""
_PAIRED, _CHAINED = 30, 2000
_WINDOW, _SAMPLE = 8, 4
"""Characters of a shingle, and of how many shingles one is kept."""
_MIX = 0x9E3779B97F4A7C15
_BATCH = 500
_OTHERS = re.compile(r"[^\u4e00-\u9fff0-9]+")
_SIGNS = re.compile(r"[\s“”‘’《》〈〉·、，,;；。.!！:：（）()—\-]+")


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``reports`` (document, the report it is or copies), the REPRINT_OF edges, and the column ``origin`` of ``statements``.

    Two documents are compared as sets of shingles of eight characters, of which those are kept whose hash is divisible by four: unlike
    MinHash, the sample grows with the text, so that containment can be told as well as likeness (Broder 1997, mod m sketches). Up to thirty
    documents with one shingle are compared each with each, more of them
    each with the one before it, so that a story in hundreds of papers is found and a formula costs little. A copy names the place that the
    story names: a form filled in for another place is none. A report goes by the earliest
    of its documents, by publication date, then id. ``origin`` is the report that a sentence taken over from elsewhere stands for, so that
    a digest counts as no second witness; REPRINT_OF joins only what is taken over nearly whole.
    """
    connection.execute("ALTER TABLE statements ADD COLUMN origin VARCHAR")
    _sample(connection)
    for statement in (_PAIRS, _ORDER):
        connection.execute(statement)
    _spread(connection)
    for statement in (_REPORTS, _ORIGINS, _COPIED_USES):
        connection.execute(statement)


def _sample(connection: duckdb.DuckDBPyConnection) -> None:
    """Create ``dated`` (the documents in order, with a hash of their words) and ``shingles``.

    Pages and text in traditional script are cleaned first, so that they compare with other copies.
    """
    connection.execute("CREATE TABLE sampled (id VARCHAR, digest VARCHAR, mended BOOLEAN); CREATE TABLE shingle (id VARCHAR, hash UBIGINT)")
    reader = connection.cursor().execute("SELECT *, media_type = 'text/html' OR regexp_matches(text, '[會國學黨習書記區縣長]') AS mend FROM documents")
    columns = [item[0] for item in reader.description or []]
    while rows := reader.fetchmany(_BATCH):
        names, digests, mended, owners, found = [], [], [], [], []
        for row in (dict(zip(columns, values, strict=True)) for values in rows):
            text = clean(document_of(row)).text if row["mend"] else row["text"]
            kept = shingles(text)
            names.append(row["id"])
            mended.append(row["mend"])
            digests.append(hashlib.sha256(_SIGNS.sub("", text).encode("utf-8", "surrogatepass")).hexdigest())
            owners += [row["id"]] * len(kept)
            found.append(kept)
        for table, batch in (("sampled", pa.table({"id": names, "digest": digests, "mended": mended})),
                             ("shingle", pa.table({"id": pa.array(owners, pa.string()), "hash": pa.array(np.concatenate(found), pa.uint64())}))):
            connection.register("batch", batch)
            connection.execute(f"INSERT INTO {table} SELECT * FROM batch")
            connection.unregister("batch")


def shingles(text: str) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """Return the sampled hashes of the shingles of *text*, each once, over its Chinese characters and digits alone."""
    codes = np.frombuffer(_OTHERS.sub("", text).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    size = len(codes) - _WINDOW + 1
    if size <= 0:
        return np.empty(0, np.uint64)
    total = np.zeros(size, np.uint64)
    for place in range(_WINDOW):
        total = (total ^ codes[place:place + size]) * np.uint64(_MIX)
        total ^= total >> np.uint64(29)
    return np.unique(total[total % np.uint64(_SAMPLE) == 0])


_PAIRS = rf"""
    CREATE TABLE dated AS
    WITH homes AS (SELECT document_id AS id, mode(object_properties->>'region_name' ORDER BY object_properties->>'region_name') AS home
                   FROM statements WHERE predicate = 'REPORTS' GROUP BY ALL)
    SELECT id, digest, first_day(published) AS day, row_number() OVER (ORDER BY coalesce(published, '9999'), id) AS place, mended, text,
           regexp_replace(coalesce(region, home), '^(.{{2,}})(?:省|市|县|区|州|盟|旗)$', '\1') AS home
    FROM documents JOIN sampled USING (id) LEFT JOIN homes USING (id);
    CREATE TABLE samples AS
    SELECT s.id, d.place, s.hash, 1 AS size, k.spread FROM shingle s JOIN dated d USING (id)
    JOIN (SELECT hash, count(*) AS spread FROM shingle GROUP BY hash) k USING (hash);
    DROP TABLE shingle;
    CREATE TABLE sizes AS SELECT id, sum(size) AS size FROM samples WHERE spread <= {_CHAINED} GROUP BY id;
    CREATE TABLE alike AS
    WITH beside AS (
        SELECT a.id AS earlier, b.id AS later, a.size FROM samples a JOIN samples b ON a.hash = b.hash AND a.place < b.place
        WHERE a.spread <= {_PAIRED} AND b.spread <= {_PAIRED}
        UNION ALL
        SELECT earlier, id, size FROM (SELECT id, size, lag(id) OVER (PARTITION BY hash ORDER BY place) AS earlier FROM samples
                                       WHERE spread > {_PAIRED} AND spread <= {_CHAINED}) WHERE earlier IS NOT NULL),
    shared AS (SELECT earlier, later, sum(size) AS shared FROM beside GROUP BY ALL HAVING sum(size) >= {LEAST})
    SELECT s.earlier, s.later, s.shared / a.size AS of_earlier, s.shared / b.size AS of_later
    FROM shared s JOIN sizes a ON a.id = s.earlier JOIN sizes b ON b.id = s.later
    JOIN dated x ON x.id = s.earlier JOIN dated y ON y.id = s.later
    WHERE greatest(s.shared / a.size, s.shared / b.size) >= {PART} AND coalesce(y.day - x.day <= {DAYS}, true)
      AND (x.home IS NULL OR y.mended OR NOT contains(x.text, x.home) OR contains(y.text, x.home));
    DROP TABLE samples;
"""

_ORDER = f"""
    CREATE TABLE copies AS
    SELECT x.place AS a, y.place AS b FROM alike JOIN dated x ON x.id = earlier JOIN dated y ON y.id = later WHERE least(of_earlier, of_later) >= {WHOLE}
    UNION SELECT min(place) OVER (PARTITION BY digest), place FROM dated;
    CREATE TABLE grouped AS SELECT place, place AS root FROM dated;
"""


def _spread(connection: duckdb.DuckDBPyConnection) -> None:
    """Let each document take the earliest place that any copy of it has, until nothing changes."""
    changed = 1
    while changed:
        connection.execute("""
            CREATE OR REPLACE TABLE spreading AS
            SELECT g.place, least(g.root, coalesce(min(o.root), g.root)) AS root FROM grouped g
            LEFT JOIN (SELECT a AS place, b AS other FROM copies UNION ALL SELECT b, a FROM copies) c ON c.place = g.place
            LEFT JOIN grouped o ON o.place = c.other GROUP BY g.place, g.root""")
        row = connection.execute("SELECT count(*) FROM spreading s JOIN grouped g USING (place) WHERE s.root < g.root").fetchone()
        changed = row[0] if row else 0
        connection.execute("CREATE OR REPLACE TABLE grouped AS SELECT * FROM spreading")


_REPORTS = f"""
    CREATE TABLE reports AS
    SELECT d.id AS document_id, r.id AS report_id FROM grouped g JOIN dated d USING (place) JOIN dated r ON r.place = g.root;
    CREATE TABLE edge_REPRINT_OF AS
    WITH shares AS (
        SELECT document_id AS later, report_id AS earlier, 1.0 AS similarity FROM reports r JOIN dated a ON a.id = r.document_id
        JOIN dated b ON b.id = r.report_id WHERE document_id <> report_id AND a.digest = b.digest
        UNION ALL SELECT later, earlier, of_later FROM alike WHERE of_later >= {WHOLE}
        UNION ALL SELECT document_id, report_id, {WHOLE} FROM reports WHERE document_id <> report_id)
    SELECT identity('REPRINT_OF', later, earlier, NULL) AS id, later AS from_id, 'Document' AS from_kind, earlier AS to_id,
           'Document' AS to_kind, round(least(max(similarity), 1.0), 4) AS similarity
    FROM shares GROUP BY later, earlier;
"""

# What a document shares with one that it takes over in part, sentence by sentence.
_ORIGINS = """
    CREATE TABLE taken AS
    SELECT r.document_id, min_by(e.report_id, d.place) AS origin, words FROM (
        SELECT DISTINCT a.later AS document_id, a.earlier, sha256(normal(s.sentence)) AS words
        FROM alike a JOIN statements s ON s.document_id = a.earlier WHERE length(s.sentence) >= 12) r
    JOIN reports e ON e.document_id = r.earlier JOIN dated d ON d.id = r.earlier GROUP BY r.document_id, words;
    UPDATE statements SET origin = t.origin FROM taken t
    WHERE t.document_id = statements.document_id AND t.words = sha256(normal(statements.sentence));
    UPDATE statements SET origin = r.report_id FROM reports r
    WHERE statements.origin IS NULL AND r.document_id = statements.document_id AND r.report_id <> r.document_id;
"""

# A paper that prints another one's story does not use its slogans: the use is that of the story.
_COPIED_USES = """
    DELETE FROM statements WHERE predicate = 'USED' AND origin IS NOT NULL AND origin <> document_id AND EXISTS (
        SELECT 1 FROM statements o WHERE o.document_id = statements.origin AND o.predicate = 'USED' AND normal(o.object_name) = normal(statements.object_name));
"""
