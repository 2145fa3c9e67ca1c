"""The user's own files: judgements and what is to be forgotten."""

from pathlib import Path

import pytest

from kg.errors import BrokenJudgements
from kg.graph.forgotten import Forgotten, forget
from kg.graph.judgements import Judgements


def judgements(path: Path, *lines: str) -> Judgements:
    path.write_text("verdict\tfirst\tsecond\tby\tat\tnote\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return Judgements.read(path)


def test_the_latest_line_on_a_pair_holds(tmp_path: Path) -> None:
    path = tmp_path / "judgements.tsv"
    assert Judgements.read(path) == Judgements()
    assert judgements(path, "# checked in May", "same\ta\tb\tme", "different\tc\td", "unsure\tb\ta").same == ()
    assert Judgements.read(path).different == (("c", "d"),)


@pytest.mark.parametrize("line", ["same\ta", "equal\ta\tb", "same\ta\ta"])
def test_a_line_that_cannot_be_understood_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(BrokenJudgements, match="line 2"):
        judgements(tmp_path / "judgements.tsv", line)


def test_a_line_to_forget_is_written_once_and_read(tmp_path: Path) -> None:
    path = tmp_path / "forgotten.tsv"
    forget(path, "person", "甲乙", "asked")
    forget(path, "person", "甲乙", "asked")
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")  # an editor took the last line feed
    forget(path, "source", "某报")
    assert path.read_text(encoding="utf-8").count("甲乙") == 1
    assert Forgotten.read(path) == Forgotten(persons=frozenset({"甲乙"}), sources=frozenset({"某报"}))


@pytest.mark.parametrize(("kind", "value"), [("organ", "x"), ("person", ""), ("person", "甲\t乙"), ("document", "a\nperson\tb")])
def test_what_cannot_be_a_line_is_refused(tmp_path: Path, kind: str, value: str) -> None:
    with pytest.raises(BrokenJudgements):
        forget(tmp_path / "forgotten.tsv", kind, value)
