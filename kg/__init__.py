"""Knowledge graphs from Chinese party and government news."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import BuildReport, build
    from kg.stores.graph import Graph

__version__ = "0.1.0"
__all__ = ["BuildReport", "Graph", "build"]
_HOMES = {"BuildReport": "kg.build", "build": "kg.build", "Graph": "kg.stores.graph"}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used, so that a worker process loads only what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
