"""Discovery: repeated across jurisdictions, bounded, cohesive, unlisted; the same whatever the order of the rows."""

from __future__ import annotations

import random

import pyarrow as pa

from kg.resolve.slogan_discovery import discover

ENDS = ("深化改革", "抓好落实", "开展活动", "加快建设", "强化服务", "推进工作")
LEADS = ("坚持", "推行", "落实", "实行", "探索", "建立")


def corpus() -> tuple[pa.Table, pa.Table]:
    """Twelve documents of six provinces: one formula everywhere, one in a single province, one always inside another."""
    documents, uses = [], []
    for number in range(12):
        lead, end, region = LEADS[number % 6], ENDS[(number * 5) % 6], f"{11 + number % 6}"
        local = "，办好“三灯下乡”" if number % 6 == 0 else ""
        name = str(number)
        documents.append({"id": name, "published": f"2020-01-{number + 1:02d}",
                          "text": f"今年{lead}“林长巡山、村民护林”{end}，{number}村{lead}“林长巡山、村民护林”，{lead}人民至上、生命至上{local}。"})
        words = [("林长巡山、村民护林", "quoted"), ("人民至上、生命至上", "known"), *([("三灯下乡", "quoted")] if local else [])]
        uses += [{"document_id": name, "text": text, "region_code": region, "kind": kind, "confidence": 0.9} for text, kind in words]
    return pa.Table.from_pylist(documents), pa.Table.from_pylist(uses)


def test_finds_what_no_lexicon_lists() -> None:
    found = discover(*corpus()).to_pylist()
    assert [row["text"] for row in found] == ["林长巡山、村民护林"]
    assert (found[0]["documents"], found[0]["regions"], found[0]["occurrences"]) == (12, 6, 24)
    assert found[0]["first_date"] == "2020-01-01"
    assert found[0]["quoted_share"] == 1.0


def test_one_province_is_no_spread() -> None:
    documents, uses = corpus()
    texts = discover(documents, uses, known=[], least_documents=2)["text"].to_pylist()
    assert "三灯下乡" not in texts
    assert {"林长巡山、村民护林", "人民至上、生命至上"} == set(texts)


def test_order_of_rows_does_not_matter() -> None:
    documents, uses = corpus()
    shuffled = list(range(uses.num_rows))
    random.Random(7).shuffle(shuffled)
    again = discover(documents.take(list(range(11, -1, -1))), uses.take(shuffled))
    assert again.equals(discover(documents, uses))


def test_empty_corpus_gives_an_empty_table() -> None:
    documents, uses = corpus()
    assert discover(documents.slice(0, 0), uses.slice(0, 0)).num_rows == 0
