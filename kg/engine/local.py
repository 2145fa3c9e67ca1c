"""This machine's engine: killable child processes that tell before each item what they are about to do."""

from __future__ import annotations

import multiprocessing as mp
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from kg.errors import KgError

ShardFunction = Callable[[Any, frozenset[int], Callable[[int], None]], Any]
"""Takes a shard, the numbers of items to leave out, and a callback to announce each item; returns a result."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that killed its process or ran over the time limit."""

    item: int
    reason: str


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    shard: int
    item: int = -1
    failures: list[Failure] = field(default_factory=list)


def _run(function: ShardFunction, shard: Any, leave_out: frozenset[int], pipe: Connection) -> None:
    try:
        result = function(shard, leave_out, lambda item: pipe.send(("item", item)))
        pipe.send(("done", result))
    except KgError as error:
        pipe.send(("error", str(error)))


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Runs shards in *workers* child processes, each item within *seconds*."""

    workers: int = 1
    seconds: float = 60.0

    def map_shards(self, function: ShardFunction, shards: Sequence[Any]) -> Iterator[tuple[int, Any, list[Failure]]]:
        """Yield (number, result, failures) for each shard as it ends; a failed item is left out and tried no more."""
        waiting = deque((number, []) for number in range(len(shards)))
        running: dict[Connection, _Worker] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self.workers:
                    number, failures = waiting.popleft()
                    worker = self._start(function, shards[number], number, failures)
                    running[worker.pipe] = worker
                for pipe in wait(list(running), timeout=self.seconds) or list(running):
                    yield from self._hear(running, pipe, waiting)  # type: ignore[arg-type]
        finally:
            for worker in running.values():
                worker.process.kill()

    def _start(self, function: ShardFunction, shard: Any, number: int, failures: list[Failure]) -> _Worker:
        context = mp.get_context("spawn")
        here, there = context.Pipe()
        leave_out = frozenset(failure.item for failure in failures)
        process = context.Process(target=_run, args=(function, shard, leave_out, there), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here, number, failures=failures)

    def _hear(self, running: dict[Connection, _Worker], pipe: Connection,
              waiting: deque[tuple[int, list[Failure]]]) -> Iterator[tuple[int, Any, list[Failure]]]:
        worker = running[pipe]
        try:
            if not pipe.poll(0):
                raise TimeoutError(f"took longer than {self.seconds:g} seconds")
            kind, value = pipe.recv()
        except (EOFError, TimeoutError, OSError) as error:
            del running[pipe]
            worker.process.kill()
            worker.process.join()
            reason = str(error) or f"its process ended with status {worker.process.exitcode}"
            if worker.item < 0:
                raise KgError(f"A worker process could not start ({reason}); try --workers 1.") from error
            waiting.appendleft((worker.shard, [*worker.failures, Failure(worker.item, reason)]))
            return
        if kind == "item":
            worker.item = value
            return
        del running[pipe]
        worker.process.join()
        if kind == "error":
            raise KgError(value)
        yield worker.shard, value, worker.failures
