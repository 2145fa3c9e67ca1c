"""Parallel wording: parts of one cadence joined by 、 (守土有责、守土尽责) or, more strictly, by ，."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RUN = re.compile(r"[\u4e00-\u9fff、]+")
_CLAUSES = re.compile(r"(?<![\u4e00-\u9fff、”）\d])[\u4e00-\u9fff]{3,11}(?:[， ][\u4e00-\u9fff]{3,11})+(?=[。；，！”\n]|$)")
_LEADS = frozenset(
    "坚持 坚持以 做到 确保 力争 推动 实现 落实 贯彻 按照 遵循 围绕 实施 推行 推进 促进 加强 强化 加快 注重 树立 树牢 践行 弘扬 发扬 秉持 秉承 奉行 突出 聚焦 抓好 "
    "达到 形成 构建 建立 打造 建设 健全 完善 继续 切实 着力 努力 全力 坚决 不断 更加 要 将 以 让 使 把 是 为 在 对 和 及 与 并 从 也 都 能 就 着眼 立足 倡导 鼓励 "
    "引导 提倡 强调 要求 积极 深入 全面 真正 始终 严格 统筹 提升 提高 增强 力求 争取 争做 保持 体现 发挥 彰显 展现 为了 通过 采取 实行 执行 开展 动员 带领 团结 认真 "
    "科学 的 地 更多 面临 面对 处理 深化 培育 培养 塑造 造就 锻造 群众 干部 企业 关于 充分 进一步 守好 当好 成为".split())
_TAILS = (
    "的 等 工作 方针 原则 理念 要求 总要求 思想 精神 机制 制度 体系 格局 模式 方式 目标 思路 战略 策略 路径 责任 态势 政策 标准 能力 水平 行动 活动 建设 改革 总目标 办法 措施 "
    "为 是 和 与 上 中 之 不 得 同 并 更 更加 再 成为 有 相 一体 协同 协调 三 四 五 六 七 八 九 十 两 开展 推进 进行").split()
_TAIL = re.compile("|".join(sorted(_TAILS, key=lambda word: (-len(word), word))))
OFFICE = re.compile(r"书记|[省市区县州旗镇乡盟]长|主任|主席|部长|局长|委员|政府|人大|政协|法院|检察院|[省市区县州旗镇]委|中央|国务院|同志|常委|会议|[局厅]$|^[一二三四五六七八]中$|"
                    r".[^强富立兴活美稳旺建治靓](?:镇|乡|街道|村|社区|区|市|县|州|省)$")
"""What names an office, an organ or a place: such parts make a list, never a formula."""
LONGEST = 10
LONGEST_SEGMENT = 30


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts of one cadence at ``text[start:end]``; ``joint`` is what joins them.

    ``left`` and ``right`` tell how sure the cuts are: 2 the wording ends at punctuation, 1 at a word that leads in or
    out, 0 only the cadence says so.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    joint: str
    left: int
    right: int


def heads(parts: Sequence[str]) -> int:
    """Return how many leading characters all *parts* share."""
    return _shared(parts)


def ends(parts: Sequence[str]) -> int:
    """Return how many final characters all *parts* share."""
    return _shared([part[::-1] for part in parts])


def _shared(parts: Sequence[str]) -> int:
    count = 0
    for column in zip(*parts, strict=False):
        if len(set(column)) > 1:
            break
        count += 1
    return count


def echo(parts: Sequence[str]) -> int:
    """Return how many places hold the same character in all *parts*."""
    return sum(len(set(column)) == 1 for column in zip(*parts, strict=False))


def _lead(words: str) -> int:
    """Return 2 if nothing stands before the part, 1 if a word that leads in, else 0."""
    if not words:
        return 2
    return int(any(words[-size:] in _LEADS for size in (1, 2, 3) if size <= len(words)))


def _tail(words: str) -> int:
    """Return 2 if nothing stands behind the part, 1 if a word that leads out, else 0."""
    return 2 if not words else int(_TAIL.match(words) is not None)


def chains(text: str) -> Iterator[Chain]:
    """Yield the parallel wordings of *text*, each cut to its shortest; those joined by commas come last."""
    for match in _RUN.finditer(text):
        if "、" in match[0]:
            for segments, start in _enumerations(match[0].split("、"), match.start()):
                yield from _within(segments, start, "、")
    for match in _CLAUSES.finditer(text):
        joint = "，" if "，" in match[0] else " "
        clauses = match[0].split(joint)
        yield from _equal_clauses(clauses, match.start(), joint)


def _enumerations(segments: list[str], start: int) -> Iterator[tuple[list[str], int]]:
    """Yield the stretches of *segments* that are neither single characters nor whole sentences, with their starts."""
    group: list[str] = []
    begin = start
    for segment in [*segments, ""]:
        if not 2 <= len(segment) <= LONGEST_SEGMENT:
            if len(group) > 1:
                yield group, begin
            group = []
        elif not group:
            group, begin = [segment], start
        else:
            group.append(segment)
        start += len(segment) + 1


def _within(segments: list[str], offset: int, joint: str) -> Iterator[Chain]:
    first, start = 0, offset
    while first < len(segments) - 1:
        found = _equal(segments, first) or _varied(segments, first)
        if found is None:
            start += len(segments[first]) + 1
            first += 1
            continue
        last, parts, left, right = found
        begin = start + len(segments[first]) - len(parts[0]) if left < 2 else start
        yield Chain(begin, begin + sum(map(len, parts)) + len(parts) - 1, parts, joint, left, right)
        start += sum(len(segment) + 1 for segment in segments[first:last + 1])
        first = last + 1


_Found = tuple[int, tuple[str, ...], int, int]


def _equal(segments: list[str], first: int) -> _Found | None:
    """Return (last segment, parts, left, right) of the longest chain of equal parts from ``segments[first]``."""
    best: tuple[tuple[int, ...], _Found] | None = None
    for length in range(2, min(LONGEST, len(segments[first])) + 1):
        if len(segments[first + 1]) < length:
            break
        last = first + 1
        while last < len(segments) - 1 and len(segments[last]) == length:
            last += 1
        right = _tail(segments[last][length:]) if len(segments[last]) >= length else 0
        if len(segments[last]) < length or (right == 0 and last > first + 1 and not _rhymes(segments[last - 1], segments[last][:length])):
            last, right = last - 1, 2
        if last == first or (last == first + 1 and len(segments[last]) > length and right == 0):
            continue
        left = _lead(segments[first][:-length])
        parts = (segments[first][-length:], *(segment[:length] for segment in segments[first + 1:last + 1]))
        shared = echo(parts)
        if left == 0 and not shared and last - first < 2:
            continue
        key = (last - first, left + right + min(shared, 2) * 2 - 3 * _too_wide(parts), length)
        if best is None or key > best[0]:
            best = (key, (last, parts, left, right))
    return best[1] if best else None


def _too_wide(parts: tuple[str, ...]) -> bool:
    """Return whether the first part still opens with a word that leads in and the last still trails one (坚持…、…的路子)."""
    opens = any(parts[0][:size] in _LEADS and parts[0][:size] != parts[1][:size] for size in (2, 1) if len(parts[0]) - size >= 3)
    trails = "的" in parts[-1][2:-1] and "的" not in parts[0]
    return opens and trails


def _rhymes(part: str, following: str) -> bool:
    """Return whether *following* begins or ends as *part* does (法治化、国际化、便利化环境)."""
    return part[-1] == following[-1] or part[0] == following[0]


def _varied(segments: list[str], first: int) -> _Found | None:
    """Return the chain of parts of unlike length that begin or end alike (执政考验、改革开放考验)."""
    opening = segments[first]
    while len(opening) > 3:
        for size in (3, 2):
            if opening[:size] in _LEADS and len(opening) - size >= 3:
                opening = opening[size:]
                break
        else:
            break
    last = first
    while last < len(segments) - 1 and 3 <= len(segments[last + 1]) <= LONGEST:
        longer = (opening, *segments[first + 1:last + 2])
        if not (ends(longer) >= 2 or heads(longer) >= 1):
            break
        last += 1
    parts = (opening, *segments[first + 1:last + 1])
    if last - first < 1 or not 3 <= len(opening) <= LONGEST or max(map(len, parts)) - min(map(len, parts)) > 4:
        return None
    return last, parts, 2 if opening == segments[first] else 1, 2


def _equal_clauses(clauses: list[str], start: int, joint: str) -> Iterator[Chain]:
    """Yield the runs of whole clauses of one length."""
    first = 0
    while first < len(clauses):
        last = first
        while last + 1 < len(clauses) and len(clauses[last + 1]) == len(clauses[first]):
            last += 1
        parts = tuple(clauses[first:last + 1])
        size = sum(map(len, parts)) + len(parts) - 1
        if last > first:
            yield Chain(start, start + size, parts, joint, 2, 2)
        start += size + 1
        first = last + 1
