"""The answer for one slogan on a small panel."""

import json
from pathlib import Path

from typer.testing import CliRunner

from kg.cli.main import app
from kg.spread.answer import answer


def test_json_has_the_promised_keys_and_order(panel_graph: Path) -> None:
    result = CliRunner().invoke(app, ["spread", str(panel_graph), "--slogan", "亩均论英雄", "--format", "json"])
    found = json.loads(result.stdout)
    assert list(found)[:4] == ["slogan", "forms", "first_uses", "paths"]
    assert found["first_uses"][0] == {"region": "浙江省", "code": "330000", "date": "2018-01-13", "document": "浙江省-2018", "speaker": None}
    assert [use["date"] for use in found["first_uses"]] == sorted(use["date"] for use in found["first_uses"])
    assert {"from", "to", "lag_days", "direction", "p_value", "q_value", "evidence"} <= set(found["paths"][0])


def test_a_province_hands_down_and_others_are_no_path(panel_graph: Path) -> None:
    paths = answer(panel_graph, "亩均论英雄").paths
    down = [path for path in paths if path["direction"] == "down"]
    assert {path["from"] for path in down} == {"浙江省"} and len(down) == 7
    assert all(path["q_value"] < 0.05 for path in down)
    assert all(path["lag_days"] > 0 for path in paths)
    assert not any(path["q_value"] < 0.05 for path in paths if path["to"] == "苏州市")


def test_what_everybody_says_at_once_has_no_path_beyond_chance(panel_graph: Path) -> None:
    found = answer(panel_graph, "双减")
    assert len(found.first_uses) == 24
    assert {use["date"][:4] for use in found.first_uses} == {"2021"}
    assert not any(path["q_value"] < 0.05 for path in found.paths)


def test_pieces_of_longer_words_do_not_count(panel_graph: Path) -> None:
    assert {use["date"][:4] for use in answer(panel_graph, "标准地").first_uses} == {"2020", "2021"}


def test_coverage_tells_not_used_from_not_observed(panel_graph: Path) -> None:
    rows = {row["region"]: row for row in answer(panel_graph, "标准地").coverage}
    assert rows["淄博市"]["periods"] == 4 and rows["淄博市"]["last_without"] == "2018-01-13"
    assert rows["济南市"]["last_without"] == "2019-01-13"


def test_an_unused_wording_gives_an_empty_answer(panel_graph: Path) -> None:
    found = answer(panel_graph, "最多跑一次")
    assert found.as_object() == {"slogan": "最多跑一次", "forms": [], "first_uses": [], "paths": [], "verdict": "not used in any document observed",
                                 "flags": [], "members": [], "genealogy": []}


def test_curve_counts_uses_by_volume(panel_graph: Path) -> None:
    rows = answer(panel_graph, "亩均论英雄").curve
    assert [row["period"] for row in rows] == ["2018", "2019", "2020", "2021", "2022"]
    assert [row["used_in"] for row in rows] == [1, 8, 8, 9, 9]
    assert rows[0]["heat"] and rows[1]["rate"] > rows[0]["rate"]


def test_plot_is_drawn_with_chinese_characters(panel_graph: Path, tmp_path: Path) -> None:
    picture = tmp_path / "spread.svg"
    result = CliRunner().invoke(app, ["spread", str(panel_graph), "--slogan", "亩均论英雄", "--plot", str(picture), "--part", "curve"])
    assert result.exit_code == 0
    assert picture.stat().st_size > 10_000
