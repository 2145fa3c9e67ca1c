"""Read a personal name at a known place in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from kg.lexicon import Lexicon

_HAN = re.compile(r"[一-龥々〇]+")
_DOTTED = re.compile(r"[一-龥]{1,7}(?:[·•・][一-龥]{1,8})+")
_EDGE = re.compile(r"$|[，。；：、！？（）()“”\"《》【】\[\]\s…—\-/|,.;:!?0-9]")
_ADVERBS = "就率在对向将还也并则又从以为说到作受因赴于与和所等把被让给同及随乘应沿"
_BEHIND_DOTTED = re.compile(r"等(?:人|同志|领导|[^一-龥]|和|与|在|一|有关|相关|出席|参加|陪同)|一行|先生|女士|同志")
_PREPOSITIONS = ("关于", "对于", "由于", "至于", "在于", "根据", "以及", "以为", "认为", "作为", "成为", "要求")
_NO_SYLLABLE = re.compile(r"[的了吗呢吧啊们这你我他她它等就率在对将还也并则又为说受因赴把被让给]")
_COMES = re.compile(r"来(?=我?[一-龥]{1,8}[省市州县区旗镇乡村][一-龥]{0,4}(?:调研|检查|督导|考察|视察|指导|慰问|走访|督查|看望))")  # 市长田野来某县调研
STRONG, WORD, WEAK, NONE = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A possible name ending at ``end``; ``edge`` tells how surely it ends there (3 sure, 2 an everyday word follows, 1 perhaps, 0 no sign)."""

    end: int
    edge: int
    surname: str


