import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from kg.errors import DuplicateDocument, UnreadableInput
from kg.model import Document, Reject
from kg.read import read_sources

TEXT = "县委书记时建国主持召开县委常委会会议。"


def documents(items: list[Document | Reject]) -> list[Document]:
    return [item for item in items if isinstance(item, Document)]


def test_side_car_table_beside_the_documents_is_used_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "x.metadata.csv").write_text("file,published,publisher,title\na.txt,2020-01-02,某县日报,\n", encoding="utf-8")
    found = documents(list(read_sources([tmp_path])))
    assert [(d.name, d.published, d.publisher, d.title) for d in found] == [("a", "2020-01-02", "某县日报", None)]


def test_html_head_fills_what_the_table_leaves_blank(tmp_path: Path) -> None:
    page = f'<html><head><title>标题</title><meta name="PubDate" content="2021-03-04 10:00"></head><body><p>{TEXT}</p></body></html>'
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    document = documents(list(read_sources([tmp_path])))[0]
    assert (document.title, document.published, document.media_type) == ("标题", "2021-03-04", "text/html")


def test_json_lines_plain_packed_and_broken(tmp_path: Path) -> None:
    line = json.dumps({"id": "r1", "pub_time": "2018-11-21 08:31:00", "content": TEXT, "source": "某报"}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_text(line + "\n" + line[:30] + "\n[1]\n{\"id\": \"r2\"}\n", encoding="utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line.replace("r1", "r3").encode()))
    (tmp_path / "c.jsonl.zst").write_bytes(zstandard.compress(line.replace("r1", "r4").encode()))
    items = list(read_sources([tmp_path]))
    assert [(d.name, d.published, d.publisher) for d in documents(items)] == [
        ("r1", "2018-11-21", "某报"), ("r3", "2018-11-21", "某报"), ("r4", "2018-11-21", "某报")]
    reasons = [item.reason for item in items if isinstance(item, Reject)]
    assert len(reasons) == 3
    assert "a.jsonl#2: broken JSON" in reasons[0]
    assert "no text" in reasons[2]


def test_csv_and_parquet_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'id,title,text\nc1,题,"{TEXT}"\n', encoding="utf-8-sig")
    pq.write_table(pa.table({"id": ["p1"], "text": [TEXT], "date": ["2020-05-06"]}), tmp_path / "b.parquet")
    assert [(d.name, d.published) for d in documents(list(read_sources([tmp_path])))] == [("c1", None), ("p1", "2020-05-06")]


def test_broken_files_become_rejects_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "bytes.txt").write_bytes(bytes((i * 7919 + i * i) % 256 for i in range(4000)))
    (tmp_path / "empty.txt").write_text("\ufeff \n", encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("id,text\n", encoding="utf-8")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 not a table")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(21_000_000)
    items = list(read_sources([tmp_path]))
    assert [d.name for d in documents(items)] == ["good"]
    assert sorted(item.name for item in items if isinstance(item, Reject)) == [
        "broken.parquet", "bytes.txt", "empty.csv", "empty.jsonl", "empty.txt", "huge.txt"]


def test_standard_input_takes_json_lines_or_one_text() -> None:
    line = json.dumps({"id": "s1", "text": TEXT}, ensure_ascii=False).encode()
    assert [d.name for d in documents(list(read_sources(["-"], stdin=io.BytesIO(line))))] == ["s1"]
    assert [d.text for d in documents(list(read_sources(["-"], stdin=io.BytesIO(TEXT.encode("gb18030")))))] == [TEXT]


def test_two_records_of_one_name_are_an_error(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(DuplicateDocument, match=r"x/a\.txt"):
        list(read_sources([tmp_path]))


def test_a_missing_source_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="does not exist"):
        list(read_sources([tmp_path / "nowhere"]))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_with_chinese_headings_as_a_spreadsheet_writes_it(tmp_path: Path, separator: str) -> None:
    rows = (("标题", "正文", "日期", "来源", "链接"), ("县委常委会召开", "县委书记时建国主持召开会议。", "2020/11/19", "蕲春发布", "https://example.org/1"))
    (tmp_path / "t.csv").write_bytes("\r\n".join(map(separator.join, rows)).encode("gb18030"))
    (found,) = read_sources([tmp_path])
    assert isinstance(found, Document)
    assert (found.title, found.published, found.publisher, found.url) == ("县委常委会召开", "2020-11-19", "蕲春发布", "https://example.org/1")


def test_forms_that_are_not_read_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    (tmp_path / "style.css").write_text("p {}", encoding="utf-8")
    (found,) = read_sources([tmp_path])
    assert isinstance(found, Reject)
    assert "save it as text" in found.reason
