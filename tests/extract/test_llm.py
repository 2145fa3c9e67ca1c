"""The optional extractor against a local server that behaves, and misbehaves, like a real one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.build import build
from kg.cli.main import app
from kg.errors import ConsentNeeded, ExtractorNotSet, RejectedDocument, StageFailed
from kg.extract.combined import DISPUTED, Combined, combine
from kg.extract.grammar import GrammarExtractor
from kg.extract.llm import LanguageModelExtractor
from kg.extract.llm.cache import Answers
from kg.extract.llm.endpoint import Endpoint
from kg.graph.records import checked
from kg.model import Document, Statement

TEXT = "11月13日，永川区委书记张智奎主持召开区委常委会会议，传达学习市委全会精神。区委副书记、区长常晓勇出席会议并讲话。"
DOCUMENT = Document(id="1", name="a", text=TEXT, published="2022-11-14", publisher="永川日报")
OPENING = TEXT.split("。")[0]
ANSWER: dict[str, Any] = {
    "persons": [{"name": "张智奎", "quote": "永川区委书记张智奎"}, {"name": "常晓勇", "quote": "区长常晓勇出席"},
                {"name": "王大明", "quote": "县长王大明"}, {"name": "李四", "quote": "区长常晓勇"}],
    "tenures": [{"person": "张智奎", "title": "区委书记", "region": "永川区", "former": False, "quote": "永川区委书记张智奎"},
                {"person": "常晓勇", "title": "区委副书记", "region": "永川区", "former": False, "quote": "区委副书记、区长常晓勇"},
                {"person": "常晓勇", "title": "市长", "region": "永川区", "former": False, "quote": "区委副书记、区长常晓勇"},
                {"person": "张智奎", "title": "区委书记", "region": "海淀区", "former": True, "quote": "永川区委书记张智奎"},
                {"person": "王大明", "title": "县长", "region": "永川区", "former": False, "quote": "县长王大明"}],
    "events": [{"kind": "meeting", "name": "区委常委会会议", "start_date": "2022-11-13", "end_date": "2022-12-31", "region": "永川区", "quote": OPENING,
                "participants": [{"person": "张智奎", "role": "chair", "quote": "张智奎主持召开区委常委会会议"},
                                 {"person": "常晓勇", "role": "attend", "quote": "常晓勇出席会议"},
                                 {"person": "王大明", "role": "attend", "quote": "王大明出席会议"}],
                "transmits": [{"source": "市委", "wording": "市委全会精神"}, {"source": "国务院", "wording": "国务院会议精神"}]},
               {"kind": "inspection", "name": "调研化工厂", "start_date": None, "end_date": None, "region": None, "quote": "调研化工厂",
                "participants": [], "transmits": []}],
    "slogans": [{"text": "外防输入", "speaker": None}]}


@dataclass
class Script:
    """What the server answers, one (status, headers, body) after another, the last for ever; and what it was asked."""

    answers: list[tuple[int, dict[str, str], str]]
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


def says(content: str) -> tuple[int, dict[str, str], str]:
    """An answer of status 200 with *content*."""
    return 200, {}, json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})


@pytest.fixture
def server() -> Iterator[tuple[Script, str]]:
    script = Script([says(json.dumps(ANSWER, ensure_ascii=False))])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            script.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            script.keys.append(self.headers.get("Authorization"))
            status, headers, body = script.answers.pop(0) if len(script.answers) > 1 else script.answers[0]
            if status == 0:  # the line breaks
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield script, f"http://127.0.0.1:{running.server_port}/v1"
    running.shutdown()
    running.server_close()


def asking(url: str, folder: Path, **options: Any) -> LanguageModelExtractor:
    return LanguageModelExtractor(Endpoint(url, "stub", "secret", pause=0.001, **options), Answers(folder))


def facts(statements: list[Statement]) -> set[tuple[str, str, str]]:
    return {(s.subject.name, s.predicate, s.object.name) for s in statements}


def test_only_what_the_text_bears_out_gets_in(server: tuple[Script, str], tmp_path: Path) -> None:
    script, url = server
    found = list(checked(DOCUMENT, asking(url, tmp_path)(DOCUMENT)))
    assert {s.subject.name for s in found if s.predicate == "MENTIONED_IN"} == {"张智奎", "常晓勇"}
    tenures = {(s.subject.name, s.object.properties["post"], s.object.properties.get("region_code")) for s in found if s.predicate == "HELD"}
    assert tenures == {("张智奎", "区委书记", "500118"), ("常晓勇", "区委副书记", "500118"), ("张智奎", "区委书记", None)}
    events = [s.object for s in found if s.predicate == "REPORTS"]
    assert [(e.name, e.properties["start_date"], e.properties["region_code"]) for e in events] == [("区委常委会会议", "2022-11-13", "500118")]
    assert events[0].properties["end_date"] == "2022-11-13"  # the other day is nowhere in the text
    assert {(s.subject.name, s.qualifiers["role"]) for s in found if s.predicate == "ATTENDED"} == {("张智奎", "chair"), ("常晓勇", "attend")}
    assert [s.object.name for s in found if s.predicate == "TRANSMITS"] == ["市委全会精神"]
    assert not [s for s in found if s.predicate == "USED"]
    assert all(s.confidence < 0.9 for s in found)
    for statement in found:
        assert statement.subject.name in TEXT or statement.subject.kind == "Document"
    assert script.asked[0]["response_format"]["json_schema"]["schema"]["additionalProperties"] is False
    assert script.keys == ["Bearer secret"]


def test_what_passes_is_tried_again(server: tuple[Script, str], tmp_path: Path) -> None:
    script, url = server
    script.answers[:0] = [(429, {"Retry-After": "0.01"}, "slow down"), (503, {}, "busy"), (0, {}, "")]
    assert list(asking(url, tmp_path)(DOCUMENT))
    assert len(script.asked) == 4


def test_an_answer_that_is_no_json_is_asked_for_again_and_then_given_up(server: tuple[Script, str], tmp_path: Path) -> None:
    script, url = server
    good = json.dumps(ANSWER, ensure_ascii=False)
    script.answers[:0] = [says("抱歉，我无法"), says(good[:200])]
    assert list(asking(url, tmp_path / "one")(DOCUMENT))
    script.answers[:] = [says('{"persons": []}')]
    with pytest.raises(RejectedDocument, match="no facts in the shape"):
        list(asking(url, tmp_path / "two")(DOCUMENT))
    script.answers[:] = [says(f"```json\n{good}\n```")]
    assert list(asking(url, tmp_path / "three")(DOCUMENT))


def test_an_older_server_is_asked_less_of(server: tuple[Script, str], tmp_path: Path) -> None:
    script, url = server
    script.answers[:0] = [(400, {}, "response_format json_schema is not supported")]
    assert list(asking(url, tmp_path)(DOCUMENT))
    assert [asked["response_format"]["type"] for asked in script.asked] == ["json_schema", "json_object"]


def test_a_refusal_ends_the_run_without_telling_the_key(server: tuple[Script, str], tmp_path: Path) -> None:
    script, url = server
    script.answers[:] = [(401, {}, "bad key secret")]
    with pytest.raises(StageFailed, match="401") as failure:
        list(asking(url, tmp_path)(DOCUMENT))
    assert "secret" not in str(failure.value)
    assert len(script.asked) == 1
    assert not list(tmp_path.rglob("*.json"))
    script.answers[:] = [(500, {}, "broken")]
    with pytest.raises(StageFailed, match="500"):
        list(asking(url, tmp_path, attempts=3)(DOCUMENT))
    assert len(script.asked) == 4


def test_an_answer_is_paid_for_once(server: tuple[Script, str], tmp_path: Path) -> None:
    script, url = server
    reader = asking(url, tmp_path)
    assert "1 documents" in reader.estimate([DOCUMENT])
    first = list(reader(DOCUMENT))
    assert list(asking(url, tmp_path)(DOCUMENT)) == first
    assert len(script.asked) == 1
    assert "0 documents" in reader.estimate([DOCUMENT])


@pytest.fixture
def environment(server: tuple[Script, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Script, Path]:
    script, url = server
    for name, value in (("URL", url), ("MODEL", "stub"), ("KEY", "secret"), ("CACHE", str(tmp_path / "answers")), ("PRICE", "1,2")):
        monkeypatch.setenv(f"CHUANDA_LLM_{name}", value)
    source = tmp_path / "articles"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    return script, source


def test_nothing_is_sent_before_the_cost_is_agreed_to(environment: tuple[Script, Path], tmp_path: Path) -> None:
    script, source = environment
    with pytest.raises(ConsentNeeded, match=r"tokens sent.*Nothing was sent"):
        build([source], out=tmp_path / "g", extractor="llm", workers=1)
    build([source], out=tmp_path / "g", workers=1)  # the default asks nobody
    assert script.asked == []
    told: list[str] = []
    report = build([source], out=tmp_path / "g", extractor="llm", workers=1, consent=lambda words: not told.append(words))
    assert (report.documents, report.rejected, len(script.asked)) == (1, 0, 1)
    assert "127.0.0.1" in told[0] and "at 1 and 2 a million" in told[0]


def test_the_command_tells_the_cost_and_needs_consent(environment: tuple[Script, Path], tmp_path: Path) -> None:
    script, source = environment
    run = CliRunner().invoke(app, ["build", str(source), "--out", str(tmp_path / "g"), "--extractor", "llm"])
    assert isinstance(run.exception, ConsentNeeded) and "--agree" in str(run.exception)
    assert script.asked == []


def test_without_an_address_the_error_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHUANDA_LLM_URL", raising=False)
    with pytest.raises(ExtractorNotSet, match="CHUANDA_LLM_URL"):
        LanguageModelExtractor()


def test_two_readers_keep_what_they_agree_on_and_flag_the_rest(server: tuple[Script, str], tmp_path: Path, extractor: GrammarExtractor) -> None:
    _, url = server
    both = Combined(extractor, asking(url, tmp_path))
    found = list(checked(DOCUMENT, both(DOCUMENT)))
    agreed = [s for s in found if not s.qualifiers.get("disputed")]
    disputed = [s for s in found if s.qualifiers.get("disputed")]
    assert {("张智奎", "MENTIONED_IN", "a"), ("张智奎", "HELD", "永川区委书记"), ("张智奎", "ATTENDED", "区委常委会会议")} <= facts(agreed)
    assert all(s.qualifiers["read_by"] == ("grammar", "llm") for s in agreed)
    assert all(s.confidence <= DISPUTED for s in disputed)
    assert ("常晓勇", "speak") in {(s.subject.name, s.qualifiers.get("role")) for s in disputed}  # the model did not say so
    assert "区长" in {s.object.properties.get("post") for s in disputed if s.predicate == "HELD"}
    assert len([s for s in found if s.predicate == "REPORTS"]) == 1
    assert "0 documents" in both.estimate([DOCUMENT])  # its answer is at hand


def test_a_reader_combined_with_itself_disputes_nothing(extractor: GrammarExtractor) -> None:
    read = list(extractor(DOCUMENT))
    assert facts(list(combine(read, list(read), names=("a", "b")))) == facts(read)
    assert not [s for s in combine(read, list(read), names=("a", "b")) if s.qualifiers.get("disputed")]
    assert not hasattr(Combined(extractor, extractor), "estimate")
