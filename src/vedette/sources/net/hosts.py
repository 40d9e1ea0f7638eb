"""How hard one host is asked: so many requests at a time, so many seconds between two starts."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from vedette.errors import FetchError

MOST = 10_000
"""Hosts that are remembered; those that nobody waits for are forgotten first."""

LOOK = 0.25
"""Seconds between two looks whether a waiting request was called off."""

Sleep = Callable[[float, threading.Event | None], bool]
"""Wait so many seconds or until the event; tells whether the event was set."""


def doze(seconds: float, stop: threading.Event | None) -> bool:
    """Wait on the clock of the machine."""
    if stop is not None:
        return stop.wait(seconds)
    time.sleep(seconds)
    return False


@dataclass(slots=True)
class _Host:
    running: int = 0
    waiting: int = 0
    next: float = 0.0


class Hosts:
    """The turns of all hosts; may be shared by threads. `delay` are seconds between the starts of two requests."""

    def __init__(
        self,
        *,
        per_host: int = 2,
        delay: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = doze,
    ) -> None:
        self._per_host = max(1, per_host)
        self._delay = max(0.0, delay)
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._free = threading.Condition()

    @contextmanager
    def turn(
        self, host: str, *, item: str, delay: float | None = None, stop: threading.Event | None = None
    ) -> Iterator[None]:
        """Wait for the host's turn and hold it. `delay` is what the host itself asks for; the longer of both holds.

        Raises FetchError of kind "stopped", named for `item`, where `stop` is set while it waits.
        """
        found = self._enter(host, item, stop)
        try:
            wait = self._reserve(found, max(self._delay, delay or 0.0))
            if (wait > 0 and self._sleep(wait, stop)) or (stop is not None and stop.is_set()):
                raise _stopped(item)
            yield
        finally:
            with self._free:
                found.running -= 1
                self._free.notify_all()

    def _enter(self, host: str, item: str, stop: threading.Event | None) -> _Host:
        with self._free:
            self._forget()
            found = self._hosts.setdefault(host, _Host())
            found.waiting += 1
            try:
                while found.running >= self._per_host:
                    if stop is not None and stop.is_set():
                        raise _stopped(item)
                    self._free.wait(None if stop is None else LOOK)
            finally:
                found.waiting -= 1
            found.running += 1
            return found

    def _reserve(self, found: _Host, gap: float) -> float:
        """Take the next start and return the seconds until it."""
        with self._free:
            now = self._clock()
            start = max(now, found.next)
            found.next = start + gap
            return start - now

    def _forget(self) -> None:
        if len(self._hosts) < MOST:
            return
        now = self._clock()
        idle = [h for h, f in self._hosts.items() if not f.running and not f.waiting and f.next <= now]
        for host in idle:
            del self._hosts[host]


def _stopped(item: str) -> FetchError:
    return FetchError(item, "was called off while it waited", "start it again", kind="stopped")
