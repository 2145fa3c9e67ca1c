import pytest

from kg.extract.grammar import GrammarExtractor
from kg.model import Document


def tenures(extractor: GrammarExtractor, text: str, publisher: str = "蕲春县融媒体中心", published: str = "2020-11-19") -> set[tuple[str, str, str | None]]:
    reading = extractor.read(Document(id="d", name="d", text=text, publisher=publisher, published=published))
    return {(h.name.text, h.title, h.place.code if h.place else None) for h in reading.holdings}


@pytest.mark.parametrize(("text", "wanted"), [
    ("县委书记时建国主持会议。", {("时建国", "县委书记", "421126")}),
    ("县委副书记、县长向明达出席。", {("向明达", "县委副书记", "421126"), ("向明达", "县长", "421126")}),
    ("县委常委、组织部部长水清讲话。", {("水清", "县委常委", "421126"), ("水清", "县委组织部部长", "421126")}),
    ("县委常委方志远、陈秋菊出席会议。", {("方志远", "县委常委", "421126"), ("陈秋菊", "县委常委", "421126")}),
    ("县政协党组书记、主席石玉出席。", {("石玉", "县政协党组书记", "421126"), ("石玉", "县政协主席", "421126")}),
    ("县人大常委会主任梁有为，副主任黄美霞、令狐敏出席。",
     {("梁有为", "县人大常委会主任", "421126"), ("黄美霞", "县人大常委会副主任", "421126"), ("令狐敏", "县人大常委会副主任", "421126")}),
    ("代县长姜楠作报告。", {("姜楠", "代县长", "421126")}),
    ("会议学习了习近平总书记重要讲话精神。", {("习近平", "总书记", "100000")}),
    ("会上，温九生（漕河镇党委书记）发言。", {("温九生", "镇党委书记", "421126")}),
    ("会议决定任命党建民为蕲春县人民政府副县长。", {("党建民", "县人民政府副县长", "421126")}),
    ("县自然资源和规划局局长周全就有关议题作了说明。", {("周全", "县自然资源和规划局局长", "421126")}),
    ("黄冈市委书记周伯年到会。", {("周伯年", "市委书记", "421100")}),
    ("江苏省长吴政隆、河南省长陈润儿到会。", {("吴政隆", "省长", "320000"), ("陈润儿", "省长", "410000")}),
    ("湖南省长沙市望城区、福建省长乐市和湖北省长江沿线。", set()),
])
def test_offices_and_their_holders(extractor: GrammarExtractor, text: str, wanted: set[tuple[str, str, str | None]]) -> None:
    assert tenures(extractor, text) == wanted


@pytest.mark.parametrize("text", [
    "县委书记强调，要抓好安全生产。", "县委书记来蕲调研时提出要求。", "要当好“链长领链、专班护链”的推动者。", "县长热线接受群众反映。",
    "各乡镇党委书记参加会议。"])
def test_words_behind_an_office_are_no_names(extractor: GrammarExtractor, text: str) -> None:
    assert tenures(extractor, text) == set()


def test_names_that_are_words_count_only_as_names(extractor: GrammarExtractor) -> None:
    text = "县委书记安全主持会议。会议强调，安全生产一刻不能放松。安全要求，要抓好质量安全、食品安全。"
    reading = extractor.read(Document(id="d", name="d", text=text, publisher="蕲春县融媒体中心"))
    mentions = [event.roles for event in reading.events]
    assert tenures(extractor, text) == {("安全", "县委书记", "421126")}
    assert len(mentions) <= 1


def test_a_private_firms_head_is_private(extractor: GrammarExtractor) -> None:
    text = "县委书记时建国出席会议，同泰新能源有限公司总经理吕一帆发言。"
    reading = extractor.read(Document(id="d", name="d", text=text, publisher="蕲春县融媒体中心"))
    assert set(reading.people) == {"时建国"}
    assert "吕一帆" in reading.citizens


