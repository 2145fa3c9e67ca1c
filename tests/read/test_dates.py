import pytest

from kg.read.dates import iso_date


@pytest.mark.parametrize(("written", "iso"), [
    ("2018-11-21 08:31:00", "2018-11-21"), ("2020/03/06", "2020-03-06"), ("2013年6月9日", "2013-06-09"),
    ("2019-08-09T16:05:00+08:00", "2019-08-09"), ("2018年", "2018"), ("2021-07", "2021-07"), ("", None), (None, None),
    ("2021-13-40", None)])
def test_dates_as_portals_write_them(written: str | None, iso: str | None) -> None:
    assert iso_date(written) == iso
