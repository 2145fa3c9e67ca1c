import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.clean import clean
from kg.model import Document
from kg.read import read_sources
from kg.resources import folder


def cleaned(text: str, media_type: str = "text/plain") -> str:
    return clean(Document(id="d", name="d", text=text, media_type=media_type)).text


@pytest.mark.parametrize(("dirty", "readable"), [
    ("示範區(qū)召開會議，縣(xiàn)長主持。", "示范区召开会议，县长主持。"),
    ("區政協主席文良印,區委副書記蔡燾 出席。", "区政协主席文良印，区委副书记蔡焘出席。"),
    ("区人大常委会主任潘 文峰,区政协主席文良印。", "区人大常委会主任潘文峰，区政协主席文良印。"),
    ('坚持"外防输入、内防反弹"总策略。', "坚持“外防输入、内防反弹”总策略。"),
    ("会议于１１月　14日召开。", "会议于11月14日召开。"),
    ("王乾著力推進工作，圍繞著目標，訪問著名作家。", "王乾着力推进工作，围绕着目标，访问著名作家。"),
    ("副书记：汤建宁 尹 川（女）", "副书记：汤建宁 尹川（女）"),
])
def test_dirt_is_removed(dirty: str, readable: str) -> None:
    assert cleaned(dirty) == readable


def test_simplified_text_is_left_alone() -> None:
    text = "县委书记王乾主持会议，著名作家参加。"
    assert cleaned(text) == text


def test_hard_wraps_inside_a_paragraph_are_closed() -> None:
    first = "会议指出，当前全区疫情形势总体平稳可控，要完整、准确、全面贯彻落实党中央决策部署，坚定不移坚持人民至"
    assert cleaned(first + "\n\n上、生命至上。\n下一段。") == first + "上、生命至上。\n下一段。"


def test_portal_furniture_goes_and_credits_are_kept_apart() -> None:
    text = "您当前的位置：首页 > 要闻\n发布时间：2020-01-21 浏览次数：1306\n县委召开会议。\n责任编辑：章丽\n上一篇：无\n版权所有：某县"
    document = Document(id="d", name="d", text=text)
    result = clean(document)
    assert result.text == "县委召开会议。"
    assert [document.text[span.start:span.end] for span in result.credits] == ["责任编辑：章丽"]


def test_html_is_reduced_to_the_article_and_aligned_to_the_source() -> None:
    page = ("<html><body><div>首页 | 新闻 | 公告</div><div class='content'><h1>县委召开会议</h1><p>11月18日，县委书记时建国主持召开"
            "县委常委会&nbsp;会议，研究森林防火工作，安排下一阶段任务。</p><p>县长向明达出席会议并就有关工作提出了要求。</p></div>"
            "<div>版权所有</div></body></html>")
    document = Document(id="d", name="d", text=page, media_type="text/html")
    result = clean(document)
    assert "版权所有" not in result.text
    at = result.text.index("时建国")
    span = result.span(at, at + 3)
    assert page[span.start:span.end] == "时建国"


def test_every_character_of_the_samples_is_aligned() -> None:
    for document in read_sources([folder("samples")]):
        assert isinstance(document, Document)
        result = clean(document)
        assert len(result.starts) == len(result.ends) == len(result.text)
        same = sum(document.text[a:b] == char for a, b, char in zip(result.starts, result.ends, result.text, strict=True))
        assert same > 0.5 * len(result.text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="县委书记长会議國 \n　,，。：:\"“”(（qū)）１2月日<p>&nbsp;；—潘文", max_size=120), st.sampled_from(["text/plain", "text/html"]))
def test_alignment_is_monotone_and_inside_the_text(text: str, media_type: str) -> None:
    result = clean(Document(id="d", name="d", text=text, media_type=media_type))
    assert len(result.starts) == len(result.ends) == len(result.text)
    for start, end in zip(result.starts, result.ends, strict=True):
        assert 0 <= start <= end <= len(text)
    assert list(result.starts) == sorted(result.starts)
