"""What runs one function over many tasks: in processes of this machine, or on a cluster. Reading and reconciling share it.

A function gets a task and a `tell` by which it says how far it is; it must be importable by name (or a `functools.partial` of
such), its tasks must travel (pickle), and running a task twice must do no harm: whoever runs it may lose the first answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

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
    ) -> Iterator[Outcome[Task, Result]]:
        """Yield the outcome of every task once, as they come; one that fails does not stop the others.

        `on_note` is told what the tasks tell, from all workers, in this thread or another. Raises StopError where no work can be
        done at all. Closing the iterator stops what runs.
        """
        ...


def silent(note: Note) -> None:
    """Take a note and do nothing with it."""


def reason_of(error: BaseException) -> str:
    """Return an error in one line, at most 300 characters."""
    told = " ".join(str(error).split())
    name = type(error).__name__
    return (f"{told} ({name})" if told else name)[:300]
