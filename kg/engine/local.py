"""This machine's engine: killable child processes that tell before each item what they are about to do."""

from __future__ import annotations

import multiprocessing as mp
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.engine.buckets import BucketFunction, run_bucket, split
from kg.errors import KgError, StageFailed

_START = 60.0  # seconds until a process has loaded what it needs and announces its first item
ShardFunction = Callable[[Any, Mapping[int, str], Callable[[int], None]], Any]
"""Takes a shard, the items to leave out with the reason for each, and a callback to announce an item; returns a result."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    shard: int = -1
    item: int = -1
    deadline: float = 0.0
    failures: dict[int, str] = field(default_factory=dict)


def _serve(function: ShardFunction, pipe: Connection) -> None:
    """Run the shards that come through *pipe*, until none comes."""
    while True:
        task = pipe.recv()
        if task is None:
            return
        shard, leave_out = task
        try:
            pipe.send(("done", function(shard, leave_out, lambda item: pipe.send(("item", item)))))
        except KgError as error:
            pipe.send(("error", str(error)))
        except Exception as error:  # whatever one document provokes must cost that document alone
            pipe.send(("crash", f"{type(error).__name__}: {error}"))


@contextmanager
def _hidden_main() -> Iterator[None]:
    """Hide the main module: a child process would run a script that builds at its top level once more."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Runs shards in *workers* child processes, each item within *seconds*."""

    workers: int = 1
    seconds: float = 60.0

    def map_shards(self, function: ShardFunction, shards: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """Yield (number, result) for each shard as it ends.

        An item that kills its process or runs over its time is left out when the shard is tried again; *function* is told
        which and why.

        Raises:
            StageFailed: a process failed before its first item or after its last (which *function* announces as -1).
            KgError: *function* raised one.
        """
        waiting: deque[tuple[int, dict[int, str]]] = deque((number, {}) for number in range(len(shards)))
        running: dict[Connection, _Worker] = {}
        idle: list[_Worker] = []
        try:
            while waiting or running:
                while waiting and len(running) < self.workers:
                    worker = idle.pop() if idle else self._start(function)
                    self._give(worker, shards, *waiting.popleft())
                    running[worker.pipe] = worker
                yield from self._round(running, idle, waiting)
        finally:
            for worker in (*running.values(), *idle):
                worker.process.kill()

    def keyed(self, function: BucketFunction, table: pa.Table, *, key: str, schema: pa.Schema, folder: Path,
              rows: int = 100_000) -> pa.Table:
        """Return the rows that *function* makes of each bucket of *table*, sorted; all rows of one *key* share a bucket.

        Args:
            function: a plain function of a table of whole keys, sorted by all its columns; it owns the keys it is given.
            schema: the columns of the result, which it is cast to.
            folder: a disposable place for the buckets.
            rows: how many rows a bucket holds on average; the result does not depend on it.

        Raises:
            StageFailed: a bucket failed.
        """
        parts = split(table, key, max(1, -(-table.num_rows // rows)), folder)
        tasks = [(function, part, part.with_name(f"out-{part.name}"), schema) for part in parts]
        if len(tasks) == 1:  # a process of its own costs more than the bucket
            run_bucket(tasks[0], {}, lambda _: None)
        else:
            for _ in LocalEngine(workers=self.workers, seconds=float("inf")).map_shards(run_bucket, tasks):
                pass
        made = [pq.read_table(target) for _, _, target, _ in tasks]
        return pa.concat_tables(made).sort_by([(name, "ascending") for name in schema.names]) if made else schema.empty_table()

    @staticmethod
    def _start(function: ShardFunction) -> _Worker:
        context = mp.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(function, there), daemon=True)
        with _hidden_main():
            process.start()
        there.close()
        return _Worker(process, here)

    def _give(self, worker: _Worker, shards: Sequence[Any], number: int, failures: dict[int, str]) -> None:
        worker.shard, worker.item, worker.failures = number, -1, failures
        worker.deadline = time.monotonic() + max(self.seconds, _START)
        worker.pipe.send((shards[number], failures))

    def _round(self, running: dict[Connection, _Worker], idle: list[_Worker],
               waiting: deque[tuple[int, dict[int, str]]]) -> Iterator[tuple[int, Any]]:
        """Hear those that have something to say, and end those whose time is over."""
        left = min(worker.deadline for worker in running.values()) - time.monotonic()
        ready = set(wait(list(running), timeout=None if left == float("inf") else max(0.0, left)))
        for pipe, worker in list(running.items()):
            if pipe in ready:
                yield from self._hear(running, idle, worker, waiting)
            elif time.monotonic() > worker.deadline:
                self._fail(running, worker, waiting, f"took longer than {self.seconds:g} seconds")

    def _hear(self, running: dict[Connection, _Worker], idle: list[_Worker], worker: _Worker,
              waiting: deque[tuple[int, dict[int, str]]]) -> Iterator[tuple[int, Any]]:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            self._fail(running, worker, waiting, f"its process ended with status {worker.process.exitcode}")
            return
        if kind == "item":
            worker.item, worker.deadline = value, time.monotonic() + self.seconds
        elif kind == "crash":
            self._fail(running, worker, waiting, value)
        elif kind == "error":
            raise KgError(value)
        else:
            idle.append(running.pop(worker.pipe))
            yield worker.shard, value

    @staticmethod
    def _fail(running: dict[Connection, _Worker], worker: _Worker, waiting: deque[tuple[int, dict[int, str]]],
              reason: str) -> None:
        """End the worker, blame the item that it announced last, and let the rest of its shard be tried again."""
        worker.process.kill()
        worker.process.join()
        del running[worker.pipe]
        if worker.item < 0 or worker.item in worker.failures:  # no document is to blame
            raise StageFailed(f"A worker process failed apart from any document: {reason}. Mend that (disk, memory) and build again; "
                              "what has been done is kept.")
        waiting.appendleft((worker.shard, {**worker.failures, worker.item: reason}))
