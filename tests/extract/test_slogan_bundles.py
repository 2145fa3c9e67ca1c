"""What numbered bundles count, where a sentence spells it out."""

import pytest

from kg.extract.slogan_bundles import spelled_out


@pytest.mark.parametrize(("sentence", "bundle", "expected"), [
    ("落实“四清”：清河道、清沟渠、清塘坝、清库区。", "四清", ("清河道", "清沟渠", "清塘坝", "清库区")),
    ("推行“三张清单”，即权力清单、责任清单和负面清单，接受监督。", "三张清单", ("权力清单", "责任清单", "负面清单")),
    ("做到“三必”（病人必看，老人必访，困难必帮）。", "三必", ("病人必看", "老人必访", "困难必帮")),
    ("围绕改水、改电、改厕等“三改”工程。", "三改", ("改水", "改电", "改厕")),
    ("加快发展茶叶、果蔬、药材“三大产业”。", "三大产业", ("茶叶", "果蔬", "药材")),
    ("落实“四清”，不留死角。", "四清", ()),
    ("用好“三张清单”：权力清单、责任清单。", "三张清单", ()),
    ("中央和国家机关要践行“两个维护”。", "两个维护", ()),
    ("学习马克思列宁主义、邓小平理论、科学发展观“三个理论”。", "三个理论", ()),
    ("坚持“三管三必须”：管行业、管业务、管生产。", "三管三必须", ())])
def test_members_are_read_only_where_their_number_fits(sentence: str, bundle: str, expected: tuple[str, ...]) -> None:
    start = sentence.index(bundle)
    assert spelled_out(sentence, start, start + len(bundle))[0] == expected
