"""Where everything lies in a graph's folder."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import NotAGraph

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of the graph at ``root``."""

    root: Path

    @property
    def manifest(self) -> Path:
        """Versions, hashes, counts, parameters."""
        return self.root / "manifest.json"

    @property
    def documents(self) -> Path:
        """Folder of document shards."""
        return self.root / "documents"

    @property
    def rejects(self) -> Path:
        """Folder of rejects by stage."""
        return self.root / "rejects"

    def stage_rejects(self, stage: str) -> Path:
        """The rejects of one stage."""
        return self.rejects / f"{stage}.parquet"

    @property
    def resolved(self) -> Path:
        """Folder of node and edge tables."""
        return self.root / "resolved"

    @property
    def cache(self) -> Path:
        """Folder of disposable stores."""
        return self.root / "cache"

    @property
    def judgements(self) -> Path:
        """The user's own decisions on merges."""
        return self.root / "judgements.tsv"

    @property
    def forgotten(self) -> Path:
        """What the user has had forgotten."""
        return self.root / "forgotten.tsv"

    def facts(self, extractor: str) -> Path:
        """Folder of the facts that one version of an extractor read."""
        return self.root / "facts" / f"extractor={extractor}"

    def shards(self) -> list[Path]:
        """Return the document shards in order."""
        return sorted(self.documents.glob("*.parquet"))

    def digest(self) -> str:
        """Return a hash of all node and edge tables."""
        found = hashlib.sha256()
        for path in sorted(self.resolved.rglob("*.parquet")):
            found.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
        return found.hexdigest()[:16]

    def read_manifest(self) -> dict[str, Any]:
        """Return the manifest.

        Raises:
            NotAGraph: there is none, or it is of another format.
        """
        if not self.manifest.exists():
            raise NotAGraph(f"{self.root} holds no graph; build one with 'kg build SOURCE --out {self.root}'.")
        manifest: dict[str, Any] = json.loads(self.manifest.read_text(encoding="utf-8"))
        if manifest.get("format") != FORMAT:
            raise NotAGraph(f"{self.root} holds a graph of format {manifest.get('format')}, this version reads {FORMAT}; build it anew.")
        return manifest

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Write the manifest with sorted keys."""
        self.root.mkdir(parents=True, exist_ok=True)
        temporary = self.manifest.with_suffix(".writing")
        temporary.write_text(json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        temporary.replace(self.manifest)
