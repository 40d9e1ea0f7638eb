"""Put a watcher together for a store: network, archive, list of sources, readers."""

import os
import random
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from vedette.errors import StopError
from vedette.records.source import Source
from vedette.settings import sources_file
from vedette.sources.archive.archive import Archive
from vedette.sources.listings.telegram_client import channels_of
from vedette.sources.listings.telegram_live import API_ID, Channels
from vedette.sources.net.http import Client
from vedette.sources.registry.registry import load_registry
from vedette.store.store import Store
from vedette.store.watch_lock import watching_alone
from vedette.workflow.archives import archive_of, known_to
from vedette.workflow.watching.tools import Note, ReadsAll, Tools
from vedette.workflow.watching.unread import Unread
from vedette.workflow.watching.watcher import Setting, Watcher

RELOAD = 5.0
"""Seconds between two looks at whether the list of sources was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is watched and how.

    `sources` is the list's file (None for the user's own or the shipped one), `only` the ids of these alone, `allow` hosts of
    the user's own network, `delay` the seconds between two requests to a host, `workers` the fetches at a time.
    """

    sources: Path | None = None
    only: Collection[str] = ()
    allow: Collection[str] = ()
    delay: float = 1.0
    workers: int = 16


class Listed:
    """The list of sources in force, read again when its file changes; a list with faults is told, and the one before holds."""

    def __init__(self, wanted: Wanted, clock: Callable[[], float], report: Callable[[str], None]) -> None:
        """Read the list; StopError where it cannot be, where an id that is wanted is not in it, or where it is empty."""
        self._wanted, self._clock, self._report = wanted, clock, report
        self._looked, self._mark = clock(), self._changed()
        self._sources = self._read()

    def __call__(self) -> Sequence[Source]:
        """Return the sources in force."""
        if self._clock() - self._looked > RELOAD:
            self._looked = self._clock()
            if (mark := self._changed()) != self._mark:
                self._mark = mark
                self._read_again()
        return self._sources

    def _read_again(self) -> None:
        try:
            self._sources = self._read()
        except StopError as e:
            self._report(f"{e}; the list before holds")

    def _read(self) -> tuple[Source, ...]:
        registry = load_registry(self._wanted.sources)
        for problem in registry.problems:
            self._report(str(problem))
        for one in self._wanted.only:
            registry.get(one)
        found = tuple(r.source for r in registry.sources if not self._wanted.only or r.source.id in self._wanted.only)
        if not found:
            raise StopError(
                f"sources {registry.name}: holds none that can be watched; add one with 'vedette sources add'"
            )
        return found

    def _changed(self) -> tuple[int, int] | None:
        file = self._wanted.sources or sources_file()
        try:
            found = file.stat() if file else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size) if found else None


class Watching:
    """A watcher with everything that it holds open; a context manager. One a store at a time."""

    def __init__(self, store: Store, wanted: Wanted, report: Callable[[Note], None]) -> None:
        self.stop = threading.Event()
        self._store, self._wanted, self._report = store, wanted, report
        self._open = ExitStack()

    def __enter__(self) -> Self:
        """Take the watcher's lock; StopError where another process watches this store."""
        self._open.enter_context(watching_alone(self._store))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def watcher(self, readers: Callable[[], ReadsAll] | None, after: Callable[[], None] = lambda: None) -> Watcher:
        """Return the watcher; without `readers` it only stores, `after` is called after each round in which it read.

        Raises StopError where the list of sources cannot be used.
        """
        archive = self._open.enter_context(Archive(archive_of(self._store), known_to(self._store)))
        client = Client(allow=self._wanted.allow, delay=self._wanted.delay, stop=self.stop)
        listed = Listed(self._wanted, _seconds, self._tell)
        tools = Tools(client=client, clock=_now, chance=random.random, channels=_channels())
        unread = Unread(self._store, readers) if readers else None
        setting = Setting(
            store=self._store,
            archive=archive,
            sources=listed,
            tools=tools,
            unread=unread,
            report=self._report,
            workers=self._wanted.workers,
            after=after,
        )
        return Watcher(setting, self.stop)

    def _tell(self, told: str) -> None:
        self._report(Note(at=_now().isoformat(timespec="seconds"), what="failed", source="", told=told))


def _channels() -> Channels | None:
    """Return what reads Telegram's channels where the user has keys for it; StopError where they are of no use."""
    return channels_of(os.environ) if os.environ.get(API_ID) else None


def _now() -> datetime:
    return datetime.now(UTC)


def _seconds() -> float:
    return _now().timestamp()
