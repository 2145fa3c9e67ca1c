// What stands above a meeting in the chain of conveyance, up to six steps?
// 这场会议传达的精神从哪里一级级传来？
// $region string = 蕲春县
MATCH path = (e:Event)-[:TRANSMITS*1..6]->(above:Event)
WHERE e.region_name = $region AND e.reported = true
RETURN e.start_date AS day, e.name AS meeting, length(path) AS steps, above.region_name AS origin_region, above.name AS origin, above.start_date AS origin_day
ORDER BY day, meeting, steps, origin_region, origin
