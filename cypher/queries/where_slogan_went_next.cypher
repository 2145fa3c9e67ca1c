// Which jurisdictions took up a slogan after another one, and how many days later?
// 某地使用之后，该提法又出现在哪里，隔了多少天？
// $slogan string = 人民至上、生命至上
// $region string = 蕲春县
MATCH (r:Region)<-[f:FIRST_USED_IN]-(s:Slogan)-[g:FIRST_USED_IN]->(q:Region)
WHERE s.name = $slogan AND r.name = $region AND g.used_day > f.used_day
RETURN q.name AS later_region, g.used_date AS day, g.used_day - f.used_day AS days_later, g.id AS edge
ORDER BY days_later, later_region, edge
