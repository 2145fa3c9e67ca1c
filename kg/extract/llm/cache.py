"""Answers on disk, so that nothing is asked and paid for twice."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kg.model import content_id


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers in ``folder``, each under the hash of what was asked, whom, and which model."""

    folder: Path

    @classmethod
    def from_environment(cls) -> Answers:
        """Return those in CHUANDA_LLM_CACHE, else in the user's cache folder."""
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return cls(Path(os.environ.get("CHUANDA_LLM_CACHE") or Path(home) / "chuanda" / "llm"))

    def get(self, *question: str) -> str | None:
        """Return the answer to *question*, None where there is none."""
        try:
            return self._path(question).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def put(self, answer: str, *question: str) -> None:
        """Keep the *answer* to *question*; written under a temporary name, then renamed."""
        path = self._path(question)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".writing")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(answer)
        Path(name).replace(path)

    def _path(self, question: tuple[str, ...]) -> Path:
        key = content_id(*question, length=40)
        return self.folder / key[:2] / f"{key}.json"
