"""Worker processes: one bad file costs itself only, and nothing that happens to a worker stops the run.

Everything that looks into a returned file runs in a process of its own, started fresh (``spawn``, so
that Windows is no exception), with a bound on memory where the system has one. The pool kills and
replaces a process that takes too long over one file or dies of it; a file over which one died is tried
once more by another, since it may have been the system that ended it.

Nothing here waits without an end. A process that is starting has been handed nothing yet that could fill
its pipe; what it needs to know goes to it from a thread, so that one that dies or hangs while it starts
is noticed by the clock. Pebble (its pool kills on a timeout, too) was weighed: it has neither the batches
nor the bound on memory, and knows nothing of files within a file.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import logging
import multiprocessing as mp
import os
import signal
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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
"""How long a process may take to start: a busy machine with a virus scanner takes its time."""
STOP_SECONDS: Final = 10.0
EACH: Final = 32
"""So many files that wait for a worker make one more worth its start, before the last one is ready: one
costs the time of some sixty forms to start, on a core that has nothing else to do."""
STARTS: Final = 3
"""So many processes in a row that do not start are no accident."""
LOSSES: Final = 20
"""So many processes lost over one container, and the rest of it is not read."""

COLLECT: Final = 50
"""Files after which a worker looks for garbage."""

READY: Final = "ready"
DONE: Final = "done"


class WorkerError(GeneratorError):
    """Worker processes cannot be started here."""


# --- in the worker --------------------------------------------------------------------------------


def serve(connection: Connection) -> None:
    """The life of a worker: the setup, then candidates in, entries out, until there is nobody to talk to.

    It answers with the label of each file within a container, each entry, and at last :data:`DONE`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _be_silent()
    try:
        setup: Setup = connection.recv()
        _bound_memory(setup.limits.memory)
        connection.send(READY)
        # looking for garbage after every few hundred objects takes a seventh of the time of reading
        gc.disable()
        for number in itertools.count(1):
            candidate: Candidate = connection.recv()
            for entry in process(candidate, setup, connection.send):
                connection.send(entry)
            connection.send(DONE)
            if number % COLLECT == 0:
                gc.collect()
    except (EOFError, OSError):
        return


def _be_silent() -> None:
    """Keep what libraries have to say of broken files, in English, from the console."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)


def _bound_memory(size: int) -> None:
    """Bound the address space where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


# --- in the parent --------------------------------------------------------------------------------


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


@contextmanager
def _short_command_line() -> Iterator[None]:
    """Start a process without the command line of ours.

    It is handed on through a pipe that nobody reads if the process dies at once: the names of some
    thousand files would fill it, and whoever writes would wait for ever.
    """
    before = sys.argv
    sys.argv = before[:1]
    try:
        yield
    finally:
        sys.argv = before


class _Worker:
    """One process: ``pending`` are the candidates that it has, ``at`` the file within the first of them."""

    def __init__(self, setup: Setup, pool: list[_Worker]) -> None:
        self.pending: deque[Candidate] = deque()
        self.ready = False
        self.at = ""
        self.told = 0
        self.deadline = time.monotonic() + START_SECONDS
        context = mp.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other,), daemon=True)
        try:
            with _interrupts_held(), _short_command_line():
                self.process.start()
                pool.append(self)
        except OSError as error:
            self.connection.close()
            raise WorkerError(f"读文件的进程启动不了：{error.strerror or error}") from error
        finally:
            other.close()
        # whether it ever reads this is seen by the clock; a pipe whose reader is gone ends the thread
        self._sender = threading.Thread(target=self._send, args=(setup,), daemon=True)
        self._sender.start()

    def _send(self, setup: Setup) -> None:
        # closed while it sends, a connection has no handle any more, which is a TypeError
        with contextlib.suppress(OSError, ValueError, TypeError):
            self.connection.send(setup)

    def give(self, candidate: Candidate, seconds: float) -> None:
        """Hand over a candidate; raises :class:`OSError` if the process is gone."""
        if not self.pending:
            self.deadline = time.monotonic() + seconds
        self.pending.append(candidate)
        self.connection.send(candidate)

    def end(self) -> None:
        """Kill the process and wait for its end."""
        self.process.kill()
        self.process.join()
        # with its reader gone, it cannot be writing any more; before that, closing would be under its hands
        self._sender.join(STOP_SECONDS)
        self.connection.close()
        self.process.close()


