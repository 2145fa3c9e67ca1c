"""What each person does in a sentence: chairs, leads, speaks, attends, or is only spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.persons import Mention
from kg.extract.sentences import clauses, quoted
from kg.lexicon import Lexicon

_OBJECT = re.compile(r"(?:受|因|代替|叮嘱|嘱咐|看望|慰问|走访|会见|会晤|任命|免去|推选|选举|决定|提名|拜访|询问|告诉|对|给|为|与|同|和|跟|请|让|邀请|委托|感谢|欢迎|称赞|表扬|鼓励|勉励|批评|约谈|祝贺|接受|"
                     r"命名|聘请|聘任|由于|等|向|问|找到|叫上|走进|据|宣布|通过)(?:[^，。；：]{0,12}(?:会见|现场|随行的?|前来|一线|村里|困难|群众|搬迁户|老党员|农户|贫困户|脱贫户|养殖户|种植户|企业|代表))?[了过]?[原老前]?$")
_MEETINGS_OWN = frozenset(("传达", "传达了", "通报", "汇报", "部署", "安排", "安排部署", "总结", "介绍", "宣读", "报告", "动员", "解读", "领学", "讲解", "反馈"))
_COMPANIONS = re.compile(r"在(?P<who>[^。；]{2,140}?)(?:的)?陪同下")
_POSSESSIVE = re.compile(r"(?:同志|总书记|主席|总理|书记|市长|县长|区长|省长)?(?:的(?!陪同|带领)|(?:系列)?重要(?:讲话|指示|批示|论述|思想)|新时代|在[^，。；]{2,40}?(?:上|时|中)?的(?:系列)?(?:重要)?(?:讲话|指示|批示|报告|论述)(?:精神|要求))")
_QUOTED = re.compile(r"(?:传达|学习|贯彻|落实|按照|根据|遵循|牢记|践行|围绕|重温|领会|感悟|宣讲|聆听)[^，。；：]{0,18}$|关于[^，。；：、]{0,18}$")
_COLLECTIVE = re.compile(r"^(?:会前|会后|会上)?，?(?:会议|全会|大会|与会|大家|代表们|委员们|各地|各级|各部门|各单位|县委|市委|区委|县政府|市政府|参会|学习会|座谈会|全体|调研组|考察团|考核组|群众|村民)")
_MEETING_SAYS = re.compile(r"(?:会[前上后])?，?(?:会议|全会|大会)(?:还)?(?:指出|强调|要求|认为|提出|号召)[，：]")
"""What opens a sentence that gives the meeting's own words; who is named in it is only spoken of."""
_CARRY = re.compile(r"^(?:“[^”]*”)?[，]?(?:并|还|又|也|且|同时|随后|接着|之后|然后|最后|再次|现场|当场|对此|就|在|围绕|结合|代表|他|她|先后|分别|深入|详细|亲切|认真|仔细|一路|边|专程|来到|逐一|实地|听取|了解|"
                    r"查看|察看|强调|指出|要求|表示|希望|宣布|主持|讲话|作|叮嘱|勉励|看望|慰问|走访|检查|督导|调研|到|深入|前往|走进|和|与|向|对|为|以|通过|带领|率)")
_NOUN_AFTER = re.compile(r"精神|的(?!时候)|会(?!议主持)|稿|人员|单位|者|台|组|团|点|站|所|中心|制度|机制|方式|力度|水平|能力|体系|责任|报告|书|材料|室|厅|服务|活动方案|日")
_JOIN = re.compile(r"(?:并|、|，|后|时|和|还|亲自|也|且|又|再|分别|共同|一同|现场|专题|实地|重点|集中|先后|一起|会议|活动|大会|仪式|[^，。；：]{0,30}(?:并|时|中|后|上|还|期间))$")
_PAREN = re.compile(r"（[^（）\n]{0,40}）")
_CARRIED = re.compile(r"(?:“[^”]*”)?[，]?(?:他|她|还|并|随后|同时|之后|接着)|[^，。“]{0,8}\d日[^，。]{0,6}，?(?:又|还|再次)|[在就针对][^，。“]{1,24}，(?:他|她)(?![们])")
_REPORTING = re.compile(  # 受县政府委托所作的…报告, 作起草说明, 作了总结点评
    r"(?:所)?(?:作|做)(?:了)?的(?=[^。；]{0,60}(?:报告|说明|汇报))|(?:作|做)(?:了)?(?:[^，。；、的作做和]{0,12}?)(?:汇报|说明|发言|讲话|报告|表态|交流|部署|安排|辅导|动员|总结|点评|述职|解读)(?!会|团|稿|材料|精神|后|的)")
