import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.errors import WrongBase
from kg.stores.rdf.language import tag
from kg.stores.rdf.names import Names, key
from kg.stores.rdf.rows import Rows
from kg.stores.rdf.syntax import NTriples, Turtle, digits, quoted
from kg.stores.rdf.write import export_ntriples, export_ontology, export_trig, export_turtle


@pytest.fixture(scope="module")
def turtle(graph: Path) -> str:
    return "".join(export_turtle(graph))


def triples(text: str, form: ox.RdfFormat) -> set[tuple[object, ...]]:
    return {(found.subject, found.predicate, found.object) for found in ox.parse(text, format=form)}


def test_the_three_forms_say_the_same(graph: Path, turtle: str) -> None:
    lines = "".join(export_ntriples(graph))
    assert triples(turtle, ox.RdfFormat.TURTLE) == triples(lines, ox.RdfFormat.N_TRIPLES)
    assert len(set(lines.splitlines())) == lines.count("\n")
    trig = triples("".join(export_trig(graph)), ox.RdfFormat.TRIG)
    extra = trig - triples(turtle, ox.RdfFormat.TURTLE)
    assert triples(turtle, ox.RdfFormat.TURTLE) <= trig
    assert all("/id/graph-" in str(subject) for subject, _, _ in extra)


def test_one_named_graph_a_document_holds_what_the_document_proves(graph: Path) -> None:
    quads = list(ox.parse("".join(export_trig(graph)), format=ox.RdfFormat.TRIG))
    names = Names()
    sources = {q.subject.value: q.object.value for q in quads if q.predicate.value == names.iri("oa:hasSource")}
    for quad in quads:
        if quad.predicate.value == names.iri("kg:evidence"):
            document = sources[quad.object.value].rpartition("document-")[2]
            assert quad.graph_name.value == names.iri(f"id:graph-{document}")


def test_rdflib_reads_an_isomorphic_graph(chain: Path) -> None:
    ours = rdflib.Graph().parse(data="".join(export_turtle(chain)), format="turtle")
    lines = rdflib.Graph().parse(data="".join(export_ntriples(chain)), format="nt")
    again = rdflib.Graph().parse(data=ours.serialize(format="turtle"), format="turtle")
    assert len(ours) > 3000
    assert isomorphic(ours, lines)
    assert isomorphic(ours, again)


def test_the_same_bytes_every_time(chain: Path) -> None:
    for export in (export_turtle, export_trig, export_ntriples):
        assert "".join(export(chain)) == "".join(export(chain))


def test_iris_are_ascii_and_nothing_is_blank(turtle: str, graph: Path) -> None:
    for subject, _, found in triples(turtle, ox.RdfFormat.TURTLE):
        assert isinstance(subject, ox.NamedNode) and subject.value.isascii()
        assert not isinstance(found, ox.BlankNode)
    assert key("360731-罗坳镇").isalnum()
    with Rows(graph) as rows:
        found = list(rows.query('SELECT id FROM "Region" WHERE regexp_matches(id, \'[^ -~]\')')[1])
    assert found, "samples/ hold a place whose id is not ASCII"


def test_dates_keep_their_precision(turtle: str) -> None:
    names = Names()
    dated = ("Date", "Seen", "validFrom", "issued")
    for subject, predicate, found in triples(turtle, ox.RdfFormat.TURTLE):
        if predicate.value.endswith(dated) and re.fullmatch(r"\d{4}(-\d\d){0,2}", found.value):
            wanted = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}[len(found.value)]
            assert found.datatype.value == names.iri(wanted), f"{subject} {predicate} {found}"
    assert Turtle(names).date("2021-06") == '"2021-06"^^xsd:gYearMonth'
    assert Turtle(names).date("about 2021") == '"about 2021"'


def test_languages() -> None:
    assert [tag(words) for words in ("县委书记", "縣委書記", "G20", "王乾")] == ["zh-Hans", "zh-Hant", "", "zh-Hans"]
    assert Turtle(Names()).text("縣委") == '"縣委"@zh-Hant'


def test_numbers_have_no_exponent() -> None:
    assert [digits(value) for value in (0.95, 1.0, 1e-7, 0)] == ["0.95", "1.0", "0.0000001", "0.0"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    names = Names()
    for form, syntax in ((ox.RdfFormat.TURTLE, Turtle(names)), (ox.RdfFormat.N_TRIPLES, NTriples(names))):
        head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in names.prefixes.items()) if form == ox.RdfFormat.TURTLE else ""
        found = list(ox.parse(f"{head}{syntax.name('id:x')} {syntax.name('kg:text')} {syntax.text(text)} .\n", format=form))
        assert [triple.object.value for triple in found] == [text]
    assert quoted(text).count("\n") == 0


def test_another_base(chain: Path) -> None:
    text = "".join(export_turtle(chain, base_iri="https://data.example.com/kg/"))
    assert "example.org/chuanda" not in text
    assert "@prefix id: <https://data.example.com/kg/id/> ." in text
    ontology = "".join(export_ontology(chain, base_iri="https://data.example.com/kg/"))
    assert "https://data.example.com/kg/ns#" in ontology and "example.org" not in ontology
    with pytest.raises(WrongBase, match="ends in / or #"):
        Names("https://example.com/传达")


def test_little_confidence_is_left_out(chain: Path) -> None:
    least = [float(words) for words in re.findall(r"kg:confidence ([\d.]+)", "".join(export_turtle(chain, min_confidence=0.9)))]
    whole = [float(words) for words in re.findall(r"kg:confidence ([\d.]+)", "".join(export_turtle(chain)))]
    assert min(whole) < 0.9 <= min(least)