def test_a_former_office_is_marked(extractor: GrammarExtractor) -> None:
    text = "娄勤俭同志不再担任江苏省委书记、常委、委员职务。"
    reading = extractor.read(Document(id="d", name="d", text=text, publisher="新闻联播", published="2021-10-19"))
    assert {(h.title, "former" in h.status) for h in reading.holdings} == {("省委书记", True), ("省委常委", True), ("省委委员", True)}


def test_a_foreign_office_belongs_to_no_chinese_jurisdiction(extractor: GrammarExtractor) -> None:
    found = tenures(extractor, "新加坡总理黄循财在机场迎接。", publisher="新闻联播", published="2025-10-25")
    assert found == {("黄循财", "总理", None)}

@pytest.mark.parametrize(("text", "wanted"), [
    ("会议决定任命李昌为蕲春县民政局局长、王可为蕲春县水利局局长，免去周正的县民政局局长职务、吴江的县水利局局长职务。",
     {("李昌", "县民政局局长", False), ("王可", "县水利局局长", False), ("周正", "县民政局局长", True), ("吴江", "县水利局局长", True)}),
    ("决定接受何山、方文等三名同志辞去蕲春县人民政府副县长职务的请求。", {("何山", "县人民政府副县长", True), ("方文", "县人民政府副县长", True)}),
    ("会议免去何山、方文、马可蕲春县人民政府副县长职务。",
     {("何山", "县人民政府副县长", True), ("方文", "县人民政府副县长", True), ("马可", "县人民政府副县长", True)}),
    ("夏天从漕河镇镇长任蕲春县副县长。", set()),
    ("何山同志任县委常委、书记，不再担任县人大常委会副主任职务。",
     {("何山", "县委常委", False), ("何山", "县委书记", False), ("何山", "县人大常委会副主任", True)}),
    ("原县委书记方文、县政协原主席马可应邀出席。", {("方文", "县委书记", True), ("马可", "县政协主席", True)}),
    ("曾任县委书记的老人回来了，曾任副县长何山讲话。", {("何山", "副县长", True)}),
])
def test_offices_given_and_given_up(extractor: GrammarExtractor, text: str, wanted: set[tuple[str, str, bool]]) -> None:
    reading = extractor.read(Document(id="d", name="d", text=text, publisher="蕲春县融媒体中心", published="2020-11-19"))
    assert {(h.name.text, h.title, "former" in h.status) for h in reading.holdings} == wanted


@pytest.mark.parametrize(("publisher", "text", "wanted"), [
    ("第十四师昆玉市融媒体", "师市党委书记、政委何山率团到第八师石河子市考察。第八师石河子市党委副书记、第八师师长方文陪同。",
     {("何山", "师市党委书记", "659009"), ("何山", "政委", "659009"), ("方文", "市党委副书记", "659001"), ("方文", "师长", "659001")}),
    ("蕲春县融媒体中心", "县人大常委会党组书记何山，党组副书记方文列席。县委书记马可及县委各常委参加。",
     {("何山", "县人大常委会党组书记", "421126"), ("方文", "县人大常委会党组副书记", "421126"), ("马可", "县委书记", "421126")}),
    ("临河区融媒体中心", "双河区管委会主任赵丰及区人大、区政府各领导参加。", {("赵丰", "区管委会主任", "150802")}),
    ("蕲春县融媒体中心", "各专班组长、副组长，挂职副县长何山参加。", {("何山", "挂职副县长", "421126")}),
    ("蕲春县融媒体中心", "县防汛抗旱指挥部召开会议，指挥长何山讲话。", {("何山", "县防汛抗旱指挥部指挥长", "421126")}),
    ("中国网", "吉林省四平市伊通县委书记孙立、湖北省黄冈市蕲春县委书记何山发言。", {("孙立", "县委书记", "220323"), ("何山", "县委书记", "421126")}),
    ("黄冈日报", "在蕲春县漕河镇，何山走进农户家中，叮嘱驻村第一书记马可。", {("马可", "驻村第一书记", "421126")}),
    ("新闻联播", "应新加坡总理方文邀请，国务院总理何山访问新加坡，中国驻新加坡大使马可到机场迎接。",
     {("方文", "总理", None), ("何山", "国务院总理", "100000"), ("马可", "驻新加坡大使", "100000")}),
    ("武穴市融媒体中心", "学习了以何山同志为总书记的党中央的部署和方文副总理的讲话。", {("何山", "总书记", "100000"), ("方文", "副总理", "100000")}),
    ("武穴市融媒体中心", "武穴市委书记何山主持会议，细化落实市委书记方文的要求。", {("何山", "市委书记", "421182"), ("方文", "市委书记", "421100")}),
])
def test_whose_office_it_is(extractor: GrammarExtractor, publisher: str, text: str, wanted: set[tuple[str, str, str | None]]) -> None:
    assert tenures(extractor, text, publisher=publisher, published="2022-05-06") == wanted

