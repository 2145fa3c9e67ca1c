// Which offices of a jurisdiction do the reports name, and how many holders has each?
// 某地有哪些职务见于报道，各有多少任职者？
// $region string = 蕲春县
MATCH (p:Person)-[h:HELD]->(o:Office)
WHERE o.region_name = $region
RETURN o.post AS office, o.single_holder AS single_holder, count(DISTINCT p.id) AS holders, min(h.first_seen) AS first_time, max(h.last_seen) AS last_time, o.id AS node
ORDER BY holders DESC, office, node
