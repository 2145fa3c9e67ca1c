// Which single-holder offices of a jurisdiction are given to more than one person?
// 哪些一人一职的职务先后有不止一人？
MATCH (p:Person)-[h:HELD]->(o:Office)<-[g:HELD]-(q:Person)
WHERE o.single_holder = true AND p.id < q.id
RETURN o.name AS office, p.name AS one, h.status AS one_status, h.first_seen AS one_seen, q.name AS other, g.status AS other_status, g.first_seen AS other_seen, h.id AS edge, g.id AS other_edge
ORDER BY office, one_seen, one, other, edge, other_edge
