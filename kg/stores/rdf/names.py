"""IRIs and prefixes: opaque, ASCII, and the same for the same thing in every export."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.errors import WrongBase
from kg.model import content_id

DEFAULT_BASE = "https://example.org/chuanda/"
STANDARD = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "time": "http://www.w3.org/2006/time#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_BASE = re.compile(r"[a-z][a-z0-9+.-]*://[!#-;=?-\[\]_a-z~A-Z]+[/#]")  # https://data.example.org/kg/
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")  # 014f6e0ec874b01e52a8, 361128-2003


@dataclass(frozen=True)
class Names:
    """The prefixes under one base IRI: the vocabulary ``kg:``, its codes ``code:``, and the things ``id:``."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise WrongBase(f"--base-iri {self.base!r} is no base for IRIs; give an absolute one in ASCII that ends in / or #, "
                            "e.g. https://data.example.org/kg/.")

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Namespace by prefix, sorted by prefix."""
        own = {"kg": f"{self.base}ns#", "code": f"{self.base}code/", "id": f"{self.base}id/"}
        return dict(sorted((STANDARD | own).items()))

    def iri(self, name: str) -> str:
        """Return the whole IRI of a prefixed name."""
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local

    def rebase(self, text: str) -> str:
        """Return *text* (an ontology file, a query) with the default base replaced by this one."""
        return text if self.base == DEFAULT_BASE else text.replace(DEFAULT_BASE, self.base)


def key(identity: str) -> str:
    """Return the part of an IRI that stands for an id: itself where it is plain ASCII, else a hash of it."""
    return identity if _PLAIN.fullmatch(identity) else content_id("iri", identity)
