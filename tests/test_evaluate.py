from kg.evaluate import evaluate, normal_title

GOLD = {"doc": "a", "persons": ["甲乙", "丙丁"], "tenures": [{"person": "甲乙", "title": "县委书记", "region": "蕲春县", "code": "421126"}],
        "events": [{"id": "e1", "type": "meeting", "name": "县委常委会会议", "start": "2020-11-18", "end": "2020-11-18", "code": "421126",
                    "participants": [{"person": "甲乙", "role": "chair"}], "transmits": [{"source": "x", "what": "市委全会精神"}]}],
        "slogans": {"core": [{"text": "一二三四", "code": "421126"}], "acceptable": ["五六"]}}


def test_equal_facts_score_one() -> None:
    facts = {**GOLD, "slogans": GOLD["slogans"]["core"]}  # type: ignore[index]
    assert {f.f1 for f in evaluate({"a": facts}, {"a": GOLD}).figures().values()} == {1.0}


def test_an_unread_document_is_a_reading_error() -> None:
    result = evaluate({}, {"a": GOLD})
    assert set(result.stages()) == {"reading"}
    assert result.figures()["person"].recall == 0.0


def test_errors_are_put_to_the_stage_that_made_them() -> None:
    facts = {**GOLD, "persons": ["甲乙"], "tenures": [{"person": "甲乙", "title": "县委书记", "region": "罗田县", "code": "421123"}],
             "events": [{**GOLD["events"][0], "start": "2020-11-19", "end": "2020-11-19"}], "slogans": [{"text": "五六", "code": "1"}]}  # type: ignore[index]
    result = evaluate({"a": facts}, {"a": GOLD})
    stages = {(error.kind, error.stage) for error in result.errors}
    assert {("tenure", "region"), ("event", "time"), ("person", "person")} <= stages
    assert result.figures()["slogan-text"].precision == 1.0


def test_titles_compare_without_the_regions_name() -> None:
    assert normal_title("永川区人民政府副区长", "永川区") == "副区长"
    assert normal_title("中共中央总书记", "中国") == "总书记"
    assert normal_title("县委组织部部长", "蕲春县") == "县委组织部长"
