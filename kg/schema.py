"""The vocabulary of the graph: kinds of nodes and edges, declared once; stores and exports derive from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """The types a property can have; a date is an ISO 8601 string of day, month or year precision."""

    STRING = "string"
    STRINGS = "strings"
    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Property:
    """A named, typed value of a node or an edge; ``identifies`` tells two edges of one kind and pair apart."""

    name: str
    type: Type = Type.STRING
    identifies: bool = False


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A label with its properties, besides ``id`` and ``aliases`` that every node carries."""

    name: str
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A relationship type: the pairs it may join, its qualifiers, and whether it is derived rather than reported.

    Every edge carries ``id``; a reported one also ``evidence_ids``, ``support`` and ``confidence``.
    """

    name: str
    pairs: tuple[tuple[str, str], ...]
    qualifiers: tuple[Property, ...] = ()
    reported: bool = True


def _text(*names: str) -> tuple[Property, ...]:
    return tuple(Property(name) for name in names)


def _day(name: str) -> tuple[Property, ...]:
    """A date and the integer bounds (days since 1970) that an imprecise date lies in."""
    return (
        Property(name, Type.DATE),
        Property(f"{name.removesuffix('_date')}_first_day", Type.INTEGER),
        Property(f"{name.removesuffix('_date')}_last_day", Type.INTEGER),
    )


_PERIOD = (Property("start_date", Type.DATE), Property("end_date", Type.DATE),
           Property("first_day", Type.INTEGER), Property("last_day", Type.INTEGER))

NODES: dict[str, NodeKind] = {
    kind.name: kind
    for kind in (
        NodeKind("Person", (*_text("name"), Property("also_known_as", Type.STRINGS), *_text("gender", "ethnicity"))),
        NodeKind("Office", (*_text("name", "post", "organ", "region_code", "region_name", "rank", "kind"),
                            Property("single_holder", Type.BOOLEAN))),
        NodeKind("Organization", _text("name", "kind", "region_code", "region_name")),
        NodeKind("Region", (*_text("name", "code", "level"), Property("valid_from", Type.DATE),
                            Property("valid_to", Type.DATE))),
        NodeKind("Event", (*_text("name", "kind", "subtype", "region_code", "region_name"), *_PERIOD,
                           *_text("precision", "ordinal"), Property("reported", Type.BOOLEAN))),
        NodeKind("Directive", _text("name", "text", "source", "kind")),
        NodeKind("Slogan", (*_text("name", "text"), Property("forms", Type.STRINGS), Property("form_kinds", Type.STRINGS),
                            Property("members", Type.STRINGS))),
        NodeKind("Document", (*_text("name", "url", "headline"), *_day("published_date"),
                              *_text("publisher", "region_code", "genre"))),
        NodeKind("Evidence", (*_text("name", "sentence"), Property("start_offset", Type.INTEGER),
                              Property("end_offset", Type.INTEGER), *_text("document_id"))),
    )
}

_ROLE = Property("role", identifies=True)

EDGES: dict[str, EdgeKind] = {
    kind.name: kind
    for kind in (
        EdgeKind("MENTIONED_IN", (("Person", "Document"),), (_ROLE,)),
        EdgeKind("HELD", (("Person", "Office"),),
                 (Property("status", Type.STRINGS, identifies=True), Property("from_date", Type.DATE, identifies=True),
                  Property("to_date", Type.DATE, identifies=True), Property("first_seen", Type.DATE),
                  Property("last_seen", Type.DATE), Property("first_seen_day", Type.INTEGER),
                  Property("last_seen_day", Type.INTEGER), Property("appointed_by", Type.DATE), Property("left_by", Type.DATE),
                  Property("doubtful", Type.BOOLEAN))),
        EdgeKind("PRECEDED", (("Person", "Person"),),
                 (Property("office_id", identifies=True), *_text("office"), Property("gap_days", Type.INTEGER),
                  Property("last_earlier", Type.DATE), Property("first_later", Type.DATE)), reported=False),
        EdgeKind("POST_IN", (("Office", "Organization"),), reported=False),
        EdgeKind("JURISDICTION", (("Organization", "Region"),), reported=False),
        EdgeKind("PART_OF", (("Region", "Region"),),
                 (Property("from_date", Type.DATE, identifies=True), Property("to_date", Type.DATE)), reported=False),
        EdgeKind("SUCCEEDED_BY", (("Region", "Region"),), (Property("from_date", Type.DATE, identifies=True),),
                 reported=False),
        EdgeKind("ATTENDED", (("Person", "Event"),),
                 (_ROLE, Property("list_order", Type.INTEGER), *_text("capacity"))),
        EdgeKind("HELD_BY_ORGAN", (("Event", "Organization"),)),
        EdgeKind("HELD_IN", (("Event", "Region"),), _text("place")),
        EdgeKind("VISITED", (("Event", "Region"),), (Property("place", identifies=True),)),
        EdgeKind("TRANSMITS", (("Event", "Event"), ("Event", "Directive")),
                 (Property("wording", identifies=True), *_text("source"), Property("lag_days", Type.INTEGER))),
        EdgeKind("GIVEN_AT", (("Directive", "Event"),)),
        EdgeKind("USED", (("Event", "Slogan"), ("Document", "Slogan")),
                 (Property("region_code", identifies=True), *_text("region_name", "about_region"),
                  Property("used_date", Type.DATE, identifies=True), Property("used_day", Type.INTEGER),
                  Property("speaker", identifies=True), Property("form", identifies=True),
                  Property("document_id", identifies=True))),
        EdgeKind("FORM_OF", (("Slogan", "Slogan"),), (Property("relation", identifies=True),), reported=False),
        EdgeKind("FIRST_USED_IN", (("Slogan", "Region"),),
                 (Property("used_date", Type.DATE), Property("used_day", Type.INTEGER), *_text("document_id"),
                  Property("observed_from", Type.DATE), Property("observed_to", Type.DATE), Property("last_without", Type.DATE),
                  Property("observed_documents", Type.INTEGER)),
                 reported=False),
        EdgeKind("SPREAD", (("Region", "Region"),),
                 (Property("slogan", identifies=True), Property("channel", identifies=True), Property("lag_days", Type.INTEGER),
                  Property("p_value", Type.REAL), Property("q_value", Type.REAL), *_text("direction")),
                 reported=False),
        EdgeKind("REPORTS", (("Document", "Event"),)),
        EdgeKind("REPRINT_OF", (("Document", "Document"),), (Property("similarity", Type.REAL),), reported=False),
        EdgeKind("PROVED_BY", (("Evidence", "Document"),), reported=False),
        EdgeKind("SERVED_WITH", (("Person", "Person"),),
                 (Property("overlap_days", Type.INTEGER), *_text("organization")), reported=False),
        EdgeKind("MET", (("Person", "Person"),),
                 (Property("meetings", Type.INTEGER), Property("last_date", Type.DATE),
                  Property("last_met_day", Type.INTEGER)), reported=False),
    )
}

EVENT_KINDS = ("meeting", "inspection", "ceremony", "appointment", "other")
ROLES = ("chair", "lead", "speak", "attend")
STATUSES = ("current", "acting", "former", "proposed", "concurrent")
