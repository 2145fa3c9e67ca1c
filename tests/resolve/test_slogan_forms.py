"""Forms and genealogy of slogans in the graph of a few texts of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.build import build
from kg.graph.tables import read_edges, read_nodes

TEXTS = {
    "2020-02-01": "会议强调，要坚持“防火防汛、防冻防旱”，抓好“四防”（防雷、防电、防风、防雪）。",
    "2020-03-01": "会议强调，要坚持“防火防汛，防冻防旱”，落实“管山有责、管山尽责”。",
    "2020-04-01": "會議強調，要堅持“防火防汛、防凍防旱”，落實責任。",
    "2020-05-01": "会议强调，要坚持“防火防汛、防冻防旱、防虫防病”，落实“管山尽责、管山有责”。",
    "2020-06-01": "会议强调，要坚持“防火防汛”，落实“管山有责、管山尽责”。",
}


@pytest.fixture(scope="module")
def forms_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of one county's five meetings."""
    folder = tmp_path_factory.mktemp("forms")
    rows = [{"id": day, "title": "蕲春县召开会议", "published": day, "publisher": "蕲春县人民政府",
             "text": f"{day[:4]}年{int(day[5:7])}月1日，蕲春县委召开常委会会议。{words}"}
            for day, words in TEXTS.items()]
    (folder / "news.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    build([folder / "news.jsonl"], out=folder / "graph")
    return folder / "graph"


def test_script_and_punctuation_are_forms_of_one_slogan(forms_graph: Path) -> None:
    slogans = {row["text"]: row for row in read_nodes(forms_graph, "Slogan").to_pylist()}
    row = slogans["防火防汛、防冻防旱"]
    assert dict(zip(row["forms"], row["form_kinds"], strict=True)) == {
        "防火防汛、防冻防旱": "text", "防火防汛，防冻防旱": "punctuation", "防火防汛、防凍防旱": "script"}


def test_bundle_counts_its_members(forms_graph: Path) -> None:
    members = {row["text"]: row["members"] for row in read_nodes(forms_graph, "Slogan").to_pylist()}
    assert members["四防"] == ["防雷", "防电", "防风", "防雪"]


def test_kinds_of_derivation_are_named(forms_graph: Path) -> None:
    texts = {row["id"]: row["text"] for row in read_nodes(forms_graph, "Slogan").to_pylist()}
    edges = {(texts[row["from_id"]], row["relation"], texts[row["to_id"]]) for row in read_edges(forms_graph, "FORM_OF").to_pylist()}
    assert ("防火防汛、防冻防旱、防虫防病", "extension", "防火防汛、防冻防旱") in edges
    assert ("防火防汛", "abbreviation", "防火防汛、防冻防旱") in edges
    assert ("管山尽责、管山有责", "order", "管山有责、管山尽责") in edges
