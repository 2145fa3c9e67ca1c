"""Mentions of one name in one table, sorted into persons."""

import pyarrow as pa

from kg.resolve.dossiers import link

YEAR = 365


def mention(local: str, name: str, year: int, title: str = "", code: str = "", *, companions: tuple[str, ...] = (), home: str | None = None,
            same: tuple[str, ...] = (), different: tuple[str, ...] = ()) -> dict[str, object]:
    office = {"id": title + code, "title": title, "name": title, "code": code, "region": code, "single": "副" not in title,
              "first": year * YEAR, "last": year * YEAR}
    return {"name": name, "local_id": local, "report_id": local, "day": year * YEAR, "gender": None, "ethnicity": None, "home": home,
            "offices": [office] if title else [], "companions": list(companions), "same": list(same), "different": list(different)}


def ids(*rows: dict[str, object]) -> dict[str, str]:
    """The person of each mention."""
    fields = [("name", pa.string()), ("local_id", pa.string()), ("report_id", pa.string()), ("day", pa.int64()), ("gender", pa.string()),
              ("ethnicity", pa.string()), ("home", pa.string()),
              ("offices", pa.list_(pa.struct([(key, pa.string()) for key in ("id", "title", "name", "code", "region")]
                                             + [("single", pa.bool_()), ("first", pa.int64()), ("last", pa.int64())]))),
              *((key, pa.list_(pa.string())) for key in ("companions", "same", "different"))]
    table = link(pa.Table.from_pylist(list(rows), schema=pa.schema(fields)))
    return {row["local_id"]: row["canonical_id"] for row in table.to_pylist() if row["other"] is None}


def persons(*rows: dict[str, object]) -> list[list[str]]:
    """The mentions of each person."""
    found: dict[str, list[str]] = {}
    for local, person in ids(*rows).items():
        found.setdefault(person, []).append(local)
    return sorted(sorted(group) for group in found.values())


def test_a_career_is_one_person_and_a_namesake_far_off_another() -> None:
    assert persons(mention("a", "王强", 40, "县长", "421126"), mention("b", "王强", 41, "县委书记", "421126"),
                   mention("c", "王强", 41, "市长", "520100")) == [["a", "b"], ["c"]]


def test_the_same_post_is_the_same_person() -> None:
    assert persons(mention("a", "王强", 40, "市长", "330100"), mention("b", "王强", 44, "市长", "330100")) == [["a", "b"]]


def test_a_post_that_many_hold_tells_nothing_of_a_common_name() -> None:
    assert len(persons(mention("a", "王强", 40, "全国人大代表", "100000"), mention("b", "王强", 41, "全国人大代表", "100000"))) == 2


def test_a_mention_without_a_post_goes_to_the_one_who_is_reported_there() -> None:
    rows = (mention("a", "聂维舟", 40, "市长", "330100"), mention("b", "聂维舟", 40, home="3301"))
    assert persons(*rows) == [["a", "b"]]


def test_judgements_hold_for_whole_careers() -> None:
    career = (mention("a", "王强", 40, "县长", "421126", different=("a/c",)), mention("b", "王强", 41, "县长", "421126"),
              mention("c", "王强", 42, "县委书记", "421126", different=("a/c",)), mention("d", "王强", 43, "县委书记", "421126"))
    assert persons(*career) == [["a", "b"], ["c", "d"]]
    far = (mention("a", "王强", 40, "市长", "330100", same=("a/b",)), mention("b", "王强", 46, "市长", "520100", same=("a/b",)),
           mention("c", "王强", 47, "市长", "520100"))
    assert persons(*far) == [["a", "b", "c"]]


def test_a_new_mention_renames_nobody() -> None:
    rows = [mention("a", "王强", 40, "县长", "421126"), mention("b", "王强", 41, "县委书记", "421126")]
    before = ids(*rows)
    after = ids(*rows, mention("c", "王强", 43, "市长", "520100"), mention("d", "李勇", 43, "市长", "520100"))
    assert {local: after[local] for local in before} == before
