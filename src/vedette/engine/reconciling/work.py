"""How a stage is run: tasks through an executor, each with a receipt, so that what is done is not done again.

A task writes its files whole or not at all and its receipt last. Whoever starts the same reconciling again runs only the tasks that
have no receipt; a task that ran twice has written the same bytes twice.
"""

import gc
import json
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from vedette.engine.executors import Executor, Note, Tell, silent
from vedette.errors import StopError

Receipt = Mapping[str, Any]


class Step(Protocol):
    """A task of a stage."""

    @property
    def receipt(self) -> Path:
        """Return where its receipt is written."""
        ...


T = TypeVar("T", bound=Step)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a stage came to: its name, how many tasks it has, how many of these ran now, seconds, peak memory of a worker in MB."""

    name: str
    tasks: int
    ran: int
    seconds: float
    worked: float
    peak_mb: int
    counts: Mapping[str, int]


def run_stage(
    name: str,
    function: Callable[[T], Mapping[str, int]],
    tasks: Sequence[T],
    executor: Executor,
    on_note: Tell = silent,
) -> Stage:
    """Run the tasks of a stage that have no receipt yet; returns what all of them came to.

    Raises StopError where a task failed: the others are kept, and the same command goes on from there.
    """
    start = time.monotonic()
    todo = [t for t in tasks if not t.receipt.exists()]
    failed = []
    for n, outcome in enumerate(executor.run(partial(_kept, function), todo, on_note=None), 1):
        failed += [outcome.failed] if outcome.failed else []
        on_note({"stage": name, "done": n, "of": len(todo)})
    if failed:
        raise StopError(
            f"{name}: {len(failed)} of {len(todo)} tasks failed ({failed[0]}); mend the cause and run the same again, what is done is kept"
        )
    receipts = [json.loads(t.receipt.read_text()) for t in tasks]
    return Stage(
        name=name,
        tasks=len(tasks),
        ran=len(todo),
        seconds=time.monotonic() - start,
        worked=sum(r["seconds"] for r in receipts),
        peak_mb=max((r["peak_mb"] for r in receipts), default=0),
        counts=_summed(receipts),
    )


def _summed(receipts: Sequence[Receipt]) -> Mapping[str, int]:
    out: dict[str, int] = {}
    for r in receipts:
        for k, n in r["counts"].items():
            out[k] = out.get(k, 0) + n
    return out


def _kept(function: Callable[[T], Mapping[str, int]], task: T, tell: Tell) -> Note:
    """Run one task and write its receipt."""
    start = time.process_time()
    # What a task makes are trees of small records without a ring among them: looking for rings took as long as the work itself.
    looked = gc.isenabled()
    gc.disable()
    try:
        counts = function(task)
    finally:
        if looked:
            gc.enable()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {"counts": dict(counts), "seconds": round(time.process_time() - start, 3), "peak_mb": peak}
    write_text(task.receipt, json.dumps(told))
    tell(told)
    return told


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path`, which appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
