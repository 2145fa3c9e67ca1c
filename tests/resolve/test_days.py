import duckdb
import pytest

from kg.resolve.run import MACROS


@pytest.mark.parametrize(("day", "first", "last"), [("1970-01-02", 1, 1), ("1970-02", 31, 58), ("1971", 365, 729), (None, None, None)])
def test_an_imprecise_date_lies_between_two_days(day: str | None, first: int | None, last: int | None) -> None:
    connection = duckdb.connect()
    connection.execute(MACROS)
    assert connection.execute("SELECT first_day($1), final_day($1)", [day]).fetchone() == (first, last)
