from dataclasses import replace

from kg.extract.confidence import UNMEASURED, Confidence
from kg.extract.grammar import GrammarExtractor
from kg.extract.statements import StatementWriter
from kg.extract.traits import Traits
from kg.lexicon import load_lexicon
from kg.model import Document, Entity, Span, Statement

TEXT = ("11月13日，永川区委书记张智奎主持召开区委常委会会议，传达学习市委全会精神。张智奎强调，要抓好落实。区委副书记、区长常晓勇，区委常委李明参加会议。\n"
        "常晓勇指出，要坚持问题导向。会后，张智奎来到胜利路街道调研。")


def weighed(extractor: GrammarExtractor, text: str = TEXT, rule: str | None = None) -> list[Statement]:
    """The statements of *text*, as if *rule* had read them all."""
    document = Document(id="1", name="a", text=text, published="2022-11-14", publisher="永川日报")
    reading = extractor.read(document)
    raw = [replace(statement, rule=rule or statement.rule) for statement in StatementWriter(reading).statements()]
    return list(Confidence(load_lexicon()).weigh(document, reading.text, raw))


def test_confidence_is_a_probability_that_differs_within_a_rule(extractor: GrammarExtractor) -> None:
    found = weighed(extractor)
    assert all(0 < statement.confidence < 1 for statement in found)
    assert len({statement.confidence for statement in found}) > 3
    assert max(statement.confidence for statement in found if statement.predicate == "MENTIONED_IN") >= 0.9


def test_a_rule_that_nothing_has_measured_is_held_low(extractor: GrammarExtractor) -> None:
    assert max(statement.confidence for statement in weighed(extractor, rule="new")) <= UNMEASURED


def test_a_claim_about_a_person_is_no_surer_than_the_person(extractor: GrammarExtractor) -> None:
    found = weighed(extractor)
    persons = {s.subject.name: s.confidence for s in found if s.predicate == "MENTIONED_IN"}
    for statement in found:
        if statement.predicate in ("HELD", "ATTENDED"):
            assert statement.confidence <= persons[statement.subject.name]


def test_a_name_cut_short_scores_less_than_the_whole_one(extractor: GrammarExtractor) -> None:
    document = Document(id="1", name="a", text="州长尕玛松保出席会议。尕玛松保强调，要抓好落实。")
    text, model = extractor.read(document).text, Confidence(load_lexicon())
    scores = []
    for name in ("尕玛松", "尕玛松保"):
        statement = Statement(subject=Entity(kind="Person", id=name, name=name), predicate="MENTIONED_IN", object=Entity(kind="Document", id="1", name="a"),
                              qualifiers={"role": "public"}, document="1", span=Span(2, 2 + len(name)), sentence=Span(0, 11), rule="person")
        traits = Traits(document, text, [statement], model.surnames).of(statement)
        assert ("one character always follows the name" in traits) == (name == "尕玛松")
        scores.append(model.score("person", traits))
    assert scores[0] < scores[1]


def test_the_extractor_weighs_what_it_reads(extractor: GrammarExtractor) -> None:
    document = Document(id="1", name="a", text=TEXT, published="2022-11-14", publisher="永川日报")
    assert [s.confidence for s in extractor(document)] == [s.confidence for s in weighed(extractor)]
