"""Offices with their holders: chains of offices, the names behind or before them, and what each title means here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.names import NameReader
from kg.extract.offices import OfficeMention, chains
from kg.extract.places import NATION, Place, Places, is_ministry

_SHARING = ("party_department", "office")
_PARTY_BASE = re.compile(r"^(?:委|党委|党工委|工委|州委|师市党委)$")
_TITLES = ("书记", "主任", "主席", "部长", "常委", "市长", "县长", "区长", "州长", "省长", "镇长", "乡长", "秘书长", "局长", "检察长", "院长")
_LED_BY = {"指挥长": "指挥部", "总指挥": "指挥部", "组长": "领导小组|专班|工作组"}
_WITHIN_FIRM = re.compile(r"(?:集团|公司|大学|学院|研究院|科学院|医院|银行|中学|小学|学校)(?:党委|党组|党总支|党支部|纪委)$")
_SECRETARIAT = re.compile(r"(?:政府|人民政府|政协|人大|人大常委会)(?:党组)?$")  # 县政协党组成员、办公室主任
_OF_DIVISION = ("政委", "师长", "司令员", "参谋长")
_OF_FARM = ("政委", "团长", "场长")
_COURT = re.compile(r".*?(?:法院|检察院)")
_BENCH = ("审判委员会", "检察委员会")
_DEPUTIES = ("副主席", "副主任", "副书记", "副县长", "副市长", "副区长", "常委")
_ATTENDING = re.compile(r"(?:等)?(?:[县市州区省]领导)?(?:分别|共同|一同|也)?(?:出席|参加|列席|陪同)")
_COLLEAGUE = re.compile(r"[一-龥]{0,6}?(?:委员|书记|主任|[镇乡县区市局部]长|主席)[一-龥]{2,3}")
_NOTE = re.compile(r"[（(]([^（）()\n]{1,16})[）)]")
_APPOSITION = re.compile(r"[ ]*(?:、[一-龥]{2,16}(?:干部|代表|人士|教授|研究员|医师|律师|工程师|教师)|（[^）\n]{1,10}）)?(?:——)?[ ]*")
_LIST = re.compile(r"、|和|及|与|以及|[ 　]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name at ``text[start:end]``, with what brackets behind it say."""

    text: str
    start: int
    end: int
    gender: str | None = None
    ethnicity: str | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A person and an office as the text gives them; ``place`` is the office's jurisdiction."""

    name: Name
    office: OfficeMention
    title: str
    organ: str
    place: Place | None
    status: frozenset[str]
    rule: str
    confidence: float


def complete(chain: Sequence[OfficeMention], before: OfficeMention | None, *, listed: bool = True) -> Iterator[OfficeMention]:
    """Yield the offices of *chain*, each completed by what it shares with the one before it (*before* for the first).

    县委常委、组织部部长 shares 县委; 市政协党组书记、主席 shares 市政协; 副县长、公安局局长 shares 县. Where the chain is not *listed*
    right behind the office before it, an office with its own level word takes no region from there (蓬溪县委书记甲来访，县委书记乙陪同).
    """
    previous = before
    for number, office in enumerate(chain):
        own = number == 0 and not listed and bool(office.level or office.implied_level)
        whole = _complete(office, previous, within=number > 0) if previous and not own else office
        yield whole
        previous = whole


def _complete(office: OfficeMention, previous: OfficeMention, *, within: bool) -> OfficeMention:
    if previous.implied_level == "外国" and not (office.level or office.region) and office.implied_level in ("国", "外国") and (
            within or office.core not in ("国家主席", "总书记", "军委主席")):
        return replace(office, region=previous.region, implied_level="外国")
    if office.level or office.region or office.implied_level:
        word = office.level or office.implied_level
        same = previous.region and not office.region and word and (previous.level or previous.region).endswith(word[-1])
        return replace(office, region=previous.region) if same and word not in ("国", "外国") else office
    if not office.organ:
        if office.core in _OF_DIVISION and "师" in previous.level:
            return replace(office, region=previous.region, implied_level="师")
        if office.core in _OF_FARM and previous.level in ("团", "农场", "牧场"):
            return replace(office, region=previous.region, implied_level=previous.level)
        if office.bare or (not within and office.core not in ("主任", "主席", "书记", "秘书长", "委员", "常委", "局长", "组长",
                                                             "指挥长", "部长", "会长", "检察长", "院长", "政委", "主委")):
            return office
        organ = re.sub(r"(?:党组|党委|党支部|党总支|党工委|审判委员会|检察委员会)$", "", previous.organ)
        keeps = previous.organ if (not organ or (organ == "政府" and office.core != "主席")) and previous.organ_kind == "party" else organ
        return replace(office, party=previous.party, level=previous.level, region=previous.region, organ=keeps, organ_kind=previous.organ_kind)
    return _share_level(office, previous)


