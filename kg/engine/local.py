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
    shard: int = -1
    item: int = -1
    failures: list[Failure] = field(default_factory=list)


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


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Runs shards in *workers* child processes, each item within *seconds*."""

    workers: int = 1
    seconds: float = 60.0

    def map_shards(self, function: ShardFunction, shards: Sequence[Any]) -> Iterator[tuple[int, Any, list[Failure]]]:
        """Yield (number, result, failures) for each shard as it ends; a failed item is left out and tried no more."""
        waiting: deque[tuple[int, list[Failure]]] = deque((number, []) for number in range(len(shards)))
        running: dict[Connection, _Worker] = {}
        idle: list[_Worker] = []
        try:
            while waiting or running:
                while waiting and len(running) < self.workers:
                    worker = idle.pop() if idle else self._start(function)
                    self._give(worker, shards, *waiting.popleft())
                    running[worker.pipe] = worker
                for pipe in wait(list(running), timeout=self.seconds) or list(running):
                    yield from self._hear(running, idle, pipe, waiting)  # type: ignore[arg-type]
        finally:
            for worker in (*running.values(), *idle):
                worker.process.kill()

    @staticmethod
    def _start(function: ShardFunction) -> _Worker:
        context = mp.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(function, there), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)

    @staticmethod
    def _give(worker: _Worker, shards: Sequence[Any], number: int, failures: list[Failure]) -> None:
        worker.shard, worker.item, worker.failures = number, -1, failures
        worker.pipe.send((shards[number], frozenset(failure.item for failure in failures)))

    def _hear(self, running: dict[Connection, _Worker], idle: list[_Worker], pipe: Connection,
              waiting: deque[tuple[int, list[Failure]]]) -> Iterator[tuple[int, Any, list[Failure]]]:
        worker = running[pipe]
        try:
            if not pipe.poll(0):
                raise TimeoutError(f"took longer than {self.seconds:g} seconds")
            kind, value = pipe.recv()
            if kind == "crash":
                raise OSError(value)
        except (EOFError, TimeoutError, OSError) as error:
            del running[pipe]
            waiting.appendleft((worker.shard, [*worker.failures, self._failure(worker, error)]))
            return
        if kind == "item":
            worker.item = value
            return
        del running[pipe]
        if kind == "error":
            raise KgError(value)
        idle.append(worker)
        yield worker.shard, value, worker.failures

    @staticmethod
    def _failure(worker: _Worker, error: Exception) -> Failure:
        """End the worker and blame the item that it announced last."""
        worker.process.kill()
        worker.process.join()
        reason = str(error) or f"its process ended with status {worker.process.exitcode}"
        if worker.item < 0:
            raise KgError(f"A worker process could not start ({reason}); try --workers 1.") from error
        return Failure(worker.item, reason)
