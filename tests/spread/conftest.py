"""A small panel of annual reports in our own words: a province begins, its cities follow, others do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.build import build

LOCAL = "浙江省 杭州市 宁波市 温州市 嘉兴市 湖州市 绍兴市 金华市 江苏省 南京市 无锡市 徐州市 常州市 苏州市 南通市".split()
OTHERS = "山东省 济南市 青岛市 淄博市 枣庄市 东营市 烟台市 潍坊市 济宁市".split()
FIRST = {"浙江省": 2018, **dict.fromkeys(LOCAL[1:8], 2019), "苏州市": 2021}
FILLER = "过去一年，经济运行总体平稳，城乡居民收入稳步提高，民生保障不断加强。新的一年，我们要坚持稳中求进，扎实做好各项工作。" * 3


def report(region: str, year: int) -> dict[str, str]:
    words = "深化“亩均论英雄”改革，提高土地产出效益。" if year >= FIRST.get(region, 9999) else ""
    more = "落实“双减”政策，减轻学生作业负担。" if year >= 2021 else "基本公共服务支出双减少，企业杠杆双减负。"
    ground = "推进高标准地块整理。" if year < 2020 else "实行“标准地”出让。"
    return {"id": f"{region}-{year}", "title": f"{year}年{region}政府工作报告", "published": f"{year}-01-{10 + len(region)}", "publisher": f"{region}人民政府",
            "region": region, "text": f"各位代表：现在，我代表{region}人民政府，向大会报告{year}年的工作。{words}{more}{ground}{FILLER}"}


@pytest.fixture(scope="session")
def panel_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the panel; 淄博 is not observed in 2019 and 2020."""
    folder = tmp_path_factory.mktemp("panel")
    rows = [report(region, year) for year in range(2017, 2023) for region in LOCAL + OTHERS if (region, year) not in (("淄博市", 2019), ("淄博市", 2020))]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    build([folder / "reports.jsonl"], out=folder / "graph")
    return folder / "graph"