@pytest.mark.parametrize(("publisher", "text", "wanted"), [
    ("蕲春县融媒体中心", "经过投票，何山以全票当选为县人大常委会主任，方文、马可和李丹当选副县长。",
     {("何山", "县人大常委会主任", "421126"), ("方文", "副县长", "421126"), ("马可", "副县长", "421126"), ("李丹", "副县长", "421126")}),
    ("蕲春县融媒体中心", "武穴市委副书记、市长何山任中共蕲春县委书记。",
     {("何山", "市委副书记", "421182"), ("何山", "市长", "421182"), ("何山", "县委书记", "421126")}),
    ("蕲春县融媒体中心", "县人大常委会党组成员、副主任人选何山，县政协主席提名人选方文出席。",
     {("何山", "县人大常委会党组成员", "421126"), ("何山", "县人大常委会副主任人选", "421126"), ("方文", "县政协主席提名人选", "421126")}),
    ("蕲春县政协", "何山当选为政协蕲春县第十届委员会主席。", {("何山", "县政协第十届委员会主席", "421126")}),
    ("西乌珠穆沁旗融媒体中心", "旗政协主席巴根那主持会议，主席会成员出席。", {("巴根那", "旗政协主席", "152526")}),
    ("许昌市东城区", "东城区党工委书记何山调研，区管委会副主任方文陪同。", {("何山", "区党工委书记", "411000"), ("方文", "区管委会副主任", "411000")}),
    ("高邮市融媒体中心", "何市来开发区调研，区党工委副书记方文参加。", {("方文", "区党工委副书记", "321084")}),
    ("金坛区融媒体中心", "第二督导组组长李久生就整改提出要求。其次街道主任尹韧汇报。",
     {("李久生", "第二督导组组长", "320413"), ("尹韧", "街道主任", "320413")}),
])
def test_the_elected_the_proposed_and_zones(extractor: GrammarExtractor, publisher: str, text: str, wanted: set[tuple[str, str, str | None]]) -> None:
    assert tenures(extractor, text, publisher=publisher, published="2022-05-06") == wanted


def test_a_list_of_names_is_no_list_of_places(extractor: GrammarExtractor) -> None:
    text = "县委书记何山看望委员。县领导梁薇、石峰、李长春等参加。代县长方文汇报。"
    reading = extractor.read(Document(id="d", name="d", text=text, published="2022-05-06"))
    assert reading.places.context.home is None
    assert {"梁薇", "石峰", "李长春"} <= set(reading.people)


