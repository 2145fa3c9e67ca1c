"""The shorter and other forms of a division's name."""

from __future__ import annotations

import re

from kg.regions.table import Region

_PEOPLES = ("蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 "
            "仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 "
            "基诺 各").split()
_PEOPLE = "|".join(sorted((f"{people}族" for people in _PEOPLES), key=len, reverse=True)) + "|蒙古|哈萨克|柯尔克孜|维吾尔|达斡尔"
_STEM = re.compile(rf"(?P<stem>[一-龥]{{2,}}?)(?:{_PEOPLE})*(?P<suffix>特别行政区|自治区|自治州|自治县|自治旗|矿区|林区|特区|省|市|地区|盟|县|区|旗)$")
_TOWNSHIP = re.compile(rf"(?P<stem>[一-龥]{{2,}}?)(?:{_PEOPLE})+(?P<suffix>乡|镇|苏木)$")
_SHORT = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_ZONE_FORMS = (
    ("经济技术开发区", ("经开区", "国家级经开区", "国家级经济技术开发区", "国家经开区", "开发区", "经济开发区")),
    ("经济开发区", ("经开区", "开发区", "经济技术开发区")),
    ("高新技术产业开发区", ("高新区", "国家高新区", "国家高新技术产业开发区", "国家级高新区", "高新技术开发区", "高新技术产业园区")),
    ("高技术产业开发区", ("高新区", "国家高新区")),
    ("高新技术产业园区", ("高新区", "高新技术产业开发区")),
    ("高新技术开发区", ("高新区", "高新技术产业开发区")),
    ("城乡一体化示范区", ("示范区",)),
    ("风景名胜区", ("风景区", "景区")),
)
PEOPLES = re.compile(r"族|自治|旗$|盟$|内蒙古|新疆|西藏|青海")
"""Marks the name of a division in which names without a Han surname are common."""


def other_names(region: Region) -> tuple[str, ...]:
    """Return the other forms of a region's name: 凉山彝族自治州 is 凉山, 凉山州 and 凉山自治州."""
    if region.level == "zone":
        return next((tuple(region.name.removesuffix(full) + form for form in forms)
                     for full, forms in _ZONE_FORMS if region.name.endswith(full) and region.name != full), ())
    if region.level == "township":
        match = _TOWNSHIP.match(region.name) if "族" in region.name else None
        return (match["stem"] + match["suffix"],) if match else ()
    match = _STEM.match(region.name)
    if match is None or region.level == "country":
        return ()
    stem, suffix = match["stem"], match["suffix"]
    forms = (stem, stem + suffix, stem + _SHORT[suffix]) if suffix in _SHORT else (stem, stem + suffix)
    return tuple(form for form in dict.fromkeys(forms) if form != region.name)
