import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from kg.cli.main import MODULES, application

TEXT = "11月18日，县委书记时建国主持召开县委常委会会议。县长向明达出席会议。"


def kg(*words: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", "from kg.cli import main; main()", *map(str, words)], input=stdin, capture_output=True, text=True, check=False)


def test_build_from_standard_input_then_export_facts(tmp_path: Path) -> None:
    record = json.dumps({"id": "n1", "text": TEXT, "date": "2020-11-19", "source": "蕲春县融媒体中心"}, ensure_ascii=False)
    done = kg("build", "-", "--out", tmp_path / "g", stdin=record + "\n")
    assert (done.returncode, done.stdout) == (0, "")
    facts = json.loads(kg("export", tmp_path / "g", "--to", "facts").stdout)
    assert (facts["doc"], facts["persons"]) == ("n1", ["时建国", "向明达"])
    assert facts["events"][0]["participants"][0]["role"] == "chair"


def test_questions_are_listed_name_first(graph: Path) -> None:
    lines = kg("query", graph).stdout.splitlines()
    assert len(lines) >= 12
    assert lines[0].split("\t")[0] == "attendees_of_meeting"


def test_rows_as_json_and_csv(graph: Path) -> None:
    rows = json.loads(kg("query", graph, "offices_of_person", "-p", "person=周伯年", "--format", "json").stdout)
    assert [row["office"] for row in rows] == ["市委书记"]
    assert kg("query", graph, "offices_of_person", "-p", "person=周伯年", "--format", "csv").stdout.startswith("region,office,status")


def test_a_query_file_of_ones_own(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.cypher").write_text("// How many?\nMATCH (d:Document) RETURN count(d.id) AS documents", encoding="utf-8")
    assert json.loads(kg("query", graph, tmp_path / "mine.cypher", "--format", "json").stdout) == [{"documents": 45}]


@pytest.mark.parametrize(("words", "status", "sentence"), [
    (("query", "nowhere", "who_met_whom", "-p", "least=2"), 2, "holds no graph"), (("build", "nowhere", "--out", "g"), 2, "does not exist"),
    (("export", "nowhere", "--to", "facts"), 2, "holds no graph")])
def test_wrong_use_is_one_plain_sentence(words: tuple[str, ...], status: int, sentence: str) -> None:
    done = kg(*words)
    assert done.returncode == status
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_export_is_refused(graph: Path) -> None:
    done = kg("export", graph, "--to", "paper")
    assert (done.returncode, "facts" in done.stderr) == (2, True)


def test_graphml_and_gexf_are_well_formed(graph: Path, tmp_path: Path) -> None:
    import networkx as nx
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        path = tmp_path / f"g.{form}"
        assert kg("export", graph, "--to", form, "-o", path).returncode == 0
        assert read(path).number_of_nodes() > 1000


def test_status_why_and_evaluate(graph: Path, tmp_path: Path) -> None:
    assert "documents" in kg("status", graph).stdout
    edge = json.loads(kg("query", graph, "offices_of_person", "-p", "person=周伯年", "--format", "json").stdout)[0]["edge"]
    assert "周伯年" in kg("why", graph, edge, "--format", "json").stdout
    kg("export", graph, "--to", "facts", "-o", tmp_path / "f.jsonl")
    done = kg("evaluate", tmp_path / "f.jsonl", "--gold", tmp_path / "f.jsonl", "--min", "person=0.99")
    assert done.returncode == 0
    assert "1.000" in done.stdout


def test_a_doubtful_merge_is_listed_judged_and_taken_back(tmp_path: Path) -> None:
    texts = (("2012-03-01", "浙江省杭州市市长王强主持召开会议。"), ("2014-03-01", "浙江省宁波市市长王强主持召开会议。"))
    records = [json.dumps({"id": f"n{day}", "text": text, "date": day}, ensure_ascii=False) for day, text in texts]
    kg("build", "-", "--out", tmp_path / "g", stdin="\n".join(records) + "\n")
    (row,) = json.loads(kg("review", tmp_path / "g", "--format", "json").stdout)
    assert (row["name"], row["decision"], row["probability"] < 0.8) == ("王强", "apart", True)
    judged = ("--first", row["first"], "--second", row["second"], "--by", "me")
    assert "2 persons before, 1 now" in kg("review", tmp_path / "g", "--judge", "same", *judged).stdout
    assert json.loads(kg("review", tmp_path / "g", "--format", "json").stdout) == []
    assert "1 persons before, 2 now" in kg("review", tmp_path / "g", "--judge", "unsure", *judged).stdout
    assert kg("review", tmp_path / "g", "--judge", "maybe", *judged).returncode == 2


def test_each_command_is_found_in_its_module() -> None:
    for name in MODULES:
        assert name in typer.main.get_command(application([name])).commands
    assert set(typer.main.get_command(application()).commands) == set(MODULES)
