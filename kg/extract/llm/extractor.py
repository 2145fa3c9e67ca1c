"""The extractor ``llm``: asks an OpenAI-compatible endpoint, keeps its answers, takes what the text bears out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from kg.clean import clean
from kg.errors import RejectedDocument
from kg.extract.llm.answers import INSTRUCTION, Answer, messages, schema
from kg.extract.llm.borne_out import Text, borne_out
from kg.extract.llm.cache import Answers
from kg.extract.llm.cost import ANSWER_SHARE, TOKENS_A_CHARACTER, Estimate
from kg.extract.llm.endpoint import Endpoint, parsed
from kg.extract.llm.statements import AnswerWriter
from kg.extract.sentences import sentences
from kg.extract.times import Calendar
from kg.model import Document, Statement, content_id
from kg.regions import Context, Gazetteer, home_region, load_gazetteer

PIECE = 6000
"""Characters of text in one question."""
ASKINGS = 3
"""How often an answer that is no facts is asked for again."""


class LanguageModelExtractor:
    """Asks a language model what a document says. Nothing is sent before somebody has agreed to :meth:`estimate`."""

    name = "llm"
    seconds = 1800.0

    def __init__(self, endpoint: Endpoint | None = None, answers: Answers | None = None, gazetteer: Gazetteer | None = None) -> None:
        """Take the endpoint and the answers' folder, those of the environment unless given.

        Raises:
            ExtractorNotSet: the environment names no endpoint.
        """
        self._endpoint = endpoint or Endpoint.from_environment()
        self._answers = answers or Answers.from_environment()
        self._gazetteer = gazetteer or load_gazetteer()
        self._shape = schema()
        self.version = content_id(self._endpoint.model, INSTRUCTION, json.dumps(self._shape, sort_keys=True), length=8)

    def __call__(self, document: Document) -> Iterator[Statement]:
        """Yield the statements of *document*.

        Raises:
            RejectedDocument: the model's answers are no facts, however often it is asked.
            StageFailed: the endpoint refuses or cannot be reached.
        """
        cleaned = clean(document)
        calendar = Calendar(document.published, document.text)
        home = home_region(title=document.title, publisher=document.publisher, text=cleaned.text, region=document.region, year=calendar.year,
                           gazetteer=self._gazetteer)
        if not cleaned.text.strip():
            raise RejectedDocument(f"{document.source}: nothing extracted, it has no readable text.")
        text = Text(cleaned.text, calendar, Context(self._gazetteer, home, calendar.year))
        facts = borne_out(self._answer(document, cleaned.text), text)
        yield from AnswerWriter(document, cleaned, sentences(cleaned.text)).statements(facts)

    def estimate(self, documents: Iterable[Document]) -> str:
        """Return in one sentence what asking about *documents* would send, to whom, and cost; answers at hand are not counted."""
        number = characters = sent = received = 0
        for document in documents:
            missing = [piece for piece in pieces(clean(document).text) if self._kept(document, piece) is None]
            number += bool(missing)
            characters += sum(map(len, missing))
            sent += sum(round((len(INSTRUCTION) / 4 + len(json.dumps(self._shape)) / 4) + len(piece) * TOKENS_A_CHARACTER) for piece in missing)
            received += round(sum(map(len, missing)) * ANSWER_SHARE * TOKENS_A_CHARACTER)
        return Estimate(number, characters, sent, received).words(host=self._endpoint.host, model=self._endpoint.model)

    def _answer(self, document: Document, text: str) -> Answer:
        whole = Answer(persons=[], tenures=[], events=[], slogans=[])
        for piece in pieces(text):
            part = self._kept(document, piece) or self._asked(document, piece)
            for name in Answer.model_fields:
                getattr(whole, name).extend(getattr(part, name))
        return whole

    def _question(self, document: Document, piece: str) -> tuple[str, ...]:
        return (self._endpoint.url, self._endpoint.model, self.version, document.title or "", document.published or "", document.publisher or "", piece)

    def _kept(self, document: Document, piece: str) -> Answer | None:
        words = self._answers.get(*self._question(document, piece))
        return _read(words) if words is not None else None

    def _asked(self, document: Document, piece: str) -> Answer:
        for _ in range(ASKINGS):
            words = self._endpoint.ask(messages(piece, title=document.title, published=document.published, publisher=document.publisher), self._shape)
            answer = _read(words)
            if answer is not None:
                self._answers.put(answer.model_dump_json(), *self._question(document, piece))
                return answer
        raise RejectedDocument(f"{document.source}: not extracted, {self._endpoint.model} gave no facts in the shape asked for, {ASKINGS} times.")


def _read(words: str) -> Answer | None:
    try:
        return Answer.model_validate(parsed(words))
    except ValidationError:
        return None


def pieces(text: str) -> Iterator[str]:
    """Yield *text* in pieces of whole paragraphs, each of at most PIECE characters where paragraphs allow it."""
    piece: list[str] = []
    size = 0
    for line in text.split("\n"):
        for start in range(0, max(1, len(line)), PIECE):
            part = line[start:start + PIECE]
            if piece and size + len(part) > PIECE:
                yield "\n".join(piece)
                piece, size = [], 0
            piece.append(part)
            size += len(part) + 1
    if "".join(piece).strip():
        yield "\n".join(piece)