class Pool:
    """``jobs`` workers; use as a context manager, so that none outlives the work.

    ``found`` is how many files there are so far, those within containers included.
    """

    def __init__(self, setup: Setup, jobs: int) -> None:
        self._setup = setup
        self._jobs = max(1, jobs)
        self._workers: list[_Worker] = []
        self._queue: deque[Candidate] = deque()
        self._failed = 0
        self._undone = undone(self._end)
        self.found = 0

    def __enter__(self) -> Self:
        self._undone.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._end()
        self._undone.__exit__(None, None, None)

    def _end(self) -> None:
        while self._workers:
            self._workers.pop().end()

    @property
    def ready(self) -> int:
        """How many workers have started, and read."""
        return sum(worker.ready for worker in self._workers)

    def run(self, candidates: Iterator[Candidate]) -> Iterator[Entry]:
        """The entry of every candidate, and of every file in a container, in the order they come in.

        Raises:
            WorkerError: no worker can be started.

        """
        exhausted = False
        while True:
            exhausted = self._feed(candidates, exhausted)
            busy = [w for w in self._workers if w.pending or not w.ready]
            if not any(w.pending for w in self._workers) and exhausted and not self._queue:
                return
            timeout = max(0.0, min((w.deadline for w in busy), default=0.0) - time.monotonic())
            ready = set(wait([w.connection for w in busy], timeout))
            for worker in busy:
                if worker.connection in ready:
                    yield from self._receive(worker)
                elif time.monotonic() >= worker.deadline:
                    seconds = f"{self._setup.limits.seconds:g}"
                    yield from self._lose(worker, Refused("too-slow", {"seconds": seconds}))

    def _feed(self, candidates: Iterator[Candidate], exhausted: bool) -> bool:
        """Keep every worker busy; returns whether ``candidates`` is at its end."""
        while True:
            ready = [w for w in self._workers if w.ready]
            worker = min(ready, key=lambda w: len(w.pending), default=None)
            starting = len(self._workers) - len(ready)
            idle = worker is not None and not worker.pending
            if not idle and len(self._workers) < self._jobs and self._wait(candidates, EACH * starting + 1):
                self._start()
                continue
            if not self._workers:
                return True  # not one file waits: an empty folder
            if worker is None or len(worker.pending) >= BATCH:
                return exhausted
            if not self._queue and (exhausted or not self._take(candidates)):
                return True
            try:
                worker.give(self._queue.popleft(), self._setup.limits.seconds)
            except OSError:
                # it died between two files; what it was given is told from what it has answered
                return exhausted

    def _wait(self, candidates: Iterator[Candidate], count: int) -> bool:
        """Whether so many candidates wait for a worker; takes no more of them than it needs to know."""
        while len(self._queue) < count:
            if not self._take(candidates):
                return False
        return True

    def _take(self, candidates: Iterator[Candidate]) -> bool:
        """Queue one more candidate, if there is one."""
        candidate = next(candidates, None)
        if candidate is None:
            return False
        self.found += 1
        self._queue.append(candidate)
        return True

    def _start(self) -> None:
        try:
            _Worker(self._setup, self._workers)
        except WorkerError as error:
            self._not_started(error)

    def _not_started(self, error: WorkerError) -> None:
        """Do with the workers that there are; raise if there is none, and none will come."""
        self._failed += 1
        if self._failed >= STARTS:
            if not self._workers:
                raise error
            self._jobs = len(self._workers)

    def _receive(self, worker: _Worker) -> Iterator[Entry]:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._lose(worker, Refused("too-complex", {"kind": "crash"}), again=True)
            return
        worker.deadline = time.monotonic() + self._setup.limits.seconds
        if answer == READY:
            worker.ready = True
            self._failed = 0
        elif answer == DONE:
            worker.pending.popleft()
            worker.at, worker.told = "", 0
        elif isinstance(answer, Entry):
            self.found += 1 if worker.told or worker.pending[0].skip else 0
            worker.at, worker.told = "", worker.told + 1
            yield answer
        else:
            worker.at = str(answer)

    def _lose(self, worker: _Worker, refused: Refused, *, again: bool = False) -> Iterator[Entry]:
        """Give up a worker; its files go to others, but for the one that it was at.

        That one is tried once more if ``again``. Of a container, what follows it goes to others, until
        it has cost too many of them.
        """
        self._workers.remove(worker)
        worker.end()
        if not worker.ready:
            self._not_started(WorkerError("读文件的进程启动不了（内存不够，或者被杀毒软件拦住了）"))
            return
        if not worker.pending:
            return
        candidate, *rest = worker.pending
        self._queue.extendleft(reversed(rest))
        skip = candidate.skip + worker.told
        lost = replace(candidate, skip=skip, losses=candidate.losses + 1)
        if again and not (candidate.losses and candidate.skip == skip):
            self._queue.appendleft(lost)
            return
        yield refusal(candidate, refused, self._setup, worker.at)
        if not worker.at:
            return
        if lost.losses < LOSSES:
            self._queue.appendleft(replace(lost, skip=skip + 1))
        else:
            yield refusal(candidate, Refused("archive", {"kind": "rest"}), self._setup)
