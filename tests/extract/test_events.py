import pytest

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


def test_a_meeting_that_is_only_planned_or_discussed_is_no_event(extractor: GrammarExtractor) -> None:
    text = ("11月18日，县委书记时建国主持召开县委常委会会议。\n会议研究了召开县十七届人大二次会议有关事宜。\n时建国要求，县安委会要尽快召开专题会研究。\n"
            "县里每月召开一次调度会。")
    assert [e.name for e in events(extractor, text)] == ["县委常委会会议"]


def test_a_numbered_meeting_is_named_with_its_organ(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，县十七届人大常委会举行第五次会议。县人大常委会主任时建国主持会议。")
    assert [(e.name, roles(e)) for e in found] == [("县十七届人大常委会第五次会议", {("时建国", "chair")})]


def test_a_caption_between_paragraphs_starts_no_new_event(extractor: GrammarExtractor) -> None:
    text = "11月18日，县委书记时建国到漕河镇调研春耕生产。\n\n时建国查看秧苗长势\n\n时建国一行深入漕河镇大棚，调研了育秧情况。时建国指出，要抓住农时。"
    assert [(roles(e), str(e.period.first)) for e in events(extractor, text)] == [({("时建国", "lead"), ("时建国", "speak")}, "2020-11-18")]


def test_a_team_visits_with_its_head_and_companions(extractor: GrammarExtractor) -> None:
    text = "11月18日，以市农业局局长申良为组长的黄冈市秋播督查组，在县委常委、县委办主任周行远，县农业局负责人的陪同下，对我县秋播工作进行督查。"
    assert [(e.kind, roles(e)) for e in events(extractor, text)] == [("inspection", {("申良", "lead"), ("周行远", "attend")})]


def test_those_who_are_away_take_no_part(extractor: GrammarExtractor) -> None:
    text = ("11月18日，县委书记时建国因到市里开会，委托县委副书记、县长向明达主持召开县委常委会会议。县政协主席程立新因参加省里培训，请人转达了意见。")
    assert [roles(e) for e in events(extractor, text)] == [{("向明达", "chair")}]
    text = "县委书记时建国在中央党校学习，11月18日的县委常委会会议由县长向明达主持。"
    assert [(e.name, roles(e)) for e in events(extractor, text)] == [("县委常委会会议", {("向明达", "chair")})]


def test_who_calls_a_meeting_chairs_it_unless_another_presides(extractor: GrammarExtractor) -> None:
    assert [roles(e) for e in events(extractor, "11月18日，县长向明达召开调度会，研究防汛工作。")] == [{("向明达", "chair")}]
    text = "11月18日，县委书记时建国召开全县干部大会，研究防汛工作。县长向明达主持大会。"
    assert [roles(e) for e in events(extractor, text)] == [{("向明达", "chair")}]


def test_each_reporter_before_a_session_speaks(extractor: GrammarExtractor) -> None:
    text = ("11月18日，县十七届人大常委会举行第五次会议。"
            "会议听取了县住建局局长张骏受县政府委托所作的关于道路建设的报告、县农业局局长范育科所作的关于秋播情况的报告。"
            "漕河镇党委书记梁文列席并作汇报。县长向明达就财政预算作了说明。新任职人员代表作了发言。会议听取了《法院副院长李普同志履职情况的报告》。")
    assert roles(events(extractor, text)[0]) == {("张骏", "speak"), ("范育科", "speak"), ("梁文", "attend"), ("梁文", "speak"), ("向明达", "speak")}


def test_a_list_behind_its_verb_attends(extractor: GrammarExtractor) -> None:
    text = "11月18日，县经济工作会议召开。出席会议的领导有：县委书记时建国，县长向明达。"
    assert roles(events(extractor, text)[0]) == {("时建国", "attend"), ("向明达", "attend")}


def test_one_sentence_reports_several_meetings(extractor: GrammarExtractor) -> None:
    text = "7月28日早上8:00、晚上22:00，29日晚上22:00，县委书记时建国3次主持召开县疫情防控每日研判会，传达省疫情防控部署要求。时建国强调，要抓好落实。"
    found = events(extractor, text, published="2020-08-01")
    assert [(str(e.period.first), e.name) for e in found] == [("2020-07-28", "县疫情防控每日研判会")] * 2 + [("2020-07-29", "县疫情防控每日研判会")]
    assert [roles(e) for e in found] == [{("时建国", "chair")}] * 2 + [{("时建国", "chair"), ("时建国", "speak")}]
    assert len({e.key for e in found}) == 3
    text = "7月28日、29日，县委书记时建国相继召开县防汛指挥部会议和重点项目专题会。"
    found = events(extractor, text, published="2020-08-01")
    assert [(str(e.period.first), e.name) for e in found] == [("2020-07-28", "县防汛指挥部会议"), ("2020-07-29", "重点项目专题会")]


def test_an_oath_within_a_session_is_part_of_it(extractor: GrammarExtractor) -> None:
    text = "11月18日，县十七届人大常委会第五次会议召开。县人大常委会主任时建国主持。会上举行了宪法宣誓仪式。"
    assert [e.kind for e in events(extractor, text)] == ["meeting"]


def test_an_outing_told_first_without_a_day_takes_the_day_told_later(extractor: GrammarExtractor) -> None:
    text = "县委书记时建国近日在漕河镇调研。他强调，要抓好落实。\n14日至17日，时建国先后来到横车镇、株林镇，调研产业发展。"
    assert [(str(e.period.first), str(e.period.last)) for e in events(extractor, text)] == [("2020-11-14", "2020-11-17")]


def test_a_broadcast_meeting_is_attended_where_it_is_watched(extractor: GrammarExtractor) -> None:
    text = "11月18日，我县组织收听收看全国安全生产电视电话会议。县长向明达，副县长方志远在县分会场一同收听收看。"
    assert [(e.name, e.setting.place and e.setting.place.name, roles(e)) for e in events(extractor, text)] == [
        ("全国安全生产电视电话会议", "中国", {("向明达", "attend"), ("方志远", "attend")})]


def test_capacity_and_speaker_are_what_stands_there(extractor: GrammarExtractor) -> None:
    text = ("11月18日，县委书记时建国主持召开县委常委会会议。县委副书记、县长向明达出席会议。\n时建国强调，要坚持“两手抓、两手硬”。要做到“三个不放松”。\n"
            "会议要求，落实“四个不摘”。")
    statements = list(extractor(Document(id="d", name="d", text=text, publisher="蕲春县融媒体中心", published="2020-11-19")))
    capacity = {(s.subject.name, s.qualifiers["role"]): s.qualifiers.get("capacity") for s in statements if s.predicate == "ATTENDED"}
    assert capacity[("向明达", "attend")] == "县委副书记、县长" and capacity[("时建国", "chair")] == "县委书记"
    speakers = {s.object.name: s.qualifiers.get("speaker") for s in statements if s.predicate == "USED"}
    assert speakers["两手抓、两手硬"] == speakers["三个不放松"] == "时建国" and speakers["四个不摘"] is None


def test_what_is_only_referred_to_is_no_outing(extractor: GrammarExtractor) -> None:
    for text in ("县委书记时建国在漕河镇调研期间作出的指示，激励着干部群众。", "今年4月，县委书记时建国来到漕河镇考察调研。一年来，漕河镇变化很大。",
                 "县委书记时建国在看望医务人员时发表的讲话，引起热烈反响。", "县委书记时建国向受灾群众致以诚挚慰问。",
                 "2012年11月29日，县委书记时建国到漕河镇调研。"):
        assert events(extractor, text) == [], text


def test_what_a_speaker_says_of_others_is_not_theirs(extractor: GrammarExtractor) -> None:
    text = "11月18日，县经济工作会议召开。县长向明达出席会议。向明达表示，县委书记时建国专门发来贺信，指出要抓好落实，为大家鼓劲。"
    assert roles(events(extractor, text)[0]) == {("向明达", "attend"), ("向明达", "speak")}
    text = "11月18日，应县委书记时建国邀请，市工商联主席申良到漕河镇考察。县长向明达欢迎申良来访并参加座谈。副县长方志远19日表示，欢迎客商。"
    assert roles(events(extractor, text)[0]) == {("申良", "lead")}
    text = "11月18日，县经济工作会议召开，县长向明达出席会议。党的十八大以来，县委书记时建国提出一系列要求。"
    assert roles(events(extractor, text)[0]) == {("向明达", "attend")}


def test_those_taken_along_take_part_and_the_subject_stays(extractor: GrammarExtractor) -> None:
    text = "11月18日，县委书记时建国带领县委常委方志远、程立新走访了老领导申良，汇报了全县工作。"
    assert roles(events(extractor, text)[0]) >= {("时建国", "lead"), ("方志远", "attend"), ("程立新", "attend")}
    assert not any(person == "申良" for person, _ in roles(events(extractor, text)[0]))


def test_receiving_and_visiting_abroad_is_of_the_kind_other(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，国务院总理李克强抵达新加坡，开始对新加坡进行正式访问。\n11月19日，国务院总理李克强会见英国客人。", publisher="新华社")
    assert [(e.kind, e.setting.place and e.setting.place.name) for e in found] == [("other", "新加坡"), ("other", "中国")]


def test_who_sends_another_or_is_conveyed_takes_no_part(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，受县委书记时建国、县长向明达委托，县委副书记程立新到漕河镇看望困难群众。")
    assert [roles(e) for e in found] == [{("程立新", "lead")}]
    text = "11月18日，县委书记时建国主持召开县委常委会会议，传达学习省委常委会会议精神，市委书记申良在全市动员大会上的讲话精神。"
    assert [roles(e) for e in events(extractor, text)] == [{("时建国", "chair")}]
    found = events(extractor, "11月18日，县人大常委会副主任程立新带领检查组，就5件议案和5件建议执行情况进行检查。")
    assert [roles(e) for e in found] == [{("程立新", "lead")}]


def test_a_line_that_announces_a_list_reports_its_meeting(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，县政协召开十届七次主席会议，会议由县政协主席程立新主持，主要内容：\n1、学习有关文件；\n2、协商年度计划。")
    assert [(e.name, roles(e)) for e in found] == [("十届七次主席会议", {("程立新", "chair")})]


def test_a_delegation_discussing_is_a_meeting_of_its_own(extractor: GrammarExtractor) -> None:
    text = ("11月18日，县十八届人大六次会议举行主席团第二次会议。县人大常委会主任陈德兴主持会议。\n"
            "18日下午，漕河镇代表团举行分组讨论，县委书记时建国参加讨论并讲话。")
    assert [roles(e) for e in events(extractor, text)] == [{("陈德兴", "chair")}, {("时建国", "attend"), ("时建国", "speak")}]


def test_a_session_that_closes_after_its_agenda(extractor: GrammarExtractor) -> None:
    text = ("中国人民政治协商会议第十届蕲春县委员会第三次会议圆满完成各项议程，12月29日上午在县影剧院胜利闭幕。\n大会由县政协主席罗开明主持。"
            "县委书记郑远方出席大会。\n县政协副主席邱大江宣读了决定。")
    found = events(extractor, text, published="2020-12-30")
    assert [(e.name, str(e.period.first)) for e in found] == [("中国人民政治协商会议第十届蕲春县委员会第三次会议", "2020-12-29")]
    assert roles(found[0]) == {("罗开明", "chair"), ("郑远方", "attend"), ("邱大江", "speak")}


@pytest.mark.parametrize("headline", ["关于召开中国共产党蕲春县第十五次代表大会的决定\n", "关于召开中国共产党蕲春县第十五次代表大会的决定 ",
                                      "关于召开中国共产党蕲春县第十五次代表大会的决定\n（2020年11月18日县委第七次全体会议通过）\n"])
def test_a_plenary_session_behind_an_odd_headline(extractor: GrammarExtractor, headline: str) -> None:
    day = "" if "通过" in headline else "，于2020年11月18日"
    text = f"{headline}中国共产党蕲春县第十四届委员会第七次全体会议{day}在漕河召开。全会由县委常委会主持，县委书记郑远方讲话。"
    found = events(extractor, text)
    assert [(e.name, str(e.period.first), roles(e)) for e in found] == [
        ("中国共产党蕲春县第十四届委员会第七次全体会议", "2020-11-18", {("郑远方", "speak")})]


@pytest.mark.parametrize(("text", "wanted"), [
    ("蕲春县“全民阅读月”启动活动在文化广场举行。副县长罗开明出席活动并致辞。", {("罗开明", "attend"), ("罗开明", "speak")}),
    ("“书香蕲春”主题活动在县图书馆举行，副县长罗开明出席活动。", {("罗开明", "attend")}),
    ("县委宣传部举办“蕲阳大讲堂”，副县长罗开明出席。", {("罗开明", "attend")}),
    ("县委书记郑远方主持专题研究流域治理工作，副县长罗开明参加。", {("郑远方", "chair"), ("罗开明", "attend")}),
    ("县委书记郑远方主持召开会议，听取了副县长罗开明关于教育工作的汇报，听取全县有关情况汇报。", {("郑远方", "chair"), ("罗开明", "speak")}),
    ("县委书记郑远方到漕河镇调研，看望了省派驻村第一书记何雨田，并主持召开座谈会。", {("郑远方", "lead")}),
    ("县政府党组召开扩大会议。\n会议由县长杜若溪主持：\n一、学习有关文件。", {("杜若溪", "chair")}),
])
def test_occasions_as_unseen_pages_write_them(extractor: GrammarExtractor, text: str, wanted: set[tuple[str, str]]) -> None:
    assert [roles(e) for e in events(extractor, f"11月18日，{text}")] == [wanted]


def test_a_group_that_splits_up_makes_an_outing_each(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，县领导郑远方、杜若溪分别到漕河镇、横车镇督导防汛工作。")
    assert [(roles(e), [name for name, _, _ in e.setting.places]) for e in found] == [
        ({("郑远方", "lead")}, ["漕河镇"]), ({("杜若溪", "lead")}, ["横车镇"])]
    assert len({e.key for e in found}) == 2


def test_a_districts_own_meeting_in_its_prefectures_paper(extractor: GrammarExtractor) -> None:
    found = events(extractor, "8月28日，淮南市潘集区委书记郑远方在区委党校为全区干部讲党课。", "淮南日报")
    assert [e.setting.place and e.setting.place.code for e in found] == ["340406"]


def test_words_conveyed_are_those_of_who_is_named(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，县委常委会召开会议，传达学习省委书记应勇在全省经济工作会议上的讲话精神。")
    assert [item.source for item in found[0].transmits] == ["应勇"]


def test_a_list_of_things_conveyed_runs_on_behind_a_comma_but_not_into_what_others_do(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，县委常委会召开会议，学习贯彻党的十九届五中全会精神，省委有关会议精神，市委书记周伯年通报有关文件。")
    assert [item.what for item in found[0].transmits] == ["党的十九届五中全会精神", "省委有关会议精神"]


def test_sittings_belong_to_their_session(extractor: GrammarExtractor) -> None:
    text = ("11月18日，中国人民政治协商会议第七届蕲春县委员会第三次会议历时2天，圆满完成了各项议程，今天下午胜利闭幕。下午4时，大会举行第三次全体会议。"
            "闭幕式由县政协副主席邱大江主持。\n县政协主席罗开明在会上讲话。罗主席要求全体委员尽心尽职。")
    found = events(extractor, text)
    assert [(e.name, roles(e)) for e in found] == [
        ("中国人民政治协商会议第七届蕲春县委员会第三次会议", {("邱大江", "chair"), ("罗开明", "speak")})]


def test_a_sitting_alone_bears_its_sessions_name(extractor: GrammarExtractor) -> None:
    found = events(extractor, "11月18日，县政协十一届一次会议举行预备会议。县领导郑远方、杜若溪、邱大江，县政协秘书长何雨田出席会议。")
    assert [(e.name, roles(e)) for e in found] == [
        ("县政协十一届一次会议预备会议", {(name, "attend") for name in ("郑远方", "杜若溪", "邱大江", "何雨田")})]


def test_a_towns_meeting_belongs_to_the_town(extractor: GrammarExtractor) -> None:
    text = "11月18日，漕河镇组织召开全镇安全生产工作推进会。会议由镇长李远东主持，党委书记钱明亮讲话。钱书记强调，要抓好落实。"
    assert [(e.setting.place and e.setting.place.name, roles(e)) for e in events(extractor, text)] == [
        ("漕河镇", {("李远东", "chair"), ("钱明亮", "speak")})]


def test_a_teams_own_meeting_belongs_to_its_outing(extractor: GrammarExtractor) -> None:
    text = "11月18日，省人大常委会副主任陈远到蕲春县调研。调研组在漕河镇召开了基层人大工作座谈会。"
    assert [e.kind for e in events(extractor, text)] == ["inspection"]


def test_what_is_required_before_is_no_speech(extractor: GrammarExtractor) -> None:
    text = "11月18日，为落实相关部署要求，漕河镇召开动员部署会，镇长李远东主持会议。"
    assert [roles(e) for e in events(extractor, text)] == [{("李远东", "chair")}]


def test_another_days_doing_is_not_added_to_the_event_before(extractor: GrammarExtractor) -> None:
    text = "11月13日，副县长罗开明主持召开全县防疫专班会议。\n11月14日，县长杜若溪陪同省文化厅厅长李莉明一行。"
    assert [roles(e) for e in events(extractor, text)] == [{("罗开明", "chair")}]


def test_who_is_gathered_to_convene_leaves_the_meeting_its_name(extractor: GrammarExtractor) -> None:
    text = "11月18日，漕河镇综治中心组织派出所、信访办等部门召开联席会议，由镇党委副书记王亮明主持。"
    assert [(e.name, roles(e)) for e in events(extractor, text)] == [("联席会议", {("王亮明", "chair")})]


def test_a_group_about_a_central_inspection_is_the_countys_own(extractor: GrammarExtractor) -> None:
    text = "11月18日，县长杜若溪主持召开中央生态环境保护督察协调保障工作领导小组第二次会议。"
    assert [e.setting.place and e.setting.place.code for e in events(extractor, text)] == ["421126"]


def test_who_is_named_in_the_meetings_own_words_takes_no_part(extractor: GrammarExtractor) -> None:
    text = "11月18日，县政府召开全体会，县长杜若溪出席会议。\n会议指出，习近平总书记作了重要讲话，强调经济特区要办得更好。"
    assert [roles(e) for e in events(extractor, text)] == [{("杜若溪", "attend")}]


def test_leaders_listed_beside_a_crowd_take_part(extractor: GrammarExtractor) -> None:
    text = ("11月18日，县委书记郑远方到漕河镇参加义务植树活动。\n郑远方、杜若溪、邱大江等县四大班子领导来到植树现场。\n"
            "县领导何雨田、周学文等和县直机关干部，到植树地点参加植树。")
    reading = extractor.read(Document(id="d", name="d", text=text, publisher="蕲春县融媒体中心", published="2020-11-19"))
    assert {"杜若溪", "邱大江", "何雨田", "周学文"} <= set(reading.people)


def test_a_delegate_and_officials_are_no_name(extractor: GrammarExtractor) -> None:
    reading = extractor.read(Document(id="d", name="d", text="会议强调，广大县政协委员和机关干部要统一思想。", publisher="蕲春县融媒体中心"))
    assert not reading.people
