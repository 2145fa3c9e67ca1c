from kg.extract.events import Event
from kg.extract.grammar import GrammarExtractor
from kg.model import Document


def events(extractor: GrammarExtractor, text: str, publisher: str = "蕲春县融媒体中心", published: str | None = "2020-11-19") -> list[Event]:
    return extractor.read(Document(id="d", name="d", text=text, publisher=publisher, published=published)).events


def roles(event: Event) -> set[tuple[str, str]]:
    return set(event.roles)


def test_a_meeting_with_chair_attendance_and_conveyance(extractor: GrammarExtractor) -> None:
    text = ("11月18日上午，县委书记时建国主持召开县委常委会第121次（扩大）会议，传达学习党的十九届五中全会精神、市委五届十三次全会精神，"
            "研究我县贯彻意见。县委副书记、县长向明达，县委常委方志远出席会议。县政协主席程立新列席会议。\n会上，向明达传达了全会精神。\n"
            "会议指出，要抓好落实。\n时建国强调，要对标对表。")
    found = events(extractor, text)
    assert len(found) == 1
    event = found[0]
    assert (event.kind, str(event.period.first), event.setting.place and event.setting.place.code) == ("meeting", "2020-11-18", "421126")
    assert roles(event) == {("时建国", "chair"), ("时建国", "speak"), ("向明达", "attend"), ("向明达", "speak"), ("方志远", "attend"),
                            ("程立新", "attend")}
    assert {item.what for item in event.transmits} >= {"党的十九届五中全会精神", "市委五届十三次全会精神"}


def test_an_outing_over_several_places_is_one_event(extractor: GrammarExtractor) -> None:
    text = ("11月18日，县委书记时建国到漕河镇、横车镇调研防汛工作。副县长方志远陪同。\n在漕河镇，时建国查看了河堤。时建国强调，要抓好落实。")
    found = events(extractor, text)
    assert [(e.kind, str(e.period.first)) for e in found] == [("inspection", "2020-11-18")]
    assert roles(found[0]) == {("时建国", "lead"), ("时建国", "speak"), ("方志远", "attend")}


def test_words_of_the_meeting_are_nobodys(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，县长向明达主持召开县政府常务会议。会议强调，要抓好落实。会议要求，要加快进度。")
    assert [roles(e) for e in found] == [{("向明达", "chair")}]


def test_who_delegates_takes_no_part(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，受县委书记时建国委托，县长向明达主持召开县委常委会会议。")
    assert [roles(e) for e in found] == [{("向明达", "chair")}]


def test_an_announced_meeting_is_no_event(extractor: GrammarExtractor) -> None:
    assert events(extractor, "县委书记时建国介绍，全县经济工作会议将于12月20日召开。") == []


def test_a_day_without_a_year_stays_unknown(extractor: GrammarExtractor) -> None:
    found = events(extractor, "近日，县委书记时建国主持召开县委常委会会议。", published=None)
    assert [e.period.first for e in found] == [None]


def test_a_dateless_day_counts_from_the_last_one(extractor: GrammarExtractor) -> None:
    text = "11月18日上午，县委书记时建国主持召开县委常委会会议。\n当天下午，时建国又到漕河镇检查安全生产工作。"
    assert [(e.kind, str(e.period.first)) for e in events(extractor, text)] == [("meeting", "2020-11-18"), ("inspection", "2020-11-18")]
