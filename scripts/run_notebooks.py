"""Run the notebooks from scratch, each in a fresh kernel: ``run_notebooks.py [--write] NOTEBOOK...``.

Without ``--write`` the notebooks stay as they are and only a cell that fails, or an output that has grown heavy, is told. With it the new outputs
are kept, without what differs from one run to the next.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HEAVIEST = 600_000
"""Bytes of a notebook with its outputs."""


def run(path: Path, *, write: bool) -> str:
    """Execute the notebook at *path* in its folder; return what is wrong, empty if nothing is."""
    notebook: Any = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
    try:
        client.execute()
    except CellExecutionError as error:
        return str(error)
    tidy(notebook)
    text = nbformat.writes(notebook) + "\n"
    if len(text.encode()) > HEAVIEST:
        return f"{path}: {len(text.encode()):,} bytes with its outputs, more than {HEAVIEST:,}; keep them light."
    if write:
        path.write_text(text, encoding="utf-8")
    return ""


def tidy(notebook: Any) -> None:
    """Take out what differs from one run to the next, and progress lines."""
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]


def main() -> None:
    """Run all that are named; leave with status 1 if one fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("notebooks", nargs="+", type=Path)
    given = parser.parse_args()
    wrong = []
    for path in given.notebooks:
        begun = time.monotonic()
        fault = run(path, write=given.write)
        sys.stdout.write(f"{'FAILED' if fault else 'ok'} {path} {time.monotonic() - begun:.0f} s\n")
        wrong += [fault] if fault else []
    sys.stdout.write("".join(f"\n{fault}\n" for fault in wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
