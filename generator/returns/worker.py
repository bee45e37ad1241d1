"""Worker processes: one bad file costs itself only.

Everything that looks into a returned file runs in a process of its own, started fresh (``spawn``, so
that Windows is no exception), with a bound on memory where the system has one. The pool kills and
replaces a process that takes too long over one file or dies of it.
"""

from __future__ import annotations

import multiprocessing as mp
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Final, Self

from generator.errors import GeneratorError
from generator.interrupts import held, undone
from generator.returns.judging.entry import Entry, process, refusal
from generator.returns.reading.intake import Candidate
from generator.returns.reading.refusal import Refused
from generator.returns.reading.setup import Setup

BATCH: Final = 8
START_SECONDS: Final = 120.0
READY: Final = "ready"


class WorkerError(GeneratorError):
    """Worker processes cannot be started here."""


def serve(connection: Connection, setup: Setup) -> None:
    """The life of a worker: candidates in, entries out, until there is nobody to talk to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory(setup.limits.memory)
    try:
        connection.send(READY)
        while True:
            candidate = connection.recv()
            connection.send(process(candidate, setup))
    except (EOFError, OSError):
        return


def _bound_memory(size: int) -> None:
    """Bound the address space where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (OSError, ValueError):
        return


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start a process that an interrupt at the console does not reach, and not half of one.

    Where signals can be blocked (not on Windows), an interrupt waits until the process has started,
    which inherits the block; elsewhere the process sets the signal aside as soon as it runs.
    """
    if not hasattr(signal, "pthread_sigmask"):
        with held():
            yield
        return
    from multiprocessing import resource_tracker

    # started on the way otherwise, and it unblocks the signal when it is done
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with held():  # the end of the process, whatever signal asks for it, waits too
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    def __init__(self, setup: Setup, pool: list[_Worker]) -> None:
        self.pending: deque[Candidate] = deque()
        self.ready = False
        self.deadline = time.monotonic() + START_SECONDS
        context = mp.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, setup), daemon=True)
        with _interrupts_held():
            self.process.start()
            pool.append(self)
        other.close()

    def give(self, candidate: Candidate, seconds: float) -> None:
        if not self.pending and self.ready:
            self.deadline = time.monotonic() + seconds
        self.pending.append(candidate)
        self.connection.send(candidate)

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


class Pool:
    """``jobs`` workers; use as a context manager, so that none outlives the work."""

    def __init__(self, setup: Setup, jobs: int) -> None:
        self._setup = setup
        self._jobs = max(1, jobs)
        self._workers: list[_Worker] = []
        self._queue: deque[Candidate] = deque()
        self._watch = ExitStack()
        self.found = 0

    def __enter__(self) -> Self:
        self._watch.enter_context(undone(self._kill))
        return self

    def __exit__(self, *exception: object) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._watch.close()

    def _kill(self) -> None:
        for worker in self._workers:
            with suppress(ValueError):  # ended already
                worker.process.kill()

    def run(self, candidates: Iterator[Candidate]) -> Iterator[Entry]:
        """The entry of every candidate, and of every member of an archive, in the order they come in."""
        exhausted = False
        while True:
            exhausted = self._feed(candidates, exhausted)
            busy = [w for w in self._workers if w.pending]
            if not busy:
                if exhausted and not self._queue:
                    return
                continue
            timeout = max(0.0, min(w.deadline for w in busy) - time.monotonic())
            ready = set(wait([w.connection for w in busy], timeout))
            for worker in busy:
                if worker.connection in ready:
                    yield from self._receive(worker)
                elif time.monotonic() >= worker.deadline:
                    seconds = f"{self._setup.limits.seconds:g}"
                    yield self._lose(worker, Refused("too-slow", {"seconds": seconds}))

    def _feed(self, candidates: Iterator[Candidate], exhausted: bool) -> bool:
        """Keep every worker busy; returns whether ``candidates`` is at its end."""
        while True:
            worker = min(self._workers, key=lambda w: len(w.pending), default=None)
            if worker is None or (worker.pending and len(self._workers) < self._jobs):
                worker = None
            elif len(worker.pending) >= BATCH:
                return exhausted
            candidate = self._queue.popleft() if self._queue else None
            if candidate is None:
                candidate = next(candidates, None)
                if candidate is None:
                    return True
                self.found += 1
            if worker is None:
                worker = _Worker(self._setup, self._workers)
            try:
                worker.give(candidate, self._setup.limits.seconds)
            except OSError:
                # it died between two files; what it was given is told from what it has answered
                return exhausted

    def _receive(self, worker: _Worker) -> Iterator[Entry]:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            yield self._lose(worker, Refused("too-complex", {"kind": "crash"}))
            return
        worker.deadline = time.monotonic() + self._setup.limits.seconds
        if answer == READY:
            worker.ready = True
            return
        worker.pending.popleft()
        if isinstance(answer, Entry):
            yield answer
        else:
            self._queue.extend(answer)
            self.found += len(answer) - 1

    def _lose(self, worker: _Worker, refused: Refused) -> Entry:
        """Give up a worker and the file that it was at; the rest of its files go to others."""
        self._workers.remove(worker)
        worker.end()
        if not worker.ready:
            raise WorkerError("读文件的进程启动不了")
        candidate, *rest = worker.pending
        self._queue.extendleft(reversed(rest))
        return refusal(candidate, refused, self._setup)
