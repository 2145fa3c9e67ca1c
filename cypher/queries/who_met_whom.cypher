// Which pairs of persons took part in the same events, and how often?
// 哪些人同场出现过，多少次？
// $least integer = 2
MATCH (a:Person)-[m:MET]->(b:Person)
WHERE m.meetings >= $least
RETURN a.name AS one, b.name AS other, m.meetings AS events, m.last_date AS last_time, m.id AS edge
ORDER BY events DESC, one, other, edge
