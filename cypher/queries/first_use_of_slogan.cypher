// Where was a slogan first used, by jurisdiction, earliest first?
// 某提法在各地最早何时使用？
// $slogan string = 人民至上、生命至上
MATCH (s:Slogan)-[f:FIRST_USED_IN]->(r:Region)
WHERE s.name = $slogan
RETURN f.used_date AS day, r.name AS region, r.code AS code, f.document_id AS document, f.id AS edge
ORDER BY day, code, region, edge
