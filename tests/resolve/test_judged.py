import pyarrow as pa
import pytest

from kg.errors import BrokenJudgements
from kg.graph.judgements import Judgements
from kg.resolve.judged import judge

LINKS = pa.table({"local_id": ["a1", "a2", "a3", "b1", "c1"], "canonical_id": ["A", "A", "A", "B", "C"]})


def ids(judgements: Judgements) -> dict[str, str]:
    table = judge(LINKS, judgements, "Person")
    return dict(zip(table["local_id"].to_pylist(), table["canonical_id"].to_pylist(), strict=True))


def test_without_judgements_nothing_changes() -> None:
    assert ids(Judgements()) == {"a1": "A", "a2": "A", "a3": "A", "b1": "B", "c1": "C"}


def test_the_same_come_together_under_the_least_id_and_the_others_stay_as_aliases() -> None:
    table = judge(LINKS, Judgements(same=(("c1", "b1"), ("b1", "a2"))), "Person").to_pylist()
    assert {row["canonical_id"] for row in table} == {"A"}
    assert {row["alias"] for row in table} == {"A", "B", "C"}


def test_the_different_one_leaves_with_what_is_the_same_as_it() -> None:
    found = ids(Judgements(different=(("a1", "a2"),), same=(("a2", "a3"),)))
    assert found["a1"] == "A"
    assert found["a2"] == found["a3"] not in ("A", "B", "C")
    assert found["b1"] == "B"


def test_what_came_together_by_judgement_alone_is_parted_by_judgement() -> None:
    found = ids(Judgements(same=(("a1", "b1"),), different=(("a2", "c1"),)))
    assert found == {"a1": "A", "a2": "A", "a3": "A", "b1": "A", "c1": "C"}
    parted = ids(Judgements(same=(("a1", "b1"),), different=(("a1", "a3"),)))
    assert parted["b1"] == parted["a1"] == "A" != parted["a3"]


def test_unknown_ids_are_left_alone_and_contradictions_named() -> None:
    assert ids(Judgements(same=(("a1", "gone"),)))["a1"] == "A"
    with pytest.raises(BrokenJudgements, match="unsure"):
        ids(Judgements(same=(("a1", "a2"), ("a2", "a3")), different=(("a1", "a3"),)))
