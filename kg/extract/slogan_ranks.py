"""How sure it is that a parallel chain in its place is a formula: cadence, repetition, context."""

from __future__ import annotations

import math
import re
from functools import cache

from kg.extract.slogan_cadence import Cadence
from kg.extract.slogan_chains import OFFICE, Chain, echo
from kg.lexicon import load_lexicon

_LEADING = re.compile(r"(?:坚持|做到|确保|力争|按照|遵循|实现|秉持|推动|贯彻|树立|树牢|践行|弘扬)$")
_FRAME = re.compile(r"的?(?:总?方针|原则|总?要求|思路|总基调|方略)")
_MOTTO = re.compile(r"[强富立兴活美稳旺建治靓][省市区县州旗镇乡村企]$")
_HOPELESS = -3.5
_OFTEN = 8
_NAMES_AT_MOST = 1.5


@cache
def _surnames() -> frozenset[str]:
    return frozenset(load_lexicon().words("surnames"))


def formula_probability(text: str, chain: Chain, model: Cadence) -> float:
    """Return the probability that *chain* of *text* is a formula of policy.

    A logistic rule; its weights were fitted on half of the development documents and hold on the other half. What a frame
    (…的方针) adds is set by hand, since the development documents hold too few.
    """
    sizes = {len(part) for part in chain.parts}
    if any(OFFICE.search(part) for part in chain.parts):
        return 0.0
    cadence = max(-4.0, min(4.0, model.score(chain.parts)))
    if all(_MOTTO.search(part) for part in chain.parts):
        cadence = max(cadence, 1.0)
    elif cadence < _HOPELESS:
        return 0.0
    echoes = echo(chain.parts)
    if not echoes and cadence < _NAMES_AT_MOST and all(len(part) <= 3 and part[0] in _surnames() for part in chain.parts):
        return 0.0
    size = max(sizes)
    repeated = model.documents(chain.parts)
    following = text[chain.end:chain.end + 1]
    odds = (
        -1.28 + 0.37 * cadence
        + 0.53 * (echoes >= 1) + 0.25 * (echoes >= 2)
        - 1.14 * (chain.left == 0) - 0.30 * (chain.left == 2)
        + 0.98 * (_LEADING.search(text, max(0, chain.start - 4), chain.start) is not None)
        + 1.63 * (chain.right == 2) + 1.05 * (following == "的") - 1.09 * (following == "等")
        + 0.80 * (_FRAME.match(text, chain.end) is not None)
        - 2.20 * (following == "、" or text[chain.start - 1:chain.start] == "、")
        - 0.62 * (chain.joint != "、")
        + 0.68 * (len(chain.parts) >= 3)
        - 0.39 * (size == 2) - 0.55 * (size == 3) - 1.27 * (len(sizes) > 1)
        + (0.66 * min(4.0, math.log(repeated / _OFTEN) + 1) if repeated >= _OFTEN else 0.0)
    )
    return 1 / (1 + math.exp(-odds))
