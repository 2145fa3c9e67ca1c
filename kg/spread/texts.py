"""The words of a document in which wording is counted: headline and body."""

from __future__ import annotations

from kg.clean import clean
from kg.model import Document


def body(document: Document) -> str:
    """Return the headline, where the text does not begin with it, and the body; of HTML the readable text."""
    text = clean(document).text if document.media_type == "text/html" else document.text
    title = (document.title or "").strip()
    return f"{title}\n{text}" if title and not text.lstrip().startswith(title) else text
