// Who followed whom in an office, and how many days lie between the last report of one and the first of the next (negative: both are reported)?
// 某职务前后任是谁，两人见于报道的时间相隔或重叠多少天？
// $region string = 浙江省
// $post string = 省委书记
MATCH (a:Person)-[s:PRECEDED]->(b:Person), (o:Office)
WHERE o.id = s.office_id AND o.region_name = $region AND o.post = $post
RETURN s.last_earlier AS last_earlier, a.name AS earlier, s.first_later AS first_later, b.name AS later, s.gap_days AS gap_days, s.id AS edge
ORDER BY first_later, last_earlier, earlier, later, edge
