"""Names that a single text left in doubt, settled by all texts together."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from kg.regions import Gazetteer, load_gazetteer
from kg.resolve.context import Context

_PARTICLES = "在和与及同致等的向对就从出用手作来说率为"
_LEAST = 3


def run(connection: duckdb.DuckDBPyConnection, context: Context) -> None:
    """Mend the names in ``statements`` (the facts on disk keep what was read) and create ``renamed`` (local id, name, mended).

    A name with a word behind it (蔡奇在) gives way to the one without, which more documents have, in the same jurisdiction; a name cut
    short (洛桑) to the longer one (洛桑江村) where each of its sentences has that. A division's name names no person.
    """
    connection.execute(_KNOWN)
    gazetteer = load_gazetteer()
    names = [name for (name,) in connection.execute("SELECT name FROM known ORDER BY name").fetchall() if _is_place(gazetteer, name)]
    connection.register("places", pa.table({"name": pa.array(names, pa.string())}))
    connection.execute(_MENDED)
    connection.unregister("places")


def _is_place(gazetteer: Gazetteer, name: str) -> bool:
    """Whether *name* is a province in any form, or the full name of another division."""
    return any(region.level == "province" or (region.name == name and region.level in ("prefecture", "county") and name[-1] in "省市县区州盟旗")
               for region in gazetteer.named(name))


_KNOWN = f"""
    CREATE TABLE known AS
    SELECT subject_name AS name, count(DISTINCT document_id) AS documents FROM statements WHERE subject_kind = 'Person' GROUP BY ALL;
    CREATE TABLE known_in AS
    SELECT DISTINCT subject_name AS name, object_properties->>'region_code' AS code FROM statements WHERE predicate = 'HELD';
    CREATE TABLE cut_off AS
    WITH parts AS (SELECT name, documents, unnest(range(2, length(name))) AS size FROM known WHERE length(name) > 2)
    SELECT p.name, arg_max(k.name, (k.documents, k.name)) AS better
    FROM parts p JOIN known k ON k.name = left(p.name, p.size)
    WHERE contains('{_PARTICLES}', substr(p.name, p.size + 1, 1)) AND k.documents >= greatest({_LEAST}, p.documents)
      AND ((contains(p.name, '·') AND contains(k.name, '·')) OR EXISTS (
          SELECT 1 FROM known_in a JOIN known_in b USING (code) WHERE a.name = p.name AND b.name = k.name))
    GROUP BY p.name;
    CREATE TABLE completed AS
    WITH longer AS (
        SELECT s.name, k.name AS better FROM known s JOIN known k ON left(k.name, length(s.name)) = s.name AND length(k.name) > length(s.name)
        WHERE k.documents >= {_LEAST} AND k.name NOT IN (SELECT name FROM cut_off)),
    seen AS (
        SELECT s.subject_id AS local_id, s.subject_name AS name, l.better
        FROM statements s JOIN longer l ON l.name = s.subject_name WHERE s.subject_kind = 'Person'
        GROUP BY ALL HAVING bool_and(contains(s.sentence, l.better) AND NOT contains(replace(s.sentence, l.better, ''), l.name)))
    SELECT local_id, name, arg_max(better, (length(better), better)) AS better FROM seen GROUP BY ALL;
"""

# 北京市委书记蔡奇和市长陈吉宁: once the joint word is cut off the name, the post behind it belongs to the next person.
_MENDED = """
    CREATE TABLE renamed AS
    SELECT DISTINCT s.subject_id AS local_id, s.subject_name AS name, c.better AS mended FROM statements s JOIN cut_off c ON c.name = s.subject_name
    WHERE s.subject_kind = 'Person'
    UNION SELECT local_id, name, better FROM completed WHERE name NOT IN (SELECT name FROM cut_off);
    DELETE FROM statements WHERE subject_kind = 'Person' AND subject_name IN (SELECT name FROM places);
    DELETE FROM statements WHERE predicate = 'HELD' AND rule = 'name-office' AND subject_id IN (
        SELECT local_id FROM renamed WHERE length(name) > length(mended) AND contains('和与及同', substr(name, length(mended) + 1, 1)));
    UPDATE statements SET subject_name = r.mended FROM renamed r WHERE r.local_id = statements.subject_id;
"""
