"""Run every command of the documentation: ``run_docs.py [PAGE...]``, in a folder of its own for each page.

Blocks are taken in their order. ``sh`` and ``python`` blocks are run, others with a title (``csv title="articles.csv"``) become that file. The folder holds
``articles``, a copy of samples/. A block that cannot run here says where it can (``sh title="with Docker"``); such blocks are listed, never counted as run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r'^( *)```(\w+)(?: title="([^"]*)")?[^\n]*\n(.*?)^\1```', re.MULTILINE | re.DOTALL)
_SHELL = {"sh": ("bash", "-euo", "pipefail"), "python": (sys.executable,)}


def pages(given: list[str]) -> Iterator[Path]:
    """Yield the pages named, else those of the documentation and the two READMEs."""
    yield from map(Path, given) if given else (ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md")))


def run(page: Path, folder: Path) -> tuple[int, list[str], str]:
    """Run the blocks of *page* in *folder*; return how many ran, where others can run, and what went wrong."""
    ran, elsewhere = 0, []
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    for indent, language, title, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        words = re.sub(f"^{indent}", "", text, flags=re.MULTILINE)
        if language not in _SHELL or (title and "." in title):
            if title:
                target = folder / title
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(words, encoding="utf-8")
            continue
        if title:
            elsewhere.append(f"{page}: {title}")
            continue
        done = subprocess.run((*_SHELL[language], "-c", words), cwd=folder, capture_output=True, text=True, check=False, timeout=600,
                              env={**os.environ, "PATH": path, "COLUMNS": "160"})
        if done.returncode:
            return ran, elsewhere, f"{page}:\n{words}\n{done.stdout[-1500:]}\n{done.stderr[-3000:]}"
        ran += 1
    return ran, elsewhere, ""


def main() -> None:
    """Run all pages; leave with status 1 if a block fails."""
    wrong, ran = [], 0
    for page in pages(sys.argv[1:]):
        folder = Path(tempfile.mkdtemp(prefix="chuanda-docs-"))
        try:
            shutil.copytree(ROOT / "samples", folder / "articles")
            count, elsewhere, fault = run(page, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        ran += count
        wrong += [fault] if fault else []
        if count or fault or elsewhere:
            sys.stdout.write(f"{'FAILED' if fault else 'ok'} {page.relative_to(ROOT) if page.is_absolute() else page}: {count} blocks\n")
        sys.stdout.writelines(f"   not here: {place}\n" for place in elsewhere)
    sys.stdout.write("".join(f"\n{fault}\n" for fault in wrong) + f"{ran} passed, {len(wrong)} failed\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
