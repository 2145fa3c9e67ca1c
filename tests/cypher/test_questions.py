from pathlib import Path

import pytest

from kg.errors import UnknownQuestion
from kg.stores.embedded import query
from kg.stores.questions import bind, find, questions


def ask(graph: Path, asked: str, **given: str) -> list[dict[str, object]]:
    question = find(asked)
    return query(graph, question.statement, bind(question, given))


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_every_question_runs_with_its_examples(graph: Path, name: str) -> None:
    question = find(name)
    examples = {parameter.name: parameter.example for parameter in question.parameters}
    rows = query(graph, question.statement, bind(question, examples))
    assert rows == query(graph, question.statement, bind(question, examples))


def test_one_central_meeting_reaches_three_counties(graph: Path) -> None:
    rows = ask(graph, "meetings_that_conveyed", words="中央经济工作会议")
    assert {(row["day"], row["region"]) for row in rows} >= {
        ("2023-12-14", "湖北省"), ("2023-12-19", "黄冈市"), ("2023-12-22", "蕲春县"), ("2023-12-26", "罗田县"), ("2024-01-03", "英山县")}


def test_the_cascade_climbs_to_the_centre(graph: Path) -> None:
    rows = [row for row in ask(graph, "cascade_above_meeting", region="英山县") if row["day"] == "2024-01-03"]
    assert {(row["steps"], row["origin_region"]) for row in rows} >= {(1, "黄冈市"), (2, "湖北省"), (3, "中国")}


def test_a_slogan_travels(graph: Path) -> None:
    rows = ask(graph, "first_use_of_slogan", slogan="链长领链、专班护链、龙头强链")
    assert [(row["day"], row["region"]) for row in rows] == [
        ("2023-12-19", "黄冈市"), ("2023-12-22", "蕲春县"), ("2023-12-26", "罗田县"), ("2024-01-03", "英山县"), ("2024-01-10", "麻城市"),
        ("2024-01-15", "安庆市")]
    later = ask(graph, "where_slogan_went_next", slogan="链长领链、专班护链、龙头强链", region="蕲春县")
    assert next((row["later_region"], row["days_later"]) for row in later) == ("罗田县", 4)


def test_who_attended_with_roles(graph: Path) -> None:
    rows = [row for row in ask(graph, "attendees_of_meeting", name="省委常委会会议") if row["day"] == "2023-12-14"]
    assert {(row["person"], row["role"]) for row in rows} == {
        ("林远志", "chair"), ("林远志", "speak"), ("葛明川", "attend"), ("葛明川", "speak"), ("章望舒", "attend"), ("解立群", "attend"),
        ("段玉衡", "attend")}


def test_meetings_of_a_person_between_two_days(graph: Path) -> None:
    rows = ask(graph, "meetings_of_person", person="周伯年", from_day="2023-12-01", to_day="2023-12-31")
    assert {(row["day"], row["role"]) for row in rows} == {("2023-12-19", "chair"), ("2023-12-19", "speak")}
    assert ask(graph, "meetings_of_person", person="周伯年", from_day="2024-02-01", to_day="2024-12-31") == []


def test_parameters_are_checked() -> None:
    with pytest.raises(UnknownQuestion, match="person"):
        bind(find("offices_of_person"), {})
    with pytest.raises(UnknownQuestion, match="no day"):
        bind(find("meetings_of_person"), {"person": "x", "from_day": "soon", "to_day": "2020-01-01"})
    with pytest.raises(UnknownQuestion, match="lists the questions"):
        find("no_such_question")
