"""The watcher: looks at every source when it is due, fetches what is new, stores it, and has it read.

Fetching runs in threads, storing in the one that calls, reading in one more. Everything it has to remember stands in the
store, so that it may be killed at any moment: what was not stored is fetched again, what was is not.
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from vedette.errors import StopError
from vedette.records.source import Address, Source
from vedette.records.watching import Watched, iso
from vedette.sources.schedule import JITTER
from vedette.store.listed import due_items
from vedette.store.store import Store
from vedette.store.watching import DAYS_TRIED, forget_tries, watched_all
from vedette.workflow.keeping import Keeps
from vedette.workflow.watching.keep import keep
from vedette.workflow.watching.look import Looked, look
from vedette.workflow.watching.take import Taken, take
from vedette.workflow.watching.tools import Note, Tools
from vedette.workflow.watching.unread import Unread

WORKERS = 16
PER_SOURCE = 4
"""Fetches of one source at a time: a slow server must not take every worker."""
BATCH = 64
"""Fetched items stored in one transaction at most."""
IDLE = 1.0
"""Seconds between two looks at the clock where nothing is due."""
PATIENCE = 1.0
"""Seconds to wait for the workers before looking at the clock again."""
WAIT_READING = 5.0
"""Seconds that the reader waits where nothing is unread and nothing was held."""
A_ROUND = 60.0
"""Seconds of reading after which what comes after a round is done all the same."""
STUMBLES = 10
"""Times in a row that storing may fail before the watcher gives up; it waits a minute longer each time."""

FARTHEST = timedelta(days=8)
CLOCKS = timedelta(hours=1)

Key = tuple[str, str]
"""A source's id with an address or an item's key."""
Look = tuple[Source, Address]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is watched with what. `sources` is asked at every turn, so that a list that changes takes effect.

    `after` is called after each round in which something was read; it raises nothing.
    """

    store: Store
    archive: Keeps
    sources: Callable[[], Sequence[Source]]
    tools: Tools
    unread: Unread | None = None
    report: Callable[[Note], None] = lambda _: None
    workers: int = WORKERS
    after: Callable[[], None] = lambda: None


