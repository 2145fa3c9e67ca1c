import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

import kg


@pytest.fixture(scope="module")
def calibrate() -> ModuleType:
    """scripts/calibrate.py as a module."""
    path = Path(kg.__file__).parent.parent / "scripts" / "calibrate.py"
    spec = importlib.util.spec_from_file_location("calibrate", path)
    assert spec and spec.loader
    module = sys.modules["calibrate"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_learned_keeps_its_promise_on_documents_left_out(calibrate: ModuleType) -> None:
    draw = random.Random(5)
    rows = []
    for number in range(900):
        good = draw.random() < 0.7
        traits = ("good",) if good else ("bad",)
        rows.append(calibrate.Example("", "person", f"d{number % 90}", traits, draw.random() < (0.995 if good else 0.7)))
    judged = calibrate.held_out(rows)
    sure = [row.right for row, value in judged if value >= 0.9]
    assert 500 < len(sure) < 700
    assert sum(sure) / len(sure) >= 0.97
    assert all(0.6 < value < 0.75 for row, value in judged if "bad" in row.traits)


def test_noise_gives_no_confidence_that_was_not_earned(calibrate: ModuleType) -> None:
    draw = random.Random(7)
    rows = [calibrate.Example("", "event", f"d{number % 40}", (f"t{draw.randrange(30)}",), draw.random() < 0.8) for number in range(400)]
    assert max(value for _, value in calibrate.held_out(rows)) < 0.9


def test_the_scale_rises(calibrate: ModuleType) -> None:
    model = calibrate.learn([calibrate.Example("", "person", f"d{n % 20}", ("a",) if n % 3 else ("b",), n % 7 > 0) for n in range(300)])
    assert list(model.scale.confidences) == sorted(model.scale.confidences)
    assert list(model.scale.steps) == sorted(model.scale.steps)


def test_a_mended_mistake_still_counts_once(calibrate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibrate, "MISTAKES", tmp_path / "mistakes.tsv")
    wrong = calibrate.Example("x", "person", "d", ("rule=a", "named 1 times"), False)
    right = calibrate.Example("y", "person", "d", ("rule=a",), True)
    calibrate.remember([wrong, right])
    assert calibrate.mended([right]) == [wrong]
    assert calibrate.mended([right, wrong]) == []
