"""What every noun of the resolution is given beside the tables."""

from __future__ import annotations

from dataclasses import dataclass

from kg.engine import LocalEngine
from kg.graph.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where the graph lies, what runs its buckets, and whether private persons and bylines stay in."""

    layout: Layout
    engine: LocalEngine
    include_private: bool = False
