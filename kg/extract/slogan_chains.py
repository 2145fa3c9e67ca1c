"""Parallel formulas without quotation marks: parts of one cadence joined by 、 (守土有责、守土尽责)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CHAIN = re.compile(r"[\u4e00-\u9fff]{2,18}(?:、[\u4e00-\u9fff]{2,18})+")
_LEADS = (
    "坚持 坚持以 始终坚持 必须坚持 做到 切实做到 坚决做到 努力做到 真正做到 确保 力争 推动 实现 落实 严格落实 全面落实 贯彻 按照 遵循 围绕 实施 推行 推进 促进 加强 强化 "
    "加快 注重 树立 牢固树立 树牢 践行 弘扬 发扬 秉持 秉承 奉行 突出 聚焦 抓好 达到 形成 构建 建立 打造 建设 健全 完善 继续 进一步 切实 着力 努力 全力 坚决 "
    "不断 更加 要 将 以 让 使 把 是 为 在 对 和 及 与 并 从 也 都 能 就 着眼 立足 倡导 鼓励 引导 提倡 强调 要求 大力推进 积极 深入 全面 真正 始终 严格 统筹 提升 提高 增强 "
    "力求 争取 争做 保持 体现 发挥 彰显 展现 为了 通过 采取 实行 执行 开展 动员 带领 团结 认真 科学 合理 "
    "群众 人民群众 市民 企业 干部 百姓 "
).split()
_TAIL = re.compile(r"(?:的|等|工作|方针|原则|理念|要求|总要求|思想|精神|机制|制度|体系|格局|模式|方式|目标|思路|战略|策略|路径|责任|态势|政策|标准|能力|水平|为|是|和|与|上|中|之|不|得)")


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts of one cadence at ``text[start:end]``; ``shape`` names what makes them parallel."""

    start: int
    end: int
    parts: tuple[str, ...]
    echo: int
    left_sure: bool
    right_sure: bool


def _echo(parts: Sequence[str]) -> int:
    """Return how many positions hold the same character in all *parts* of one length."""
    return sum(len(set(column)) == 1 for column in zip(*parts, strict=True))


def chains(text: str) -> Iterator[Chain]:
    """Yield the parallel chains of *text* in order, each cut to its shortest wording."""
    for match in _CHAIN.finditer(text):
        segments = match[0].split("、")
        offset = match.start()
        first = 0
        while first < len(segments) - 1:
            found = _longest(segments, first)
            if found is None:
                first += 1
                continue
            last, length = found
            start = offset + sum(len(s) + 1 for s in segments[:first]) + len(segments[first]) - length
            end = offset + sum(len(s) + 1 for s in segments[:last]) + length
            parts = text[start:end].split("、")
            yield Chain(start, end, tuple(parts), _echo(parts), len(segments[first]) == length, len(segments[last]) == length)
            first = last + 1


def _longest(segments: list[str], first: int) -> tuple[int, int] | None:
    """Return (index of the last part, length of the parts) of the longest chain that begins in ``segments[first]``."""
    best: tuple[int, int, int] | None = None
    for length in range(3, 9):
        if len(segments[first]) < length:
            break
        lead = segments[first][:-length]
        if lead and not any(lead.endswith(word) for word in _LEADS):
            continue
        last = first + 1
        while last < len(segments) - 1 and len(segments[last]) == length:
            last += 1
        if len(segments[last]) < length or (len(segments[last]) > length and not _TAIL.match(segments[last][length:])):
            last -= 1
        if last <= first:
            continue
        echo = _echo([segments[first][-length:], *(s[:length] for s in segments[first + 1:last + 1])])
        key = (last, echo, -len(lead))
        if best is None or key > best[0]:  # type: ignore[operator]
            best = (key, last, length)  # type: ignore[assignment]
    return (best[1], best[2]) if best else None
