"""Statements of many documents to canonical things."""

from kg.resolve.run import resolve

__all__ = ["resolve"]
