"""Edges between persons that follow from reported ones, as SQL over the tables ``node_*`` and ``edge_*``."""

MET = """
    SELECT identity('MET', a, b, NULL) AS id, a AS from_id, 'Person' AS from_kind, b AS to_id, 'Person' AS to_kind,
           count(*) AS meetings, max(last_date) AS last_date, max(last_day) AS last_met_day
    FROM (SELECT DISTINCT x.from_id AS a, y.from_id AS b, x.to_id AS event, e.end_date AS last_date, e.last_day
          FROM edge_ATTENDED x JOIN edge_ATTENDED y ON x.to_id = y.to_id AND x.from_id < y.from_id
          JOIN node_Event e ON e.id = x.to_id) GROUP BY a, b
"""

SERVED_WITH = """
    SELECT identity('SERVED_WITH', a, b, organ) AS id, a AS from_id, 'Person' AS from_kind, b AS to_id, 'Person' AS to_kind,
           max(overlap) AS overlap_days, organ AS organization
    FROM (SELECT x.from_id AS a, y.from_id AS b, o.name AS organ,
                 least(x.last_seen_day, y.last_seen_day) - greatest(x.first_seen_day, y.first_seen_day) AS overlap
          FROM edge_HELD x JOIN edge_POST_IN p ON p.from_id = x.to_id JOIN edge_POST_IN q ON q.to_id = p.to_id
          JOIN edge_HELD y ON y.to_id = q.from_id AND x.from_id < y.from_id JOIN node_Organization o ON o.id = p.to_id
          WHERE NOT list_contains(x.status, 'former') AND NOT list_contains(y.status, 'former') AND o.region_code <> '100000')
    WHERE overlap >= 0 GROUP BY a, b, organ
"""

IDENTITY = """
CREATE MACRO identity(kind, a, b, c) AS
    substr(sha256(concat_ws(chr(31), kind, coalesce(a, ''), coalesce(b, ''), coalesce(c, ''))), 1, 20);
"""
