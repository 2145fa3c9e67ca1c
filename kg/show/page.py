"""A selection as one self-contained page: graph, table, timeline and sentences, without any connection."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from kg.show.proofs import add_proofs
from kg.show.selection import Selection
from kg.show.timeline import timeline
from kg.spread.fonts import FONT

_HERE = Path(__file__).parent
LIBRARY = _HERE / "cytoscape.min.js"
"""Cytoscape.js (MIT), as the npm package of that name ships it."""

_PLACE = re.compile("@([A-Z]+)@")


def page(graph: Path, found: Selection, *, title: str, note: str = "") -> str:
    """Return the HTML page of *found*; everything from the documents is data in it, never markup.

    Args:
        graph: folder of the graph, for the sentences.
        found: what to show.
        title: heading of the page.
        note: a line below it, such as the query and its parameters.

    Raises:
        NotAGraph: there is no graph at *graph*.
    """
    sentences = add_proofs(graph, found)
    data = {"title": title, "note": note, "nodes": list(found.nodes.values()), "edges": list(found.edges.values()), "rows": _shown(found.rows),
            "sentences": sentences, "timeline": timeline(found), "left_out": found.left_out, "graph": graph.name}
    text = _escaped(json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str))
    library, own = LIBRARY.read_text(encoding="utf-8"), (_HERE / "page.js").read_text(encoding="utf-8")
    parts = {"TITLE": _markup(title), "POLICY": _policy(library, own), "STYLE": (_HERE / "page.css").read_text(encoding="utf-8"),
             "FONT": _font(text + (_HERE / "page.html").read_text(encoding="utf-8") + own), "DATA": text, "LIBRARY": library, "SCRIPT": own}
    return _PLACE.sub(lambda place: parts[place[1]], (_HERE / "page.html").read_text(encoding="utf-8"))


def _shown(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows without the internals of nodes and edges that a query may return whole."""
    return [{name: value.get("name", value.get("id")) if isinstance(value, dict) else value for name, value in row.items()} for row in rows]


def _escaped(text: str) -> str:
    """Return JSON that cannot end the element it stands in."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _policy(*scripts: str) -> str:
    """Return the page's content policy: the scripts it came with, and nothing from anywhere else."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; base-uri 'none'; form-action 'none'"


def _font(text: str) -> str:
    """Return the characters of *text* as a font, so that the page looks the same where no Chinese font is installed."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    options = Options(notdef_outline=True, layout_features=[], desubroutinize=False, hinting=False)
    with TTFont(FONT, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(sorted(set(text))))
        subsetter.subset(font)
        stream = BytesIO()
        font.save(stream)
    return base64.b64encode(stream.getvalue()).decode()
