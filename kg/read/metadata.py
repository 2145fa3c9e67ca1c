"""What is known of a document besides its text: a side-car table, HTML meta tags, fields of a record."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from kg.errors import UnreadableInput
from kg.read.dates import iso_date
from kg.read.encodings import decode

_NAMES = {"url": ("url", "link", "链接", "网址", "原文链接"), "title": ("title", "headline", "标题"),
          "published": ("published", "pub_time", "date", "time", "日期", "发布时间", "发布日期", "时间"),
          "publisher": ("publisher", "source", "media", "来源", "媒体", "发布单位"), "region": ("region", "地区")}
_META = re.compile(r"<meta\s[^>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_TAGS = {"title": ("articletitle", "og:title", "dc.title"), "published": ("pubdate", "article:published_time", "publishdate", "date", "dc.date"),
         "publisher": ("contentsource", "og:site_name", "source", "author_site", "sitename")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Fields of a document that may be known; None where they are not."""

    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    region: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return this metadata, its blanks filled from *other*."""
        blanks = {f.name: getattr(other, f.name) for f in fields(self) if getattr(self, f.name) is None}
        return replace(self, **blanks)


def from_fields(record: Mapping[str, object]) -> Metadata:
    """Read the metadata among the fields of a record, blank ones as None."""
    values: dict[str, str | None] = {}
    for name, keys in _NAMES.items():
        found = next((str(record[key]).strip() for key in keys if record.get(key) not in (None, "")), None)
        values[name] = (iso_date(found) if name == "published" else found) or None
    return Metadata(**values)


def from_html(source: str) -> Metadata:
    """Read the metadata that an HTML page gives in its head."""
    tags: dict[str, str] = {}
    for tag in _META.findall(source[:50_000]):
        attributes = {key.lower(): (a or b or c) for key, a, b, c in _ATTRIBUTE.findall(tag)}
        name = attributes.get("name") or attributes.get("property")
        if name and attributes.get("content", "").strip():
            tags.setdefault(name.lower(), html.unescape(attributes["content"]).strip())
    values = {field: next((tags[name] for name in names if name in tags), None) for field, names in _TAGS.items()}
    title = _TITLE.search(source[:50_000])
    if not values["title"] and title:
        values["title"] = html.unescape(re.sub(r"\s+", " ", title[1])).strip() or None
    return Metadata(title=values["title"], published=iso_date(values["published"]), publisher=values["publisher"])


def read_table(path: Path) -> dict[str, Metadata]:
    """Read a side-car table: ``file`` and any of url, title, published, publisher, region.

    Raises:
        UnreadableInput: the table has no column ``file``.
    """
    rows = csv.DictReader(io.StringIO(decode(path.read_bytes(), where=str(path))))
    if "file" not in (rows.fieldnames or []):
        raise UnreadableInput(f"{path}: the first line names no column 'file'; "
                              "give it the columns file,url,title,published,publisher.")
    return {row["file"]: from_fields(row) for row in rows if row.get("file")}


def read_tables(paths: Iterable[Path]) -> dict[str, Metadata]:
    """Merge several side-car tables, later ones over earlier ones."""
    merged: dict[str, Metadata] = {}
    for path in paths:
        merged.update(read_table(path))
    return merged
