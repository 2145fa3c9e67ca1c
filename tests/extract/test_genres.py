import pytest

from kg.extract.genres import no_report


@pytest.mark.parametrize(("text", "reason"), [
    ("在全县XX工作会议上的讲话\n中共XX县委书记XXX\nXX县XX镇XX村XX元。", "template"),
    ("第十二章 夜谈\n“坐吧。”书记说。\n“不坐了。”他道。\n“走？”她问。\n“走。”他笑道。\n本章未完", "fiction"),
    ("第一条 为规范管理。\n第二条 本办法所称工程。\n第三条 主管部门。\n第四条 供水单位。", "regulation"),
    ("Mist and tea. The county party secretary hails the harvest in the terraces.", "not in Chinese"),
    ("锟斤拷锟斤拷锟斤拷 烫烫烫烫烫烫", "damaged")])
def test_texts_that_report_nothing(text: str, reason: str) -> None:
    assert reason in (no_report(text) or "")


def test_a_short_chapter_with_dialogue_is_fiction_where_nobody_published_it() -> None:
    text = "第十三章 风雨\n县委书记周远涛坐在窗边。“同志们，”他说，“今天只谈一件事。”"
    assert "fiction" in (no_report(text, placed=False) or "")
    assert no_report(text) is None
    assert no_report("第三章 总则\n县委书记周远涛强调，要抓好落实。", placed=False) is None


def test_a_report_is_a_report() -> None:
    assert no_report("11月18日，县委书记时建国主持召开县委常委会会议，会议强调，要抓好落实。") is None
