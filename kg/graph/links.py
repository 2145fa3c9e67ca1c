"""The links between mentions that the resolution weighed: what it joined or left apart, how probable that is, and why."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

LINKS = pa.schema([*((name, pa.string()) for name in ("name", "first", "second", "first_id", "second_id", "first_says", "second_says")),
                   ("probability", pa.float64()), ("decision", pa.string()), ("evidence", pa.string())])
"""``first`` and ``second`` are ids of mentions, as ``judgements.tsv`` cites them; ``first_id`` and ``second_id`` the persons they belong to;
``decision`` is same or apart."""

MENTIONS = pa.schema([(name, pa.string()) for name in ("local_id", "person_id", "document_id", "name")])
"""Which person each mention is; the local id is that of the facts."""


def links_path(graph: Path) -> Path:
    """Return the file of a graph's links."""
    return graph / "resolved" / "links" / "Person.parquet"


def mentions_path(graph: Path) -> Path:
    """Return the file of a graph's mentions of persons."""
    return graph / "resolved" / "links" / "Mention.parquet"
