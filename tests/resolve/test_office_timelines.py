import json
from pathlib import Path

import pytest

from kg import Graph
from kg.build import build
from kg.errors import NoSuchOffice
from kg.graph.timelines import handovers, timeline
from kg.resolve.offices import canonical

REPORTS = (
    ("2012-03-01", "今天，湖北省委书记林远志在武汉会见客人。"),
    ("2013-05-02", "湖北省委书记林远志，省委副书记、省长葛明出席会议。"),
    ("2015-06-01", "日前，中共中央决定：段玉衡同志任湖北省委书记，林远志同志不再担任湖北省委书记、常委、委员职务。"),
    ("2015-09-09", "湖北省委书记段玉衡在会上讲话。"),
    ("2016-01-01", "湖北省代省长章望舒出席会议。"),
    ("2016-02-01", "湖北省省长章望舒出席会议。"),
    ("2016-05-01", "湖北省长章望舒在武汉调研。"),
    ("2017-01-01", "湖北省人民政府省长章望舒出席会议。"),
    ("2017-07-01", "湖北省委书记段玉衡在黄冈调研。"),
    ("2018-03-03", "2007年，时任湖北省委书记林远志到黄冈调研。"),
)


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tenures")
    lines = [json.dumps({"id": f"r{number}", "published": day, "publisher": "湖北日报", "text": text}, ensure_ascii=False)
             for number, (day, text) in enumerate(REPORTS)]
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build([folder / "reports.jsonl"], out=folder / "graph", workers=1)
    return folder / "graph"


@pytest.mark.parametrize(("title", "scope", "form", "marks"), [
    ("市人民政府代市长", "region", "市长", {"acting"}), ("省省长", "region", "省长", set()), ("区政府主席", "autonomous", "自治区主席", set()),
    ("自治区代主席", "autonomous", "自治区主席", {"acting"}), ("区党委书记", "autonomous", "自治区党委书记", set()), ("区委书记", "region", "区委书记", set()),
    ("主席", "nation", "国家主席", set()), ("省人大常委会原副主任", "region", "省人大常委会副主任", {"former"}), ("市长候选人", "region", "市长", {"proposed"}),
    ("兼外交部长", "nation", "外交部部长", {"concurrent"}), ("代表", "region", "代表", set()), ("自治州人民政府州长", "region", "州长", set())])
def test_a_post_has_one_form(title: str, scope: str, form: str, marks: set[str]) -> None:
    assert canonical(title, scope) == (form, marks)


def test_a_post_is_one_office_however_it_is_written(offices: Path) -> None:
    posts = [row["post"] for row in Graph.open(offices).arrow("Office").to_pylist() if "省长" in row["post"]]
    assert posts == ["省长"]


def test_asserted_and_observed_time_stay_apart(offices: Path) -> None:
    first, second = timeline(offices, region="湖北省", post="省委书记")
    assert (first.person, first.first_seen, first.last_seen, first.appointed_by, first.left_by) == (
        "林远志", "2007", "2013-05-02", None, "2015-06-01")
    assert (second.person, second.first_seen, second.last_seen, second.appointed_by, second.left_by) == (
        "段玉衡", "2015-06-01", "2017-07-01", "2015-06-01", None)


def test_a_vacancy_shows(offices: Path) -> None:
    (gap,) = handovers(timeline(offices, region="湖北省", post="省委书记"))
    assert (gap.earlier, gap.later, gap.after, gap.before, gap.overlap) == ("林远志", "段玉衡", "2013-05-02", "2015-06-01", False)
    (row,) = [row for row in Graph.open(offices).arrow("PRECEDED").to_pylist() if row["office"] == "湖北省委书记"]
    assert (row["last_earlier"], row["first_later"], row["gap_days"]) == ("2013-05-02", "2015-06-01", 760)


def test_acting_is_a_stretch_of_the_tenure(offices: Path) -> None:
    governor = timeline(offices, region="湖北省", post="省长")[-1]
    assert (governor.person, governor.acting_from, governor.acting_to, governor.full_from, governor.last_seen) == (
        "章望舒", "2016-01-01", "2016-01-01", "2016-02-01", "2017-01-01")


def test_a_succession_has_its_sentences(offices: Path) -> None:
    graph = Graph.open(offices)
    (row,) = [row for row in graph.arrow("PRECEDED").to_pylist() if row["office"] == "湖北省委书记"]
    assert any("不再担任" in proof.sentence for proof in graph.why(row["id"]))


def test_an_unknown_office_is_said_to_be_unknown(offices: Path) -> None:
    with pytest.raises(NoSuchOffice, match="市长"):
        timeline(offices, region="湖北省", post="市长")
