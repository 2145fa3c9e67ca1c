"""How much a slogan is talked of, period by period and relative to the volume of text, on a scale of heat."""

from __future__ import annotations

import duckdb
import pyarrow as pa

SCALE = ((300.0, "沸"), (100.0, "烫"), (30.0, "热"), (10.0, "暖"), (3.0, "温"), (0.0, "冷"))
"""Uses in a million characters from which each degree begins; steps of about the square root of ten."""

_CURVE = """
    WITH texts AS (SELECT document_id, min(period) AS period, max(volume) AS volume FROM panel WHERE original IS NULL GROUP BY document_id),
    grain AS (SELECT CASE WHEN count(*) FILTER (length(period) > 4) * 2 > count(*) THEN 7 ELSE 4 END AS width FROM texts),
    volumes AS (SELECT left(period, width) AS period, count(*) AS documents, sum(volume) AS characters FROM texts, grain GROUP BY ALL),
    counted AS (SELECT left(coalesce(period, used_date), width) AS period, count(DISTINCT document_id) AS used_in,
                       count(DISTINCT (document_id, sentence)) AS uses, count(DISTINCT region_code) AS regions FROM uses, grain GROUP BY ALL)
    SELECT v.period, v.documents, v.characters::BIGINT AS characters, coalesce(used_in, 0) AS used_in, coalesce(uses, 0) AS uses,
           coalesce(regions, 0) AS regions, round(1e6 * coalesce(uses, 0) / v.characters, 2) AS rate
    FROM volumes v LEFT JOIN counted USING (period)
    WHERE v.period >= (SELECT min(period) FROM counted) ORDER BY v.period"""


def degree(rate: float) -> str:
    """Return the degree of heat of *rate* uses in a million characters, empty for none.

    >>> degree(0.0), degree(0.4), degree(31.0)
    ('', '冷', '热')
    """
    return next((name for least, name in SCALE if rate >= least), "") if rate > 0 else ""


def curve(panel: pa.Table, uses: pa.Table) -> pa.Table:
    """Return one row a month (a year, where most documents are annual) since the first use.

    Columns: ``period``, ``documents``, ``characters``, ``used_in`` (documents), ``uses`` (sentences), ``regions``, ``rate``
    (uses in a million characters), ``heat``.
    """
    with duckdb.connect() as connection:
        connection.register("panel", panel)
        connection.register("uses", uses)
        table: pa.Table = connection.sql(_CURVE).to_arrow_table()
    return table.append_column("heat", pa.array([degree(rate) for rate in table["rate"].to_pylist()], pa.string()))
