import pytest

from kg.regions import CHINA, Context, home_region, load_gazetteer

G = load_gazetteer()


@pytest.mark.parametrize(("code", "year", "name"), [
    ("500118", 2022, "永川区"), ("510124", 2010, "郫县"), ("510117", 2020, "郫都区"), ("100000", None, "中国"),
    ("653125", 2014, "莎车县"), ("659001", 2020, "石河子市"), ("110103", 2000, "崇文区")])
def test_codes_are_those_of_the_year(code: str, year: int | None, name: str) -> None:
    region = G.get(code, year)
    assert region is not None
    assert region.name == name


def test_hierarchy_and_history() -> None:
    pixian = G.named("郫县", 2010)[0]
    assert [above.name for above in G.ancestors(pixian, 2010)] == ["成都市", "四川省", "中国"]
    assert [later.name for later in G.today(pixian)] == ["郫都区"]
    assert [later.name for later in G.successors(pixian)] == ["郫都区"]


def test_townships_lie_in_their_county() -> None:
    town = next(r for r in G.named("平襄镇") if r.code.startswith("621121"))
    assert (town.level, town.six) == ("township", "621121")


def context(code: str, year: int = 2021) -> Context:
    return Context(G, G.get(code, year), year)


@pytest.mark.parametrize(("home", "word", "code"), [
    ("510117", "市", "510100"), ("510117", "区", "510117"), ("510117", "省", "510000"), ("370783", "市", "370783"),
    ("500118", "市", "500000"), ("653125", "地区", "653100"), ("513431", "州", "513400"), ("650000", "区", "650000"),
    ("510117", "全国", "100000")])
def test_level_words_are_relative_to_home(home: str, word: str, code: str) -> None:
    region = context(home).level(word)
    assert region is not None
    assert region.code == code


def test_names_are_read_nearest_to_home() -> None:
    assert context("120000").resolve("和平区").code == "120101"  # type: ignore[union-attr]
    assert context("210100").resolve("和平区").code == "210102"  # type: ignore[union-attr]
    assert context("510100").resolve("凉山州").code == "513400"  # type: ignore[union-attr]


@pytest.mark.parametrize(("publisher", "text", "name"), [
    ("寿光日报", "市政府召开会议，市委副书记、市长主持。", "寿光市"),
    ("蕲春县融媒体中心", "县委书记主持召开县委常委会会议。", "蕲春县"),
    (None, "3月18日，莎车县召开会议，县委副书记、县长出席。莎车县各乡镇参加。", "莎车县"),
    ("新闻联播", "习近平主持召开会议。", "中国")])
def test_home_is_found_from_publisher_and_words(publisher: str | None, text: str, name: str) -> None:
    home = home_region(title=None, publisher=publisher, text=text, year=2020)
    assert home is not None
    assert home.name == name


def test_a_stated_region_decides() -> None:
    home = home_region(title=None, publisher="寿光日报", text="", region="蕲春县")
    assert home is not None
    assert home.code == "421126"


def test_mentions_find_the_longest_name() -> None:
    found = [m.text for m in G.mentions("四川省成都市郫都区召开会议")]
    assert found == ["四川省", "成都市", "郫都区"]
    assert CHINA.code == "100000"
