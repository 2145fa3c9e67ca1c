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
