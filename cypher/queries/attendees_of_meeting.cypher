// Who took part in meetings of that name, in which role, in the order listed?
// 谁参加了这场会议，以什么身份，排名先后？
// $name string = 常委会
MATCH (p:Person)-[a:ATTENDED]->(e:Event)
WHERE e.name CONTAINS $name
RETURN e.start_date AS day, e.region_name AS region, e.name AS meeting, a.list_order AS place, p.name AS person, a.role AS role, a.id AS edge
ORDER BY day, region, meeting, place, person, role
