"""What runs one function over many tasks: in processes of this machine, or on a cluster. Reading and reconciling share it.

A function gets a task and a `tell` by which it says how far it is; it must be importable by name (or a `functools.partial` of
such), its tasks must travel (pickle), and running a task twice must do no harm: whoever runs it may lose the first answer.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from time import sleep
from typing import Any, Generic, Protocol, TypeVar

from vedette.errors import StopError

Task = TypeVar("Task")
Result = TypeVar("Result")

Note = Mapping[str, Any]
"""How far a task is: plain values by name, for example {"shard": id, "documents": 480}."""
Tell = Callable[[Note], None]
Function = Callable[[Task, Tell], Result]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Task, Result]):
    """What became of a task: its result, or in one line why there is none (`failed`)."""

    task: Task
    result: Result | None = None
    failed: str | None = None


class Executor(Protocol):
    """Runs tasks; `engine.local.Local` and `engine.dask.Dask` are executors."""

    def run(
        self, function: Function[Task, Result], tasks: Sequence[Task], *, on_note: Tell | None = None
    ) -> Generator[Outcome[Task, Result], None, None]:
        """Yield the outcome of every task once, as they come; one that fails does not stop the others.

        `on_note` is told what the tasks tell, from all workers, in this thread or another. Raises StopError where no work can be
        done at all, and what a task raises as StopError: it would be the same with the others. Closing the generator stops what
        runs.
        """
        ...


_PAUSE = 2.0
"""Seconds before a task is tried again that could not reach its storage."""


def attempt(function: Function[Task, Result], task: Task, tell: Tell) -> Outcome[Task, Result]:
    """Return what becomes of a task, tried twice where files or addresses cannot be reached; only StopError is raised.

    Errors become words where they occur: not every one of them can travel.
    """
    for last in (False, True):
        try:
            return Outcome(task, function(task, tell))
        except StopError:
            raise
        except OSError as e:
            if last:
                return Outcome(task, failed=reason_of(e))
            sleep(_PAUSE)
        except Exception as e:  # noqa: BLE001 - what fails is one task's outcome, whatever it is
            return Outcome(task, failed=reason_of(e))
    raise AssertionError


def silent(note: Note) -> None:
    """Take a note and do nothing with it."""


def reason_of(error: BaseException) -> str:
    """Return an error in one line, at most 300 characters."""
    told = " ".join(str(error).split())
    name = type(error).__name__
    return (f"{told} ({name})" if told else name)[:300]
