import json

import pytest

from kg import Graph
from kg.build import build
from kg.resolve.event_names import form, number

REPORTS = (
    ("2023-07-12", "成都日报", "7月11日，中国共产党成都市第十四届委员会第三次全体会议举行，市委书记林远志主持会议并讲话。"),
    ("2023-07-12", "成都晚报", "昨日，市委十四届三次全会召开。市委书记林远志主持会议。市长葛明作报告。"),
    ("2023-07-20", "郫都区融媒体中心", "7月19日，郫都区委常委会召开会议，传达学习市委十四届三次全会精神，区委书记段玉衡主持会议。"),
    ("2023-07-25", "郫都区融媒体中心", "7月24日，唐昌镇党委召开会议，传达学习区委常委会会议精神，镇党委书记章望舒主持会议。"),
    ("2024-09-01", "成都日报", "8月30日，市委召开会议，学习习近平总书记在二十届中央纪委三次全会上的重要讲话精神，市委书记林远志主持会议。"),
)


@pytest.fixture(scope="module")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("meetings")
    lines = [json.dumps({"id": f"r{number}", "published": day, "publisher": publisher, "text": text}, ensure_ascii=False)
             for number, (day, publisher, text) in enumerate(REPORTS)]
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build([folder / "reports.jsonl"], out=folder / "graph", workers=1)
    return Graph.open(folder / "graph")


@pytest.mark.parametrize(("name", "series", "national"), [
    ("市委十三届九次全会", "party/13/9", False), ("十三届市委九次全会", "party/13/9", False),
    ("中国共产党成都市第十三届委员会第九次全体会议", "party/13/9", False), ("县委十四届六次全会（扩大）会议", "party/14/6", False),
    ("党的二十届三中全会精神", "party/20/3", True), ("二十届中央纪委四次全会", "discipline/20/4", True), ("党的二十大", "party-congress/20", True),
    ("中国共产党第二十次全国代表大会", "party-congress/20", True), ("十三届全国人大五次会议", "congress/13/5", True),
    ("县十八届人大常委会第三十二次会议", "congress-standing/18/32", False), ("市政协十五届三次会议", "consultative/15/3", False),
    ("县人大常委会第二十次主任会议", "congress-chairs/0/20", False),
    ("十三届全国人大五次会议解放军和武警部队代表团全体会议", "", False), ("久加诺夫祝贺中共十九届四中全会", "", False),
    ("二十届首都规划建设委员会第三次全体会议", "", False), ("中国国民党第十九次代表大会", "", False), ("省委常委会会议", "", False)])
def test_a_numbered_session_has_its_place_in_a_series(name: str, series: str, national: bool) -> None:
    assert (form(name).series, form(name).national) == (series, national)


@pytest.mark.parametrize(("words", "value"), [("九", 9), ("十", 10), ("二十一", 21), ("一百一十", 110), ("32", 32), ("一百零五", 105)])
def test_numbers(words: str, value: int) -> None:
    assert number(words) == value


def test_a_session_is_one_event_however_it_is_named(meetings: Graph) -> None:
    found = [event for event in meetings.arrow("Event").to_pylist() if event["ordinal"] == "party/14/3"]
    assert [(event["region_name"], event["start_date"], event["reported"]) for event in found] == [("成都市", "2023-07-11", True)]


def test_what_is_conveyed_is_the_session_meant(meetings: Graph) -> None:
    events = {event["id"]: event for event in meetings.arrow("Event").to_pylist()}
    rows = [(events[row["from_id"]]["region_name"], events[row["to_id"]]["ordinal"], row["lag_days"])
            for row in meetings.arrow("TRANSMITS").to_pylist() if row["to_kind"] == "Event"]
    assert ("郫都区", "party/14/3", 8) in rows


def test_a_speech_is_joined_to_the_session_where_it_was_given(meetings: Graph) -> None:
    events = {event["id"]: event for event in meetings.arrow("Event").to_pylist()}
    (row,) = meetings.arrow("GIVEN_AT").to_pylist()
    assert events[row["to_id"]]["ordinal"] == "discipline/20/3"
    assert not events[row["to_id"]]["reported"]
