import pytest

from kg.extract.grammar import GrammarExtractor
from kg.extract.statements import StatementWriter
from kg.model import Document

BODY = ("\n各位代表：\n\n现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员和其他列席人员提出意见。\n\n一、2019年工作回顾\n\n"
        "过去一年，我们深入学习贯彻习近平总书记重要讲话精神，市委书记主持召开会议12次，开展调研36次，赴浙江考察招商，生产总值增长7%。\n\n"
        "二、2020年工作安排\n\n今年将召开全市工业大会，市长带队督导重点项目，坚持“项目为王”，推行“最多跑一次”改革。\n")


def read(extractor: GrammarExtractor, head: str,
         title: str = "政府工作报告") -> tuple[set[tuple[str, str, str | None]], list[tuple[str, str, str | None]]]:
    """Return the tenures, and the events with day and region, of a report of 黄冈市."""
    reading = extractor.read(Document(id="d", name="d", text=head + BODY, title=title, publisher="黄冈市人民政府", published="2020-02-03"))
    tenures = {(h.name.text, h.title, h.place.name if h.place else None) for h in reading.holdings}
    return tenures, [(e.name, str(e.period.first), e.setting.place.name if e.setting.place else None) for e in reading.events]


SESSION = ("黄冈市第五届人民代表大会第四次会议", "2020-01-07", "黄冈市")
NATION = ("习近平", "总书记", "中国")


@pytest.mark.parametrize(("head", "wanted"), [
    ("——2020年1月7日在黄冈市第五届人民代表大会第四次会议上\n\n市长 向明达\n", {("向明达", "市长", "黄冈市")}),
    ("2020年1月7日在黄冈市第五届人民代表大会第四次会议上\n黄冈市人民政府代市长　石　玉\n", {("石玉", "市人民政府代市长", "黄冈市")}),
    ("政府工作报告\n（二〇二〇年一月七日在黄冈市第五届人民代表大会\n第四次会议上）\n市委副书记、市长：江凌\n",
     {("江凌", "市委副书记", "黄冈市"), ("江凌", "市长", "黄冈市")}),
    ("政府工作报告（2020年1月7日在黄冈市第五届人民代表大会第四次会议上 市长方远）\n", {("方远", "市长", "黄冈市")}),
    ("——在黄冈市第五届人民代表大会第四次会议上\n黄冈市人民政府市长\n欧阳文\n（2020年1月7日）\n", {("欧阳文", "市人民政府市长", "黄冈市")}),
])
def test_who_delivers_in_which_office_at_which_session(extractor: GrammarExtractor, head: str, wanted: set[tuple[str, str, str | None]]) -> None:
    tenures, events = read(extractor, head)
    assert tenures == wanted | {NATION}
    assert events == [SESSION]


def test_a_name_without_an_office_gives_a_person_who_speaks_and_no_tenure(extractor: GrammarExtractor) -> None:
    document = Document(id="d", name="d", text="（2020年1月7日 向明达）\n" + BODY, title="黄冈市政府工作报告", publisher="黄冈市人民政府")
    reading = extractor.read(document)
    assert reading.events[0].roles.keys() == {("向明达", "speak")}
    assert {h.name.text for h in reading.holdings} == {"习近平"}
    assert "向明达" in reading.people


def test_the_session_stands_in_the_title_where_the_head_lacks_it(extractor: GrammarExtractor) -> None:
    title = "向明达市长在黄冈市第五届人民代表大会第四次会议上的政府工作报告"
    assert read(extractor, "市长 向明达\n", title)[1] == [("黄冈市第五届人民代表大会第四次会议", "None", "黄冈市")]


def test_offices_are_seen_on_the_day_of_the_session(extractor: GrammarExtractor) -> None:
    document = Document(id="d", name="d", text="——2020年1月7日在黄冈市第五届人民代表大会第四次会议上\n市长 向明达\n" + BODY, published="2020-02-03")
    held = [s for s in StatementWriter(extractor.read(document)).statements() if s.predicate == "HELD"]
    assert {s.qualifiers["observed"] for s in held} == {"2020-01-07"}


def test_the_slogans_of_a_report_are_used_by_its_government(extractor: GrammarExtractor) -> None:
    head = "——2020年1月7日在黄冈市第五届人民代表大会第四次会议上\n市长 向明达\n"
    statements = list(StatementWriter(extractor.read(Document(id="d", name="d", text=head + BODY, title="政府工作报告"))).statements())
    used = {s.object.name: s.qualifiers["region_code"] for s in statements if s.predicate == "USED"}
    assert used["最多跑一次"] == "421100"


@pytest.mark.parametrize(("title", "text"), [
    ("蕲春县人大四次会议开幕", "1月7日，蕲春县第十八届人民代表大会第四次会议开幕。县长向明达作政府工作报告。县委书记时建国主持会议。"),
    ("关于政府工作报告的决议", "（2020年1月7日黄冈市第五届人民代表大会第四次会议通过）\n"
     "黄冈市第五届人民代表大会第四次会议听取和审议了市长向明达所作的政府工作报告。"),
])
def test_news_of_a_report_is_no_report(extractor: GrammarExtractor, title: str, text: str) -> None:
    reading = extractor.read(Document(id="d", name="d", text=text, title=title, published="2020-01-08"))
    assert reading.observed is None
    assert "向明达" in reading.people
