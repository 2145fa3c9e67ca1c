"""The schema's kinds and properties as terms of the ontology: a rule for all, and a table of what the standards have already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from kg.schema import EDGES, NODES, Property, Type


class Form(StrEnum):
    """How a value becomes an object: a text with language, a plain string, a code, a link to a node, or a typed literal."""

    TEXT = "text"
    STRING = "string"
    CODE = "code"
    LINK = "link"
    URL = "url"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Term:
    """A predicate and the form of its objects; ``of`` is the scheme of a code or the node kind of a link."""

    predicate: str
    form: Form = Form.TEXT
    of: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A direct triple that an n-ary statement implies: of which target kind, in which direction, under which condition (SQL)."""

    predicate: str
    inverse: bool = False
    target: str = ""
    where: str = "true"


@dataclass(frozen=True, slots=True)
class NodeTerms:
    """The classes of a node kind."""

    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EdgeTerms:
    """The class of the n-ary node that an edge becomes, the predicates to its two ends, and what it implies."""

    types: tuple[str, ...]
    subject: str
    object: str
    shortcuts: tuple[Shortcut, ...] = ()


CLASSES: dict[str, NodeTerms] = {
    "Person": NodeTerms(("kg:Person", "foaf:Person")),
    "Office": NodeTerms(("kg:Office", "org:Post")),
    "Organization": NodeTerms(("kg:Organization", "org:FormalOrganization")),
    "Region": NodeTerms(("kg:Region", "schema:AdministrativeArea")),
    "Event": NodeTerms(("kg:Event", "sem:Event", "schema:Event")),
    "Directive": NodeTerms(("kg:Directive", "prov:Entity")),
    "Slogan": NodeTerms(("kg:Slogan", "skos:Concept")),
    "Document": NodeTerms(("kg:Document", "schema:NewsArticle")),
    "Evidence": NodeTerms(("kg:Evidence", "oa:SpecificResource")),
}

INLINE = {"POST_IN": ("Office", "org:postIn"), "JURISDICTION": ("Organization", "kg:jurisdiction"), "PROVED_BY": ("Evidence", "oa:hasSource")}
"""Edges without qualifiers or evidence, written as one triple of their first node."""

STRUCTURE = ("PART_OF", "SUCCEEDED_BY")
"""Edges that come from the gazetteer: neither reported nor derived from reports."""

STATEMENTS: dict[str, EdgeTerms] = {
    "MENTIONED_IN": EdgeTerms(("kg:Mention",), "kg:person", "kg:inDocument", (Shortcut("schema:mentions", inverse=True),)),
    "HELD": EdgeTerms(("kg:Tenure", "org:Membership"), "org:member", "kg:office",
                      (Shortcut("org:holds", where="NOT list_has_any(coalesce(status, []), ['former', 'proposed'])"),)),
    "PRECEDED": EdgeTerms(("kg:Succession",), "kg:earlier", "kg:later", (Shortcut("kg:preceded"),)),
    "PART_OF": EdgeTerms(("kg:Subordination",), "kg:part", "kg:whole", (Shortcut("schema:containedInPlace"),)),
    "SUCCEEDED_BY": EdgeTerms(("kg:RegionChange", "org:ChangeEvent"), "org:originalOrganization", "org:resultingOrganization",
                              (Shortcut("dcterms:isReplacedBy"),)),
    "ATTENDED": EdgeTerms(("kg:Participation",), "kg:person", "kg:event",
                          (Shortcut("schema:attendee", inverse=True), Shortcut("sem:hasActor", inverse=True))),
    "HELD_BY_ORGAN": EdgeTerms(("kg:Organizing",), "kg:event", "kg:organization", (Shortcut("schema:organizer"),)),
    "HELD_IN": EdgeTerms(("kg:Setting",), "kg:event", "kg:region", (Shortcut("schema:location"), Shortcut("sem:hasPlace"))),
    "VISITED": EdgeTerms(("kg:Visit",), "kg:event", "kg:region", (Shortcut("kg:visited"),)),
    "TRANSMITS": EdgeTerms(("kg:Transmission", "prov:Influence"), "kg:event", "kg:transmitted",
                           (Shortcut("kg:transmits"), Shortcut("prov:wasInformedBy", target="Event"), Shortcut("prov:used", target="Directive"))),
    "GIVEN_AT": EdgeTerms(("kg:Delivery",), "kg:directive", "kg:event", (Shortcut("kg:givenAt"),)),
    "USED": EdgeTerms(("kg:SloganUse",), "kg:usedIn", "kg:slogan", (Shortcut("kg:uses"),)),
    "FORM_OF": EdgeTerms(("kg:SloganRelation",), "kg:variant", "kg:slogan", (Shortcut("skos:related"),)),
    "FIRST_USED_IN": EdgeTerms(("kg:FirstUse",), "kg:slogan", "kg:region", (Shortcut("kg:firstUsedIn"),)),
    "SPREAD": EdgeTerms(("kg:Spread",), "kg:origin", "kg:destination", (Shortcut("kg:spreadTo"),)),
    "REPORTS": EdgeTerms(("kg:Report",), "kg:inDocument", "kg:event", (Shortcut("schema:about"),)),
    "REPRINT_OF": EdgeTerms(("kg:Reprint", "prov:Derivation"), "kg:reprint", "prov:entity", (Shortcut("prov:wasDerivedFrom"),)),
    "SERVED_WITH": EdgeTerms(("kg:SharedService",), "kg:one", "kg:other", (Shortcut("kg:servedWith"),)),
    "MET": EdgeTerms(("kg:Encounter",), "kg:one", "kg:other", (Shortcut("kg:met"),)),
}

