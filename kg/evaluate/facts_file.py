"""Facts and gold annotations in JSON lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import UnreadableInput

Fact = Mapping[str, Any]


def read_facts_file(path: Path) -> dict[str, Fact]:
    """Read facts or gold (a file, or every ``*.gold.jsonl`` of a folder) by document name.

    Raises:
        UnreadableInput: the path does not exist, a line is no fact, or a document occurs twice.
    """
    if not path.exists():
        raise UnreadableInput(f"{path} does not exist; give a .jsonl file or a folder of *.gold.jsonl files.")
    found: dict[str, Fact] = {}
    for file in sorted(path.glob("*.gold.jsonl")) if path.is_dir() else [path]:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                fact = _fact(file, number, line)
                if fact["doc"] in found:
                    raise UnreadableInput(f"{file}: document {fact['doc']!r} occurs twice; keep one of them.")
                found[fact["doc"]] = fact
    if not found:
        raise UnreadableInput(f"{path} holds no facts; give a .jsonl file or a folder of *.gold.jsonl files.")
    return found


def _fact(file: Path, number: int, line: str) -> Fact:
    try:
        fact: Fact = json.loads(line)
        fact["doc"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(f"{file}, line {number} is no object with a 'doc'; write one JSON object a document and line.") from error
    return fact
