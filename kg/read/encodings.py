"""Bytes to text, whatever the page declares."""

from __future__ import annotations

import re

from kg.errors import RejectedDocument

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_COMMON = frozenset("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进等部度家电力里如水化"
                    "高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么"
                    "利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求县市区委书记"
                    "這為個國時來們對會發動學經過說產種後還體機當點從業應開合實現關樣與問無係軍給縣區書記黨總長導強調議傳達領")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


def decode(raw: bytes, *, where: str) -> str:
    """Decode *raw* by its mark of order, as UTF-8, UTF-16, GB18030 or Big5, whichever reads as Chinese.

    Lone surrogates become U+FFFD, NULs survive.

    Raises:
        RejectedDocument: the bytes are no text in any of these encodings.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _whole(raw, encoding, where)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = [(text, _likeness(text)) for text in _attempts(raw)]
    best = max(found, key=lambda pair: pair[1], default=("", 0.0))
    if best[1] < _LEAST:
        raise RejectedDocument(f"{where}: not readable as text in UTF-8, UTF-16, GB18030 or Big5; save it as UTF-8.")
    return best[0]


_LEAST = 0.04


def _whole(raw: bytes, encoding: str, where: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise RejectedDocument(f"{where}: starts as {encoding} but breaks off at byte {error.start}; "
                               "save it again as UTF-8.") from error


def _attempts(raw: bytes) -> list[str]:
    texts = []
    wide = ("utf-16-le", "utf-16-be") if len(raw) % 2 == 0 else ()
    for encoding in ("gb18030", "big5hkscs", *wide, "utf-8"):
        text = raw.decode(encoding, errors="replace")
        if text.count("\ufffd") * 50 <= len(text):
            texts.append(text)
    return texts


def _likeness(text: str) -> float:
    """Return the share of frequent Chinese characters among all but markup, less that of control characters."""
    sample = re.sub(r"<[^>]{0,500}>|\s+", "", text[:200_000]) or text[:1000]
    if not sample:
        return 0.0
    score = sum(char in _COMMON for char in sample) / len(sample)
    return score - 5 * len(_CONTROL.findall(sample)) / len(sample)


def scrub(text: str) -> str:
    """Replace lone surrogates by U+FFFD."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if _SURROGATE.search(text) else text


_SURROGATE = re.compile(r"[\ud800-\udfff]")
