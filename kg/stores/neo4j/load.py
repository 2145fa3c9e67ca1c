"""A graph's way into Neo4j over Bolt: safe to break off, to repeat, and to follow an updated graph."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import neo4j

from kg.errors import StoreFailed
from kg.graph.confident import confident
from kg.graph.layout import Layout
from kg.schema import EDGES, NODES
from kg.stores.neo4j.connection import Address, connect
from kg.stores.neo4j.lock import LoadLock
from kg.stores.neo4j.parts import ROUNDS, Cuts, Note, Part, Plan, cut, plan, read
from kg.stores.neo4j.statements import Target, stored, targets
from kg.stores.neo4j.writing import note_of, write_part

Progress = Callable[[str, int, int | None], None]
_NOTES = "MATCH (p:LoadedPart {graph: $graph}) RETURN p.target, p.block, p.low, p.low_id, p.high, p.high_id, p.hash"

@dataclass(slots=True)
class Loaded:
    """What a load did: rows seen, and of them created, changed, and of what was there removed.

    ``cut`` holds the ids of rows with a name or address longer than Neo4j can index, which was cut to what it can.
    """

    nodes: int = 0
    edges: int = 0
    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged_parts: int = 0
    cut: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def add(self, created: int, changed: int, removed: int) -> None:
        """Count what one part did."""
        with self._lock:
            self.created += created
            self.changed += changed
            self.removed += removed


def load(graph: Path, where: Address, *, name: str | None = None, replace: bool = False, full: bool = False, min_confidence: float = 0.0,
         sessions: int = 2, progress: Progress = lambda stage, done, total: None) -> Loaded:
    """Bring the database at *where* to hold what *graph* holds.

    Parts that are noted there with the same hash are passed over, others are compared and only what differs is written. What others wrote
    stays: only nodes and relationships with our ``graph`` property are ever changed or removed.

    Args:
        name: what the ``graph`` property says; the folder's name if not given.
        replace: remove another graph of ours that the database holds first.
        full: compare every row, whatever the notes say.
        min_confidence: leave out reported relationships below this probability.
        sessions: how many write at once.

    Raises:
        StoreFailed: the server refuses, another load is running, or it holds another graph.
        NotAGraph: there is no graph at *graph*.
    """
    source = confident(graph, min_confidence)
    digest = f"{Layout(source).read_manifest()['resolved']} {min_confidence:g}"
    with connect(where) as driver:
        _constrain(driver, where)
        with LoadLock(driver, where):
            return _Loader(driver, where, source, name or graph.resolve().name, sessions, progress).run(digest, replace=replace, full=full)


def _constrain(driver: neo4j.Driver, where: Address) -> None:
    present = {row["name"] for row in driver.execute_query("SHOW CONSTRAINTS YIELD name", database_=where.database).records}
    for statement in stored("constraints"):
        if statement.split()[2] not in present:
            driver.execute_query(statement, database_=where.database)


class _Loader:
    def __init__(self, driver: neo4j.Driver, where: Address, source: Path, graph: str, sessions: int, progress: Progress) -> None:
        self.driver, self.where, self.source, self.graph, self.sessions = driver, where, source, graph, sessions
        self._tell, self._loaded, self._count_lock = progress, Loaded(), threading.Lock()
        self._done, self._total, self._stage = 0, 0, "nodes"

    def run(self, digest: str, *, replace: bool, full: bool) -> Loaded:
        head = self._head(replace)
        counts = self._counts()
        if head.get("digest") == digest and not full and json.loads(head.get("counts") or "{}") == counts:
            manifest = Layout(self.source).read_manifest()
            return Loaded(nodes=sum(manifest["nodes"].values()), edges=sum(manifest["edges"].values()))
        cuts: Cuts = json.loads(head["cuts"]) if head.get("cuts") else {label: cut(self.source, label) for label in NODES}
        self._ask("MATCH (g:LoadedGraph {graph: $graph}) SET g.cuts = $cuts, g.digest = null", cuts=json.dumps(cuts))
        before = json.loads(head.get("counts") or "null")
        notes = self._notes(head)
        lost = set() if before is None else {kind for kind in counts if counts[kind] != before.get(kind)}
        for node_stage in (True, False):
            self._write_all([target for target in targets() if target.is_node is node_stage], cuts, notes, lost, full)
        self._finish(digest)
        return self._loaded

    def _ask(self, statement: str, **parameters: Any) -> list[neo4j.Record]:
        return self.driver.execute_query(statement, {"graph": self.graph, **parameters}, database_=self.where.database).records

    def _head(self, replace: bool) -> dict[str, Any]:
        """Return what is noted of the last load of this graph; other graphs are in the way."""
        for other in [row["name"] for row in self._ask("MATCH (g:LoadedGraph) WHERE g.graph <> $graph RETURN g.graph AS name")]:
            if not replace:
                raise StoreFailed(f"The database holds the graph {other!r}; --replace takes it out first, --name {other} updates it.")
            self._remove(other)
        found = self._ask("MATCH (g:LoadedGraph {graph: $graph}) RETURN properties(g) AS head")
        if found:
            head: dict[str, Any] = found[0]["head"]
            return head
        adopted = any(self._ask(f"MATCH (n:`{label}` {{graph: $graph}}) RETURN 1 LIMIT 1") for label, count in self._counts().items()
                      if label in NODES and count)
        self._ask("MERGE (g:LoadedGraph {graph: $graph})")
        return {"adopted": adopted}

    def _remove(self, graph: str) -> None:
        with self.driver.session(database=self.where.database) as session:
            for label in (*NODES, "LoadedPart", "LoadedGraph"):
                session.run(f"MATCH (n:`{label}` {{graph: $graph}}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 2000 ROWS", graph=graph).consume()

    def _counts(self) -> dict[str, int]:
        """Return how many of each label and type the database counts, ours and others'."""
        nodes = {label: self._ask(f"MATCH (n:`{label}`) RETURN count(n) AS n")[0]["n"] for label in NODES}
        return nodes | {kind: self._ask(f"MATCH ()-[r:`{kind}`]->() RETURN count(r) AS n")[0]["n"] for kind in EDGES}

    def _notes(self, head: dict[str, Any]) -> dict[str, list[Note]]:
        found: dict[str, list[Note]] = {target.name: [] for target in targets()}
        if head.get("adopted"):  # written by an import, not by us: all of it is compared
            return {name: [Note("*", ("", ""), None, "")] for name in found}
        for target, block, low, low_id, high, high_id, hash_ in self._ask(_NOTES):
            found.setdefault(target, []).append(Note(block, (low, low_id), None if high is None else (high, high_id), hash_))
        return found

    def _write_all(self, wanted: Sequence[Target], cuts: Cuts, notes: dict[str, list[Note]], lost: set[str], full: bool) -> None:
        """Write the targets one after another; the next is planned while one is written."""
        self._stage, self._done = "nodes" if wanted[0].is_node else "edges", 0
        counts = Layout(self.source).read_manifest()[self._stage]
        self._total = sum(counts.values())

        def planned(target: Target) -> Plan:
            known = notes[target.name]
            if full or lost & {target.kind, target.start, target.end}:
                known = [Note(note.block, note.low, note.high, "") for note in known]
            return plan(read(self.source, target), target, cuts, known)

        with ThreadPoolExecutor(1) as ahead, self._workers() as workers:
            coming = [ahead.submit(planned, wanted[0])]
            for at in range(len(wanted)):
                now = coming.pop().result()
                if at + 1 < len(wanted):
                    coming.append(ahead.submit(planned, wanted[at + 1]))
                self._write(now, workers)
        self._tell(self._stage, self._total, self._total)

    @contextmanager
    def _workers(self) -> Iterator[ThreadPoolExecutor]:
        pool = ThreadPoolExecutor(self.sessions)
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)

    def _write(self, now: Plan, workers: ThreadPoolExecutor) -> None:
        for old, parts in now.outgrown.items():
            self._ask("MATCH (p:LoadedPart {key: $old}) DELETE p", old=f"{self.graph}|{old}")
            self._ask("UNWIND $parts AS part CREATE (p:LoadedPart) SET p = part", parts=[note_of(part, self.graph) | {"hash": ""} for part in parts])
        whole = now.whole()
        if now.target.is_node:
            self._together([[part] for part in whole], workers)
            return
        self._together([whole], workers)
        for pairs in ROUNDS:
            self._together(now.rounds(pairs), workers)

    def _together(self, lists: Sequence[Sequence[Part]], workers: ThreadPoolExecutor) -> None:
        """Write lists of parts, each list by one session, some at once; wait for all."""
        queue: SimpleQueue[Sequence[Part]] = SimpleQueue()
        waiting = [parts for parts in lists if parts]
        for parts in waiting:
            queue.put(parts)

        def work() -> None:
            with self.driver.session(database=self.where.database) as session:
                while True:
                    try:
                        parts = queue.get_nowait()
                    except Empty:
                        return
                    for part in parts:
                        self._write_part(session, part)
        running = [workers.submit(work) for _ in range(min(self.sessions, len(waiting)))]
        try:
            for one in running:
                one.result()
        except BaseException:
            while not queue.empty():
                queue.get_nowait()
            raise

    def _write_part(self, session: neo4j.Session, part: Part) -> None:
        if part.noted == part.hash:
            with self._count_lock:
                self._loaded.unchanged_parts += 1
        else:
            self._loaded.add(*session.execute_write(write_part, part, self.graph))
        with self._count_lock:
            self._loaded.cut += part.cut()
            self._done += part.rows.num_rows
            if part.target.is_node:
                self._loaded.nodes += part.rows.num_rows
            else:
                self._loaded.edges += part.rows.num_rows
            self._tell(self._stage, self._done, self._total)

    def _finish(self, digest: str) -> None:
        """Make the indexes, wait for them, and note that all is there."""
        with self.driver.session(database=self.where.database) as session:
            statements = stored("indexes")
            for at, statement in enumerate(statements):
                session.run(statement).consume()
                self._tell("indexes", at, len(statements))
            session.run("CALL db.awaitIndexes(3600)").consume()
            self._tell("indexes", len(statements), len(statements))
        self._ask("MATCH (g:LoadedGraph {graph: $graph}) SET g.digest = $digest, g.counts = $counts, g.loaded = datetime()",
                  digest=digest, counts=json.dumps(self._counts()))
