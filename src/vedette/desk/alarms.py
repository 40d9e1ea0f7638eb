"""The flare-ups of the last months, kept until something is added: on a large store they take longer than a page may."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import Lock, Thread
from time import monotonic

from vedette.errors import StopError
from vedette.incidents.flareups import ALPHA
from vedette.records.ledger import FlareUp
from vedette.store.documents import last_published
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.store.totals import Totals, totals
from vedette.workflow.asking import flareups_of

DAYS = 120
"""Days before the newest report in which flare-ups are looked for."""

SMALL = 3_000
"""Documents up to which they are found while the page waits; in more, by a thread beside it."""


REST = 20
"""How many times as long as the last look took nothing is looked for again: a watcher adds some all the time."""


@dataclass(frozen=True, slots=True)
class Found:
    """Flare-ups, the newest first; `waiting` tells that what was added since is still being looked through."""

    items: tuple[FlareUp, ...] = ()
    waiting: bool = False

    @property
    def causes(self) -> frozenset[str]:
        """Return the incidents (ids) with which a flare-up begins."""
        return frozenset(f.cause for f in self.items if f.cause)


@dataclass(slots=True)
class Alarms:
    """The flare-ups of one store."""

    _store: Store
    _key: Totals | None = None
    _items: tuple[FlareUp, ...] = ()
    _rested: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def now(self) -> Found:
        """Return the flare-ups as far as they are known; on a large store they may lag behind what was just added."""
        with self._store.reading() as connection:
            key = totals(connection)
        if key == self._key:
            return Found(self._items)
        if key.documents <= SMALL:
            self._look(key)
            return Found(self._items)
        if monotonic() >= self._rested and self._lock.acquire(blocking=False):
            Thread(target=self._look_and_release, args=(key,), daemon=True).start()
        return Found(self._items, waiting=True)

    def _look_and_release(self, key: Totals) -> None:
        began = monotonic()
        try:
            self._look(key)
            # Pages wait for one another's turn in the interpreter, and for this thread's.
            self._rested = monotonic() + REST * (monotonic() - began)
        except StopError:
            # The page says what is the matter with the store; the next look tries again.
            self._key = None
        finally:
            self._lock.release()

    def _look(self, key: Totals) -> None:
        with self._store.reading() as connection:
            last = last_published(connection, datetime.now(UTC).date().isoformat())
        since = None if last is None else (date.fromisoformat(last) - timedelta(DAYS)).isoformat()
        found, _ = flareups_of(self._store, Query(since=since), ALPHA)
        self._items, self._key = tuple(sorted(found, key=lambda f: (f.last, f.of), reverse=True)), key
