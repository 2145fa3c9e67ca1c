from kg.evaluate import Fact, evaluate, reliability
from kg.evaluate.normal import normal_title
from kg.evaluate.texts import Texts
from kg.model import Document

GOLD = {"doc": "a", "persons": ["甲乙", "丙丁"], "tenures": [{"person": "甲乙", "title": "县委书记", "region": "蕲春县", "code": "421126"}],
        "events": [{"id": "e1", "type": "meeting", "name": "县委常委会会议", "start": "2020-11-18", "end": "2020-11-18", "code": "421126",
                    "participants": [{"person": "甲乙", "role": "chair"}], "transmits": [{"source": "x", "what": "市委全会精神"}]}],
        "slogans": {"core": [{"text": "一二三四", "code": "421126"}], "acceptable": ["五六"]}}


FACTS = {**GOLD, "slogans": GOLD["slogans"]["core"]}  # type: ignore[index]
EVENT = GOLD["events"][0]  # type: ignore[index]


def stages(facts: Fact, *, text: str | None = None) -> set[tuple[str, str]]:
    """The (kind, stage) of the errors of *facts* against the gold."""
    texts = Texts({"a": Document(id="1", name="a", text=text)}) if text else None
    return {(error.kind, error.stage) for error in evaluate({"a": facts}, {"a": GOLD}, texts).errors()}


def test_equal_facts_score_one() -> None:
    result = evaluate({"a": FACTS}, {"a": GOLD})
    assert {f.f1 for f in result.figures().values()} == {1.0}
    assert list(result.errors()) == []


def test_an_unread_document_is_a_reading_error() -> None:
    result = evaluate({}, {"a": GOLD})
    assert {stage for stage, counts in result.stages().items() if counts} == {"reading"}
    assert result.figures()["person"].recall == 0.0


def test_each_stage_is_told_apart() -> None:
    assert stages({**FACTS, "persons": ["甲乙"]}) == {("person", "person")}
    assert stages({**FACTS, "persons": ["甲乙"]}, text="县委书记甲乙出席。") == {("person", "cleaning")}
    assert stages({**FACTS, "persons": ["甲乙"]}, text="县委书记甲乙、县长丙 丁出席。") == {("person", "person")}
    assert stages({**FACTS, "tenures": [{"person": "甲乙", "title": "县委书记", "code": "421123"}]}) == {("tenure", "region")}
    assert stages({**FACTS, "tenures": [{"person": "甲乙", "title": "县长", "code": "421126"}]}) == {("tenure", "office")}
    assert stages({**FACTS, "events": [{**EVENT, "start": "2020-11-19", "end": "2020-11-19"}]}) == {("event", "time")}
    assert stages({**FACTS, "events": [{**EVENT, "code": "421123"}]}) == {("event", "region")}
    assert stages({**FACTS, "events": [{**EVENT, "type": "ceremony"}]}) == {("event", "event")}
    assert stages({**FACTS, "events": []}) == {("event", "event"), ("participation", "event"), ("transmits", "event")}
    assert stages({**FACTS, "events": [{**EVENT, "participants": [{"person": "甲乙", "role": "speak"}]}]}) == {("participation", "role")}
    assert stages({**FACTS, "events": [{**EVENT, "transmits": []}]}) == {("transmits", "conveyance")}
    assert stages({**FACTS, "slogans": []}) == {("slogan", "slogan")}
    assert stages({**FACTS, "slogans": [{"text": "一二三四", "code": "421123"}]}) == {("slogan", "region")}


def test_a_part_given_to_the_wrong_event_is_an_error_of_the_event() -> None:
    other = {**EVENT, "name": "调度会", "start": "2020-11-25", "end": "2020-11-25", "participants": [], "transmits": []}
    gold = {**GOLD, "events": [EVENT, {**other, "participants": [{"person": "丙丁", "role": "speak"}]}]}
    facts = {**FACTS, "events": [{**EVENT, "participants": [*EVENT["participants"], {"person": "丙丁", "role": "speak"}]}, other]}
    errors = list(evaluate({"a": facts}, {"a": gold}).errors())
    assert [(error.kind, error.stage, error.missed) for error in errors] == [("participation", "event", False), ("participation", "event", True)]


def test_an_acceptable_slogan_counts_for_precision_alone() -> None:
    figures = evaluate({"a": {**FACTS, "slogans": [{"text": "五六", "code": "1"}]}}, {"a": GOLD}).figures()["slogan-text"]
    assert (figures.precision, figures.recall) == (1.0, 0.0)


def test_an_error_shows_its_sentence_as_it_was_read() -> None:
    texts = Texts({"a": Document(id="1", name="a", text="昨日，县委书记甲 乙主持会议。县长丙丁出席。")})
    error = next(evaluate({"a": {**FACTS, "persons": ["丙丁"]}}, {"a": GOLD}, texts).errors())
    assert texts.sentence("a", error.words, error.start) == "昨日，县委书记甲 乙主持会议。"


def test_reliability_counts_what_is_right_in_each_band() -> None:
    mentions = [{"person": "甲乙", "confidence": 0.99}, {"person": "子丑", "confidence": 0.92}]
    result = evaluate({"a": {**FACTS, "persons": ["甲乙", "子丑"], "mentions": mentions}}, {"a": GOLD})
    bands = {(band.kind, band.least): band for band in reliability(result.outcomes)}
    assert (bands["person", 0.9].facts, bands["person", 0.9].right) == (2, 1)
    assert (bands["all", 0.97].facts, bands["all", 0.97].precision) == (1, 1.0)


def test_titles_compare_without_the_regions_name() -> None:
    assert normal_title("永川区人民政府副区长", "永川区") == "副区长"
    assert normal_title("中共中央总书记", "中国") == "总书记"
    assert normal_title("县委组织部部长", "蕲春县") == "县委组织部长"
