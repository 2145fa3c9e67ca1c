// Who held an office one after another, and how do the reports bound each tenure?
// 某职务历任者是谁，各在什么时候见于报道？
// $region string = 浙江省
// $post string = 省委书记
MATCH (p:Person)-[h:HELD]->(o:Office)
WHERE o.region_name = $region AND o.post = $post
RETURN p.name AS person, h.status AS status, h.from_date AS since, h.to_date AS until, h.appointed_by AS appointed_by, h.first_seen AS first_time, h.last_seen AS last_time, h.left_by AS left_by, h.support AS reports, h.id AS edge
ORDER BY first_time, person, edge
