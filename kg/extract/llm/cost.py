"""What asking would cost, told before anything is sent."""

from __future__ import annotations

import os
from dataclasses import dataclass

from kg.errors import ExtractorNotSet

TOKENS_A_CHARACTER = 1.1
"""Tokens of one Chinese character: between 0.6 and 1.1 in the vocabularies of today; the dearer is taken."""
ANSWER_SHARE = 0.8
"""Length of an answer, as a share of the text's: names, titles and quotes again, and the keys around them."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Documents and characters still to be asked about, and about how many tokens that makes."""

    documents: int
    characters: int
    sent: int
    received: int

    def words(self, *, host: str, model: str) -> str:
        """Return the estimate as one sentence, with the price where CHUANDA_LLM_PRICE tells those of a million tokens sent and received."""
        price = _price()
        money = (f"about {(self.sent * price[0] + self.received * price[1]) / 1e6:,.2f} at {price[0]:g} and {price[1]:g} a million" if price else
                 "price unknown, set CHUANDA_LLM_PRICE=SENT,RECEIVED (of a million tokens) to have it reckoned")
        return (f"{self.documents:,} documents ({self.characters:,} characters) would be sent to {host}, model {model}: "
                f"about {self.sent:,} tokens sent and {self.received:,} received, {money}")


def _price() -> tuple[float, float] | None:
    words = os.environ.get("CHUANDA_LLM_PRICE")
    if not words:
        return None
    try:
        sent, received = map(float, words.split(","))
    except ValueError as error:
        raise ExtractorNotSet(f"CHUANDA_LLM_PRICE={words} is not understood; write the prices of a million tokens sent and received, e.g. 0.5,2.") from error
    return sent, received
