"""What `vedette alerts` and `vedette watch` send alerts with."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.stored import printable

if TYPE_CHECKING:
    from vedette.knowledge.base import Knowledge
    from vedette.publishing.channels.run import Tools
    from vedette.store.store import Store
    from vedette.workflow.watching.tools import Note

MOST = 10
"""Alerts of a search that go out alone in a run."""


def _aloud(line: str) -> None:
    click.echo(f"vedette: {printable(line)}", err=True)


def tools_of(most: int = MOST, link: str = "", tell: Callable[[str], None] = _aloud) -> "Tools":
    """Return what a run works with; StopError where the file of channels cannot be used."""
    from vedette.desk.filters import read_filter  # noqa: PLC0415 - not needed for --help
    from vedette.errors import StopError  # noqa: PLC0415
    from vedette.publishing.channels.run import Tools  # noqa: PLC0415
    from vedette.publishing.channels.send import send  # noqa: PLC0415
    from vedette.publishing.channels.settings import channels_file, load_channels  # noqa: PLC0415
    from vedette.workflow.searches import told_query  # noqa: PLC0415

    def read(query: str) -> Any:
        found, faults = read_filter(told_query(query))
        if faults:
            raise StopError(f"query {query[:80]!r}: {'; '.join(faults.values())}")
        return found.to_query(), found.tier

    return Tools(
        base=_knowledge(), channels=load_channels(channels_file()), send=send, clock=lambda: datetime.now(UTC), read=read,
        link=link.rstrip("/"), most=most, tell=tell,
    )  # fmt: skip


@cache
def _knowledge() -> "Knowledge":
    from vedette.api import load_knowledge  # noqa: PLC0415 - not needed for --help

    return load_knowledge()


def warn_of_open_file() -> None:
    """Say so where others may read the file with the secrets."""
    from vedette.publishing.channels.settings import channels_file, is_open  # noqa: PLC0415 - not needed for --help

    path = channels_file()
    if path and is_open(path):
        click.echo(f"vedette: {path}: holds secrets and is open to others; chmod 600 it", err=True)


def sent_words(sent: Mapping[str, int]) -> str:
    """Return how many messages of which kind were sent, "" for none."""
    return ", ".join(f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in sorted(sent.items()))


class AfterReading:
    """Sends what saved searches have to tell after a round of watching. What fails is told, and never stops the watcher.

    Searches and channels are looked at anew each time, so that what was saved or mended meanwhile counts.
    """

    def __init__(
        self,
        store: "Store",
        report: Callable[["Note"], None],
        tools: Callable[..., "Tools"] = tools_of,
        *,
        link: str = "",
    ) -> None:
        self._store, self._report, self._tools, self._link = store, report, tools, link
        self._last = ""

    def __call__(self) -> None:
        """Send what is due."""
        from vedette.errors import StopError  # noqa: PLC0415 - kept with its only use

        try:
            failed = self._send()
        except StopError as e:
            failed = [str(e)]
        except Exception as e:  # noqa: BLE001 - a watcher runs for weeks, and a channel must not end it
            failed = [f"alerts: {type(e).__name__}; report this as a fault of Vedette"]
        told = "; ".join(dict.fromkeys(failed))
        # Said once and not after each round, as long as it stays so.
        if told and told != self._last:
            self._tell("alerts", told)
        self._last = told

    def _send(self) -> list[str]:
        from vedette.publishing.channels.run import run  # noqa: PLC0415 - not needed for --help
        from vedette.records.alerting import NEVER  # noqa: PLC0415
        from vedette.store.saved import all_saved  # noqa: PLC0415
        from vedette.store.watch_lock import alerting_alone  # noqa: PLC0415

        with self._store.reading() as connection:
            if all(s.every == NEVER for s in all_saved(connection)):
                return []
        failed: list[str] = []
        with alerting_alone(self._store):
            done = run(self._store, self._tools(link=self._link, tell=failed.append))
        if done.sent:
            self._tell("alerted", sent_words(done.sent), sum(done.sent.values()))
        return failed

    def _tell(self, what: str, told: str, count: int = 0) -> None:
        from vedette.workflow.watching.tools import Note, one_line  # noqa: PLC0415 - not needed for --help

        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._report(Note(at=at, what=what, source="", told=one_line(told), count=count))