class Watcher:
    """Watches until it is stopped, or for one round."""

    def __init__(self, setting: Setting, stop: threading.Event | None = None) -> None:
        self._s = setting
        self._stop = stop or threading.Event()
        self._hand: dict[Future[Looked | Taken], Key] = {}
        self._held = threading.Event()
        self._stumbles = 0
        self._read, self._since = False, monotonic()
        with setting.store.reading() as connection:
            self._states = watched_all(connection)
        with setting.store.writing() as connection:
            forget_tries(connection, iso(setting.tools.clock() - timedelta(days=DAYS_TRIED)))

    def once(self, *, everything: bool = False) -> None:
        """Look once at what is due (with `everything`, at all), fetch what is new and due, and read all that can be read.

        Raises StopError where it cannot be stored.
        """
        looks = self._due_looks(everything=everything)
        with ThreadPoolExecutor(self._s.workers, "fetch") as pool:
            while not self._stop.is_set():
                self._submit(pool, looks)
                if not self._hand:
                    break
                self._gather()
            self._finish()
        while self._s.unread and not self._stop.is_set() and self._read_some():
            pass
        if not self._stop.is_set():
            self._after_reading(whole=True)

    def run(self) -> None:
        """Watch until stopped; what is in hand then is stored first. Raises StopError where storing fails for long."""
        reader = threading.Thread(target=self._reading, name="read", daemon=True)
        reader.start()
        try:
            with ThreadPoolExecutor(self._s.workers, "fetch") as pool:
                while not self._stop.is_set():
                    self._submit(pool, self._due_looks())
                    if self._hand:
                        self._gather_again()
                    else:
                        self._stop.wait(IDLE)
                self._finish()
        finally:
            self._stop.set()
            self._held.set()
            reader.join()

    def _due_looks(self, *, everything: bool = False) -> list[Look]:
        """Return the addresses that are due, those first due first."""
        now = self._s.tools.clock()
        found = []
        for source in self._s.sources():
            for address in source.addresses if not source.paused else ():
                state = self._states.get((source.id, address.url))
                if everything or is_due(source, state, now):
                    found.append((source, address))
        return sorted(found, key=lambda look: self._next_at(*look))

    def _next_at(self, source: Source, address: Address) -> str:
        state = self._states.get((source.id, address.url))
        return (state.next_at if state else None) or ""

    def _submit(self, pool: ThreadPoolExecutor, looks: list[Look]) -> None:
        """Give the workers what is due, as far as they have room; takes what it gives out of `looks`."""
        in_hand = set(self._hand.values())
        busy = Counter(source for source, _ in in_hand)
        room = 2 * self._s.workers - len(self._hand)
        for source, address in list(looks):
            if room > 0 and busy[source.id] < PER_SOURCE and (source.id, address.url) not in in_hand:
                looks.remove((source, address))
                state = self._states.get((source.id, address.url))
                self._hand[pool.submit(look, source, address, state, self._s.tools)] = (source.id, address.url)
                busy[source.id] += 1
                room -= 1
        if room > 0:
            self._submit_items(pool, in_hand, busy, room)

    def _submit_items(self, pool: ThreadPoolExecutor, in_hand: set[Key], busy: "Counter[str]", room: int) -> None:
        sources = {s.id: s for s in self._s.sources() if not s.paused and busy[s.id] < PER_SOURCE}
        now = iso(self._s.tools.clock())
        with self._s.store.reading() as connection:
            due = due_items(connection, now, room + len(in_hand), each=PER_SOURCE, sources=sources)
        for pending in due:
            key = (pending.source, pending.item.key)
            if room > 0 and key not in in_hand and busy[pending.source] < PER_SOURCE:
                self._hand[pool.submit(take, sources[pending.source], pending, self._s.tools)] = key
                busy[pending.source] += 1
                room -= 1

    def _gather(self) -> None:
        """Wait for what is in hand, and store what is done. Raises StopError where that cannot be."""
        done, _ = wait(self._hand, timeout=PATIENCE, return_when=FIRST_COMPLETED)
        found = [f.result() for f in list(done)[:BATCH]]
        for future in list(done)[:BATCH]:
            del self._hand[future]
        looked = [f for f in found if isinstance(f, Looked)]
        taken = [f for f in found if isinstance(f, Taken)]
        if not found:
            return
        notes = keep(self._s.store, self._s.archive, looked, taken, self._s.tools)
        self._states |= {(f.watched.source, f.watched.address): f.watched for f in looked}
        if taken:
            self._held.set()
        for note in notes:
            self._s.report(note)

    def _gather_again(self) -> None:
        """Gather; where storing fails, wait and go on, for a disk may be freed: nothing is lost but the fetching."""
        try:
            self._gather()
            self._stumbles = 0
        except StopError as e:
            self._stumbles += 1
            if self._stumbles >= STUMBLES:
                raise
            told = f"nothing can be stored ({e}); trying again in {self._stumbles} minutes"
            self._s.report(Note(at=iso(self._s.tools.clock()), what="failed", source="", told=told))
            self._stop.wait(60 * self._stumbles)

    def _finish(self) -> None:
        """Store what the workers have in hand; what they have not begun is left for the next time."""
        for future in [f for f in self._hand if f.cancel()]:
            del self._hand[future]
        while self._hand:
            self._gather()

    def _reading(self) -> None:
        while not self._stop.is_set():
            self._held.clear()
            try:
                busy = self._read_some()
            except StopError as e:
                told = f"nothing can be read ({e}); trying again in a minute"
                self._s.report(Note(at=iso(self._s.tools.clock()), what="unread", source="", told=told))
                self._stop.wait(60)
                continue
            self._after_reading(whole=not busy)
            if not busy:
                self._held.wait(WAIT_READING)

    def _read_some(self) -> bool:
        notes = 0
        for note in self._s.unread.read_some() if self._s.unread else ():
            self._s.report(note)
            self._read = self._read or note.what == "read"
            notes += 1
        return notes > 0

    def _after_reading(self, *, whole: bool) -> None:
        """Do what comes after a round: where all is read, and every minute where reading takes longer."""
        if self._read and (whole or monotonic() - self._since > A_ROUND):
            self._s.after()
            self._read, self._since = False, monotonic()


def is_due(source: Source, state: Watched | None, now: datetime) -> bool:
    """Tell whether an address is to be looked at: by its plan, or by its interval where that became shorter meanwhile.

    A plan further off than any can be was made by a clock that was wrong.
    """
    if state is None or state.next_at is None or state.tried is None:
        return True
    planned, tried = datetime.fromisoformat(state.next_at), datetime.fromisoformat(state.tried)
    if planned <= now or planned - now > FARTHEST + timedelta(seconds=2 * source.every) or tried - now > CLOCKS:
        return True
    return state.failures == 0 and now - tried > timedelta(seconds=source.every * (1 + JITTER))
