"""`vedette watch`: sources come in by themselves."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedette.cli.alerting import AfterReading, warn_of_open_file
from vedette.cli.sources_shared import sources_option
from vedette.cli.stored import format_option, opened_store, printable, store_option

if TYPE_CHECKING:
    from vedette.store.store import Store
    from vedette.workflow.watching.setup import Watching
    from vedette.workflow.watching.tools import Note

_LOUD = {"held", "changed", "read", "alerted"}


@click.command(
    epilog="""\b
Example:
  vedette watch                                  # until Ctrl-C
  vedette watch --once --source un-news          # one round, for cron
  vedette watch --format json >> watch.jsonl"""
)
@click.option("--once", is_flag=True, help="One round: look at what is due, fetch and read what is new, and end.")
@click.option("--all", "everything", is_flag=True, help="With --once: look at every source, whatever is due.")
@click.option(
    "--source", "only", multiple=True, metavar="ID", help="Watch only this source; may be told several times."
)
@click.option("--no-read", is_flag=True, help="Only store what comes in; 'vedette store reread' reads it later.")
@click.option("--no-alerts", is_flag=True, help="Send no alerts, whatever VEDETTE_CHANNELS and saved searches say.")
@click.option(
    "--allow-host", "allow", multiple=True, metavar="HOST", help="A host of your own network that may be fetched."
)
@click.option(
    "--delay",
    type=click.FloatRange(0, 60),
    default=1.0,
    show_default=True,
    help="Seconds between two requests to a host.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=16, show_default=True, help="Fetches at a time.")
@sources_option
@store_option
@format_option("text", "json")
def watch(  # noqa: PLR0913 - one parameter an option
    once: bool,
    everything: bool,
    only: tuple[str, ...],
    no_read: bool,
    no_alerts: bool,
    allow: tuple[str, ...],
    delay: float,
    workers: int,
    list_: Path | None,
    store_: str | None,
    form: str,
) -> None:
    """Look at every source of the list when it is due; store what is new, with its original bytes, and read it.

    What came in is told on standard output, a line each; what failed on standard error, and 'vedette sources' tells how each
    source stands. After each round in which something was read, saved searches are told by the channels that VEDETTE_CHANNELS
    sets up ('vedette alerts'). May be stopped or killed at any moment and started again: nothing is lost and nothing is read twice. With
    --once it exits 1 where a source could not be looked at.
    """
    from vedette.workflow.watching.setup import Wanted, Watching  # noqa: PLC0415 - loads the database library

    if everything and not once:
        raise click.UsageError("--all goes with --once; without it every source is looked at when it is due")
    told = _Told(form)
    wanted = Wanted(sources=list_, only=only, allow=allow, delay=delay, workers=workers)
    with opened_store(store_, make=True) as store, Watching(store, wanted, told) as watching:
        after = _alerts(store, told) if not (no_read or no_alerts) else None
        _run(watching, after, once=once, everything=everything, no_read=no_read)
    click.echo(told.summary(), err=True)
    if once and told.failed:
        raise click.exceptions.Exit(1)


def _alerts(store: "Store", told: "_Told") -> AfterReading | None:
    """Return what sends alerts after a round of reading, None where no channels are set up."""
    from vedette.publishing.channels.settings import channels_file  # noqa: PLC0415 - not needed for --help

    if channels_file() is None:
        return None
    warn_of_open_file()
    return AfterReading(store, told, link=os.environ.get("VEDETTE_DESK", ""))


def _run(
    watching: "Watching", after: Callable[[], None] | None, *, once: bool, everything: bool, no_read: bool
) -> None:
    from vedette.api import readers  # noqa: PLC0415 - loads the readers' code

    watcher = watching.watcher(None if no_read else readers, after or (lambda: None))
    _stop_on_signals(watching.stop.set)
    if once:
        watcher.once(everything=everything)
    else:
        watcher.run()


def _stop_on_signals(stop: Callable[[], None]) -> None:
    """Stop in order at the first signal to end; the second ends at once."""

    def stopping(number: int, _frame: object) -> None:
        click.echo("vedette: stopping; what is in hand is stored first (again to end at once)", err=True)
        signal.signal(number, signal.SIG_DFL)
        stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stopping)


class _Told:
    """Writes what happens, and counts it."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._counts: dict[str, int] = {}
        self.failed = False

    def __call__(self, note: "Note") -> None:
        """Tell one thing that happened."""
        self._counts[note.what] = self._counts.get(note.what, 0) + 1
        self.failed = self.failed or note.what == "failed"
        if self._form == "json":
            click.echo(json.dumps(note.to_json(), ensure_ascii=False))
        elif note.what != "unchanged":
            click.echo(_line(note), err=note.what not in _LOUD)

    def summary(self) -> str:
        """Return the counts in one line."""
        parts = [
            f"{self._counts[w]} {w}"
            for w in ("held", "changed", "read", "alerted", "unread", "failed", "delayed", "given up")
            if w in self._counts
        ]
        return ", ".join(parts) or "nothing new"


def _line(note: "Note") -> str:
    count = f"{note.count} " if note.count else ""
    what = {"new": f"{count}new items", "read": f"read ({note.count} events and figures)"}.get(note.what, note.what)
    rest = " ".join(p for p in (note.document[:12], note.told or note.item) if p)
    line = f"{note.at} {note.source or 'vedette'}: {what} {rest}".rstrip()
    return printable(line)
