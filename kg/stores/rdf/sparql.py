"""SPARQL without a server: the graph in an embedded pyoxigraph store, a disposable cache of its Turtle."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph

from kg.errors import BrokenQuery
from kg.graph.layout import Layout
from kg.resources import folder
from kg.stores.rdf.names import STANDARD, Names
from kg.stores.rdf.syntax import Turtle
from kg.stores.rdf.write import export_turtle

_VERSION = 1  # of what the store holds for the same tables
_NUMBERS = {STANDARD["xsd"] + "integer": int, STANDARD["xsd"] + "decimal": float, STANDARD["xsd"] + "double": float}
_TOKENS = re.compile(r'''
    """.*?""" | \'\'\'.*?\'\'\'                        # long strings
    | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*'        # strings
    | <[^<>\s]*> | \#[^\n]*                          # IRIs, then comments
    | [$?](?P<name>\w+)                              # variables
    ''', re.DOTALL | re.VERBOSE)
_BOOLEAN = STANDARD["xsd"] + "boolean"


def sparql(graph: Path, statement: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Run a SELECT or ASK query on the graph at *graph* and return its rows.

    Each of *parameters* is bound to the variable of its name: a number as an integer, a text with the language tag that the
    export gives it, so that it can stand as an object in a pattern. Dates and codes come back as text, IRIs as their words.
    The data are in the default graph, the ontology with its vocabularies in the graph named by its IRI.

    Raises:
        NotAGraph: there is no graph at *graph*.
        BrokenQuery: the query cannot be parsed or run.
    """
    store = pyoxigraph.Store.read_only(str(_filled(graph)))
    try:
        return _rows(store.query(bound(statement, parameters or {}), prefixes=Names().prefixes))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise BrokenQuery(f"The SPARQL query cannot be run: {error}") from error


def bound(statement: str, parameters: Mapping[str, Any]) -> str:
    """Return the query with each variable that is a parameter replaced by its value, quoted as the export writes it.

    (The engine's own substitution reaches only variables that the query returns.) Strings, IRIs and comments stay as they are.
    """
    syntax = Turtle(Names())

    def written(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None or name not in parameters:
            return match[0]
        value = parameters[name]
        return syntax.integer(value) if isinstance(value, int) else syntax.text(str(value))
    return _TOKENS.sub(written, statement)


def _rows(found: Any) -> list[dict[str, Any]]:
    if isinstance(found, pyoxigraph.QueryBoolean):
        return [{"answer": bool(found)}]
    if isinstance(found, pyoxigraph.QueryTriples):
        return [{"subject": _value(triple.subject), "predicate": _value(triple.predicate), "object": _value(triple.object)} for triple in found]
    names = [variable.value for variable in found.variables]
    return [{name: _value(solution[name]) for name in names} for solution in found]


def _value(found: Any) -> Any:
    """Return a term as a plain value."""
    if isinstance(found, pyoxigraph.Literal):
        datatype = found.datatype.value
        return found.value == "true" if datatype == _BOOLEAN else _NUMBERS.get(datatype, str)(found.value)
    return None if found is None else found.value if hasattr(found, "value") else str(found)


def _filled(graph: Path) -> Path:
    """Return the store of the graph's present tables, made if need be; stores of older tables go."""
    layout = Layout(graph)
    target = layout.cache / f"oxigraph-{pyoxigraph.__version__}-{_VERSION}-{layout.read_manifest()['resolved']}"
    if target.exists():
        return target
    layout.cache.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=layout.cache, prefix="oxigraph-filling-"))
    try:
        _fill(making / "store", graph)
        for old in layout.cache.glob("oxigraph-[0-9]*"):
            shutil.rmtree(old, ignore_errors=True)
        os.replace(making / "store", target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return target


def _fill(target: Path, graph: Path) -> None:
    store = pyoxigraph.Store(str(target))
    store.bulk_load(cast(IO[bytes], _Stream(export_turtle(graph))), format=pyoxigraph.RdfFormat.TURTLE)
    for name in ("chuanda.ttl", "vocabularies.ttl"):
        store.load(path=str(folder("ontology") / name), format=pyoxigraph.RdfFormat.TURTLE, to_graph=pyoxigraph.NamedNode(Names().iri("kg:")))
    store.flush()


class _Stream:
    """Texts as a stream of bytes, so that the store is filled without a file between."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """Return up to *size* bytes, none at the end."""
        parts, length = [self._left], len(self._left)
        while size < 0 or length < size:
            text = next(self._texts, None)
            if text is None:
                break
            parts.append(text.encode())
            length += len(parts[-1])
        whole = b"".join(parts)
        cut = len(whole) if size < 0 else size
        self._left = whole[cut:]
        return whole[:cut]
