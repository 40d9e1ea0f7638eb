"""How often something may be done: a minute's count in memory, by name, address or person."""

from ipaddress import ip_address, ip_network
from math import ceil
from time import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from vedette.desk.security.origin import SAFE, for_programs
from vedette.desk.security.roles import EMBEDS

SIGN_IN, SIGN_IN_FROM, JOIN, JOIN_FROM, CHANGE, READ, FRAME = (
    "signing in under this name",
    "signing in from this address",
    "taking up this link",
    "taking up links from this address",
    "changing something",
    "reading by programs",
    "looking at embeds",
)

A_MINUTE = {SIGN_IN: 5, SIGN_IN_FROM: 20, JOIN: 5, JOIN_FROM: 20, CHANGE: 60, READ: 600, FRAME: 240}
"""Times a minute."""

GENEROUS = 20
"""So many times as often may who is alone on this machine."""

MOST = 10_000
"""Keys that are held before those that are over are let go."""


class Rates:
    """Counts of what was done in the last minute. They are of this process and begin anew with it."""

    def __init__(self) -> None:
        self._held = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._held)

    def wait(self, kind: str, key: str, *, times: int = 1) -> int:
        """Count one of a kind of `A_MINUTE` for a key, and return 0; where that is too many, the seconds to wait.

        `times` is how many times as often it may be.
        """
        self._tidy()
        bound = RateLimitItemPerMinute(A_MINUTE[kind] * times)
        if self._limiter.hit(bound, kind, key):
            return 0
        return max(1, ceil(self._limiter.get_window_stats(bound, kind, key).reset_time - time()))

    def _tidy(self) -> None:
        """Let go of keys whose minute is over: whoever tries ever new names shall not fill the memory."""
        if len(self._held.events) > MOST:
            for key in [k for k, counted in list(self._held.events.items()) if not counted]:
                self._held.clear(key)


def kind_of(method: str, path: str) -> str | None:
    """Return what is counted for a request that was let in, None where nothing is."""
    if path.startswith(EMBEDS):
        return FRAME
    if for_programs(path) and (method in SAFE or not path.startswith("/api/")):
        return READ
    return None if method in SAFE else CHANGE


def told_of(kind: str, seconds: int) -> str:
    """Return the sentence that says what was too often, in the form of a fault."""
    return f"{kind}: was tried too often in the last minute; wait {seconds} seconds"


def network_of(address: str) -> str:
    """Return what counts as one address: of IPv6 the first 64 bits, since whoever has one has them all."""
    try:
        told = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if told.version == 4:
        return str(told)
    return str(told.ipv4_mapped or ip_network((told, 64), strict=False))
