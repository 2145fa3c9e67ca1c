"""Copies of a report, whole and in part, and what they count for."""

import json
from pathlib import Path

import pytest

from kg import Graph
from kg.build import build

STORY = ("3月5日，蕲春县委书记段玉衡到漕河镇调研艾草产业发展情况，实地察看种植基地、加工车间和仓储物流中心，"
         "详细了解企业生产经营、带动农户增收以及品牌建设等方面情况，并同企业负责人、种植大户和返乡创业青年深入交流，听取他们的意见和建议。"
         "段玉衡强调，要坚持链长领链、专班护链、龙头强链，推动艾草产业全链条发展，让更多群众分享产业增值收益。县委常委、副县长葛明参加调研。")
OTHER = ("3月5日，麻城市市长解立群主持召开市政府常务会议，研究春季农业生产、安全生产和优化营商环境工作，"
         "听取重点项目建设情况汇报，部署下一阶段重点任务和保障措施。")
TRADITIONAL = str.maketrans("县书调产业发实记", "縣書調產業發實記")
EDITED = STORY.replace("让更多群众", "使更多群众")
ITEMS = (("a", "2024-03-06", "蕲春县融媒体中心", STORY), ("b", "2024-03-07", "黄冈日报", EDITED), ("c", "2024-03-08", "黄冈日报", f"{OTHER}\n{STORY}"),
         ("d", "2024-03-06", "麻城市融媒体中心", OTHER), ("e", "2025-03-06", "蕲春县融媒体中心", STORY.replace("漕河镇", "刘河镇")),
         ("f", "2024-03-09", "海外版", STORY.translate(TRADITIONAL)))


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder: Path = tmp_path_factory.mktemp("copies")
    lines = [json.dumps({"id": name, "published": day, "publisher": publisher, "text": text}, ensure_ascii=False) for name, day, publisher, text in ITEMS]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    build([folder / "items.jsonl"], out=folder / "graph", workers=1)
    return Graph.open(folder / "graph")


def test_an_edited_copy_is_a_reprint_and_a_story_of_next_year_is_not(copies: Graph) -> None:
    names = {row["id"]: row["name"] for row in copies.arrow("Document").to_pylist()}
    found = {(names[row["from_id"]], names[row["to_id"]]) for row in copies.arrow("REPRINT_OF").to_pylist()}
    assert ("b", "a") in found
    assert ("f", "a") in found
    assert not [pair for pair in found if "e" in pair or set(pair) == {"a", "d"}]


def test_copies_and_digests_are_no_witnesses(copies: Graph) -> None:
    people = {row["id"]: row["name"] for row in copies.arrow("Person").to_pylist()}
    offices = {row["id"]: row["name"] for row in copies.arrow("Office").to_pylist()}
    support = {(people[row["from_id"]], offices[row["to_id"]]): row["support"] for row in copies.arrow("HELD").to_pylist()}
    assert support["段玉衡", "蕲春县委书记"] == 2  # the story of 2024 and that of 2025
    assert support["解立群", "麻城市市长"] == 1


def test_a_paper_that_copies_uses_no_slogan(copies: Graph) -> None:
    names = {row["id"]: row["name"] for row in copies.arrow("Document").to_pylist()}
    found = [row for row in copies.arrow("USED").to_pylist() if row["form"].startswith("链长领链")]
    assert {names[row["document_id"]] for row in found} == {"a", "e"}
    assert {row["region_name"] for row in found} == {"蕲春县"}
