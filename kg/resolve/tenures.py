"""Who held which office when: asserted and observed time apart, and who came after whom."""

from __future__ import annotations

import duckdb

from kg.resolve.context import Context
from kg.resolve.evidence import PROOF


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create the HELD edges and PRECEDED.

    The observed interval of a HELD edge (``first_seen``, ``last_seen``) is that of the reports that give the office; the
    asserted one (``from_date``, ``to_date``) is what a text says of the day. ``appointed_by`` is the first report that the office was
    given, ``left_by`` the first that speaks of the holder as a former one: bounds, since reports say 日前.
    """
    for statement in (_SPELLS, _HELD, _PRECEDED):
        connection.execute(statement)


_HELD = f"""
    CREATE TABLE edge_HELD AS
    SELECT identity('HELD', from_id || to_id, status::VARCHAR, coalesce(from_date, '') || '/' || coalesce(to_date, '')) AS id, from_id,
           'Person' AS from_kind, to_id, 'Office' AS to_kind, status, from_date, to_date,
           min(observed) AS first_seen, max(observed) AS last_seen, min(first_day(observed)) AS first_seen_day,
           max(final_day(observed)) AS last_seen_day,
           CASE WHEN NOT list_contains(status, 'former') THEN min(observed) FILTER (given) END AS appointed_by,
           CASE WHEN list_contains(status, 'former') THEN min(observed) END AS left_by,
           bool_or(doubtful AND NOT list_contains(status, 'former')) AS doubtful, {PROOF}
    FROM (SELECT h.*, p.person_id AS from_id, office_id AS to_id, d.name IS NOT NULL AS doubtful
          FROM holdings h JOIN person_ids p USING (local_id) LEFT JOIN doubts d USING (office_id, name)) s
    JOIN reports r USING (document_id) GROUP BY from_id, to_id, status, from_date, to_date
"""

# A spell is all that is known of one name in one office of a single holder. Two readings are doubtful and take no part in the succession:
# a holder reported once while another, reported five times and more, held the office before and after; and one who never stands
# alone: each report of it gives the office to another too, whom more reports have in it.
_SPELLS = """
    CREATE TABLE in_office AS
    SELECT h.office_id, p.name, p.person_id, r.report_id, first_day(h.observed) AS first_day, final_day(h.observed) AS last_day
    FROM holdings h JOIN person_ids p USING (local_id) JOIN reports r USING (document_id)
    WHERE single_holder AND NOT list_contains(status, 'former') AND NOT list_contains(status, 'proposed');
    CREATE TABLE spells AS
    SELECT office_id, name, min(person_id) AS person_id, min(first_day) AS first_day, max(last_day) AS last_day, count(DISTINCT report_id) AS n
    FROM in_office GROUP BY office_id, name;
    CREATE TABLE doubts AS
    SELECT a.office_id, a.name FROM spells a JOIN spells b ON b.office_id = a.office_id AND b.name <> a.name
    WHERE a.n = 1 AND b.n >= 5 AND b.first_day < a.first_day AND b.last_day > a.last_day
    UNION
    SELECT x.office_id, x.name FROM (
        SELECT DISTINCT i.office_id, i.name, i.report_id, EXISTS (
            SELECT 1 FROM in_office j JOIN spells t ON t.office_id = j.office_id AND t.name = j.name
            WHERE j.office_id = i.office_id AND j.report_id = i.report_id AND j.name <> i.name AND t.n > s.n) AS shared
        FROM in_office i JOIN spells s ON s.office_id = i.office_id AND s.name = i.name) x
    GROUP BY x.office_id, x.name HAVING bool_and(x.shared)
"""

_PRECEDED = """
    CREATE TABLE edge_PRECEDED AS
    SELECT identity('PRECEDED', a, b, office_id) AS id, a AS from_id, 'Person' AS from_kind, b AS to_id, 'Person' AS to_kind, office_id,
           o.name AS office, first_later - last_earlier AS gap_days,
           strftime(DATE '1970-01-01' + last_earlier::INTEGER, '%Y-%m-%d') AS last_earlier,
           strftime(DATE '1970-01-01' + first_later::INTEGER, '%Y-%m-%d') AS first_later
    FROM (SELECT office_id, person_id AS a, lead(person_id) OVER later AS b, last_day AS last_earlier, lead(first_day) OVER later AS first_later
          FROM spells ANTI JOIN doubts USING (office_id, name) WHERE first_day IS NOT NULL
          WINDOW later AS (PARTITION BY office_id ORDER BY first_day, last_day, person_id)) s
    JOIN node_Office o ON o.id = s.office_id WHERE b IS NOT NULL AND a <> b
"""
