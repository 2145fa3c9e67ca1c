import pytest

from kg.regions import Context, Region, home_region, load_gazetteer

G = load_gazetteer()


def code_of(name: str, year: int | None = None) -> str:
    return G.named(name, year)[0].code


@pytest.mark.parametrize(("name", "code"), [
    ("永川", "500118"), ("凉山", "513400"), ("凉山州", "513400"), ("内蒙古", "150000"), ("新疆", "650000"), ("全国", "100000"),
    ("马边县", "511133"), ("化作乡", "520525205"), ("白马井镇", "460400112")])
def test_short_forms_name_their_division(name: str, code: str) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize(("name", "now"), [
    ("崇文区", ["东城区"]), ("襄樊市", ["襄阳市"]), ("萧山县", ["萧山区"]), ("郫县", ["郫都区"]), ("闸北区", ["静安区"])])
def test_today_follows_successors(name: str, now: list[str]) -> None:
    assert [later.name for later in G.today(G.named(name)[0])] == now


def test_borders_of_a_year_hold_one_version() -> None:
    names_2009 = {region.name for region in G.as_of(2009)}
    assert {"郫县", "崇文区", "襄樊市"} <= names_2009
    assert not {"郫都区", "襄阳市"} & names_2009
    assert len({region.code for region in G.as_of(2009)}) == len(G.as_of(2009))


def test_a_name_is_good_in_the_year_it_ends() -> None:
    assert code_of("郫县", 2016) == "510124"
    assert code_of("郫都区", 2016) == "510117"


def test_a_zone_that_became_a_district_has_its_code() -> None:
    assert (G.named("两江新区", 2022)[0].level, G.named("两江新区", 2022)[0].six) == ("zone", "500000")
    assert G.named("两江新区", 2026)[0].code == "500157"


def test_every_parent_and_successor_is_a_division() -> None:
    for region in G.as_of(2024):
        assert G.ancestors(region, 2024)[-1].name == "中国"
    for year in (1985, 1995, 2005, 2015):
        for region in G.as_of(year):
            assert all(G.get(code) for code in region.successors)


@pytest.mark.parametrize(("text", "names"), [
    ("推动合作，建设和平公园，共享资源", []), ("陕西安康召开会议", ["陕西", "安康"]), ("创建全国文明城区示范县", []),
    ("中共和县县委召开常委会会议", ["和县"]), ("城市和县城", []), ("永川高新区党工委", ["永川高新区"]),
    ("八师石河子市召开会议", ["八师石河子市"]), ("会议在王岐山主持下召开", [])])
def test_everyday_words_are_no_places(text: str, names: list[str]) -> None:
    assert [mention.text for mention in G.mentions(text)] == names


def test_mentions_carry_their_regions() -> None:
    mention = G.mentions("沈阳市和平区")[1]
    assert (mention.start, mention.end, mention.stem) == (3, 6, False)
    assert {"120101", "210102"} <= {region.code for region in mention.regions}


def context(code: str, year: int = 2021) -> Context:
    return Context(G, G.get(code, year), year)


@pytest.mark.parametrize(("home", "name", "code"), [
    ("500118", "永川国家高新区", "500118"), ("510100", "成都经开区", "510112"), ("410323", "新安经开区", "410323"),
    ("653125", "阿斯兰巴格乡", "653125"), ("331125", "下垟村", "331125"), ("222405", "龙井县", "222405"),
    ("110000", "崇文区", "110101"), ("659001", "八师石河子市", "659001"), ("140900", "偏关县天峰坪镇", "140932")])
def test_names_without_an_entry_take_the_code_around_them(home: str, name: str, code: str) -> None:
    region = context(home).resolve(name)
    assert region is not None
    assert region.six == code


def test_a_name_shared_by_equally_near_divisions_is_left_open() -> None:
    assert context("100000").resolve("鼓楼区") is None
    assert context("350000").resolve("鼓楼区").six == "350102"  # type: ignore[union-attr]


@pytest.mark.parametrize(("home", "word", "name"), [
    ("659001", "师市", "第八师石河子市"), ("659001", "兵团", "新疆生产建设兵团"), ("659001", "市", "石河子市"),
    ("152501", "盟", "锡林郭勒盟"), ("150783", "市", "扎兰屯市"), ("330522", "县", "长兴县"), ("533401", "州", "迪庆藏族自治州")])
def test_level_words_of_the_corps_and_the_borderlands(home: str, word: str, name: str) -> None:
    region = context(home).level(word)
    assert region is not None
    assert region.name == name


def test_a_section_has_its_own_home() -> None:
    round_up = context("510100")
    assert round_up.with_home(G.get("510117")).level("区").name == "郫都区"  # type: ignore[union-attr]
    assert round_up.level("区") is None


@pytest.mark.parametrize(("title", "text", "name"), [
    ("李强在北京调研", "李强5月18日在北京调研。", "北京市"),
    ("全会在京举行", "全体会议4日在北京举行。", "中国"),
    ("张高丽在山西 新疆调研", "张高丽赴山西、新疆调研。", "中国"),
    ("【走进县城看发展】陕西眉县：质效并举", "陕西眉县的猕猴桃丰收在望。", "眉县"),
    ("【风采】张永宁：敬畏权力", "我们认识福建石狮市委书记张永宁。", "石狮市"),
    ("国务院常务会议召开", "会议部署工作。", "中国")])
def test_an_outlet_of_the_whole_country_reports_on_a_place_or_on_china(title: str, text: str, name: str) -> None:
    home = home_region(title=title, publisher="新闻联播", text=text, year=2022)
    assert isinstance(home, Region)
    assert home.name == name


@pytest.mark.parametrize("publisher", ["今日泌阳", "泌阳融媒", "泌阳县融媒体中心", "泌阳发布", "中共泌阳县委宣传部", "泌阳网"])
def test_local_outlets_tell_their_place(publisher: str) -> None:
    home = home_region(title=None, publisher=publisher, text="县委书记主持召开县委常委会会议。", year=2021)
    assert home is not None
    assert home.name == "泌阳县"


REPORT = """——2022年1月6日在{city}第六届人民代表大会第一次会议上
我代表市人民政府向大会报告工作。全市生产总值增长,全市上下在省委、省政府坚强领导下,{county}、{other}工业园区开工。
{city}列全省第三,全省先进。{province}把{city}建成副中心。"""


def test_the_text_alone_tells_the_level() -> None:
    text = REPORT.format(city="宜宾市", county="长宁县", other="江安县", province="四川省")
    home = home_region(title=None, publisher=None, text=text, year=2022)
    assert home is not None
    assert home.name == "宜宾市"


def test_a_county_without_a_name_has_no_home() -> None:
    assert home_region(title=None, publisher=None, text="县委书记主持召开县委常委会会议,传达党中央精神。全县上下要落实。") is None
    centre = home_region(title=None, publisher=None, text="中共中央总书记主持中央政治局会议。国务院总理出席。")
    assert centre is not None
    assert centre.name == "中国"