def _share_level(office: OfficeMention, previous: OfficeMention) -> OfficeMention:
    if is_ministry(office.organ) or previous.level == "国家":
        return office
    if office.organ.startswith("驻") and office.organ_kind == "headquarters":
        return replace(office, region=previous.region, implied_level=previous.level)
    if _WITHIN_FIRM.search(office.organ) or office.named or office.organ.startswith("大会") or office.organ.endswith("海关"):
        return office
    if office.organ == "党组" and previous.organ:
        return replace(office, level=previous.level, region=previous.region, organ=f"{previous.organ.removesuffix('党组')}党组")
    court = _COURT.match(previous.organ) if office.organ in _BENCH else None
    if court:
        return replace(office, level=previous.level, region=previous.region, organ=f"{court[0]}{office.organ}")
    level = previous.level or (previous.implied_level if previous.implied_level not in ("国", "外国") else "")
    organ = office.organ
    if office.organ_kind in ("firm", "institution"):
        return office
    if office.organ_kind in _SHARING and previous.organ in ("委", "党委", "工委", "党工委", "州委"):
        organ = previous.organ + organ
    elif office.organ_kind == "office" and _SECRETARIAT.match(previous.organ):
        organ = re.sub(r"党组$", "", previous.organ) + organ
    elif office.organ_kind in ("headquarters", "association") or not level:
        return replace(office, region=previous.region) if not office.region else office
    return replace(office, level=level, region=previous.region, organ=organ)


