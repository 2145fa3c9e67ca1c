"""The ontology covers the schema, says everything in two languages, and stays within a simple profile."""

from functools import cache

import pyoxigraph as ox
import pytest

from kg.resources import folder
from kg.schema import EDGES, EVENT_KINDS, NODES, ROLES, STATUSES
from kg.stores.rdf.names import STANDARD, Names
from kg.stores.rdf.terms import ALWAYS, CLASSES, INLINE, STATEMENTS, Form, edge_terms, node_terms

OWL = "http://www.w3.org/2002/07/owl#"
NAMES = Names()


@cache
def store() -> ox.Store:
    found = ox.Store()
    for name in ("chuanda.ttl", "vocabularies.ttl"):
        found.load(path=str(folder("ontology") / name), format=ox.RdfFormat.TURTLE)
    return found


def ask(query: str) -> list[dict[str, str]]:
    prefixes = NAMES.prefixes | {"owl": OWL}
    rows = store().query(query, prefixes=prefixes)
    names = [variable.value for variable in rows.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in rows]


def declared(kind: str) -> set[str]:
    return {row["x"] for row in ask(f"SELECT ?x {{ ?x a owl:{kind} }}")}


def used() -> dict[str, str]:
    """Every own predicate that the schema leads to, with where it comes from."""
    found = {}
    for kind in NODES:
        found |= {item.predicate: f"{kind}.{name}" for name, item in node_terms(kind).items()}
    for kind in EDGES:
        found |= {item.predicate: f"{kind}.{name}" for name, item in edge_terms(kind).items()}
    for kind, terms in STATEMENTS.items():
        found |= {terms.subject: kind, terms.object: kind, **{shortcut.predicate: kind for shortcut in terms.shortcuts}}
    found |= {item.predicate: name for name, item in ALWAYS.items()} | {predicate: edge for edge, (_, predicate) in INLINE.items()}
    return found


def test_every_kind_of_the_schema_has_a_class() -> None:
    assert set(CLASSES) == set(NODES)
    assert set(STATEMENTS) | set(INLINE) == set(EDGES)
    classes = declared("Class")
    for terms in (*CLASSES.values(), *STATEMENTS.values()):
        own = [name for name in terms.types if name.startswith("kg:")]
        assert own and {NAMES.iri(name) for name in own} <= classes


def test_every_property_of_the_schema_has_a_term() -> None:
    own = declared("ObjectProperty") | declared("DatatypeProperty")
    missing = {predicate: where for predicate, where in used().items() if predicate.startswith("kg:") and NAMES.iri(predicate) not in own}
    assert missing == {}
    assert {predicate.partition(":")[0] for predicate in used()} <= set(NAMES.prefixes)


def test_links_and_codes_are_object_properties_and_the_others_are_not() -> None:
    links, values = declared("ObjectProperty"), declared("DatatypeProperty")
    for kind, terms in [*((kind, node_terms(kind)) for kind in NODES), *((kind, edge_terms(kind)) for kind in EDGES)]:
        for name, item in terms.items():
            if item.predicate.startswith("kg:"):
                assert NAMES.iri(item.predicate) in (links if item.form in (Form.LINK, Form.CODE) else values), f"{kind}.{name}"


def test_every_short_cut_is_marked_as_derived() -> None:
    marked = {(row["p"], row["c"]) for row in ask("SELECT ?p ?c { ?p kg:shortCutOf ?c }")}
    wanted = {(NAMES.iri(shortcut.predicate), NAMES.iri(terms.types[0])) for terms in STATEMENTS.values() for shortcut in terms.shortcuts}
    assert marked == wanted


def test_every_term_has_label_and_definition_in_both_languages() -> None:
    terms = declared("Class") | declared("ObjectProperty") | declared("DatatypeProperty") | declared("AnnotationProperty")
    for predicate in ("rdfs:label", "skos:definition"):
        for language in ("en", "zh-Hans"):
            said = {row["x"] for row in ask(f'SELECT ?x {{ ?x {predicate} ?l FILTER(LANGMATCHES(LANG(?l), "{language}")) }}')}
            assert terms - said == set(), f"{predicate} {language}"
    labels = ask('SELECT ?l (COUNT(DISTINCT ?x) AS ?n) { ?x a owl:Class ; rdfs:label ?l } GROUP BY ?l HAVING (COUNT(DISTINCT ?x) > 1)')
    assert labels == []


def test_profile() -> None:
    """OWL 2 RL in the small: no term of two kinds, domains and ranges that exist, no anonymous class."""
    kinds = [declared(kind) for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")]
    assert len(set().union(*kinds)) == sum(map(len, kinds))
    known = declared("Class")
    ends = ask("SELECT ?p ?c { ?p rdfs:domain|rdfs:range ?c }") + ask("SELECT (?s AS ?p) ?c { ?s rdfs:subClassOf ?c }")
    own = NAMES.iri("kg:")
    assert [row for row in ends if row["c"].startswith(own) and row["c"] not in known] == []
    assert [row for row in ends if not row["c"].startswith(tuple(NAMES.prefixes.values()))] == []
    datatypes = ask("SELECT ?p ?c { ?p a owl:DatatypeProperty ; rdfs:range ?c }")
    assert {row["c"] for row in datatypes} <= {STANDARD["xsd"] + name for name in ("string", "integer", "decimal", "boolean")}
    assert ask("SELECT ?x { ?x a owl:Class FILTER(ISBLANK(?x)) }") == []


def test_every_term_of_our_own_that_is_used_is_declared() -> None:
    every = {row["x"] for row in ask("SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x } FILTER(ISIRI(?x)) }")}
    own = NAMES.iri("kg:")
    terms = declared("Class") | declared("ObjectProperty") | declared("DatatypeProperty") | declared("AnnotationProperty")
    assert {iri for iri in every if iri.startswith(own)} - terms - {own} == set()


@pytest.mark.parametrize(("scheme", "values"), [("event-kind", EVENT_KINDS), ("role", ROLES), ("status", STATUSES)])
def test_codes_of_the_schema_are_concepts(scheme: str, values: tuple[str, ...]) -> None:
    found = {row["n"] for row in ask(f"SELECT ?n {{ ?c skos:inScheme code:{scheme} ; skos:notation ?n ; skos:prefLabel ?l }}")}
    assert found == set(values)