_OTHERS = re.compile(r"(?:代表|人员|负责人|负责同志|成员|单位|部门|专家|群众|村民|学员|党员|干部|职工|委员|企业家|同志们|双方|大家)(?:们)?(?:分别|依次|先后|纷纷|相继|围绕[^，]*|就[^，]*|结合[^，]*)?$")
_URGED = re.compile(r"(?:(?<![主重首需只])要|应(?![邀急对届])|必须|可以|将(?!军)|拟|定期|每[月周年季])[^，。；在]{0,4}$")
_AWAY = re.compile(  # 因病请假, 因到市里开会，委托…, 在中央党校学习
    r"(?:同志)?因(?!此|为|地制宜)[^，。；]{1,24}(?:，)?(?:[^，。；]{0,4})(?:请假|缺席|未能|未出席|未参加|没有|无法|不能|委托|转达)|(?:同志)?(?:正)?在[^，。；]{0,12}(?:党校|学院|外地|外)[^，。；]{0,8}(?:学习|培训|出差)")
_INVERSE = re.compile(r"(?P<verb>出席|参加|列席|陪同)[^，。；：]{0,24}?(?:的)?(?:市|县|区|州|省|校|军)?(?:领导|领导同志|嘉宾|同志)?(?:还)?有[：:]?(?!关)")
_INVITED = re.compile(r"应[^。；]{2,160}?邀请(?!了)|受[^。；]{2,60}?委托")
_PLANNED = re.compile(r"(?:将于|将对|将在|将赴|将到|即将|拟于|定于|计划)[^，。；]*$")
_REFERRED = re.compile(r"(?:前夕|期间|之际|前后|以来|的(?!时候)|为契机|成果|取得)|[^，。；]{0,40}时(?:发表|强调|提出|作出|指出|所)[^，。；]{0,12}的(?!是)")
_TOWARDS = re.compile(r"(?<![一共陪随会])[同与对向给]$")
_CONDOLENCE = re.compile(r"(?:致以?|表示|诚挚|深切|亲切的?)[^，。；]{0,8}$")
_ASSERTS = frozenset(("指出", "强调", "表示", "说", "要求", "认为", "提出", "强调指出", "称", "坦言", "希望"))
_BACKGROUND = re.compile(r"[^，。]{0,16}(?<!会议)(?<!会)以来，|近年来|多年来|长期以来")


@dataclass(frozen=True, slots=True)
class Act:
    """A person does something at ``text[start:end]``; ``kind`` is the act of the verb, ``named`` where the name stands that it belongs to (-1: not in this sentence)."""

    person: str
    kind: str
    verb: str
    start: int
    end: int
    reach: int
    named: int = -1


@dataclass(slots=True)
class _State:
    group: list[Mention] = field(default_factory=list)
    last: list[Mention] = field(default_factory=list)
    spent: bool = False
    act: str = ""
    taken: int = 0


def _position(token: Mention | tuple[int, int, str]) -> int:
    return token.start if isinstance(token, Mention) else token[0]


