"""Runs tasks on a Dask cluster whose scheduler is already there; nothing is brought up here (docs/bulk.md tells how to)."""

import asyncio
import logging
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import islice
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from vedette.engine.executors import Function, Note, Outcome, Result, Task, Tell, attempt, reason_of, silent
from vedette.errors import StopError

FIRST, PATIENCE = 20.0, 300.0
"""Seconds in which a scheduler must answer: at the beginning, and after it was lost."""
_AHEAD = 4_000
"""Tasks handed over at once: enough for many workers, and for those that join; few enough to hand over again."""
_PAUSE = 1.0


class Dask:
    """Runs tasks on the workers of the scheduler at `address` ("tcp://host:8786"); a lost connection is made again."""

    def __init__(self, address: str, *, patience: float = PATIENCE) -> None:
        self._address, self._patience = address, patience
        self._distributed: Any = load_distributed()
        # It prints traces of each attempt to connect; what is lost and found again is told by the notes.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)

    def run(
        self, function: Function[Task, Result], tasks: Sequence[Task], *, on_note: Tell | None = None
    ) -> Generator[Outcome[Task, Result], None, None]:
        """Yield the outcome of every task, as `engine.executors.Executor` says.

        A worker that is lost costs nothing but time: its task goes to another. Where the scheduler is lost, what has no outcome
        is handed to it again when it is back. Raises StopError where it does not come back, or was never there.
        """
        left, patience = dict(enumerate(tasks)), FIRST
        while left:
            with self._client(patience, on_note or silent) as (client, topic):
                yield from self._round(client, partial(_call, function, topic), left)
            if left:
                (on_note or silent)({"scheduler": "lost", "tasks": len(left)})
            patience = self._patience

    @contextmanager
    def _client(self, patience: float, on_note: Tell) -> Iterator[tuple[Any, str]]:
        """Connect; raises StopError where nobody answers within `patience` seconds."""
        until, topic = monotonic() + patience, f"vedette-{uuid4().hex}"
        client = None
        while client is None:
            try:
                client = self._distributed.Client(self._address, timeout=max(1.0, min(5.0, until - monotonic())))
            except (OSError, ValueError) as e:
                if monotonic() > until or isinstance(e, ValueError):
                    raise StopError(
                        f"scheduler {self._address}: does not answer within {patience:.0f} seconds ({reason_of(e)}); start one "
                        "with 'dask scheduler', or correct --scheduler; what was finished is kept"
                    ) from e
                sleep(_PAUSE)
        try:
            client.subscribe_topic(topic, partial(_heard, on_note))
            on_note({"workers": len(client.nthreads())})
            yield client, topic
        finally:
            client.close(timeout=2)

    def _round(self, client: Any, call: Any, left: dict[int, Task]) -> Generator[Outcome[Task, Result], None, None]:
        """Yield outcomes, taking their tasks out of `left`, until none is left or the scheduler has forgotten them."""
        rest = iter(list(left.items()))
        numbers: dict[Any, int] = {}

        def handed(count: int) -> list[Any]:
            some = {client.submit(call, task, key=f"vedette-{uuid4().hex}"): n for n, task in islice(rest, count)}
            numbers.update(some)
            return list(some)

        try:
            done = self._distributed.as_completed(handed(_AHEAD))
            for future in done:
                n = numbers.pop(future)
                if future.cancelled() or future.status == "lost":
                    return
                outcome = _outcome(future, left[n])
                del left[n]
                yield outcome
                done.update(handed(1))
        except (OSError, CancelledError, asyncio.CancelledError, self._distributed.client.ClosedClientError):
            return  # The scheduler went while it was asked for a result, or told of a task.


def load_distributed() -> Any:
    """Return Dask's distributed; raises StopError where it is not installed."""
    try:
        return import_module("distributed")  # of an extra, and it loads half a web server
    except ImportError as e:
        raise StopError("engine dask: distributed is not installed; run 'pip install vedette[bulk]'") from e


def _outcome(future: Any, task: Task) -> Outcome[Task, Any]:
    if future.status == "finished":
        result: Outcome[Task, Any] = future.result()
        return result
    error = future.exception()
    if isinstance(error, StopError):
        raise error
    if isinstance(error, ImportError):
        raise StopError(f"a worker: {reason_of(error)}; install the same packages on every worker") from error
    return Outcome(task, failed=reason_of(error))


def _call(function: Function[Task, Result], topic: str, task: Task) -> Outcome[Task, Result]:
    """Run a task on a worker; what it tells goes by the scheduler to whoever handed it over."""
    worker = import_module("distributed").get_worker()

    def tell(note: Note) -> None:
        worker.log_event(topic, dict(note))

    return attempt(function, task, tell)


def _heard(on_note: Tell, event: tuple[float, Note]) -> None:
    on_note(event[1])
