"""Listeners of one desk, and the one thread that looks at the store for all of them.

It looks at row numbers, since a watcher writes from another process and tells nobody; and it lives as long as somebody
listens. Between looks no connection to the store is held. A listener that has not taken its last batch gets no other: it is
told later, from where it stands, so that a slow one costs no memory.
"""

import asyncio
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic
from traceback import format_exc

from vedette.desk.filters import Filter
from vedette.desk.stream_news import Batch, Wish, event
from vedette.errors import StopError
from vedette.store.told_since import Moment

PACE = 2.0
"""Seconds between looks."""

MOST = 64
"""Listeners of one desk at most."""

_NAP = 0.25
"""Seconds within which the end of the server is seen."""

Look = Callable[[Collection[Wish]], dict[Wish, Batch]]


class FullError(Exception):
    """There are as many listeners as there may be."""


@dataclass(eq=False, slots=True)
class Listener:
    """One open stream. `taken` tells that its last batch is on its way; None in the queue ends it."""

    wish: Wish
    loop: asyncio.AbstractEventLoop
    queue: "asyncio.Queue[bytes | None]" = field(default_factory=asyncio.Queue)
    taken: bool = True
    told_lost: bool = False


class Pulse:
    """All listeners of one desk. `look` answers their wishes; `ending` tells that the server is about to stop."""

    def __init__(
        self, look: Look, *, pace: float = PACE, most: int = MOST, ending: Callable[[], bool] = lambda: False
    ) -> None:
        self._look, self._pace, self._most, self._ending = look, pace, most, ending
        self._listeners: set[Listener] = set()
        self._changed = Condition()
        self._reader: Thread | None = None
        self._joined = False

    def __len__(self) -> int:
        """Return how many listen."""
        return len(self._listeners)

    def join(self, asked: Filter, since: Moment | None) -> Listener:
        """Return a new listener, of the loop that runs here; raises FullError where there is no room."""
        listener = Listener(Wish(asked, since), asyncio.get_running_loop())
        with self._changed:
            if len(self._listeners) >= self._most:
                raise FullError
            self._listeners.add(listener)
            self._joined = True
            if self._reader is None:
                self._reader = Thread(target=self._read, name="stream", daemon=True)
                self._reader.start()
            self._changed.notify()
        return listener

    def leave(self, listener: Listener) -> None:
        """Let a listener go."""
        with self._changed:
            self._listeners.discard(listener)
            self._changed.notify()

    def _read(self) -> None:
        while self._wait():
            with self._changed:
                ready = [x for x in self._listeners if x.taken]
            try:
                found = self._look({x.wish for x in ready}) if ready else {}
            except StopError as e:
                self._lost(ready, str(e))
            except Exception:  # noqa: BLE001 - listeners must be told that they hear nothing, whatever it was
                sys.stderr.write(f"vedette: the stream failed\n{format_exc()}")
                self._lost(ready, "the desk failed; the terminal that runs it tells more")
            else:
                self._tell(ready, found)

    def _wait(self) -> bool:
        """Wait for the next look; false where nobody listens any more, or nobody may."""
        until = monotonic() + self._pace
        with self._changed:
            while self._listeners and not self._joined and monotonic() < until and not self._ending():
                self._changed.wait(min(_NAP, self._pace))
            self._joined = False
            if self._ending():
                for listener in self._listeners:
                    _put(listener, None)
                self._listeners.clear()
            if not self._listeners:
                self._reader = None
            return bool(self._listeners)

    def _tell(self, ready: Collection[Listener], found: dict[Wish, Batch]) -> None:
        for listener in ready:
            batch = found.get(listener.wish)
            sent = (event("back", {}) if listener.told_lost else b"") + (batch.sent if batch else b"")
            listener.told_lost = False
            if batch:
                listener.wish = Wish(listener.wish.asked, batch.here)
            if sent:
                listener.taken = False
                _put(listener, sent)

    def _lost(self, ready: Collection[Listener], why: str) -> None:
        for listener in ready:
            if not listener.told_lost:
                listener.told_lost, listener.taken = True, False
                _put(listener, event("lost", {"why": why}))


def _put(listener: Listener, sent: bytes | None) -> None:
    try:
        listener.loop.call_soon_threadsafe(listener.queue.put_nowait, sent)
    except RuntimeError:
        # Its loop has ended, and the listener with it.
        listener.taken = False