@pytest.mark.parametrize(("publisher", "text", "wanted"), [
    ("蕲春县融媒体中心", "团县委书记何山、共青团蕲春县委副书记方文、民盟黄冈市委会主委马可、专职副主委李丹出席。",
     {("何山", "团县委书记", "421126"), ("方文", "共青团县委副书记", "421126"),
      ("马可", "民盟市委会主委", "421100"), ("李丹", "民盟市委会专职副主委", "421100")}),
    ("上海发布", "市委常委何山，上海园博会执委会专职副主任方文出席。", {("何山", "市委常委", "310000"), ("方文", "上海园博会执委会专职副主任", "310000")}),
    ("蕲春县融媒体中心", "由县委副书记何山担任组长，县委办主任方文担任副组长。", {("何山", "县委副书记", "421126"), ("方文", "县委办主任", "421126")}),
    ("西藏日报", "西藏代表团团长、自治区党委书记何山，区政府党组书记、代主席扎西罗布参加。",
     {("何山", "代表团团长", "540000"), ("何山", "自治区党委书记", "540000"),
      ("扎西罗布", "区政府党组书记", "540000"), ("扎西罗布", "区政府代主席", "540000")}),
    ("人民网", "何山，1962年12月生，湖北蕲春县委书记；\n方文（女），1968年12月生，湖北黄冈市委常委、武穴市委书记；",
     {("何山", "县委书记", "421126"), ("方文", "市委常委", "421100"), ("方文", "市委书记", "421182")}),
])
def test_parties_other_than_the_ruling_one_and_named_bodies(extractor: GrammarExtractor, publisher: str, text: str,
                                                            wanted: set[tuple[str, str, str | None]]) -> None:
    assert tenures(extractor, text, publisher=publisher, published="2022-05-06") == wanted


@pytest.mark.parametrize(("publisher", "text", "wanted"), [
    ("贵港日报", "市委书记、市总河长何山调研河长制湖长制等工作，并召开全市河长制湖长制工作会议。",
     {("何山", "市委书记", "450800"), ("何山", "市总河长", "450800")}),
    ("蕲春县融媒体中心", "县长何山以“四不两直”的方式深入乡镇。", {("何山", "县长", "421126")}),
    ("蕲春县融媒体中心", "县政协主席、城区防汛指挥所政委何山主持会议。", {("何山", "县政协主席", "421126"), ("何山", "城区防汛指挥所政委", "421126")}),
    ("商丘日报", "商丘市梁园区委副书记、区长何山出席。", {("何山", "区委副书记", "411402"), ("何山", "区长", "411402")}),
    ("河东区", "区委书记何山主持会议。", {("何山", "区委书记", None)}),
])
def test_what_only_looks_like_an_office_a_name_or_a_zone(extractor: GrammarExtractor, publisher: str, text: str,
                                                         wanted: set[tuple[str, str, str | None]]) -> None:
    assert tenures(extractor, text, publisher=publisher, published="2022-05-06") == wanted


@pytest.mark.parametrize(("publisher", "text", "wanted"), [
    ("攀枝花日报", "啊喇乡啊喇村村支书何山汇报。", {("何山", "村支书", "510411")}),
    ("武胜县融媒体中心", "枣山园区党工委书记何山检查春耕。", {("何山", "园区党工委书记", "511602")}),
])
def test_villages_and_zones_lie_where_their_town_does(extractor: GrammarExtractor, publisher: str, text: str,
                                                      wanted: set[tuple[str, str, str | None]]) -> None:
    assert tenures(extractor, text, publisher=publisher, published="2020-05-06") == wanted


@pytest.mark.parametrize(("publisher", "text", "wanted"), [
    ("武穴市融媒体中心", "省文旅厅党组成员、驻厅纪检监察组组长何山，市政府党组成员、办公室主任方文出席。",
     {("何山", "省文旅厅党组成员", "420000"), ("何山", "驻厅纪检监察组组长", "420000"),
      ("方文", "市政府党组成员", "421182"), ("方文", "市政府办公室主任", "421182")}),
    ("人民网", "国家文化发展基金会理事会理事长、文化部党组书记、部长何山讲话。",
     {("何山", "国家文化发展基金会理事会理事长", "100000"), ("何山", "文化部党组书记", "100000"), ("何山", "文化部部长", "100000")}),
    ("", "县政协副主席陈文昌主持会议。陈文昌指出，提案很重要。", {("陈文昌", "县政协副主席", None)}),
    ("新闻联播", "在总统府内，总统卫队失守。两国元首互致新年祝福，同上合组织成员国一道努力。", set()),
])
def test_stationed_groups_secretariats_and_ministries(extractor: GrammarExtractor, publisher: str, text: str,
                                                      wanted: set[tuple[str, str, str | None]]) -> None:
    assert tenures(extractor, text, publisher=publisher, published="2017-05-06") == wanted


