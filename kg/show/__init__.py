"""Answers as pages: one self-contained file with an interactive graph, a table and a timeline, each fact beside its sentences."""

from kg.show.page import page
from kg.show.selection import Selection, around, overview, select

__all__ = ["Selection", "around", "overview", "page", "select"]
