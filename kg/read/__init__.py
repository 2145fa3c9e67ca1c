"""Files, folders and standard input to documents."""

from kg.read.sources import read_sources

__all__ = ["read_sources"]
