// Who accompanied a person on outings, how often?
// 谁陪同某人外出调研，多少次？
// $person string = 林远志
MATCH (l:Person)-[a:ATTENDED]->(e:Event)<-[b:ATTENDED]-(c:Person)
WHERE l.name = $person AND a.role = 'lead' AND b.role = 'attend' AND l.id <> c.id
WITH DISTINCT c.name AS companion, e
RETURN companion, count(e.id) AS outings, max(e.start_date) AS last_time
ORDER BY outings DESC, companion