class RoleReader:
    """Reads who does what, clause by clause."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._acts = {row["verb"]: row["act"] for row in lexicon.rows("role_verbs")}
        self._words = sorted(self._acts)
        self._scan = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def read(self, text: str, start: int, end: int, mentions: Sequence[Mention],
             before: Sequence[str] = ()) -> list[Act]:
        """Return the acts of the sentence ``text[start:end]``; *before* are the subjects of the sentence before it."""
        carried = bool(before) and _CARRIED.match(text, start, end) is not None
        if (not mentions and not carried) or _BACKGROUND.match(text, start, end):
            return []
        if _MEETING_SAYS.match(text, start, end):
            return []
        acts: list[Act] = []
        state = _State(last=[Mention(name, start, start, start) for name in before] if carried else [])
        shield = [*quoted(text, start, end), *(m.span() for m in _PAREN.finditer(text, start, end))]
        hosts = [match.span() for match in _INVITED.finditer(text, start, end)]
        mentions = [m for m in mentions if not any(a <= m.start < b for a, b in hosts) and not _AWAY.match(text, m.end) and not any(x < m.start < y for x, y in shield)]
        inverse = _INVERSE.search(text, start, end)
        if inverse and not any(m.start < inverse.start() for m in mentions):
            return [Act(m.name, "attend", inverse["verb"], *inverse.span("verb"), m.reach, m.start) for m in mentions if m.start >= inverse.end()]
        for beside in _COMPANIONS.finditer(text, start, end):
            inside = [m for m in mentions if beside.start("who") <= m.start < beside.end("who")]
            acts += [Act(m.name, "companion", "陪同", m.start, m.end, m.reach, m.start) for m in inside]
            mentions = [m for m in mentions if m not in inside]
        for begin, stop in clauses(text, start, end):
            acts += self._clause(text, begin, stop, [m for m in mentions if begin <= m.start < stop], state, shield)
        absent = {act.person for act in acts if act.kind == "absent"}
        return [act for act in self._outside_speech(text, acts) if act.person not in absent]

    @staticmethod
    def _outside_speech(text: str, acts: list[Act]) -> list[Act]:
        """Leave out what a speaker says of others (某某表示，习近平主席发来贺信，指出…)."""
        saying = next((act for act in acts if act.verb in _ASSERTS and text[act.end:act.end + 1] in ("，", "：")), None)
        if saying is None:
            return acts
        speakers = {act.person for act in acts if act.start == saying.start}
        return [act for act in acts if act.start <= saying.start or act.person in speakers or (
            act.kind in ("attend", "chair", "companion") and text[act.reach - 1] in "，；。")]

    def _clause(self, text: str, start: int, end: int, mentions: list[Mention], state: _State,
                shield: list[tuple[int, int]]) -> Iterator[Act]:
        verbs = self._verbs(text, start, end, mentions, shield)
        tokens: list[Mention | tuple[int, int, str]] = sorted([*mentions, *verbs], key=_position)
        if _COLLECTIVE.match(text[start:end]) and not (mentions and mentions[0].reach - start < 8):
            state.group, state.last, state.spent = [], [], False
        used = False
        for token in tokens:
            if isinstance(token, Mention) and (state.group or state.last) and self._led(text, start, token, state):
                yield Act(token.name, "companion", "带领", token.start, token.end, token.reach, token.start)
            elif isinstance(token, Mention):
                self._person(text, token, start, state)
                used = False if not state.spent else used
            else:
                verb_start, verb_end, word = token
                act = self._acts.get(word, "speak")
                subjects = self._subjects(text, start, verb_start, verb_end, word, state, mentions, used)
                for person in subjects:
                    yield Act(person.name, act, word, verb_start, verb_end, person.reach, person.start if person.end > person.start else -1)
                if subjects:
                    state.last, state.spent, used, state.act = subjects, True, True, act

    @staticmethod
    def _led(text: str, start: int, person: Mention, state: _State) -> bool:
        """Whether the subject takes the person along (带领某某、某某); those take part, the subject stays."""
        listed = state.taken and re.fullmatch(r"[、和及]", text[state.taken:person.reach])
        if not listed and not re.search(r"(?:带领|率领|偕同|会同)(?:新当选的|新任)?$", text[start:person.reach]):
            return False
        state.taken = person.end
        return True

    @staticmethod
    def _person(text: str, person: Mention, start: int, state: _State) -> None:
        lead = text[max(start, person.reach - 24):person.reach]
        listed = state.group and re.fullmatch(r"[、，和及与等]*(?:（[^）]*）)?[、，和及与等]*(?:[^，。]{0,16}(?:以及|及))?", text[state.group[-1].end:person.reach])
        if _QUOTED.search(lead) or _POSSESSIVE.match(text, person.end):
            return
        if re.search(r"(?:欢迎|邀请|祝贺|感谢|支持)$", lead):
            state.group, state.last, state.spent = [], [], True
            return
        if re.search(r"(?:委托|授权|指派)$", lead):
            state.group, state.spent = [person], False
            return
        if _OBJECT.search(lead) and not listed and not re.search(r"(?:陪同|由|随同)$", lead):
            state.group = [] if state.spent else state.group
            if re.search(r"(?:和|与|同|跟)$", lead) and state.group and not state.spent:
                state.group.append(person)
            return
        if state.spent or (state.group and not listed and not re.search(r"[，、]", text[state.group[-1].end:person.reach])):
            state.group, state.spent = [], False
        state.group.append(person)

    def _subjects(self, text: str, start: int, verb_start: int, verb_end: int, word: str, state: _State,
                  mentions: list[Mention], used: bool) -> list[Mention]:
        act = self._acts.get(word, "speak")
        if state.group and not state.spent:
            last = state.group[-1]
            gap = text[last.end:verb_start]
            if last.end <= verb_start and self._fits(gap, text, start, verb_start, act):
                return list(state.group)
            return []
        if state.act == "chair" and (used or state.spent) and word in _MEETINGS_OWN:
            return []
        if used or state.spent:
            gap = text[max(start, verb_start - 34):verb_start]
            reach = 44 if state.act == "go" else 14
            joined = (bool(_JOIN.search(gap)) or (state.act == "go" and act == "outing")) if used else verb_start - start <= reach and self._carries(text, start, verb_start)
            return list(state.last) if joined else []
        if state.last and self._carries(text, start, verb_start):
            return list(state.last)
        return []

    @staticmethod
    def _carries(text: str, start: int, verb_start: int) -> bool:
        lead = text[start:verb_start]
        return not lead or (len(lead) <= 30 and bool(_CARRY.match(lead)) and not _COLLECTIVE.match(lead) and not _OTHERS.search(lead))

    @staticmethod
    def _fits(gap: str, text: str, start: int, verb_start: int, act: str) -> bool:
        if act in ("outing", "go") and "关于" in gap:
            return False
        if len(gap) > 60 or re.search(r"等(?:新任|人|\d+)", gap):
            return False
        if "的" in gap and act != "speak" and not re.search(r"的(?:陪同|带领|主持)?$|“[^”]*的[^”]*”|《[^》]*的[^》]*》", gap):
            return len(gap) <= 30
        return True

    def _verbs(self, text: str, start: int, end: int, mentions: list[Mention],
               shield: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
        found = [(match.start(), match.end(), "作报告") for match in _REPORTING.finditer(text, start, end) if not any(x < match.start() < y for x, y in shield)]
        made = len(found)
        for index, a, b in self._scan.find_matches_as_indexes(text[start:end]):
            a, b, word = a + start, b + start, self._words[index]
            if any(x < a < y for x, y in shield) or any(m.start < b and a < m.end for m in mentions) or any(x <= a < y for x, y, _ in found[:made]):
                continue
            if word == "陪同" and text.startswith("下", b):
                continue
            if self._acts[word] == "none" or self._noun_use(text, a, b, word, start, end, mentions):
                continue
            found.append((a, b, word))
        return found

    def _noun_use(self, text: str, a: int, b: int, word: str, start: int, end: int, mentions: list[Mention]) -> bool:
        act = self._acts[word]
        heard = text.rfind("听取", start, a)
        if word in ("报告", "汇报", "说明", "介绍", "通报") and heard >= 0:
            return not any(m.end > heard for m in mentions)
        after_person = any(m.end == a for m in mentions)
        if after_person:
            return False
        if act in ("outing", "attend", "chair") and (_PLANNED.search(text[start:a]) or _TOWARDS.search(text[max(start, a - 2):a])):
            return True
        if act == "outing" and (_REFERRED.match(text, b, end) or _CONDOLENCE.search(text[max(start, a - 10):a])):
            return True
        if word.endswith("召开") and re.match(r"的|情况|以来|之际|前|后|时|期间", text[b:b + 2]):
            return True
        if act in ("chair", "attend", "outing") and _URGED.search(text[max(start, a - 9):a]):
            return True
        if word == "建议" and re.search(r"[件条案见项、和的]$", text[start:a]):
            return True
        before = text[max(start, a - 2):a]
        if act == "speak" and (before.endswith(("的", "”", "重要", "总", "字", "这一", "有关", "相关")) or text.startswith(("精神", "的"), b)):
            return not text.startswith("的", b) or word not in ("说", "讲")
        if act in ("outing", "attend") and text.startswith(("组", "团", "人员", "单位", "力度", "工作组"), b):
            return True
        return act == "go" and len(word) == 1 and text[b:b + 1] in "期底处达位账岗场会点今此年目得以时了各"
