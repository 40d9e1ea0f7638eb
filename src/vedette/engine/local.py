"""Runs tasks in processes of this machine, one task a process at a time; a process that dies takes only its own task with it."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, Generic

from vedette.engine.executors import Function, Note, Outcome, Result, Task, Tell, attempt, silent

TRIES = 4
"""How often a task is begun that takes its process with it: so often until a text that does so is found and left out (`trail.py`)."""
_LISTEN = 0.5


class Local:
    """Runs tasks in `workers` processes; in this one where that is 1."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()

    def run(
        self, function: Function[Task, Result], tasks: Sequence[Task], *, on_note: Tell | None = None
    ) -> Generator[Outcome[Task, Result], None, None]:
        """Yield the outcome of every task, as `engine.executors.Executor` says."""
        told = on_note or silent
        if self.workers == 1 or len(tasks) <= 1:
            for task in tasks:
                yield attempt(function, task, told)
        else:
            yield from _Run(function, tasks, min(self.workers, len(tasks)), told).outcomes()


def cores() -> int:
    """Return how many cores this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Run(Generic[Task, Result]):
    """One run: a process for each slot, so that it is known whose task a death was."""

    def __init__(self, function: Function[Task, Result], tasks: Sequence[Task], slots: int, on_note: Tell) -> None:
        self._function, self._on_note = function, on_note
        self._waiting = deque((task, 1) for task in tasks)
        # Processes are begun anew, not forked: a fork would share the threads' locks of the libraries loaded here.
        self._context = multiprocessing.get_context("spawn")
        self._notes: Any = self._context.SimpleQueue()
        self._pools = {slot: self._pool() for slot in range(slots)}
        self._running: dict[Future[Outcome[Task, Result]], tuple[int, Task, int]] = {}

    def outcomes(self) -> Generator[Outcome[Task, Result], None, None]:
        """Yield outcomes as they come; where it is closed early, the processes are ended."""
        try:
            for slot in self._pools:
                self._begin(slot)
            while self._running:
                done, _ = wait(self._running, timeout=_LISTEN, return_when=FIRST_COMPLETED)
                self._listen()
                for future in done:
                    outcome = self._done(future)
                    if outcome is not None:
                        yield outcome
        finally:
            self._end()

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, mp_context=self._context, initializer=_prepare, initargs=(self._notes,))

    def _begin(self, slot: int) -> None:
        if self._waiting:
            task, tries = self._waiting.popleft()
            self._running[self._pools[slot].submit(_call, self._function, task)] = (slot, task, tries)

    def _done(self, future: "Future[Outcome[Task, Result]]") -> Outcome[Task, Result] | None:
        """Return what became of a task, None where it is tried again; its slot goes on."""
        slot, task, tries = self._running.pop(future)
        try:
            outcome = future.result()
        except BrokenProcessPool:
            self._pools[slot].shutdown(wait=False)
            self._pools[slot] = self._pool()
            self._on_note({"died": True, "tries": tries})
            outcome = Outcome(
                task, failed=f"its process died {tries} times, as one does that runs out of memory or hangs"
            )
            if tries < TRIES:
                self._waiting.append((task, tries + 1))
                self._begin(slot)
                return None
        self._begin(slot)
        return outcome

    def _listen(self) -> None:
        while not self._notes.empty():
            self._on_note(self._notes.get())

    def _end(self) -> None:
        self._listen()
        for pool in self._pools.values():
            for process in list((pool._processes or {}).values()) if self._running else []:  # noqa: SLF001 - no other way to end one
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)


_notes: Any = None
"""In a worker process: where its notes go."""


def _prepare(notes: Any) -> None:
    global _notes  # noqa: PLW0603 - a queue travels to a process only when it begins
    _notes = notes
    # Ctrl-C reaches the whole group; the process that runs this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End this process when the one that began it has gone: nobody else would."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _call(function: Function[Task, Result], task: Task) -> Outcome[Task, Result]:
    return attempt(function, task, _tell)


def _tell(note: Note) -> None:
    _notes.put(dict(note))
