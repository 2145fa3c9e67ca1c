"""Find offices in readable text: a region or level word, an organ, and a post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.lexicon import Lexicon
from kg.regions import RegionMention

ZONE_WORDS = ("高新技术产业开发区", "经济技术开发区", "高新技术开发区", "经济开发区", "产城融合示范区", "示范区", "开发区", "高新区", "经开区", "度假区", "保税区",
              "管理区", "风景区", "园区", "新区", "产业园", "工业园", "自贸区", "合作区", "集聚区", "聚集区", "新城", "片区", "名胜区", "试验区", "功能区",
              "林区", "垦区", "港区", "矿区", "库区", "灌区", "景区")
LEVEL_WORDS = (*ZONE_WORDS, "公社", "自治区", "自治州", "自治县", "自治旗", "特别行政区", "地区", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡",
               "街道", "社区", "驻村", "村", "居民区", "苏木", "嘎查", "师市", "兵团", "全国", "国家", "中共中央", "中央", "国务院")
_PLACE_SUFFIX = "|".join(("街道", "镇", "乡", "村", "社区", "居民区", "苏木", "嘎查", "公社", *ZONE_WORDS))
_REACH = 44
_TERM = re.compile(r"第?[一二三四五六七八九十]+届$")
_STEM_USE = re.compile(r"[省市县区州旗盟]|委|代表团|副?[省市县区州旗]长|政府|人大|政协|纪委|监委|党委|工委|军分区|经开|高新|经济|开发|工业|自治|日报|广播|融媒|宣传")
_HAPLOLOGY = re.compile(r"[省市州县区旗盟]长")
_LONG = re.compile(r"长(?:江|城|白山|三角|征|期|途|度|廊|效|假|兴岛)")
"""What stands where a post only seems to: 湖北省长江, 湖南省长沙."""
_STATES = {"代": "acting", "候选人": "proposed", "人选": "proposed"}
_LEVEL_CHARS = tuple("省市县区州旗乡镇村")
_RIVER = re.compile(r"长(?:江(?:大桥|流域|经济带|沿?岸|[上中下]游|干流|支流|两岸|沿线|水|航|禁|十年|大保护|生态|防|口|三角|隧道|[大干]堤|堤|段|委|以|北|南|边|路|流|日报|存储|电力)|"
                    r"[^江]|江$)")
_FORMER = re.compile(r"(?:^|[^一-龥]|[由和与的了是任])原$|往届$|[历前上]届$")
_CORPS = re.compile(r"(?:第?[一二三四五六七八九十]{1,2})?师(?=党委|纪委|监委|机关|政协|组织|宣传|统战|法院|检察|$)")
_ONCE = re.compile(r"(?:曾任|历任|时任|原任|前任|曾担任|曾兼任)$")
_JOINED = re.compile(r"(?:并?兼任?(?=[一-龥]{2}))?")
_GOVERNMENT = ("政府", "人民政府")
_TEAM_OF = re.compile(r"(?:指挥部|工作队|前指)[一-龥]{1,6}组$")  # 嘉兴市援疆指挥部沙雅组
_FARM = re.compile(r"(?:[一二三四五六七八九十〇零\d]{1,4}(?P<corps>团)|[一-龥]{2,5}?(?P<farm>农场|牧场))(?=党委|纪委|工会|党政办|党支部|机关|$)")  # 一〇二团党委, 芳草湖农场
_DUAL = re.compile(r"[党纪]（工）委")
_ORGAN_INSIDE = re.compile(r"政协|人大|纪委|监委|政府|党委|[省市县区州]委|法院|检察")
_COUNCIL = re.compile(r"(?:政协|中国人民政治协商会议)$")
_TERM_OF = re.compile(r"第[一二三四五六七八九十]+届")
_PARTY = re.compile(r"民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团|团(?=[省市县区州旗盟]委)|盟(?=[省市]委)")
_LEVEL_COMMITTEE = re.compile(r"(?:自治区|[省市县区州旗盟])委|(?:省|市|县|区|州)(?:级|直)?(?:总支|支部|委会|基层)")
_COLLECTIVE = re.compile(r"各|部分|有关|相关|全体|所有|其他")
_STRETCH_END = re.compile(r"[。！？；，、：“”‘’（）()《》〈〉【】\[\]\s…—/|]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMention:
    """An office as written at ``text[start:end]``.

    ``region`` is the proper name of a region before the organ, ``level`` the level word that belongs to the title,
    ``organ`` the rest of the organ's name, ``post`` the post with 副, 代 and the like before it and a bracketed
    status behind it; ``post_start`` is where the post begins. A ``collective`` office is one of many without a name
    (各乡镇党委书记). ``party`` is what stands before the region or level word of a party other than the ruling one, or
    of the Youth League (民盟, 团); ``named`` tells that the organ's own name begins with a place (上海世博会执委会).
    """

    start: int
    end: int
    post_start: int
    region: str = ""
    level: str = ""
    organ: str = ""
    organ_kind: str = ""
    post: str = ""
    core: str = ""
    implied_level: str = ""
    kind: str = ""
    single_holder: bool = False
    bare: bool = False
    status: frozenset[str] = frozenset()
    collective: bool = False
    party: str = ""
    named: bool = False

    @property
    def body(self) -> str:
        """The organ as the facts give it: party, level word and organ less the region's proper name."""
        return f"{self.party}{self.level}{self.organ}"

    @property
    def title(self) -> str:
        """The title as the facts give it: the office less the region's proper name."""
        if self.organ in _GOVERNMENT and self.post.startswith("代理") and self.post.endswith(f"{self.level}长"):
            return self.post  # 县人民政府代理县长 is 代理县长
        return f"{self.body}{self.post}"