@pytest.mark.parametrize(("publisher", "text", "wanted"), [
    ("蕲春县融媒体中心", "县政协主席罗开明主持会议。副主席邱大江、周学文出席会议。",
     {("罗开明", "县政协主席", "421126"), ("邱大江", "县政协副主席", "421126"), ("周学文", "县政协副主席", "421126")}),
    ("蕲春县融媒体中心", "副县长邱大江，周学文，何雨田参加会议。",
     {("邱大江", "副县长", "421126"), ("周学文", "副县长", "421126"), ("何雨田", "副县长", "421126")}),
    ("蕲春县融媒体中心", "县委副书记邱大江，县领导周学文、何雨田参加会议。", {("邱大江", "县委副书记", "421126")}),
    ("黄冈日报", "黄冈市市长田野来蕲春县调研。田野强调，要抓好落实。", {("田野", "市长", "421100")}),
    ("黄冈日报", "市长周来生来我县调研。", {("周来生", "市长", "421100")}),
    ("蕲春县融媒体中心", "县政协委员、大江大学教授仲夏参加会议。", {("仲夏", "县政协委员", "421126")}),
    ("蕲春县融媒体中心", "县委常委、副县长应急到会听取意见。应急强调，要抓好落实。", {("应急", "县委常委", "421126"), ("应急", "副县长", "421126")}),
    ("蕲春县融媒体中心", "要发挥好县委书记应急处置的作用。", set()),
    ("东明县人民政府", "山东黄河河务局局长郑远方到东明县调研。", {("郑远方", "山东黄河河务局局长", "370000")}),
    ("蕲春县融媒体中心", "国家税务总局蕲春县税务局局长郑远方汇报。", {("郑远方", "国家税务总局蕲春县税务局局长", "421126")}),
    ("图木舒克日报", "一〇九团党委书记、政委郑远方，青湖农场党委副书记、场长杜若溪参加会议。",
     {("郑远方", "团党委书记", "659003"), ("郑远方", "政委", "659003"), ("杜若溪", "农场党委副书记", "659003"), ("杜若溪", "场长", "659003")}),
    ("五河县人大常委会", "任命邱大江为五河县人民法院副院长、审判委员会委员、审判员。决定郑远方为五河县人民政府代理县长。",
     {("邱大江", "县人民法院副院长", "340322"), ("邱大江", "县人民法院审判委员会委员", "340322"), ("邱大江", "县人民法院审判员", "340322"),
      ("郑远方", "代理县长", "340322")}),
    ("沙雅县人民政府", "嘉兴市援疆指挥部沙雅组组长、县委副书记郑远方参加会议。",
     {("郑远方", "市援疆指挥部沙雅组组长", "330400"), ("郑远方", "县委副书记", "652924")}),
    ("蕲春县融媒体中心", "任命郑远方同志为县农业农村局局长，免去其县教育局副局长职务。",
     {("郑远方", "县农业农村局局长", "421126"), ("郑远方", "县教育局副局长", "421126")}),
    ("恩施新闻网", "【利川】8月28日，市委书记郑远方主持会议。\n【咸丰】8月27日，县委书记杜若溪到高乐山镇调研。",
     {("郑远方", "市委书记", "422802"), ("杜若溪", "县委书记", "422826")}),
    ("祁东县金桥镇人民政府", "镇党委书记郑远方主持召开会议。", {("郑远方", "镇党委书记", "430426")}),
])
def test_offices_as_unseen_pages_write_them(extractor: GrammarExtractor, publisher: str, text: str, wanted: set[tuple[str, str, str | None]]) -> None:
    assert tenures(extractor, text, publisher) == wanted


def test_places_and_people_in_the_same_order(extractor: GrammarExtractor) -> None:
    text = "会上，洪桥街道、永昌街道、金桥镇党（工）委书记郑远方、杜若溪、邱大江作交流发言。"
    reading = extractor.read(Document(id="d", name="d", text=text, publisher="祁东县人民政府"))
    assert {(h.name.text, h.title, h.place and h.place.name) for h in reading.holdings} == {
        ("郑远方", "街道党工委书记", "洪桥街道"), ("杜若溪", "街道党工委书记", "永昌街道"), ("邱大江", "镇党委书记", "金桥镇")}