class TenureReader:
    """Reads the holders of offices from a text."""

    def __init__(self, names: NameReader) -> None:
        self._names = names
        surname = "|".join(sorted(names.surnames, key=lambda word: (-len(word), word)))
        self._split = re.compile(  # 区委李伟光副书记
            rf"(?P<level>自治区|街道|[省市州县区旗镇乡])(?P<organ>党工委|纪委|党委|委|政府|人大|政协)(?P<name>(?:{surname})[一-龥]{{1,2}}?)(?=$|副|书|主|部|常)")
        self._before = re.compile(f"(?:{surname})[一-龥]{{1,2}}")

    def read(self, text: str, offices: Sequence[OfficeMention], places: Places) -> Iterator[Holding]:
        """Yield a holding for each office and each person that holds it."""
        known = self._known(text, offices)
        taken = {office.start for office in offices}
        towns = {mention.start: mention.end for mention in places.mentions}
        previous: OfficeMention | None = None
        last: OfficeMention | None = None
        stop = 0
        for chain in chains(text, offices):
            if previous and (re.search(r"[。！？\n]", text[stop:chain[0].start])):
                last, previous = previous, None
            previous = previous or self._led_before(text, chain[0], last)
            listed = text[stop:chain[0].start] in ("，", "、", "；", "和", "及", "以及", "，以及")
            whole = [_spelled_out(text, office) for office in complete(chain, previous, listed=listed)]
            end = chain[-1].end
            split = self._split.search(text, max(0, chain[0].start - 9), chain[0].start) if not (whole[0].organ or whole[0].level) else None
            if split and whole[0].core in _TITLES and self._names.read(text, split.start("name")) == split.end("name"):
                yield self._around(text, split, whole[0], places)
                continue
            names, rule, confidence = self._name_before(text, chain, known), "name-office", 0.9
            if names and names[0].start in towns and towns[names[0].start] == chain[0].start + 1:
                names = []  # 文峰乡长布村 is no 乡长
            if not names:
                names = list(self.names_after(text, end, taken, known, minority=places.minority, foreign=whole[-1].implied_level == "外国",
                                              listing=whole[-1].post.endswith(_DEPUTIES))) if self._serious(whole[-1]) else []
                rule, confidence = "office-name", 0.97
            spread = self._parallel(text, whole, names, places) if rule == "office-name" else []
            for name, office in spread:
                yield self._holding(name, office, places, "parallel", 0.9)
            for name in () if spread else names:
                for office in whole if rule == "name-office" else filter(self._serious, whole):
                    yield self._holding(name, office, places, rule, confidence)
            if names or any(office.organ for office in whole):
                previous = next((office for office in reversed(whole) if office.organ or office.implied_level == "外国"), previous)
            stop = max([end, *(name.end for name in names)])

    @staticmethod
    def _led_before(text: str, office: OfficeMention, last: OfficeMention | None) -> OfficeMention | None:
        """Return the head's office of the sentence before, which a deputy's bare one at the beginning of a clause shares (县政协主席…主持。副主席…出席)."""
        if last is None or office.organ or office.level or office.region or office.post != f"副{last.core}" or last.post != last.core or not last.organ:
            return None
        near = office.start - last.end < 160 and "\n" not in text[last.end:office.start]
        return last if near and text[office.start - 1] in "。，；" else None

    @staticmethod
    def _parallel(text: str, whole: Sequence[OfficeMention], names: Sequence[Name], places: Places) -> list[tuple[Name, OfficeMention]]:
        """Return each name with the office of its own place, where as many places stand before the office as names behind it (甲镇、乙街道党委书记某某、某某)."""
        office, at = whole[0], whole[0].start
        if len(whole) > 1 or len(names) < 2 or not office.region:
            return []
        before = {mention.end: mention for mention in places.mentions if not mention.stem}
        found = [replace(office)]
        while text[at - 1:at] == "、" and at - 1 in before:
            mention = before[at - 1]
            level = next((word for word in ("街道", *"镇乡市县区旗") if mention.text.endswith(word)), "")
            organ = office.organ.replace("党工委", "党委") if level != "街道" else office.organ.replace("党委", "党工委")
            found.append(replace(office, start=mention.start, region=mention.text, level=level if office.level else "", organ=organ))
            at = mention.start
        return list(zip(names, reversed(found), strict=True)) if len(found) == len(names) else []

    def _around(self, text: str, split: re.Match[str], office: OfficeMention, places: Places) -> Holding:
        """Return the holding of a name that stands between organ and post."""
        whole = replace(office, start=split.start(), level=split["level"], organ=split["organ"], organ_kind="party")
        name = Name(split["name"], *split.span("name"))
        return self._holding(name, whole, places, "organ-name-office", 0.9)

    def _holding(self, name: Name, office: OfficeMention, places: Places, rule: str, confidence: float) -> Holding:
        place = places.of_office(office)
        title = office.title
        if place == NATION and office.core in ("总理", "副总理") and not office.level and not office.organ and self._names.by_sound(name.text):
            place = None  # another country's, which the clause leaves out
        if place is None and office.region and office.implied_level != "外国":
            title = f"{office.region.removesuffix(office.level)}{title}"
        return Holding(name, office, title, office.body, place, office.status, rule, confidence)

    def _known(self, text: str, offices: Sequence[OfficeMention]) -> frozenset[str]:
        """Return the names behind offices that are beyond doubt; they settle the doubtful places."""
        ends = ((office.end, self._names.certain(text, office.end)) for office in offices)
        return frozenset(text[start:end] for start, end in ends if end)

    @staticmethod
    def _serious(office: OfficeMention) -> bool:
        """Whether a name may follow: the office has an organ or implies its level."""
        return bool(office.organ or office.level or office.region or office.bare or office.implied_level == "师")

    def names_after(self, text: str, start: int, taken: Collection[int], known: Collection[str], *,
                    minority: bool = False, foreign: bool = False, listing: bool = False) -> Iterator[Name]:
        """Yield the names of the list that begins at *start*; *taken* are the starts of offices, *listing* tells that several may hold the office."""
        lead = _APPOSITION.match(text, start)
        at = lead.end() if lead else start
        while at not in taken and not (at + 1 in taken and text[at] in "任兼"):
            end = self._names.read(text, at, known=known, minority=minority or foreign, foreign=foreign)
            if end is None:
                return
            if text[end - 1] in "任兼" and end - at > 2 and (end in taken or text.startswith(("中共", "中国共产党"), end)):
                end -= 1  # 何山任中共蕲春县委书记
            if text[end - 1] in "和与及" and end - at > 2 and (end in taken or _COLLEAGUE.match(text, end)) and text.count(text[at:end]) == 1:
                end -= 1  # 镇党委书记石岩和组织委员彭巍
            note = _NOTE.match(text, end)
            yield Name(text[at:end], at, end, *marks(note[1] if note else ""))
            joint = _LIST.match(text, note.end() if note else end)
            if not joint and listing:
                yield from self._commas(text, end, taken)
            if not joint or (joint[0] in ("和", "与", "及") and joint.end() in taken):
                return
            at = joint.end()

    def _commas(self, text: str, start: int, taken: Collection[int]) -> Iterator[Name]:
        """Yield the further names of a list joined by commas, which a word for taking part closes (副县长某某，某某，某某参加)."""
        found: list[Name] = []
        at = start
        while text[at:at + 1] == "，" and at + 1 not in taken:
            end = self._names.read(text, at + 1, sure=False)
            if end is None or "领导" in text[at + 1:end]:
                return
            found.append(Name(text[at + 1:end], at + 1, end))
            at = end
        if found and _ATTENDING.match(text, at):
            yield from found

    def _name_before(self, text: str, chain: Sequence[OfficeMention], known: Collection[str]) -> list[Name]:
        """Return the name right before an office: 习近平总书记, or 温九生（梓山镇党委书记）."""
        office = chain[0]
        if text[office.start - 1:office.start] == "（" and text[chain[-1].end:chain[-1].end + 1] == "）":
            return self._name_ending(text, office.start - 1, known)
        if office.region or (office.organ and not office.level):
            return []
        if (office.core in ("主任", "局长", "部长") and not office.organ) or not (office.implied_level or office.core == "主席" or office.level):
            return []
        for length in (4, 3, 2):
            start = office.start - length
            word = text[max(0, start):office.start]
            if len(word) < length or not self._before.fullmatch(word) or word[-1] in "为任了的向对给由" or self._names.is_word(word):
                continue
            rare = self._names.surnames.get(word[:1]) == "rare" and word[:2] not in self._names.surnames
            if word in known or (not rare and (office.core == "总书记" or self._left_edge(text, start))):
                return [Name(word, start, office.start)]
        return []

    def _name_ending(self, text: str, end: int, known: Collection[str]) -> list[Name]:
        """Return the name that ends at *end* and begins at an edge."""
        for length in (4, 3, 2):
            start = end - length
            if start >= 0 and (text[start:end] in known or (self._left_edge(text, start) and self._names.read(text, start) == end)):
                return [Name(text[start:end], start, end)]
        return []

    @staticmethod
    def _left_edge(text: str, start: int) -> bool:
        return start == 0 or bool(_LEFT_EDGE.search(text[max(0, start - 4):start]))


