// Which deputies presided over meetings?
// 哪些副职主持过会议？
MATCH (p:Person)-[a:ATTENDED]->(e:Event)
WHERE a.role = 'chair' AND EXISTS { MATCH (p)-[:HELD]->(o:Office) WHERE o.post CONTAINS '副' } AND NOT EXISTS { MATCH (p)-[:HELD]->(q:Office) WHERE q.single_holder = true }
RETURN e.start_date AS day, e.region_name AS region, p.name AS person, e.name AS meeting, a.id AS edge
ORDER BY day, region, person, meeting, edge
