"""Who is said to hold which office, one row a statement, with the day that the statement is true of."""

from __future__ import annotations

import duckdb

from kg.resolve.context import Context


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Create ``holdings``: status, asserted days and the day of observation, as the sentence around the claim tells them."""
    connection.execute(_HOLDINGS)


# What stands before the words of the claim in its sentence tells former holders (时任浙江省委书记习近平) and dates the claim (1992年，时任福州市
# 委书记…; 1971年3月，…任): what is told of a year long past is seen in that year, and an appointment told somewhere behind one is not dated.
_HOLDINGS = """
    CREATE TABLE holdings AS
    WITH said AS (
        SELECT s.document_id, s.subject_id AS local_id, o.office_id, o.single_holder, s.rule, s.confidence, s.sentence_start, s.sentence_stop, s.origin,
               real_date(s.qualifiers->>'observed') AS published,
               real_date(s.qualifiers->>'from_date') AS from_date, real_date(s.qualifiers->>'to_date') AS to_date,
               list_distinct(list_concat(o.marks, coalesce(TRY_CAST(s.qualifiers->'status' AS VARCHAR[]), []))) AS marks,
               left(s.sentence, greatest(s.start - s.sentence_start, 0)) AS lead, s.rule = 'appointment-current' AS given
        FROM statements s SEMI JOIN mentions m ON m.local_id = s.subject_id
        JOIN office_ids o ON o.local_id = s.object_id WHERE s.predicate = 'HELD'),
    read AS (
        SELECT *, regexp_extract(lead, '(时任|曾任|历任|原任|前任|原|前)(中共)?$', 1) AS before,
               regexp_extract(lead, '([12][0-9]{3})年(?:([0-9]{1,2})月)?(?:([0-9]{1,2})日)?，?[^，。；0-9]{0,8}$', ['y', 'm', 'd']) AS stated,
               TRY_CAST(list_max(regexp_extract_all(lead, '([12][0-9]{3})年', 1)) AS INTEGER) AS told, TRY_CAST(left(published, 4) AS INTEGER) AS year
        FROM said),
    dated AS (
        SELECT *, CASE WHEN stated.y <> '' THEN real_date(concat_ws('-', stated.y, CASE WHEN stated.m <> '' THEN lpad(stated.m, 2, '0') END,
                      CASE WHEN stated.m <> '' AND stated.d <> '' THEN lpad(stated.d, 2, '0') END)) END AS then_date,
               coalesce(stated.y <> '' AND TRY_CAST(stated.y AS INTEGER) < year - 1, false) AS past
        FROM read),
    marked AS (
        SELECT *, CASE WHEN before = '时任' AND past THEN list_filter(marks, lambda one: one <> 'former')
                       WHEN before <> '' THEN list_append(marks, 'former') ELSE marks END AS sorted
        FROM dated)
    SELECT document_id, local_id, office_id, single_holder, rule, confidence, sentence_start, sentence_stop, origin, given, to_date,
           list_sort(list_distinct(CASE
               WHEN list_contains(sorted, 'former') THEN list_filter(sorted, lambda one: one NOT IN ('current', 'acting'))
               WHEN len(list_intersect(sorted, ['acting', 'proposed'])) > 0 THEN list_filter(sorted, lambda one: one <> 'current')
               WHEN len(list_filter(sorted, lambda one: one <> 'concurrent')) = 0 THEN list_append(sorted, 'current')
               ELSE sorted END)) AS status,
           coalesce(from_date, CASE WHEN given THEN then_date END) AS from_date,
           CASE WHEN past AND NOT list_contains(sorted, 'former') THEN then_date WHEN given AND told < year - 1 THEN NULL ELSE published END AS observed
    FROM marked
"""
