"""Rows as descriptions: a subject with its predicates and objects, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kg.model import content_id
from kg.stores.rdf.names import key
from kg.stores.rdf.syntax import Syntax, date_type
from kg.stores.rdf.terms import ALWAYS, CLASSES, INLINE, SLUGS, STATEMENTS, Form, Term, edge_terms, node_terms

Pairs = list[tuple[str, list[str]]]
Description = tuple[str, Pairs]
"""A subject, and its predicates with their objects; all terms as the syntax writes them."""
Written = Callable[[Any], list[str]]
_INSTANT = {"xsd:date": "time:inXSDDate", "xsd:gYearMonth": "time:inXSDgYearMonth", "xsd:gYear": "time:inXSDgYear"}


class Describer:
    """Turns rows of one syntax's nodes and edges into descriptions."""

    def __init__(self, syntax: Syntax, run: str) -> None:
        self.syntax = syntax
        self.run = syntax.name(f"id:run-{run}")
        self.type = "a" if syntax.name("rdf:type") == "rdf:type" else syntax.name("rdf:type")

    def thing(self, slug: str, identity: str) -> str:
        """Write the IRI of a node or a statement."""
        return self.syntax.name(f"id:{slug}-{key(identity)}")

    def types(self, *names: str) -> tuple[str, list[str]]:
        """Return the pair that says what a thing is."""
        return self.type, [self.syntax.name(name) for name in names]

    def nodes(self, kind: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[Description]:
        """Yield the description of each node, followed by what belongs to it: selectors, intervals, forms."""
        head = self.types(*CLASSES[kind].types)
        columns = self._columns(kind, names, node_terms(kind), left_out=("sentence", "start_offset", "end_offset", "forms"))
        further = {"Evidence": self._selectors, "Region": self._validity, "Slogan": self._forms}.get(kind)
        at = names.index("id")
        for row in rows:
            subject = self.thing(SLUGS[kind], row[at])
            pairs = [head, *((predicate, found) for predicate, place, written in columns
                             if (value := row[place]) is not None and (found := written(value)))]
            if further is None:
                yield subject, pairs
            else:
                yield from further(subject, pairs, dict(zip(names, row, strict=True)))

    def statements(self, kind: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[Description]:
        """Yield the n-ary node of each edge: its ends, its qualifiers, and for a reported one what proves it."""
        terms = STATEMENTS[kind]
        reported = "evidence_ids" in names
        head = self.types(*terms.types, "kg:Statement" if reported else "kg:DerivedStatement")
        columns = self._columns(kind, names, edge_terms(kind))
        subject_, object_ = self.syntax.name(terms.subject), self.syntax.name(terms.object)
        source = [(self.syntax.name("prov:wasGeneratedBy"), [self.run])] if reported else []
        identity, from_kind, from_id, to_kind, to_id = (names.index(name) for name in ("id", "from_kind", "from_id", "to_kind", "to_id"))
        further = {"HELD": self._asserted, "USED": self._used}.get(kind)
        for row in rows:
            subject = self.thing(SLUGS[kind], row[identity])
            pairs = [head, (subject_, [self.thing(SLUGS[row[from_kind]], row[from_id])]), (object_, [self.thing(SLUGS[row[to_kind]], row[to_id])]),
                     *((predicate, found) for predicate, place, written in columns
                       if (value := row[place]) is not None and (found := written(value))), *source]
            if further is None:
                yield subject, pairs
            else:
                yield from further(subject, pairs, dict(zip(names, row, strict=True)))

    def shortcuts(self, predicate: str, rows: Iterator[tuple[Any, ...]]) -> Iterator[Description]:
        """Yield one description a subject from sorted rows of (kind, id, target kind, target id)."""
        name = self.syntax.name(predicate)
        subject, objects = "", list[str]()
        for kind, identity, target_kind, target in rows:
            found = self.thing(SLUGS[kind], identity)
            if found != subject:
                if subject:
                    yield subject, [(name, objects)]
                subject, objects = found, []
            objects.append(self.thing(SLUGS[target_kind], target))
        if subject:
            yield subject, [(name, objects)]

    def jurisdictions(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[Description]:
        """Yield each division code with its versions in time."""
        for code, versions in rows:
            yield self.thing("jurisdiction", code), [
                self.types("kg:Jurisdiction"), (self.syntax.name("skos:notation"), [self.syntax.string(code)]),
                (self.syntax.name("dcterms:hasVersion"), [self.thing("region", version) for version in versions])]

    def _columns(self, kind: str, names: Sequence[str], terms: dict[str, Term], left_out: Sequence[str] = ()) -> list[tuple[str, int, Written]]:
        """Return predicate, place in the row and writer of each column that is written as it is; the id first, the proof last."""
        found = {"id": ALWAYS["id"], **{name: item for name, item in terms.items() if name not in left_out}}
        if kind in CLASSES:
            found["aliases"] = ALWAYS["aliases"]
            found |= {edge: Term(predicate, Form.LINK, "Region" if edge == "JURISDICTION" else "Organization")
                      for edge, (source, predicate) in INLINE.items() if source == kind and edge in names}
        else:
            found |= {name: ALWAYS[name] for name in ("evidence_ids", "support", "confidence") if name in names}
        slug = SLUGS[kind]
        return [(self.syntax.name(item.predicate), names.index(name), self._written(item, slug)) for name, item in found.items()]

    def _written(self, item: Term, slug: str) -> Written:
        if item.form is Form.LINK:
            target = SLUGS.get(item.of, slug)
            one: Callable[[Any], str] = lambda value: self.thing(target, value)  # noqa: E731
        elif item.form is Form.CODE:
            one = lambda value: self.syntax.name(f"code:{item.of}-{key(value)}")  # noqa: E731
        elif item.form is Form.URL:
            one = lambda value: self.syntax.typed(value, "xsd:anyURI")  # noqa: E731
        else:
            one = getattr(self.syntax, item.form.value)
        return lambda value: sorted({one(part) for part in value}) if isinstance(value, list) else [one(value)]

    def _selectors(self, subject: str, pairs: Pairs, row: dict[str, Any]) -> Iterator[Description]:
        name, number = self.syntax.name, self.syntax.integer
        position, quote = (self.syntax.name(f"id:evidence-{key(row['id'])}-{part}") for part in ("position", "quote"))
        yield subject, [*pairs, (name("oa:hasSelector"), [position, quote])]
        yield position, [self.types("oa:TextPositionSelector"), (name("oa:start"), [number(row["start_offset"])]),
                         (name("oa:end"), [number(row["end_offset"])])]
        yield quote, [self.types("oa:TextQuoteSelector"), (name("oa:exact"), [self.syntax.text(row["sentence"])])]

    def _validity(self, subject: str, pairs: Pairs, row: dict[str, Any]) -> Iterator[Description]:
        further: Pairs = []
        if row["code"] and row["level"] != "place":
            further.append((self.syntax.name("dcterms:isVersionOf"), [self.thing("jurisdiction", row["code"])]))
        yield from self._interval(subject, [*pairs, *further], "kg:validDuring", f"region-{key(row['id'])}", row["valid_from"], row["valid_to"])

    def _asserted(self, subject: str, pairs: Pairs, row: dict[str, Any]) -> Iterator[Description]:
        """A tenure with its office's organs and the interval that a document asserts."""
        organs = [(self.syntax.name("org:organization"), [self.thing("organization", organ) for organ in row["organs"]])] if row["organs"] else []
        yield from self._interval(subject, [*pairs, *organs], "org:memberDuring", f"tenure-{key(row['id'])}", row["from_date"], row["to_date"])

    def _interval(self, subject: str, pairs: Pairs, predicate: str, local: str, begin: str | None, end: str | None) -> Iterator[Description]:
        """Yield the thing, and where a bound is known its interval and instants of just that precision."""
        name = self.syntax.name
        bounds = [(f"time:has{side}", f"id:{local}-{side.lower()}", date, date_type(date))
                  for side, date in (("Beginning", begin), ("End", end)) if date and date_type(date)]
        if not bounds:
            yield subject, pairs
            return
        interval = name(f"id:{local}-interval")
        yield subject, [*pairs, (name(predicate), [interval])]
        yield interval, [self.types("time:Interval"), *((name(role), [name(instant)]) for role, instant, _, _ in bounds)]
        for _, instant, date, datatype in bounds:
            yield name(instant), [self.types("time:Instant"), (name(_INSTANT[datatype]), [self.syntax.date(date)])]

    def form(self, slogan: str, words: str) -> str:
        """Write the IRI of one wording of a slogan."""
        return self.syntax.name(f"id:slogan-form-{content_id('form', slogan, words)}")

    def _forms(self, subject: str, pairs: Pairs, row: dict[str, Any]) -> Iterator[Description]:
        """A slogan with its wordings as labels of their own (SKOS-XL) and as plain ones."""
        name, preferred = self.syntax.name, row["name"]
        forms = sorted({preferred, *(row["forms"] or [])} - {None})
        others = [words for words in forms if words != preferred]
        labels: Pairs = [(name("skos:inScheme"), [name("code:slogans")]), (name("skosxl:prefLabel"), [self.form(row["id"], preferred)])]
        if others:
            labels += [(name("skos:altLabel"), [self.syntax.text(words) for words in others]),
                       (name("skosxl:altLabel"), [self.form(row["id"], words) for words in others])]
        yield subject, [*pairs, *labels]
        for words in forms:
            yield self.form(row["id"], words), [self.types("kg:SloganForm", "skosxl:Label"), (name("skosxl:literalForm"), [self.syntax.text(words)])]

    def _used(self, subject: str, pairs: Pairs, row: dict[str, Any]) -> Iterator[Description]:
        yield subject, [*pairs, (self.syntax.name("kg:form"), [self.form(row["to_id"], row["form"])])] if row["form"] else pairs