class NameReader:
    """Reads Han names by surname and edge, dotted names, and other minority names where the place demands a name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.surnames = {row["surname"]: row["kind"] for row in lexicon.rows("surnames")}
        words = lexicon.words("following")
        strong = "|".join(re.escape(word) for word in words if len(word) > 1)
        weak = "|".join(re.escape(word) for word in words if len(word) == 1)
        self._strong = re.compile(strong)
        self._weak = re.compile(weak)
        self._not_name = re.compile("|".join(map(re.escape, lexicon.words("not_names"))))
        self._sounds = re.compile(f"[{''.join(lexicon.words('sound_characters'))}]{{2,9}}")
        self._country = re.compile("|".join(lexicon.words("countries")))
        self._also_names = frozenset((*lexicon.words("following", name="yes"), *lexicon.words("not_names", name="yes")))
        parts = lexicon.words("minority_names", kind="part")
        clans = lexicon.words("minority_names", kind="clan")
        self._parts = re.compile(f"(?P<clan>{'|'.join(clans)})(?!常|报|程|记)|(?P<part>(?:{'|'.join(parts)})+)")
        self._function = re.compile(r"[的了吗呢吧啊们这那你我他她它在是些啥么什怎就也都还不没任命决定和与及各为等到去看来走]")
        self._not_given = re.compile(r"[的了吗呢吧啊们这那你我他她它]")

    def edge(self, text: str, place: int) -> int:
        """Say how surely a name may end before *place*."""
        if _EDGE.match(text, place) or self._strong.match(text, place):
            return STRONG
        if text[place] in _ADVERBS or _COMES.match(text, place) or len(_first_word(text[place:place + 4])) > 1:
            return WORD
        return WEAK if self._weak.match(text, place) else NONE

    def candidates(self, text: str, start: int) -> Iterator[NameCandidate]:
        """Yield the Han names that could start at *start*, by surname."""
        word = self._strong.match(text, start)
        if word and word[0] not in self._also_names:
            return
        for width in (2, 1, 3):
            surname = text[start:start + width]
            if surname not in self.surnames or (width > 1 and self.surnames[surname] != "compound"):
                continue
            for length in (2, 1):
                given = text[start + width:start + width + length]
                if len(given) == length and _HAN.fullmatch(given) and not self._not_given.search(given):
                    end = start + width + length
                    yield NameCandidate(end, self.edge(text, end), surname)

    def read(self, text: str, start: int, *, sure: bool = True, known: Collection[str] = (),
             minority: bool = False, foreign: bool = False) -> int | None:
        """Return the end of the name at *start*, or None.

        ``sure`` says that the place demands a name (behind an office, within a list of names), so that rare surnames
        and names without a Han surname are taken too; *known* names of the document are taken as they are;
        ``minority`` says that the document is of a place where names without a Han surname are common, ``foreign`` that
        the office is another country's.
        """
        dotted = _DOTTED.match(text, start)
        if dotted:
            return self._dotted_end(text, dotted)
        if foreign:
            if text[start:start + 1] in ("和", "与", "及", "将", "率") or self._country.match(text, start):
                return None
            end = self._foreign_end(text, start)
            if end:
                return end
        for length in (4, 3, 2):
            if start + length <= len(text) and text[start:start + length] in known and self.edge(text, start + length) != NONE:
                return start + length
        word = self._not_name.match(text, start)
        joined = _first_word(text[start + 1:start + 5]) if text[start:start + 1] in ("和", "与") else ""
        if (word and word[0][0] in "和区师") or (len(joined) > 1 and self.edge(text, start + 1 + len(joined)) != STRONG):
            return None  # 政协委员和机关干部, but 副县长和桂花出席
        if sure and text[start:start + 2] in self._also_names:
            return start + 2 if self.edge(text, start + 2) == STRONG else None
        if word and sure and len(word[0]) == 2 and word[0][0] in self.surnames and _acts_elsewhere(text, word[0]):
            return word.end()
        found = [c for c in self.candidates(text, start) if not word or (
            c.end > word.end() and c.edge >= WORD and self.surnames[c.surname] != "rare" and text[c.end - 1] not in "和与及同" and len(_first_word(text[word.end():word.end() + 4])) < 2)]
        doubts = {c: self._doubt(text, c, found, start) for c in found}
        best = max(found, key=lambda c: (c.edge - doubts[c], len(c.surname), not self._ends_modal(text, c), c.end), default=None)
        if sure and (not word or word[0] == "的"):
            end = self._of_parts(text, start, best)
            if end:
                return end
        if best and best.edge == NONE:
            best = self._repeated(text, start, found)
            if best:
                return best.end
        if minority and sure and best is None and _twice(text, start):
            return start + 2
        if minority and sure and not word and (best is None or best.edge != STRONG):
            end = self._minority_end(text, start)
            if end and not (best and best.edge >= WORD and (self._word_between(text, best.end) or self.surnames[best.surname] == "common")):
                return end
        if best and self._taken(best, sure=sure):
            return best.end
        return None

    def _word_between(self, text: str, start: int) -> bool:
        """Whether a word that may follow a name stands at *start*."""
        return text[start] in _ADVERBS or bool(self._strong.match(text, start))

    @staticmethod
    def _ends_modal(text: str, candidate: NameCandidate) -> bool:
        """Whether a candidate ends in a word that stands before verbs only (邵鸿在参加 is 邵鸿; but 梁有为，and 周大同汇报)."""
        follows = text[candidate.end:candidate.end + 1]
        return (text[candidate.end - 1] in "就还也并则又将在率即" and bool(_HAN.match(follows))) or (text[candidate.end - 1] in "以用" and follows in ("“", "《"))

    @staticmethod
    def _doubt(text: str, candidate: NameCandidate, found: Sequence[NameCandidate], start: int) -> int:
        """Two where the text has the name without its last adverb more often, one where a candidate swallows an adverb, or the beginning of a word that follows a shorter candidate."""
        if _COMES.match(text, candidate.end - 1):
            return 2
        joining = text[candidate.end - 1] in "和与同及" and text[candidate.end:candidate.end + 1] in ("等", "，", "、", "。", "")
        if text[candidate.end - 1] in _ADVERBS and not joining and candidate.end - start > len(candidate.surname) + 1:
            shorter = text.count(text[start:candidate.end - 1]) > text.count(text[start:candidate.end])
            return 2 if shorter or text[candidate.end - 1] == "等" else 1
        return int(any(other.end < candidate.end and len(other.surname) == len(candidate.surname)
                       and len(word := _first_word(text[other.end:other.end + 4])) > 1 and (word[1:] not in _ADVERBS or word in _PREPOSITIONS) for other in found))

    @staticmethod
    def _repeated(text: str, start: int, found: Sequence[NameCandidate]) -> NameCandidate | None:
        """Return the longest candidate that the text repeats as often as its shorter form."""
        counts = {c.end: text.count(text[start:c.end]) for c in found}
        fitting = [c for c in found if counts[c.end] > 1 and counts[c.end] == max(counts.values())]
        return max(fitting, key=lambda c: c.end, default=None)

    def foreign(self, name: str) -> bool:
        """Whether *name* could be one written by sound: no everyday words, no function words."""
        return not self._function.search(name) and not self._not_name.match(name) and _foreign(name)

    def is_word(self, name: str) -> bool:
        """Whether *name* begins with a word that is never a name."""
        return bool(self._not_name.match(name)) and name not in self._also_names

    def made_of_parts(self, name: str) -> bool:
        """Whether *name* is one of a people who write their names by sound (扎西尼玛)."""
        return self._of_parts(name, 0, None) == len(name)

    def certain(self, text: str, start: int) -> int | None:
        """Return the end of the name at *start* where nothing about it is in doubt."""
        found = [c for c in self.candidates(text, start)
                 if c.edge == STRONG and self.surnames[c.surname] != "rare" and self._doubt(text, c, [], start) < 2 and not self._ends_modal(text, c)]
        return found[0].end if len(found) == 1 and not self._not_name.match(text, start) else None

    def _taken(self, best: NameCandidate, *, sure: bool) -> bool:
        kind = self.surnames[best.surname]
        if not sure:
            return best.edge == STRONG and kind != "rare"
        return best.edge == STRONG or (best.edge != NONE and (kind != "rare" or best.edge == WORD))

    def _dotted_end(self, text: str, match: re.Match[str]) -> int:
        last = max(text.rfind(dot, match.start(), match.end()) for dot in "·•・")
        run = self._sounds.match(text, last + 1)
        if run and run.end() < match.end() and self.edge(text, match.end()) != STRONG:
            return run.end()
        for end in range(last + 2, match.end() + 1):
            if self.edge(text, end) == STRONG or (end < match.end() and _BEHIND_DOTTED.match(text, end)):
                return end
        return match.end()

    def _foreign_end(self, text: str, start: int) -> int | None:
        """Return the end of a foreign name: a run of characters that write sounds, or four before a sure edge (岸田文雄)."""
        if self._not_name.match(text, start) or self._strong.match(text, start):
            return None
        run = self._sounds.match(text, start)
        if run and (len(run[0]) > 2 or self.edge(text, run.end()) != NONE):
            return run.end()
        end = start + 4
        found = [c for c in self.candidates(text, start) if c.edge >= WORD]
        if _HAN.fullmatch(text, start, end) and self.edge(text, end) >= WEAK and not found and self.foreign(text[start:end]):
            return end
        return None

    def by_sound(self, name: str) -> bool:
        """Whether *name* is a run of three and more characters that write foreign sounds."""
        return len(name) > 2 and bool(self._sounds.fullmatch(name))

    def _of_parts(self, text: str, start: int, best: NameCandidate | None) -> int | None:
        """Return the end of a name that begins with a known part of such names, where no Han name ends as surely before it.

        A clan's name takes one or two syllables more; parts alone make a name, or up to two syllables follow the last.
        """
        match = self._parts.match(text, start)
        if match is None:
            return None
        sure_end = best.end if best and best.edge == STRONG else 0
        wanted = (2, 1, 3) if match["clan"] else (0, 1, 2)
        ends = [match.end() + extra for extra in wanted if match.end() + extra - start > 2 and _HAN.fullmatch(text, start, match.end() + extra)]
        graded = [(self.edge(text, end), -place, end) for place, end in enumerate(ends) if not _NO_SYLLABLE.search(text[start + 1:end])]
        grade, _, end = max(graded, default=(NONE, 0, 0))
        if grade == STRONG:
            return end if end >= sure_end or match.end() > sure_end else None
        whole = match["part"] is not None and match.end() - start > 3
        if sure_end or not (grade != NONE or match["clan"] or whole):
            return None
        return match.end() if whole and grade == NONE else end or None

    def _minority_end(self, text: str, start: int) -> int | None:
        """Read a name without a Han surname: two to seven characters up to the first sure edge."""
        run = _HAN.match(text, start)
        if not run or text[start] in _ADVERBS or self._strong.match(text, start) or self._not_given.search(run[0][:2]):
            return None
        for end in range(start + 2, min(run.end(), start + 7) + 1):
            if self.edge(text, end) == STRONG or (end - start > 2 and text[end] in _ADVERBS):
                name = text[start:end]
                return end if len(name) <= 6 and self.foreign(name) else None
        return None


def _twice(text: str, start: int) -> bool:
    """Whether the two characters at *start*, which begin with no surname, stand behind the same office before a chairing verb more than once (旗委书记兴安主持)."""
    called = text[start - 2:start + 2]
    return text.startswith("主持", start + 2) and text.count(f"{called}主持") + len(re.findall(f"{called}[，、。]", text)) > 1


def _acts_elsewhere(text: str, word: str) -> bool:
    """Whether *word*, an everyday one, stands elsewhere in *text* as a person only could (。应急强调，)."""
    return bool(re.search(rf"[，。；\n]{word}(?:还|又|首先|最后|在[^，。]{{1,16}})?(?:强调|指出|要求|表示|一行|主持召开|认真听取)[，，了一会实察]?", text))


@lru_cache(maxsize=200_000)
def _first_word(text: str) -> str:
    """Return the everyday word that *text* begins with."""
    return str(rjieba.cut(text, False)[0]) if text else ""


def _foreign(name: str) -> bool:
    """Whether *name* falls apart into single characters, as names written by sound do, rather than into words."""
    pieces = rjieba.cut(name, False)
    return len(pieces) > 1 and sum(len(piece) == 1 for piece in pieces) * 2 >= len(pieces)
