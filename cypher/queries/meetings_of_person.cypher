// Which events did a person take part in between two days, and in which roles?
// 某人在两个日期之间参加了哪些活动，以什么身份？
// $person string = 林远志
// $from_day day = 2020-01-01
// $to_day day = 2026-12-31
MATCH (p:Person)-[a:ATTENDED]->(e:Event)
WHERE p.name = $person AND e.first_day >= $from_day AND e.last_day <= $to_day
RETURN e.start_date AS day, e.kind AS kind, e.name AS event, e.region_name AS region, a.role AS role, a.id AS edge
ORDER BY day, event, role, edge
