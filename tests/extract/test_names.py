import pytest

from kg.extract.grammar import GrammarExtractor
from kg.model import Document


def held(extractor: GrammarExtractor, text: str, publisher: str) -> set[tuple[str, str]]:
    reading = extractor.read(Document(id="d", name="d", text=text, publisher=publisher, published="2023-05-06"))
    return {(h.name.text, h.title) for h in reading.holdings}


@pytest.mark.parametrize(("text", "wanted"), [
    ("副市长高兴，长寿镇镇长马上先后发言。", {("高兴", "副市长"), ("马上", "镇长")}),
    ("平江县副县长江水源、县水利局局长江涛汇报了汛情。", {("江水源", "副县长"), ("江涛", "县水利局局长")}),
    ("市委书记方圆讲话，长江大桥建设进展顺利，市长江岸线得到保护。", {("方圆", "市委书记")}),
    ("市委宣讲团成员、市委副秘书长柏松作报告。", {("柏松", "市委副秘书长")}),
    ("部分市人大代表和各镇负责人列席会议。", set()),
    ("根据提名，通过了市委书记处成员名单。", set()),
])
def test_names_that_are_words_or_look_like_words(extractor: GrammarExtractor, text: str, wanted: set[tuple[str, str]]) -> None:
    assert held(extractor, text, "岳阳日报") == wanted


@pytest.mark.parametrize(("publisher", "text", "wanted"), [
    ("凉山日报", "昭觉县委书记的莫石布、县长吉克木呷就下一步工作发言。", {("的莫石布", "县委书记"), ("吉克木呷", "县长")}),
    ("凉山日报", "村支书沙马日且掰着指头算收成，县委书记的日常工作很忙。", {("沙马日且", "村支书")}),
    ("玉树新闻", "副州长尕玛才仁讲话，州委常委江永多杰等出席。", {("尕玛才仁", "副州长"), ("江永多杰", "州委常委")}),
    ("通辽日报", "组织部部长宝音格日勒宣读决定。", {("宝音格日勒", "组织部部长")}),
    ("色尼区融媒", "接受白玛次旺（援藏期满）辞去色尼区人民政府副区长职务。", {("白玛次旺", "区人民政府副区长")}),
])
def test_names_written_by_sound(extractor: GrammarExtractor, publisher: str, text: str, wanted: set[tuple[str, str]]) -> None:
    assert held(extractor, text, publisher) == wanted


def test_a_name_in_a_column_of_its_own(extractor: GrammarExtractor) -> None:
    text = "平江县人民政府领导分工\n\n包容    县政府党组成员、副县长，县公安局局长\n\n负责公安工作。\n\n符 号    女，副县长，民盟盟员\n\n负责教育工作。"
    assert held(extractor, text, "平江县人民政府") == {
        ("包容", "县政府党组成员"), ("包容", "副县长"), ("包容", "县公安局局长"), ("符号", "副县长")}


@pytest.mark.parametrize(("text", "wanted"), [
    ("国家主席何山同德国总统施密特迈尔通电话，古巴外长罗莫里格斯11日发表讲话。", {("何山", "国家主席"), ("施密特迈尔", "总统"), ("罗莫里格斯", "外长")}),
    ("日本首相高桥早苗的言论，韩国总统文在山和日本首相桥本文雄会谈。", {("高桥早苗", "首相"), ("文在山", "总统"), ("桥本文雄", "首相")}),
    ("老挝人民革命党中央总书记、国家主席通伦，塞尔维亚总统尼科利奇、总理武契奇，卡塔尔埃米尔出席。",
     {("通伦", "人民革命党中央总书记"), ("通伦", "国家主席"), ("尼科利奇", "总统"), ("武契奇", "总理")}),
    ("全国政协副主席邵鸿在参加讨论，国务院总理何山将出访，国家主席方文即将访问。", {("邵鸿", "全国政协副主席"), ("何山", "国务院总理"), ("方文", "国家主席")}),
    ("市长梁有为，副市长周大同汇报，市委副书记蔺相和出席。", {("梁有为", "市长"), ("周大同", "副市长"), ("蔺相和", "市委副书记")}),
    ("14位政协委员作大会发言，市长呼吁大家减少外出，市委书记拜年。", set()),
    ("联合国秘书长古特雷斯表示，北约秘书长斯托尔滕贝格称。", {("古特雷斯", "联合国秘书长"), ("斯托尔滕贝格", "北约秘书长")}),
])
def test_foreign_names_and_where_names_end(extractor: GrammarExtractor, text: str, wanted: set[tuple[str, str]]) -> None:
    assert held(extractor, text, "新闻联播") == wanted
