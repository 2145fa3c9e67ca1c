import duckdb
import pytest

from kg.engine import LocalEngine
from kg.graph.layout import Layout
from kg.resolve import names
from kg.resolve.context import Context

COLUMNS = "document_id, subject_kind, subject_id, subject_name, predicate, object_properties, rule, sentence"


def settled(tmp_path_factory: pytest.TempPathFactory, *rows: tuple[str, str, str, str]) -> set[tuple[str, str, str]]:
    """The document, name and post of each holding (document, name, rule, sentence) of a district's posts."""
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE statements ({COLUMNS.replace(',', ' VARCHAR,')} VARCHAR)")
    for document, name, rule, sentence in rows:
        connection.execute("INSERT INTO statements VALUES (?, 'Person', ?, ?, 'HELD', '{\"region_code\": \"110000\"}', ?, ?)",
                           [document, document + name, name, rule, sentence])
    context = Context(layout=Layout(tmp_path_factory.mktemp("names")), engine=LocalEngine(workers=1))
    names.run(connection, context)
    return set(connection.execute("SELECT document_id, subject_name, rule FROM statements").fetchall())


def plain(count: int, name: str) -> list[tuple[str, str, str, str]]:
    return [(f"d{number}", name, "office-name", f"市委书记{name}讲话。") for number in range(count)]


def test_a_word_behind_a_name_is_cut_off(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = settled(tmp_path_factory, *plain(3, "蔡奇"), ("x", "蔡奇在", "office-name", "市委书记蔡奇在北京调研。"))
    assert ("x", "蔡奇", "office-name") in found


def test_a_rare_name_stays(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = settled(tmp_path_factory, *plain(2, "陈建"), ("x", "陈建和", "office-name", "市委书记陈建和讲话。"))
    assert ("x", "陈建和", "office-name") in found


def test_the_post_behind_a_joint_name_is_not_that_persons(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = settled(tmp_path_factory, *plain(3, "蔡奇"), ("x", "蔡奇和", "name-office", "市委书记蔡奇和市长陈吉宁出席。"))
    assert not [row for row in found if row[0] == "x"]


def test_a_name_cut_short_is_completed(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = settled(tmp_path_factory, *plain(3, "洛桑江村"), ("x", "洛桑", "office-name", "主席洛桑江村要求抢救。"),
                    ("y", "洛桑", "office-name", "村民洛桑说。"))
    assert ("x", "洛桑江村", "office-name") in found
    assert ("y", "洛桑", "office-name") in found


def test_a_division_is_no_person(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert settled(tmp_path_factory, ("x", "山西", "name-office", "浙江和山西省长。"), ("y", "高平", "office-name", "市长高平。")) == {
        ("y", "高平", "office-name")}
