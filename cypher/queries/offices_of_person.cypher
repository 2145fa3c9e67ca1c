// Which offices did a person hold, and when was that seen?
// 某人担任过哪些职务？
// $person string = 林远志
MATCH (p:Person)-[h:HELD]->(o:Office)
WHERE p.name = $person
RETURN o.region_name AS region, o.post AS office, h.status AS status, h.from_date AS since, h.to_date AS until, h.first_seen AS first_time, h.last_seen AS last_time, h.id AS edge
ORDER BY first_time, region, office, edge
