from dataclasses import replace

import pytest

from kg.resolve.careers import Spell, compare
from kg.resolve.posts import post_of
from kg.resolve.rarity import frequency

RARE, COMMON = frequency("聂维舟"), frequency("王强")


def spell(title: str, code: str | None, first: int, last: int, **given: object) -> Spell:
    post = post_of(title, code, None if code else "", "副" not in title and "委员" not in title)
    plain = Spell(post, first * 365, last * 365, frozenset(), None, None)
    return replace(plain, **given)  # type: ignore[arg-type]


def test_some_names_are_borne_by_many() -> None:
    assert COMMON > 100 * RARE


@pytest.mark.parametrize(("title", "code", "kind", "rank"), [
    ("市长", "330100", "head", 6), ("省委书记", "330000", "head", 8), ("副省长", "330000", "deputy", 7), ("自治区党委书记", "450000", "head", 8),
    ("市公安局局长", "330100", "department", 4), ("区委书记", "110105", "head", 6), ("外交部副部长", "100000", "under", 7), ("国务委员", "100000", "deputy", 9),
    ("中央委员会候补委员", "100000", "committee", None), ("全国人大代表", "100000", "member", None), ("县委书记", "100000", "head", None)])
def test_a_post_has_its_rank(title: str, code: str, kind: str, rank: int | None) -> None:
    post = post_of(title, code, "", True)
    assert (post.kind, post.rank) == (kind, rank)


def test_a_rise_within_one_county_is_one_person_even_with_a_common_name() -> None:
    assert compare(spell("县长", "421126", 40, 42), spell("县委书记", "421126", 42, 44), COMMON).probability > 0.95


def test_mayors_of_two_provinces_are_one_person_only_with_a_rare_name() -> None:
    here, there = spell("市长", "330100", 40, 42), spell("市长", "520100", 45, 47)
    assert compare(here, there, RARE).probability > 0.8
    assert compare(here, there, COMMON).probability < 0.2


def test_two_places_at_one_time_exclude_each_other() -> None:
    verdict = compare(spell("市长", "330100", 40, 44), spell("市长", "520100", 41, 45), RARE)
    assert verdict.conflict
    assert verdict.probability < 0.2


def test_companions_and_marks_count() -> None:
    here, there = spell("市长", "330100", 40, 42), spell("市长", "520100", 47, 49)
    alone = compare(here, there, COMMON).probability
    friends = frozenset({"甲", "乙", "丙"})
    assert compare(replace(here, companions=friends), replace(there, companions=friends), COMMON).probability > alone
    assert compare(replace(here, ethnicity="回族"), replace(there, ethnicity="满族"), RARE).conflict


def test_a_fall_by_several_ranks_is_hardly_one_person() -> None:
    assert compare(spell("省长", "330000", 40, 42), spell("副县长", "421126", 44, 45), COMMON).probability < 0.05
