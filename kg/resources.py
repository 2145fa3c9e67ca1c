"""Files that ship beside the code: in a checkout at its top, in an installed package within it."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UnreadableInput

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder *name* (``cypher``, ``ontology``, ``samples``).

    Raises:
        UnreadableInput: the installation lacks it.
    """
    for place in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise UnreadableInput(f"The folder {name!r} is missing from this installation; install the package again.")
