"""What a host's robots.txt allows, after RFC 9309; it is fetched like every other address and kept for a day."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vedette.errors import FetchError
from vedette.sources.net.guard import Allow, Target, listed, target_of

AGENT = "vedette"
"""The name by which robots.txt may address Vedette."""

LARGEST = 500 * 1024
"""Bytes that are read of a robots.txt; what comes after is passed over (RFC 9309, 2.5)."""

DAY = 86_400.0
"""Seconds for which a robots.txt holds (RFC 9309, 2.4)."""

AGAIN = 600.0
"""Seconds after which a robots.txt that could not be had is asked for again."""

SLOWEST = 60.0
"""Seconds between two requests that a host may ask for at most."""

MOST = 10_000
"""Hosts of which rules are kept; the oldest go first."""

Ask = Callable[[Target, Allow], bytes]
"""Fetch a robots.txt: its first LARGEST bytes; raises FetchError."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The rules of one origin: parsed, none (all is allowed), or why they could not be had."""

    until: float
    rules: Any = None
    failed: FetchError | None = None


class Robots:
    """The rules of all hosts that were asked; may be shared by threads."""

    def __init__(self, ask: Ask, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[tuple[str, bool], _Known] = {}
        self._asking: dict[tuple[str, bool], threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, target: Target, item: str, allow: Allow) -> float | None:
        """Return the seconds that the host wants between two requests, None where it wants none.

        Raises FetchError, named for `item`: of kind "robots" where the address is closed, or where the rules could not be
        had for now; of the kind of their own failure where the host cannot be reached at all.
        """
        if target.path.split("?", 1)[0] == "/robots.txt":
            return None
        known = self._rules(target, allow)
        if known.failed is not None:
            raise _unknown(item, target, known.failed, max(1.0, known.until - self._clock()))
        if known.rules is None:
            return None
        if not known.rules.can_fetch(target.url, AGENT):
            remedy = "leave it, or ask the publisher"
            raise FetchError(item, "is closed by the robots.txt of its host", remedy, kind="robots", lasting=True)
        return _delay(known.rules)

    def _rules(self, target: Target, allow: Allow) -> _Known:
        # A host that is allowed on purpose is another one where a stranger's redirect leads to it.
        key = (target.origin, listed(target, allow))
        with self._lock:
            asking = self._asking.setdefault(key, threading.Lock())
        with asking:
            old = self._known.get(key)
            if old is not None and old.until > self._clock():
                return old
            known = self._fetched(target, allow, old)
            with self._lock:
                self._keep(key, known)
            return known

    def _fetched(self, target: Target, allow: Allow, old: _Known | None) -> _Known:
        address = target_of(f"{target.origin}/robots.txt", target.origin)
        try:
            return _Known(self._clock() + DAY, parsed(self._ask(address, allow)))
        except FetchError as e:
            if e.kind == "stopped":
                raise
            if e.status is not None and 400 <= e.status < 500:
                return _Known(self._clock() + DAY)
            again = self._clock() + max(AGAIN, min(e.retry_after or 0.0, DAY))
            # Rules that were had once hold on while they cannot be had anew (RFC 9309, 2.4).
            if old is not None and old.failed is None:
                return _Known(again, old.rules)
            return _Known(again, failed=e)

    def _keep(self, key: tuple[str, bool], known: _Known) -> None:
        self._known.pop(key, None)
        self._known[key] = known
        while len(self._known) > MOST:
            oldest = next(iter(self._known))
            del self._known[oldest]
            self._asking.pop(oldest, None)


def parsed(data: bytes) -> Any:
    """Return the rules in the bytes of a robots.txt (RFC 9309, 2.2); what is no rule is passed over."""
    from protego import Protego  # noqa: PLC0415 - only for watching

    return Protego.parse(data[:LARGEST].decode("utf-8-sig", "replace"))


def _delay(rules: Any) -> float | None:
    wanted = [d for d in (rules.crawl_delay(AGENT),) if d is not None]
    if rate := rules.request_rate(AGENT):
        wanted.append(rate.seconds / rate.requests)
    return min(max(wanted), SLOWEST) if wanted else None


def _unknown(item: str, target: Target, failed: FetchError, again: float) -> FetchError:
    own = failed.kind in ("name", "refused", "private", "tls")
    return FetchError(
        item,
        f"is not fetched, since {target.origin}/robots.txt cannot be had ({failed.cause})",
        failed.remedy if own else "try again later",
        kind=failed.kind if own else "robots",
        lasting=failed.lasting if own else False,
        retry_after=again,
        status=failed.status,
    )