@pytest.mark.parametrize("text", [
    "县领导郑远方、杜若溪、邱大江，以及各乡镇、各部门主要负责人参加会议。", "县委副书记周学文，县领导郑远方、杜若溪、邱大江参加会议。",
    "县领导郑远方、杜若溪、邱大江到漕河镇调研。"])
def test_bare_lists_are_persons(extractor: GrammarExtractor, text: str) -> None:
    reading = extractor.read(Document(id="d", name="d", text=f"11月18日，全县会议召开。{text}", publisher="蕲春县融媒体中心"))
    assert {"郑远方", "杜若溪", "邱大江"} <= set(reading.people)


def test_links_beside_an_article_give_nobody(extractor: GrammarExtractor) -> None:
    text = "8月28日，县长杜若溪到漕河镇调研。\n相关阅读：县委书记周远涛到我镇调研 | 镇长王新河检查防汛"
    assert {name for name, _, _ in tenures(extractor, text)} == {"杜若溪"}


def test_paragraphs_that_begin_with_a_district_are_that_districts(extractor: GrammarExtractor) -> None:
    text = "\n".join(f"{district}专题调研基层工作。8月1{number}日，区人大常委会副主任{name}到社区开展调研，查看了联络站，听取了有关情况的介绍，征求意见建议。"
                     for number, (district, name) in enumerate([("青浦", "顾远舟"), ("奉贤", "盛开颜"), ("杨浦", "王南星")]))
    assert tenures(extractor, text, "上海人大") == {
        ("顾远舟", "区人大常委会副主任", "310118"), ("盛开颜", "区人大常委会副主任", "310120"), ("王南星", "区人大常委会副主任", "310110")}


def test_an_office_named_again_without_its_level_is_one(extractor: GrammarExtractor) -> None:
    text = "11月18日，漕河镇召开会议，镇党委书记钱明亮参加会议。会上，党委书记钱明亮讲话。"
    assert {title for _, title, _ in tenures(extractor, text)} == {"镇党委书记"}


def test_heads_of_earlier_terms_are_former(extractor: GrammarExtractor) -> None:
    reading = extractor.read(Document(id="d", name="d", text="往届县政协主席张在野、杨作舟在主席台就座。", publisher="蕲春县融媒体中心"))
    assert {(h.name.text, "former" in h.status) for h in reading.holdings} == {("张在野", True), ("杨作舟", True)}


@pytest.mark.parametrize(("publisher", "text", "wanted"), [
    ("蕲春县融媒体中心", "在漕河镇党委书记石岩和组织委员彭远巍的陪同下，副县长王来明到漕河镇调研。",
     {("石岩", "镇党委书记", "421126"), ("王来明", "副县长", "421126")}),
    ("蕲春县融媒体中心", "县人大常委会部署了县乡人大代表补选工作。", set()),
    ("蕲春县融媒体中心", "会议决定任命吕靖远、李保庚、王超群三位同志为蕲春县监察委员会委员。",
     {("吕靖远", "县监察委员会委员", "421126"), ("李保庚", "县监察委员会委员", "421126"), ("王超群", "县监察委员会委员", "421126")}),
    ("科尔沁左翼中旗人民政府", "8月19日，敖包苏木政府副苏木达周广明参加。", {("周广明", "苏木政府副苏木达", "150521")}),
    ("东乌珠穆沁旗人民政府", "8月3日，旗委书记兴安主持召开会议。8月4日，旗委书记兴安主持召开全旗领导干部会议。", {("兴安", "旗委书记", "152525")}),
    ("乌审旗人民政府", "内蒙古艺术剧院党委书记李莉明调研。", {("李莉明", "内蒙古艺术剧院党委书记", "150000")}),
])
def test_offices_of_banners_and_of_lists(extractor: GrammarExtractor, publisher: str, text: str, wanted: set[tuple[str, str, str | None]]) -> None:
    assert tenures(extractor, text, publisher) == wanted
