// Which persons are reported in two single-holder offices over the same time?
// 哪些人同时兼任两个正职？
// $region string = 蕲春县
MATCH (p:Person)-[h:HELD]->(o:Office), (p)-[g:HELD]->(q:Office)
WHERE o.region_name = $region AND o.single_holder = true AND q.single_holder = true AND o.id <> q.id AND (q.region_name <> $region OR o.id < q.id) AND NOT 'former' IN h.status AND NOT 'former' IN g.status AND h.first_seen_day <= g.last_seen_day AND g.first_seen_day <= h.last_seen_day
RETURN p.name AS person, o.name AS office, h.first_seen AS first_time, h.last_seen AS last_time, q.name AS other_office, g.first_seen AS other_first, g.last_seen AS other_last, h.id AS edge, g.id AS other_edge
ORDER BY person, office, first_time, other_office, edge, other_edge
