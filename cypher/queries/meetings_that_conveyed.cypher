// Which meetings conveyed something whose wording contains these words?
// 哪些会议传达学习了含有这些字样的精神？
// $words string = 中央经济工作会议
MATCH (e:Event)-[t:TRANSMITS]->(d)
WHERE t.wording CONTAINS $words
RETURN e.start_date AS day, e.region_name AS region, e.name AS meeting, t.wording AS wording, t.source AS source, t.id AS edge
ORDER BY day, region, meeting, wording, edge
