"""The user's own decisions on who is who: one line each in ``judgements.tsv``, read at every build, never written over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import BrokenJudgements

HEADER = "verdict\tfirst\tsecond\tby\tat\tnote\n"
VERDICTS = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True)
class Judgements:
    """Pairs of local entity ids that are the same thing, or are not, as the latest line on each pair says.

    The second of two that are different is the one to be split off.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, path: Path) -> Judgements:
        """Read the file at *path*, empty where there is none; ``unsure`` takes an earlier line on the pair back.

        Raises:
            BrokenJudgements: a line is not a verdict and two different ids, separated by tabs.
        """
        latest: dict[frozenset[str], tuple[str, str, str]] = {}
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for number, line in enumerate(lines, start=1):
            cells = line.split("\t")
            if not line.strip() or line.startswith("#") or (number == 1 and cells[0] == "verdict"):
                continue
            if len(cells) < 3 or cells[0] not in VERDICTS or not cells[1] or not cells[2] or cells[1] == cells[2]:
                raise BrokenJudgements(f"{path}, line {number}: {line!r} is not one of {', '.join(VERDICTS)} and two ids of "
                                       "entities, separated by tabs.")
            latest[frozenset(cells[1:3])] = (cells[0], cells[1], cells[2])
        return cls(*(tuple(sorted((a, b) for verdict, a, b in latest.values() if verdict == wanted)) for wanted in VERDICTS))


def judge_pair(path: Path, verdict: str, first: str, second: str, *, by: str, at: str, note: str = "") -> None:
    """Add a line to the file at *path*.

    Args:
        verdict: same, different, or unsure, which takes an earlier verdict on the pair back.
        by: who judged; ``at``: the day, ISO 8601.

    Raises:
        BrokenJudgements: the verdict is unknown, the ids are one, or a word holds a tab or a line break.
    """
    cells = (verdict, first, second, by, at, note)
    if verdict not in VERDICTS or not first or not second or first == second or any(set(cell) & set("\t\r\n") for cell in cells):
        raise BrokenJudgements(f"cannot judge {verdict!r} of {first!r} and {second!r}: give one of {', '.join(VERDICTS)}, two ids, and words "
                               "without tabs or line breaks.")
    old = path.read_text(encoding="utf-8") if path.exists() else HEADER
    temporary = path.with_suffix(".writing")
    temporary.write_text(old + ("" if old.endswith("\n") else "\n") + "\t".join(cells) + "\n", encoding="utf-8")
    temporary.replace(path)
