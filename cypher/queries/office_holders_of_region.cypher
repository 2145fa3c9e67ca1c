// Who held which office of a jurisdiction, and when was that seen?
// 某地各职务先后由谁担任？
// $region string = 蕲春县
MATCH (p:Person)-[h:HELD]->(o:Office)
WHERE o.region_name = $region
RETURN o.post AS office, p.name AS person, h.status AS status, h.first_seen AS first_time, h.last_seen AS last_time, h.support AS reports, h.id AS edge
ORDER BY office, first_time, person, edge
