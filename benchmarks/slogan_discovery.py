"""Print the formulas that discovery finds in a corpus and no lexicon lists, best first, to be read and judged.

    python benchmarks/slogan_discovery.py CORPUS [--top 100]

CORPUS is a folder or file that `kg build` reads. The jurisdiction of a use is here the province of the first division
that the head of the text names; a build takes the one that extraction worked out.
"""

from __future__ import annotations

import argparse
import sys
import time

import pyarrow as pa

from kg.extract.slogans import find_slogans
from kg.model import Document
from kg.read import read_sources
from kg.regions.gazetteer import Gazetteer, load_gazetteer
from kg.resolve.slogan_discovery import discover

HEAD = 400
NATION = "100000"


def province(text: str, gazetteer: Gazetteer) -> str | None:
    """Return the first two digits of the code of the first division that *text* names at its head."""
    for mention in gazetteer.mentions(text[:HEAD]):
        for region in gazetteer.named(mention.text, None):
            if region.code and region.code != NATION:
                return region.code[:2]
    return None


def tables(source: str) -> tuple[pa.Table, pa.Table]:
    """Return the documents of *source* and the uses of slogans in them."""
    gazetteer = load_gazetteer()
    documents: list[dict[str, object]] = []
    uses: list[dict[str, object]] = []
    for item in read_sources([source]):
        if not isinstance(item, Document):
            continue
        documents.append({"id": item.id, "published": item.published, "text": item.text})
        found = find_slogans(item.text)
        region = province(item.text, gazetteer) if found else None
        uses += ({"document_id": item.id, "text": mention.text, "region_code": region, "kind": mention.kind,
                  "confidence": mention.confidence} for mention in found)
    text = pa.string()
    return (pa.Table.from_pylist(documents, schema=pa.schema([("id", text), ("published", text), ("text", text)])),
            pa.Table.from_pylist(uses, schema=pa.schema([("document_id", text), ("text", text), ("region_code", text), ("kind", text),
                                                         ("confidence", pa.float64())])))


def main() -> None:
    """Run discovery and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--top", type=int, default=100)
    args = parser.parse_args()
    documents, uses = tables(args.corpus)
    start = time.perf_counter()
    found = discover(documents, uses)
    seconds = time.perf_counter() - start
    write = sys.stdout.write
    write(f"{documents.num_rows} documents, {uses.num_rows} uses, {found.num_rows} formulas found in {seconds:.1f} s\n\n")
    write("| # | formula | documents | regions | occurrences | quoted | left | right | cohesion | first | score |\n")
    write("|--:|---|--:|--:|--:|--:|--:|--:|--:|---|--:|\n")
    for place, row in enumerate(found.slice(0, args.top).to_pylist(), start=1):
        write(f"| {place} | {row['text']} | {row['documents']} | {row['regions']} | {row['occurrences']} | {row['quoted_share']:.2f} | "
              f"{row['left_entropy']:.1f} | {row['right_entropy']:.1f} | {row['cohesion']:.1f} | {row['first_date'] or ''} | {row['score']:.2f} |\n")


if __name__ == "__main__":
    main()