def _spelled_out(text: str, office: OfficeMention) -> OfficeMention:
    """Give a headquarters that is only called 指挥部 or 领导小组 the full name that the text gave it before."""
    if office.level or office.region or office.organ not in ("", "指挥部", "领导小组", "工作领导小组") or (not office.organ and office.core not in _LED_BY):
        return office
    begin = 0 if office.organ else max(text.rfind(mark, 0, office.start) for mark in "。\n") + 1
    organs = office.organ or _LED_BY[office.core]
    found = re.findall(rf"([省市县区州旗镇乡])(委?[一-龥“”]{{2,20}}?(?:{organs}))", text[begin:office.start])
    names = [(level, name) for level, name in found if len(name) > len(office.organ) and not re.search(r"的(?!建设)|[和在由向对、]", name)]
    if not names:
        return office
    level, organ = names[-1]
    named = re.search(rf"[一-龥]{{2}}{level}{organ}", text[:office.start])  # 永川区疫情防控指挥部: the level word belongs to the region's name
    own = level if not named or re.search(rf"(?:[，。、；：“\s由和]|^){level}{organ}", text[:office.start]) else ""
    return replace(office, level=own, organ=organ, organ_kind="headquarters")


_LEFT_EDGE = re.compile(r"(?:[，。；：、！？（）“”《》\s]|学习|贯彻|落实|传达|按照|根据|遵循|牢记|坚持|贯穿|在|由|和|与|同|对|受|经|向|将|把|以|据|"
                        r"为|是|当|领会|感悟|领悟|体会|践行|围绕|听取|聆听|研读|重温|融入|宣传|宣讲|阐释|阐述|体现|捍卫|维护|感恩|组织|遵照|了|以)$")


def marks(note: str) -> tuple[str | None, str | None]:
    """Return gender and ethnicity where a bracketed *note* behind a name gives them."""
    gender = next((word for word in ("女", "男") if re.search(f"(?:^|[，、, ]){word}(?:$|[，、, ])", note)), None)
    ethnicity = re.search(r"(?:^|[，、, ])([一-龥]{1,4}族)(?:$|[，、, ])", note)
    return gender, ethnicity[1] if ethnicity else None
