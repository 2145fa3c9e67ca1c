// Which divisions lie above one, as far as the country?
// 某地的上级行政区划有哪些？
// $region string = 蕲春县
MATCH path = (r:Region)-[:PART_OF*1..5]->(a:Region)
WHERE r.name = $region
WITH a, min(length(path)) AS steps
RETURN steps, a.name AS division, a.code AS code, a.level AS level
ORDER BY steps, code
