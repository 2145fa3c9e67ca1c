import pytest

from kg.errors import RejectedDocument
from kg.read.encodings import decode, scrub

ARTICLE = "县委书记时建国主持召开县委常委会会议，传达学习中央精神，研究我县贯彻落实意见。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_encodings_are_detected(encoding: str) -> None:
    assert decode(ARTICLE.encode(encoding), where="a.txt") == ARTICLE


def test_big5_is_told_from_gb18030() -> None:
    text = "縣委書記主持召開縣委常委會會議，傳達學習中央精神，研究我縣貫徹落實意見。"
    assert decode(text.encode("big5"), where="a.html") == text


def test_wrong_declaration_is_overruled() -> None:
    page = f'<meta charset="utf-8"><p>{ARTICLE}</p>'
    assert ARTICLE in decode(page.encode("gb18030"), where="a.html")


def test_random_bytes_are_rejected_with_a_way_out() -> None:
    raw = bytes((i * 7919 + i * i) % 256 for i in range(4000))
    with pytest.raises(RejectedDocument, match=r"x\.bin.*save it as UTF-8"):
        decode(raw, where="x.bin")


def test_lone_surrogates_are_replaced_and_nul_survives() -> None:
    assert scrub("a\ud800b\x00") in ("a\ufffdb\x00", "a\ufffd\ufffd\ufffdb\x00")
