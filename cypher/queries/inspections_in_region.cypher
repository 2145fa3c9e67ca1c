// Which outings took place in a jurisdiction, and who led them?
// 某地有哪些调研、督导、走访，由谁带队？
// $region string = 蕲春县
MATCH (p:Person)-[a:ATTENDED]->(e:Event)-[h:HELD_IN]->(r:Region)
WHERE r.name = $region AND e.kind = 'inspection' AND a.role = 'lead'
RETURN e.start_date AS day, p.name AS leader, e.name AS outing, a.id AS edge
ORDER BY day, leader, outing, edge
