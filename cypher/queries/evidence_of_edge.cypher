// Which sentences prove an attendance, and in which documents do they stand?
// 这条事实由哪些句子证明？
// $edge string = 
MATCH (p:Person)-[a:ATTENDED]->(e:Event), (v:Evidence)-[:PROVED_BY]->(d:Document)
WHERE a.id = $edge AND v.id IN a.evidence_ids
RETURN p.name AS person, a.role AS role, e.name AS event, v.sentence AS sentence, d.name AS document, d.url AS url
ORDER BY document, sentence
