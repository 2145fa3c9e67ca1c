"""All slogans of a small panel against the null model, and what the build derives from them."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from kg.cli.main import app
from kg.engine import LocalEngine
from kg.graph.tables import read_edges, read_nodes
from kg.spread.adoption import observe
from kg.spread.null import q_values
from kg.spread.panel import read_panel
from kg.spread.places import Hierarchy
from kg.spread.ranking import rank
from kg.spread.stage import ranked
from kg.spread.survey import survey


def test_build_derives_spread_edges_of_what_travelled(panel_graph: Path) -> None:
    names = {row["id"]: row["name"] for row in read_nodes(panel_graph, "Region").to_pylist()}
    edges = read_edges(panel_graph, "SPREAD").to_pylist()
    down = {(names[row["from_id"]], names[row["to_id"]]) for row in edges if row["slogan"] == "亩均论英雄" and row["direction"] == "down"}
    assert down == {("浙江省", city) for city in ("杭州市", "宁波市", "温州市", "嘉兴市", "湖州市", "绍兴市", "金华市")}
    assert all(row["q_value"] <= 0.05 and row["lag_days"] > 0 for row in edges)


def test_first_uses_tell_their_coverage(panel_graph: Path) -> None:
    slogans = {row["id"]: row["text"] for row in read_nodes(panel_graph, "Slogan").to_pylist()}
    names = {row["id"]: row["name"] for row in read_nodes(panel_graph, "Region").to_pylist()}
    firsts = {(slogans[row["from_id"]], names[row["to_id"]]): row for row in read_edges(panel_graph, "FIRST_USED_IN").to_pylist()}
    row = firsts["亩均论英雄", "杭州市"]
    assert (row["used_date"], row["last_without"], row["observed_from"], row["observed_to"], row["observed_documents"]) == (
        "2019-01-13", "2018-01-13", "2017-01-13", "2022-01-13", 6)
    assert firsts["亩均论英雄", "苏州市"]["last_without"] == "2020-01-13"


def test_ranking_without_a_slogan(panel_graph: Path) -> None:
    result = CliRunner().invoke(app, ["spread", str(panel_graph), "--format", "json", "--least-regions", "5"])
    rows = json.loads(result.stdout)
    assert rows[0]["slogan"] == "亩均论英雄" and rows[0]["first_region"] == "浙江省" and rows[0]["reached"] == rows[0]["down"] == 7
    assert [row["beyond"] for row in rows] == sorted((row["beyond"] for row in rows), reverse=True)


def test_ranking_is_kept_until_the_graph_changes(panel_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ranked(panel_graph, LocalEngine())
    monkeypatch.setattr("kg.spread.stage.survey", lambda *args, **options: pytest.fail("asked again"))
    assert ranked(panel_graph, LocalEngine())[0].equals(first[0])


def test_survey_finds_what_a_single_question_finds(panel_graph: Path) -> None:
    found = survey(panel_graph, read_panel(panel_graph), LocalEngine(workers=2), least_regions=5, tell=lambda *_: None)
    uses = [(row["region_code"], row["used_date"]) for row in found.to_pylist() if row["slogan"] == "亩均论英雄"]
    result = CliRunner().invoke(app, ["spread", str(panel_graph), "--slogan", "亩均论英雄", "--format", "json"])
    assert uses == [(use["code"], use["date"]) for use in json.loads(result.stdout)["first_uses"]]


def test_nothing_to_rank_gives_empty_tables(panel_graph: Path) -> None:
    panel = read_panel(panel_graph)
    none = survey(panel_graph, panel, LocalEngine(), least_regions=10_000, tell=lambda *_: None)
    assert [table.num_rows for table in rank(none, observe(panel, Hierarchy()), Hierarchy())] == [0, 0]


def test_q_values_are_those_of_benjamini_and_hochberg() -> None:
    assert q_values(pa.array([0.01, 0.04, 0.03, 0.5]).to_numpy()).round(4).tolist() == [0.04, 0.0533, 0.0533, 0.5]


@pytest.mark.parametrize("options", [["--plot", "x.png"], ["--part", "curve"], ["--slogan", "、，"]])
def test_wrong_use_is_told_plainly(panel_graph: Path, options: list[str]) -> None:
    result = CliRunner().invoke(app, ["spread", str(panel_graph), *options])
    assert result.exit_code != 0
