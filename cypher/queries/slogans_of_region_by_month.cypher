// Which slogans did a jurisdiction use, month by month?
// 某地每月使用了哪些提法？
// $region string = 蕲春县
MATCH (x)-[u:USED]->(s:Slogan)
WHERE u.region_name = $region AND u.used_date IS NOT NULL
RETURN left(u.used_date, 7) AS month, s.name AS slogan, count(u.id) AS uses
ORDER BY month, uses DESC, slogan
