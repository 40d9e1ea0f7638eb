"""What commands over archives share: which engine runs their tasks, and how far they are on standard error."""

import sys
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from vedette.engine.executors import Executor

F = Callable[..., Any]

_OFTEN, _SELDOM = 0.5, 30.0
"""Seconds between two lines of progress, on a terminal and elsewhere."""


def engine_options(command: F) -> F:
    """Add the options that choose an engine; `executor_of` takes what they tell."""
    for option in reversed(
        (
            click.option(
                "--engine",
                type=click.Choice(["local", "dask"]),
                default="local",
                show_default=True,
                help="Processes of this machine, or the workers of a Dask cluster.",
            ),
            click.option(
                "--workers", type=click.IntRange(1), help="Processes of this machine (its cores where nothing is told)."
            ),
            click.option(
                "--scheduler", metavar="ADDRESS", help="The cluster's scheduler, such as tcp://scheduler:8786."
            ),
        )
    ):
        command = option(command)
    return command


def check_engine(engine: str, scheduler: str | None, workers: int | None) -> None:
    """Raise UsageError where the options that choose an engine do not go together."""
    if (engine == "dask") != (scheduler is not None):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together; a cluster is told by its scheduler")
    if engine == "dask" and workers is not None:
        raise click.UsageError("--workers is for this machine; a cluster has the workers that its scheduler knows")


def executor_of(scheduler: str | None, workers: int | None) -> "Executor":
    """Return the engine that was chosen."""
    if scheduler is None:
        from vedette.engine.local import Local  # noqa: PLC0415 - not needed for a cluster

        return Local(workers)
    from vedette.engine.dask import Dask  # noqa: PLC0415 - of an extra

    return Dask(scheduler)


class Shown:
    """Shows a line on standard error: on a terminal written over, `width` characters wide; elsewhere a new one now and then.

    `at` is the moment from which on the next one is waited for; 0 shows the first at once.
    """

    def __init__(self, width: int, at: float = 0.0) -> None:
        self._terminal, self._width, self._at = sys.stderr.isatty(), width, at

    def now_and_then(self, line: Callable[[], str]) -> None:
        """Show a line where it is time."""
        if monotonic() - self._at >= (_OFTEN if self._terminal else _SELDOM):
            self._at = monotonic()
            click.echo(self._laid(line()), err=True, nl=not self._terminal)

    def last(self, line: str) -> None:
        """Show the last line, which stays."""
        click.echo(self._laid(line), err=True)

    def _laid(self, line: str) -> str:
        return f"\r{line:<{self._width}}" if self._terminal else line