class OfficeFinder:
    """Scans text for posts and parses what stands before each."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = list(lexicon.rows("posts"))
        self._posts = {row["post"]: row for row in rows}
        self._words = sorted(self._posts)
        self._scan = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)
        prefixes = "|".join(lexicon.words("office_prefixes"))
        self._prefix = re.compile(f"(?:{prefixes})+$")
        self._status = {row["prefix"]: row["status"] for row in lexicon.rows("office_prefixes") if row["status"]}
        self._cut = re.compile("|".join(map(re.escape, lexicon.words("left_boundaries"))))
        long = [word for word in lexicon.words("organs") if len(word) > 2]
        self._departments = re.compile("|".join((*lexicon.words("departments"), *ZONE_WORDS, *long)))
        organs = lexicon.words("organs")
        self._organ_kinds = {row["organ"]: row["kind"] for row in lexicon.rows("organs")}
        self._organ_end = re.compile(f"(?:{'|'.join(organs)})$")
        self._level_start = re.compile(f"(?<![军城])(?:{'|'.join(LEVEL_WORDS)})(?=委|政府|人大|政协|纪委|监委|人民|党|政|法院|检察|公安|"
                                       f"{'|'.join(lexicon.words('departments'))}|.{{0,9}}(?:{'|'.join(organs)})|$)")
        self._countries = {row["country"]: row for row in lexicon.rows("countries")}
        self._country = re.compile(f"(?<!内)({'|'.join(lexicon.words('countries'))})(?!族|自治)(?:共和国|王国|联邦|合众国)?")
        self._unknown_place = re.compile(f"[一-龥]{{1,10}}?(?:{_PLACE_SUFFIX})|[一-龥]{{2,4}}区(?=(?:党工委|工委|管委会)$)")
        self._stem_zone = re.compile(r"(?!.{0,3}(?:教育|机关|直属|农|社会|纪|人大|卫|国资|两新|非公|政法|企业|组织|宣传|统战|金融|商务|文化|科技|街道|办事处|综合|党|团|镇|乡|市|县|区|州|省))"
                                     r"[一-龥]{2,3}(?=(?:党工委|工委|管委会)$)")
        self._slogan = re.compile(r"“[^“”。\n]{0,20}$")  # “链长领链、专班护链” names no office
        self._closing = re.compile(r"[^“”。\n]{0,20}”")
        self._state = re.compile(r"(?:(?<=长)|(?<=主任)|(?<=总经理))助理(?!员|工程)(?:[（(]挂职[）)])?|(?:正式)?候选人(?![一-龥]{0,4}(?:建议|名单|提名))|(?:提名)?人选(?!和|及|的|名|条|进|等)|"
                                 r"[（(](?:挂职|兼|正县级|副县级|正处级|副处级|正厅级|副厅级|代|主持工作|援疆|援藏|候选人)[）)]")

    def find(self, text: str, regions: Sequence[RegionMention]) -> list[OfficeMention]:
        """Return the offices of *text* in order; *regions* are the region names found in it, in order."""
        starts = {mention.start: mention for mention in regions
                  if (mention.text not in ("城区", "郊区", "矿区", "市区", "新区") and not mention.stem) or (
                      mention.stem and _STEM_USE.match(text, mention.end))}
        begun = {mention.start for before, mention in zip((None, *regions), regions, strict=False) if text[mention.start] == "长" and _within(before, mention)}
        starts |= {mention.start: self._shared(mention) for mention in regions
                   if mention.end not in begun and _HAPLOLOGY.match(text, mention.end - 1)}
        begins = {mention.start for mention in regions}
        found: list[OfficeMention] = []
        floor = 0
        for index, start, end in self._scan.find_matches_as_indexes(text):
            row = self._posts[self._words[index]]
            if row["kind"] == "none" or end - 1 in begun or (_LONG.match(text, end - 1) and self._in_place(text, start, end, starts)):
                continue
            if self._slogan.search(text[max(0, start - 22):start]) and self._closing.match(text, end):
                continue
            office = self._parse(text, start, end, row, floor, starts)
            if office.start in begins and not (office.region or office.level):
                office = replace(office, named=True)
            found.append(office)
            floor = office.end
        return found

    @staticmethod
    def _in_place(text: str, start: int, end: int, regions: dict[int, RegionMention]) -> bool:
        """Whether 长 belongs to the place behind it (湖北省长江, but 副市长江源 and 水利局局长江水平)."""
        if text[end - 2:end - 1] not in _LEVEL_CHARS:
            return False
        if text[start - 1:start] in ("副", "代", *_LEVEL_CHARS):
            return False
        low = max(0, end - 9)
        return any(at in regions and regions[at].end == end - 1 for at in range(low, end - 1)) or bool(_RIVER.match(text, end - 1))

    @staticmethod
    def _shared(mention: RegionMention) -> RegionMention:
        """Return a region without the level word that the post behind it shares (江苏省长 is 江苏, 省长)."""
        return replace(mention, end=mention.end - 1, text=mention.text[:-1], stem=True)

    def _parse(self, text: str, start: int, end: int, row: dict[str, str], floor: int,
               regions: dict[int, RegionMention]) -> OfficeMention:
        window = text[max(floor, start - 10):start]
        prefix = self._prefix.search(window)
        post_start = start - (len(prefix[0]) if prefix else 0)
        once = text[post_start - 1:post_start] == "前" and text[post_start - 2:post_start - 1] not in tuple("日目此当年会面跟从以之提")
        status = {self._status[word] for word in self._status if prefix and word in prefix[0]}
        state = self._state.match(text, end)
        status |= {found for word, found in _STATES.items() if state and word in state[0]}
        status |= {"former"} if once else set()
        term = _TERM.search(text[max(floor, post_start - 8):post_start]) if row["level"] == "国" else None
        post_start -= len(term[0]) if term else 0
        office = OfficeMention(
            start=post_start - once, end=state.end() if state else end, post_start=post_start - once,
            post=text[post_start:state.end() if state else end].removeprefix("原"), core=row["post"], implied_level=row["level"],
            kind=row["kind"], single_holder=row["single"] == "yes" and "副" not in text[post_start:start] and not (state and "助理" in state[0]),
            bare=row["bare"] == "yes", status=frozenset(status))
        return self._with_organ(text, office, floor, regions)

    def _with_organ(self, text: str, office: OfficeMention, floor: int,
                    regions: dict[int, RegionMention]) -> OfficeMention:
        begin = self._stretch_start(text, floor, office.post_start)
        stretch = text[begin:office.post_start]
        if _COLLECTIVE.match(stretch):
            office = replace(office, collective=True)
        if not stretch:
            return office
        begin += self._cut_at(stretch, begin, regions)
        begin += len(_JOINED.match(text[begin:office.post_start])[0])  # type: ignore[index]
        within = [(at, regions[at].end) for at in range(max(floor, begin - 8), office.post_start) if at in regions]
        country = next((match for match in reversed(list(self._country.finditer(text, begin, office.post_start)))
                        if not any(a <= match.start() < b for a, b in within)), None)
        if country and text[country.start() - 1:country.start()] != "驻":
            return self._abroad(office, begin, country, text[country.end():office.post_start])
        begin = self._anchor(text, begin, office.post_start, regions)
        if text[begin - 1:begin] == "团" and begin > floor and _LEVEL_COMMITTEE.match(text, begin) and text[begin - 3:begin - 1] not in ("代表", "考察", "宣讲"):
            begin -= 1
        party = _PARTY.match(text, begin, office.post_start)
        if party and not (party.end() in regions or _LEVEL_COMMITTEE.match(text, party.end())):
            party = None
        council = _COUNCIL.search(text[max(floor, begin - 10):begin])
        stop, level, region = self._region_chain(text, party.end() if party else begin, office.post_start, regions,
                                                 implied=bool(office.implied_level) and office.core != "行政长官")
        organ = text[stop:office.post_start]
        organ = organ.replace("（工）", "工" if level == "街道" else "") if _DUAL.match(organ) else organ
        if council and _TERM_OF.match(organ):
            begin, organ = begin - len(council[0]), f"政协{organ}"
        kind = self._organ_kind(organ)
        if organ and not kind and self._shares_suffix(organ, office.core):
            kind = self._organ_kind(organ + office.core[0])
        if organ.startswith("驻") and office.core in ("大使", "总领事", "公使"):
            kind = "government"
        if not region and level and not organ and level == office.implied_level:
            name = text[self._stretch_start(text, floor, office.post_start):stop]
            if 3 <= len(name) <= 6 and not re.match(r"[全各我本该市县区州省]|[^一-龥]", name) and name.endswith(level):
                return replace(office, start=stop - len(name), region=name)
        if organ and not kind:
            return office if not (level or region) or stop < office.post_start else replace(office, start=begin)
        former = {"former"} if _ONCE.search(text[max(0, begin - 4):begin]) or _FORMER.search(text[max(floor, begin - 3):begin]) or text[begin] == "原" else set()
        return replace(office, start=begin, region=region, level=level, organ=organ, organ_kind=kind, status=office.status | former,
                       party=party[0] if party else "")

    def _abroad(self, office: OfficeMention, begin: int, country: re.Match[str], organ: str) -> OfficeMention:
        """Return an office of another country, or of an international organization, whose name belongs to the title."""
        row = self._countries.get(country[1], {})
        if row.get("kind") == "organization":
            return replace(office, start=begin, organ=f"{country[0]}{organ}", organ_kind="association", implied_level="外国")
        return replace(office, start=begin, region=row.get("meant") or country[0], organ=organ, implied_level="外国")

    def _stretch_start(self, text: str, floor: int, end: int) -> int:
        low = max(floor, end - _REACH)
        stretch = text[low:end]
        quoted = re.search(r"“[^“”]{1,14}”[^“”。，、；：]{1,16}$", stretch) or re.search(r"[党纪]（工）委[^（）。，、；：]{0,10}$", stretch)
        last = low
        for match in _STRETCH_END.finditer(stretch):
            if not (quoted and quoted.start() <= match.start() < quoted.end()):
                last = low + match.end()
        return last

    def _cut_at(self, stretch: str, begin: int, regions: dict[int, RegionMention]) -> int:
        protected = [match.span() for match in self._departments.finditer(stretch)]
        places = (regions[at] for at in range(begin, begin + len(stretch)) if at in regions and regions[at].end <= begin + len(stretch))
        protected += [(place.start - begin, place.end - begin) for place in places if len(place.text) > 2]
        protected += [match.span() for match in self._country.finditer(stretch)]
        protected += [match.span() for match in re.finditer(r"“[^“”]*”", stretch)]
        cut = 0
        for match in self._cut.finditer(stretch):
            if not any(a <= match.start() and match.end() <= b for a, b in protected):
                cut = match.end()
        return cut

    def _anchor(self, text: str, begin: int, end: int, regions: dict[int, RegionMention]) -> int:
        """Move *begin* to the region name or level word at which the office's own name starts, if there is one."""
        runs = [place for place in range(begin, end) if place in regions and regions[place].end <= end]
        if begin in runs:
            return begin
        inside = [match.span() for match in self._departments.finditer(text, begin, end)]
        level = next((match for match in self._level_start.finditer(text, begin, end)
                      if not any(a < match.start() < b for a, b in inside)), None)
        first = min([*runs[:1], *([level.start()] if level else [])], default=begin)
        keep = re.match(r"国网|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|中国|中共|中国共产党|共青团|团(?=[省市县区州旗]委)|盟(?=[省市]委)|原|中建|中铁|中石|驻|国家|全国|第[一二三四五六七八九十\d]+", text[begin:end])
        if self._unknown_place.match(text, begin, end) and first > begin and len(text[begin:first]) <= 6:
            return begin
        return begin if keep and keep[0] not in ("原",) else first

    def _region_chain(self, text: str, begin: int, end: int,
                      regions: dict[int, RegionMention], *, implied: bool) -> tuple[int, str, str]:
        """Return where the organ starts, the level word of the title and the region's proper name."""
        at, region = begin, ""
        intro = re.match(r"中共(?!中央)|中国共产党|原|我|本|该|驻(?=[一-龥]{2,16}(?:村|社区|街道|镇|乡|嘎查)$)", text[at:end])
        at += len(intro[0]) if intro else 0
        while at in regions and regions[at].end <= end:
            region, at = text[at:regions[at].end], regions[at].end
        corps = _CORPS.match(text, at, end)
        if corps:
            return corps.end(), "" if implied and corps.end() == end else "师", f"第{corps[0].removeprefix('第')}" if len(corps[0]) > 1 else region
        farm = _FARM.match(text, at, end)
        if farm and not region:
            return farm.end(), "" if farm.end() == end else farm["corps"] or farm["farm"], farm[0]
        zone = next((word for word in ZONE_WORDS if text.startswith(word, at) and at + len(word) <= end), "")
        if zone:
            return at + len(zone), zone, region + zone if region else ""
        place = self._unknown_place.match(text, at, end)
        if not place and not region and at == begin:
            place = self._stem_zone.match(text[:end], at)
        if place and _ORGAN_INSIDE.search(place[0]):
            place = None
        if place and place[0] != "驻村" and not self._in_department(text, place) and (place.end() == end or self._organ_kind(text[place.end():end])):
            region, at = place[0], place.end()
        level = ""
        for word in LEVEL_WORDS:
            if text.startswith(word, at) and at + len(word) <= end:
                level = word
                break
        if level:
            return at + len(level), level, region
        if region and text.startswith("第一书记", end) and at == end:
            return at, "", region
        if region:
            return at, self._own_level(region) if at < end or not implied else "", region
        return at, "", ""

    def _in_department(self, text: str, place: re.Match[str]) -> bool:
        """Whether what looks like a village's name ends inside a department's (农业农村局)."""
        return any(match.start() < place.end() <= match.end() and match[0] not in ZONE_WORDS for match in self._departments.finditer(text, place.start(), place.end() + 4))

    @staticmethod
    def _own_level(region: str) -> str:
        """The level word that a region's name ends in, the longest that fits."""
        fitting = [word for word in LEVEL_WORDS if region.endswith(word) and len(region) > len(word) + (word in ZONE_WORDS)]
        return max(fitting, key=len, default="")

    def _organ_kind(self, organ: str) -> str:
        match = self._organ_end.search(organ)
        return self._organ_kinds[match[0]] if match else "headquarters" if _TEAM_OF.search(organ) else ""

    def _shares_suffix(self, organ: str, core: str) -> bool:
        """Whether organ and post share a character, as in 组织部长 for 组织部部长."""
        return core.endswith("长") and bool(self._organ_kind(organ + core[0]))


def _within(before: RegionMention | None, mention: RegionMention) -> bool:
    """Whether a name is a region's beyond doubt: it has its level word, or stands behind the division around it (湖南省长沙)."""
    if not mention.stem:
        return True
    return before is not None and before.end == mention.start and any(
        inner.code[:2] == outer.code[:2] for inner in mention.regions for outer in before.regions)


def chains(text: str, offices: Sequence[OfficeMention]) -> Iterable[list[OfficeMention]]:
    """Group offices that are joined without a name between them (县委副书记、县长)."""
    group: list[OfficeMention] = []
    for office in offices:
        joint = text[group[-1].end:office.start] if group else ""
        apart = joint == "，" and bool(group) and (any(before.collective for before in group) or text[group[0].start - 2:group[0].start] in ("担任", "任命"))
        if group and (apart or not _JOINT.fullmatch(joint)):
            yield group
            group = []
        group.append(office)
    if group:
        yield group


_JOINT = re.compile(r"(?:、|，|兼|兼任|和|及|并兼任|，兼任|，兼|、兼任|／|/|[ \t　]+)?")
__all__ = ["LEVEL_WORDS", "OfficeFinder", "OfficeMention", "chains"]
