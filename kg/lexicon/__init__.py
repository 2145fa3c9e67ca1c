"""Lexical knowledge as data files, and their loader."""

from kg.lexicon.tables import Lexicon, load_lexicon

__all__ = ["Lexicon", "load_lexicon"]