ALWAYS = {"id": Term("dcterms:identifier", Form.STRING), "aliases": Term("dcterms:replaces", Form.LINK),
          "evidence_ids": Term("kg:evidence", Form.LINK, "Evidence"), "support": Term("kg:support", Form.INTEGER),
          "confidence": Term("kg:confidence", Form.DECIMAL)}
"""The columns that every node, edge or reported edge has."""

_FORMS = {Type.STRING: Form.TEXT, Type.STRINGS: Form.TEXT, Type.INTEGER: Form.INTEGER, Type.REAL: Form.DECIMAL,
          Type.BOOLEAN: Form.BOOLEAN, Type.DATE: Form.DATE}

_TERMS: dict[str, Term] = {
    "name": Term("skos:prefLabel"),
    "region_code": Term("kg:regionCode", Form.STRING),
    "document_id": Term("kg:inDocument", Form.LINK, "Document"),
    "Person.also_known_as": Term("skos:altLabel"),
    "Person.gender": Term("foaf:gender", Form.STRING),
    "Office.organ": Term("kg:organName"),
    "Office.post": Term("kg:postTitle"),
    "Office.kind": Term("kg:officeKind", Form.CODE, "organ-kind"),
    "Organization.kind": Term("org:classification", Form.CODE, "organ-kind"),
    "Region.code": Term("skos:notation", Form.STRING),
    "Region.level": Term("kg:level", Form.CODE, "level"),
    "Event.kind": Term("sem:eventType", Form.CODE, "event-kind"),
    "Event.start_date": Term("schema:startDate", Form.DATE),
    "Event.end_date": Term("schema:endDate", Form.DATE),
    "Event.precision": Term("kg:precision", Form.CODE, "precision"),
    "Event.ordinal": Term("kg:ordinal", Form.STRING),
    "Directive.source": Term("kg:sourceName"),
    "Directive.kind": Term("kg:directiveKind"),
    "Slogan.forms": Term("skosxl:altLabel", Form.LINK, "SloganForm"),
    "Slogan.form_kinds": Term("kg:formKind"),
    "Slogan.members": Term("kg:bundleMember"),
    "Document.name": Term("kg:recordName", Form.STRING),
    "Document.url": Term("schema:url", Form.URL),
    "Document.headline": Term("dcterms:title"),
    "Document.published_date": Term("dcterms:issued", Form.DATE),
    "Document.publisher": Term("kg:publisherName"),
    "Document.genre": Term("schema:genre"),
    "Evidence.name": Term("rdfs:label"),
    "Evidence.sentence": Term("oa:exact"),
    "Evidence.start_offset": Term("oa:start", Form.INTEGER),
    "Evidence.end_offset": Term("oa:end", Form.INTEGER),
    "Evidence.document_id": Term("oa:hasSource", Form.LINK, "Document"),
    "MENTIONED_IN.role": Term("kg:mentionRole", Form.CODE, "mention-role"),
    "HELD.status": Term("kg:status", Form.CODE, "status"),
    "PRECEDED.office_id": Term("kg:office", Form.LINK, "Office"),
    "PRECEDED.office": Term("kg:officeName"),
    "ATTENDED.role": Term("kg:role", Form.CODE, "role"),
    "TRANSMITS.source": Term("kg:sourceName"),
    "USED.about_region": Term("kg:aboutRegion"),
    "USED.speaker": Term("kg:speakerName"),
    "USED.form": Term("kg:formAsWritten"),
    "SPREAD.slogan": Term("kg:sloganText"),
    "SPREAD.direction": Term("kg:direction", Form.CODE, "direction"),
    "SERVED_WITH.organization": Term("kg:organizationName"),
}
"""Where the rule does not hold: by kind and property, or by property for all kinds."""

SLUGS = {**{kind: re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower() for kind in (*NODES, "SloganForm", "Jurisdiction")},
         **{edge: re.sub(r"(?<=[a-z])(?=[A-Z])", "-", terms.types[0].partition(":")[2]).lower() for edge, terms in STATEMENTS.items()}}
"""The first part of an IRI's local name, by node kind and by edge kind."""


def term(kind: str, item: Property) -> Term:
    """Return the term for a property of a node or edge kind: by the table, else ``kg:`` and its name in camel case."""
    found = _TERMS.get(f"{kind}.{item.name}") or _TERMS.get(item.name)
    if found:
        return found
    first, *rest = item.name.split("_")
    return Term("kg:" + first + "".join(word.capitalize() for word in rest), _FORMS[item.type])


def node_terms(kind: str) -> dict[str, Term]:
    """Return the term of every property of a node kind, in the schema's order."""
    return {item.name: term(kind, item) for item in NODES[kind].properties}


def edge_terms(kind: str) -> dict[str, Term]:
    """Return the term of every qualifier of an edge kind, in the schema's order."""
    return {item.name: term(kind, item) for item in EDGES[kind].qualifiers}
