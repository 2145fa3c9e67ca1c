"""Print how many government work reports give their deliverer, and which do not.

    python benchmarks/report_deliverers.py CORPUS [--misses 20] [--sample 0]

CORPUS is a folder or file of work reports that `kg build` reads, each record with its `region`. Which reports name a deliverer is
decided here, from the raw first lines alone and by nothing of the extractor: a title of office with a name behind it at the end of a
line, or a name by itself on a line or behind a date in brackets. Then the extractor reads the whole report, and a report counts
where it gives that person as a participant, an office of that person, the jurisdiction of that office, and the session.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass

from kg.extract.grammar import GrammarExtractor
from kg.model import Document
from kg.read import read_sources
from kg.stores.facts import Fact, document_facts

LINES = 12
TITLE = r"市长|省长|州长|盟长|专员|主席|总理|主任|部长|委员"
PERSON = r"[一-龥]{2,4}|[一-龥]{1,8}(?:[·•・][一-龥]{1,9})+"
WITH_OFFICE = re.compile(rf"(?P<title>{TITLE})[:—?]*(?P<name>{PERSON})(?:\(.*\)|[)\d].*|在大会上.*|作政府.*)?$")
ALONE = re.compile(rf"^(?:\(\d{{4}}年\d+月\d+日(?:在.*会议上)?)?(?P<name>{PERSON})\)?(?:(?:在大会上)?作政府工作报告)?$")
NO_NAME = re.compile(r"报告|会议|大会|政府|人大|代表|审议|发展|建设|奋斗|各位|同志|纲要|市长|省长|主席|目录|附件|文件")
START = re.compile(r"[各名]?位代表|^同志们|^我|^现在|^[一二]、|^（一）|^过去|^一年来")
SESSION = re.compile(r"第?([一二三四五六七八九十]+)届(?:全国)?(?:人民代表大会|人大)第?([一二三四五六七八九十\d]+)次")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a report say, read plainly: a name, whether an office stands before it, the numbers of the session."""

    name: str
    office: bool
    session: tuple[str, str] | None


def say(line: str) -> None:
    """Write one line."""
    sys.stdout.write(f"{line}\n")


def head_lines(text: str) -> list[str]:
    """Return the first lines before the address, half-width and without white space."""
    lines = []
    for line in unicodedata.normalize("NFKC", text[:3000].replace("\u3000", " ")).split("\n"):
        words = re.sub(r"\s+", "", line)
        start = START.search(words)
        if words[:start.start() if start else None]:
            lines.append(words[:start.start() if start else None])
        if start or len(lines) == LINES or len(words) > 120:
            break
    return lines


def read_head(text: str) -> Head | None:
    """Return what the first lines of *text* say, None where they name no deliverer."""
    lines = head_lines(text)
    stated = SESSION.search("".join(lines))
    session = (stated[1], stated[2]) if stated else None
    for line in lines:
        found = WITH_OFFICE.search(line) if "。" not in line else None
        if found and not NO_NAME.search(found["name"]):
            return Head(found["name"], True, session)
    for before, line in zip(["", *lines], lines, strict=False):
        found = ALONE.search(line)
        if found and not NO_NAME.search(found["name"]):
            return Head(found["name"], bool(re.search(rf"(?:{TITLE})[::]?$", before)), session)
    return None


def plain(name: str) -> str:
    """Return a name with one kind of dot and no white space."""
    return re.sub(r"[•・]", "·", re.sub(r"\s+", "", name))


def given(head: Head, facts: Fact, document: Document) -> dict[str, bool]:
    """Return which of person, office, region and session the facts give as the head has them."""
    name = plain(head.name)
    tenures = [row for row in facts["tenures"] if plain(row["person"]) == name]
    events = [event for event in facts["events"] if any(plain(part["person"]) == name for part in event["participants"])]
    region = document.region or ""
    first = "".join(head_lines(document.text))
    here = {row["region"] for row in tenures if row["region"]}
    numbers = "".join(head.session) if head.session else ""
    return {"person": any(plain(person) == name for person in facts["persons"]), "office": bool(tenures),
            "region": any(place == region or place in first for place in here),
            "session": any(event["type"] == "meeting" and all(number in event["name"] for number in numbers) for event in events)}


def main() -> None:
    """Read the corpus and print the table and the misses."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--misses", type=int, default=20)
    parser.add_argument("--sample", type=int, default=0, help="print that many reports with their facts, to be read")
    args = parser.parse_args()
    extractor, counts, misses, sample = GrammarExtractor(), Counter[str](), [], []
    for document in read_sources([args.corpus]):
        if not isinstance(document, Document):
            continue
        head = read_head(document.text)
        facts = document_facts(document.name, list(extractor(document)), document.published, document.publisher)
        counts["reports"] += 1
        sample.append((document.name, head_lines(document.text), facts))
        counts["reports with more than one event"] += len(facts["events"]) > 1
        if head is None:
            continue
        found = given(head, facts, document)
        kind = "name and office" if head.office else "name without office"
        counts[kind] += 1
        counts[f"{kind}: numbered"] += head.session is not None
        wanted = ("person", "office", "region", "session") if head.office else ("person", "session")
        counts[f"{kind}: all"] += all(found[part] for part in wanted)
        counts.update(f"{kind}: {part}" for part in wanted if found[part])
        if not all(found[part] for part in wanted):
            misses.append((document.name, head.name, [part for part in wanted if not found[part]], head_lines(document.text)))
    report(counts, misses, args.misses)
    for name, lines, facts in random.Random(7).sample(sample, min(args.sample, len(sample))):
        say(f"\n{name} {' / '.join(lines)[:200]}")
        say(f"  {[(row['person'], row['title'], row['region']) for row in facts['tenures']]} {facts['persons']}")
        say(f"  {[(e['name'], e['start'], e['region'], [(p['person'], p['role']) for p in e['participants']]) for e in facts['events']]}")
        say(f"  {[row['text'] for row in facts['slogans'][::12]]}")


def report(counts: Counter[str], misses: list[tuple[str, str, list[str], list[str]]], shown: int) -> None:
    """Print the counts, the shares and the first misses."""
    say(f"{counts['reports']:,} reports, {counts['reports with more than one event']} of them with more than one event")
    for kind in ("name and office", "name without office"):
        total = counts[kind]
        say(f"{total:,} give {kind} in their first lines, {counts[f'{kind}: numbered']:,} also the number of the session; of these the facts have")
        for part in ("person", "office", "region", "session", "all"):
            if total and counts[f"{kind}: {part}"]:
                say(f"  {part:<8} {counts[f'{kind}: {part}']:>5,}  {counts[f'{kind}: {part}'] / total:.3f}")
    say(f"{len(misses)} misses")
    for name, person, missing, lines in misses[:shown]:
        say(f"  {name}: {person}, lacks {', '.join(missing)}: {' / '.join(lines)[:140]}")


if __name__ == "__main__":
    main()
