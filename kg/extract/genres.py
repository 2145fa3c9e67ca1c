"""Texts that report nothing as fact: fiction, templates, rules, other languages, damaged bytes."""

from __future__ import annotations

import re

_CHAPTER = re.compile(r"(?m)^第[一二三四五六七八九十百千零\d]+[章回卷](?![^\n]{0,6}总则|[^\n]{0,6}附则|节|[^\n]{0,12}(?:水|管|责|罚|则))")
_NOVEL = re.compile(r"本章未完|下一章|上一章|加入书签|小说|书屋|笔下|作者有话|章节目录|连载")
_SPOKEN = re.compile(r"”(?:[^，。“”]{0,8})(?:说|道|问|笑|喊|叹)|(?:说|道|问|笑|喊|叹)(?:道)?[：:，]“")
_BLANK = re.compile(r"[XＸ×]{2,}|某某|X月X日|20XX|○○|××")
_MODEL = re.compile(r"范文|模板|文库|仅供参考|使用说明|下载券|替换为")
_ARTICLE = re.compile(r"(?m)^第[一二三四五六七八九十百\d]+条")
_DAMAGED = re.compile(r"\ufffd|锟斤拷|烫烫烫|屯屯屯|ï»¿|Ã¤|â‚¬|[\ud800-\udfff]")
_DATED = re.compile(r"\d{1,2}月\d{1,2}日|\d{4}年")
_HAN = re.compile(r"[一-龥]+")


def no_report(text: str, title: str | None = None, *, placed: bool = True) -> str | None:
    """Return why *text* reports nothing as fact, None where it may; *placed* says that somebody published it, somewhere or some day.

    The signs are those of the genre (chapters and dialogue, blanks to fill in, numbered articles), not of any one text.
    """
    whole = f"{title or ''}\n{text}"
    han = sum(map(len, _HAN.findall(whole)))
    letters = sum(map(len, whole.split()))
    if letters and len(_DAMAGED.findall(whole)) * 40 > letters:
        return "its characters are damaged beyond reading"
    if han * 5 < letters:
        return "it is not in Chinese"
    blanks = _BLANK.findall(whole)
    if len(blanks) >= 6 or (blanks and _MODEL.search(whole)):
        return "it is a template with blanks to fill in"
    if _CHAPTER.search(whole) and (_NOVEL.search(whole) or len(_SPOKEN.findall(text)) >= 4):
        return "it is fiction: chapters and dialogue"
    if not placed and _CHAPTER.search(whole) and _SPOKEN.search(text) and not _DATED.search(text):
        return "it is fiction: a chapter with dialogue, of no day and no place"
    if len(_ARTICLE.findall(text)) >= 4:
        return "it is a regulation in numbered articles"
    return None
