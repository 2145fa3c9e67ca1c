// What a load makes last, as an index over rows that are there is built faster than one that grows with them.
CREATE INDEX person_name IF NOT EXISTS FOR (n:Person) ON (n.name);
CREATE INDEX office_name IF NOT EXISTS FOR (n:Office) ON (n.name);
CREATE INDEX office_region_name IF NOT EXISTS FOR (n:Office) ON (n.region_name);
CREATE INDEX organization_name IF NOT EXISTS FOR (n:Organization) ON (n.name);
CREATE INDEX region_name IF NOT EXISTS FOR (n:Region) ON (n.name);
CREATE INDEX region_code IF NOT EXISTS FOR (n:Region) ON (n.code);
CREATE INDEX event_region_name IF NOT EXISTS FOR (n:Event) ON (n.region_name);
CREATE INDEX event_first_day IF NOT EXISTS FOR (n:Event) ON (n.first_day);
CREATE INDEX slogan_name IF NOT EXISTS FOR (n:Slogan) ON (n.name);
CREATE INDEX document_name IF NOT EXISTS FOR (n:Document) ON (n.name);
CREATE INDEX document_url IF NOT EXISTS FOR (n:Document) ON (n.url);
// CONTAINS on names and wordings.
CREATE TEXT INDEX event_name_words IF NOT EXISTS FOR (n:Event) ON (n.name);
CREATE TEXT INDEX transmits_wording_words IF NOT EXISTS FOR ()-[r:TRANSMITS]-() ON (r.wording);
// An edge's id leads to its evidence.
CREATE INDEX mentioned_in_id IF NOT EXISTS FOR ()-[r:MENTIONED_IN]-() ON (r.id);
CREATE INDEX held_id IF NOT EXISTS FOR ()-[r:HELD]-() ON (r.id);
CREATE INDEX attended_id IF NOT EXISTS FOR ()-[r:ATTENDED]-() ON (r.id);
CREATE INDEX held_by_organ_id IF NOT EXISTS FOR ()-[r:HELD_BY_ORGAN]-() ON (r.id);
CREATE INDEX held_in_id IF NOT EXISTS FOR ()-[r:HELD_IN]-() ON (r.id);
CREATE INDEX visited_id IF NOT EXISTS FOR ()-[r:VISITED]-() ON (r.id);
CREATE INDEX transmits_id IF NOT EXISTS FOR ()-[r:TRANSMITS]-() ON (r.id);
CREATE INDEX given_at_id IF NOT EXISTS FOR ()-[r:GIVEN_AT]-() ON (r.id);
CREATE INDEX used_id IF NOT EXISTS FOR ()-[r:USED]-() ON (r.id);
CREATE INDEX reports_id IF NOT EXISTS FOR ()-[r:REPORTS]-() ON (r.id);
CREATE INDEX used_region_name IF NOT EXISTS FOR ()-[r:USED]-() ON (r.region_name);
CREATE INDEX met_meetings IF NOT EXISTS FOR ()-[r:MET]-() ON (r.meetings);
CREATE INDEX preceded_office_id IF NOT EXISTS FOR ()-[r:PRECEDED]-() ON (r.office_id);
// Search by any words of a name: CALL db.index.fulltext.queryNodes('names', '内防反弹'); cjk cuts Chinese into pairs of characters.
CREATE FULLTEXT INDEX names IF NOT EXISTS FOR (n:Person|Office|Organization|Region|Event|Directive|Slogan|Document) ON EACH [n.name, n.also_known_as, n.text, n.forms, n.headline] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
