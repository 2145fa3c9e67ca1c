"""Knowledge graphs from Chinese party and government news."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Bound at once: the submodule ``kg.build`` would take the place of a name that is bound later.
from kg.build import BuildReport, build

if TYPE_CHECKING:
    from kg.stores.graph import Graph

__version__ = "0.1.0"
__all__ = ["BuildReport", "Graph", "build"]


def __getattr__(name: str) -> Any:
    """Import ``Graph`` when it is first used, so that a worker process loads only what it needs."""
    if name != "Graph":
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return import_module("kg.stores.graph").Graph
