// Which offices of a jurisdiction do the reports name, and how many holders has each?
// 某地有哪些职务见于报道，各有多少任职者？
// $region string = 蕲春县
MATCH (p:Person)-[h:HELD]->(o:Office)
WHERE o.region_name = $region
WITH o, p, min(h.first_seen) AS first_held, max(h.last_seen) AS last_held
RETURN o.post AS office, o.single_holder AS single_holder, count(p.id) AS holders, min(first_held) AS first_time, max(last_held) AS last_time, o.id AS node
ORDER BY holders DESC, office, node
