import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kg.build import BuildReport, build
from kg.errors import DuplicateDocument
from kg.graph.diff import diff
from kg.graph.forgotten import forget
from kg.graph.layout import Layout
from kg.resources import folder
from kg.stores.facts import read_facts

ARTICLE = "11月18日，县委书记时建国主持召开县委常委会会议。县长向明达出席会议。"


def digests(graph: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((graph / "resolved").rglob("*.parquet"))}


def test_every_sample_is_read(built: tuple[Path, BuildReport]) -> None:
    report = built[1]
    assert report.documents == 45
    assert report.rejected == 0
    assert report.nodes["Person"] > 300


def test_the_same_input_gives_the_same_bytes(graph: Path, tmp_path: Path) -> None:
    copy = tmp_path / "again"
    script = ("from pathlib import Path; from kg.build import build; from kg.resources import folder\n"
              "if __name__ == '__main__':\n"
              f"    parts = sorted(folder('samples').iterdir(), reverse=True); build(parts, out=Path({str(copy)!r}), workers=2)\n")
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    subprocess.run([sys.executable, str(tmp_path / "run.py")], check=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    assert digests(copy) == digests(graph)


def test_a_second_build_changes_nothing_and_a_new_document_only_adds(tmp_path: Path) -> None:
    source, out = tmp_path / "articles", tmp_path / "graph"
    source.mkdir()
    (source / "a.txt").write_text(ARTICLE, encoding="utf-8")
    build([source], out=out)
    before = digests(out)
    facts = next(out.glob("facts/*/*.parquet")).stat().st_mtime_ns
    assert build([source], out=out).added == 0
    assert digests(out) == before
    assert next(out.glob("facts/*/*.parquet")).stat().st_mtime_ns == facts
    shutil.copytree(out, tmp_path / "before")
    (source / "b.txt").write_text(ARTICLE.replace("时建国", "林远志"), encoding="utf-8")
    assert build([source], out=out).added == 1
    changes = {row["change"] for row in diff(tmp_path / "before", out) if row["kind"] == "Person"}
    assert changes == {"added"}


def test_sync_removes_what_is_gone(tmp_path: Path) -> None:
    source, out = tmp_path / "articles", tmp_path / "graph"
    source.mkdir()
    for name in ("a", "b"):
        (source / f"{name}.txt").write_text(ARTICLE + name, encoding="utf-8")
    build([source], out=out)
    (source / "b.txt").unlink()
    assert build([source], out=out).documents == 2
    report = build([source], out=out, sync=True)
    assert (report.documents, report.removed) == (1, 1)


def test_a_changed_document_needs_sync(tmp_path: Path) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "graph"
    source.write_text(ARTICLE, encoding="utf-8")
    build([source], out=out)
    source.write_text(ARTICLE + "会议结束。", encoding="utf-8")
    with pytest.raises(DuplicateDocument, match="--sync"):
        build([source], out=out)


def test_the_package_offers_build_and_graph_to_a_plain_script(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    script = tmp_path / "first.py"  # no guard against running twice, as a first script is written
    script.write_text("from kg import Graph, build\n"
                      "build(['a.txt'], out='graph')\n"
                      "print(sorted(Graph.open('graph').table('Person')['name']))\n", encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout == "['向明达', '时建国']\n"


def test_a_forgotten_document_leaves_every_file(tmp_path: Path) -> None:
    source, out = tmp_path / "articles", tmp_path / "graph"
    source.mkdir()
    (source / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (source / "b.txt").write_text(ARTICLE.replace("时建国", "林远志"), encoding="utf-8")
    build([source], out=out)
    kept = next(out.glob("facts/*/*.parquet")).read_bytes()
    (out / "cache").mkdir(exist_ok=True)
    (out / "cache" / "store").write_text("林远志", encoding="utf-8")
    forget(Layout(out).forgotten, "document", "b", "asked")
    report = build([], out=out)
    assert (report.documents, report.removed) == (1, 1)
    for path in out.rglob("*.parquet"):
        assert "林远志" not in str(pq.read_table(path).to_pylist()), path
    assert not (out / "cache" / "store").exists()
    assert [fact["doc"] for fact in read_facts(out)] == ["a"]
    facts = next(out.glob("facts/*/*.parquet"))
    assert facts.read_bytes() != kept
    before = facts.stat().st_mtime_ns
    assert build([source], out=out).added == 0
    assert facts.stat().st_mtime_ns == before, "what was read from the other document is not read again"


def test_rejects_of_other_files_are_kept_until_the_file_is_mended(tmp_path: Path) -> None:
    out = tmp_path / "graph"
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    assert build([tmp_path / "bad.txt"], out=out).rejected == 1
    assert build([tmp_path / "good.txt"], out=out).rejected == 1
    (tmp_path / "bad.txt").write_text(ARTICLE.replace("时建国", "林远志"), encoding="utf-8")
    assert build([tmp_path / "bad.txt"], out=out).rejected == 0


def test_judgements_hold_and_are_taken_back(tmp_path: Path) -> None:
    source, out = tmp_path / "articles", tmp_path / "graph"
    source.mkdir()
    for name in ("a", "b"):
        (source / f"{name}.txt").write_text(ARTICLE.replace("18日", f"1{name == 'a':d}日"), encoding="utf-8")
    assert build([source], out=out).nodes["Person"] == 2
    rows = [row for path in out.glob("facts/*/*.parquet") for row in pq.read_table(path).to_pylist()]
    ids = sorted({row["subject_id"] for row in rows if row["subject_name"] == "时建国"})
    before = digests(out)
    (out / "judgements.tsv").write_text(f"verdict\tfirst\tsecond\ndifferent\t{ids[0]}\t{ids[1]}\n", encoding="utf-8")
    assert build([], out=out).nodes["Person"] == 3
    (out / "judgements.tsv").write_text(f"verdict\tfirst\tsecond\nunsure\t{ids[0]}\t{ids[1]}\n", encoding="utf-8")
    build([], out=out)
    assert digests(out) == before


def test_private_persons_and_bylines_come_in_only_when_asked(tmp_path: Path) -> None:
    names = {}
    for asked in (False, True):
        report = build([folder("samples")], out=tmp_path / str(asked), include_private=asked)
        names[asked] = set(pq.read_table(tmp_path / str(asked) / "resolved" / "nodes" / "Person.parquet")["name"].to_pylist())
        cited = {one for path in (tmp_path / str(asked) / "resolved" / "edges").glob("*.parquet")
                 for ids in (pq.read_table(path).to_pydict().get("evidence_ids") or []) for one in ids}
        assert report.nodes["Evidence"] == len(cited), "no sentence stays that proves nothing in the graph"
    assert "曾石生" in names[True] - names[False]


def test_the_forgotten_stay_forgotten(tmp_path: Path) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "graph"
    source.write_text(ARTICLE, encoding="utf-8")
    build([source], out=out)
    forget(Layout(out).forgotten, "person", "时建国", "asked")
    build([source], out=out)
    assert pq.read_table(out / "resolved" / "nodes" / "Person.parquet")["name"].to_pylist() == ["向明达"]


def test_rejects_carry_their_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("第一条 甲。\n第二条 乙。\n第三条 丙。\n第四条 丁。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    report = build([tmp_path], out=tmp_path / "graph")
    reasons = [row["reason"] for path in sorted((tmp_path / "graph" / "rejects").glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
    assert report.rejected == 2
    assert any("regulation" in reason for reason in reasons)
    assert any("empty" in reason for reason in reasons)


def test_hostile_names_do_no_harm(tmp_path: Path) -> None:
    text = ARTICLE + "会议强调“'); DROP TABLE x; --”和“{code: 1}”\x00\u202e。"
    (tmp_path / "a'b.txt").write_text(text, encoding="utf-8")
    report = build([tmp_path], out=tmp_path / "graph's")
    assert report.documents == 1
    assert folder("samples").is_dir()
