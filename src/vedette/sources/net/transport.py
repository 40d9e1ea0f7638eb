"""The line to a server: its name is resolved once, each of its addresses checked, and exactly a checked one dialled.

A name that answers differently the second time (DNS rebinding) cannot win, since there is no second time. The name itself
is kept for TLS: it is sent as SNI, and the certificate must be for it.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import httpcore2

from vedette.errors import FetchError
from vedette.sources.net.guard import Allow, Target, is_metadata, listed, refusal

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to its IP addresses; raises OSError where there are none."""

DIALLED = 6
"""Addresses of one name that are tried; a list of hundreds would only eat the time."""


def resolved(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a host as the system knows them, each once, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One exchange: for whom, where to, and how far it may go.

    `until` is the end on the monotonic clock, `connect` seconds for a connection, `most` bytes that may come in.
    """

    item: str
    target: Target
    allow: Allow
    until: float
    connect: float
    most: int
    resolve: Resolve = resolved

    def left(self) -> float:
        """Return the seconds that are left; raises ReadTimeout where there are none."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time is over")
        return left


def dialled(line: Line) -> tuple[str, ...]:
    """Return the addresses that may be dialled; raises FetchError ("name", "private") where the name leads to any other.

    A name that leads to a public *and* a private address is refused whole: no honest one does.
    """
    host = line.target.host
    addresses = _asked(line)
    for address in addresses:
        if listed(line.target, line.allow) and (not is_metadata(address) or address == host):
            continue
        if told := refusal(address):
            cause = f"leads to {address} ({told}), which is not dialled"
            remedy = f"if it is meant, allow {host} (VEDETTE_ALLOW_HOSTS)"
            raise FetchError(line.item, cause, remedy, kind="private", lasting=_literal(host))
    return _mixed(addresses)[:DIALLED]


def _mixed(addresses: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses of both families in turn, so that the other one is tried where a network lacks one."""
    first = [a for a in addresses if (":" in a) == (":" in addresses[0])]
    other = [a for a in addresses if a not in first]
    return tuple(a for pair in zip_longest(first, other) for a in pair if a is not None)


def _asked(line: Line) -> tuple[str, ...]:
    """Ask the resolver within the time for a connection; it has no limit of its own, and a hostile server may be slow."""
    found: list[Sequence[str] | Exception] = []

    def ask() -> None:
        try:
            found.append(line.resolve(line.target.host, line.target.port))
        except (OSError, UnicodeError) as e:
            found.append(e)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(min(line.connect, line.left()))
    if not found:
        raise httpcore2.ConnectTimeout("the name's server does not answer")
    addresses = found[0]
    if isinstance(addresses, Exception) or not addresses:
        cause = f"cannot be fetched (the host {line.target.host} has no address)"
        raise FetchError(line.item, cause, "check the address and the network", kind="name")
    return tuple(addresses)


def _literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class GuardedBackend(httpcore2.NetworkBackend):
    """The network as one exchange may use it."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._network = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the target's own, and never asked for again
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the line's hold
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Dial the line's target, at the first of its addresses that answers."""
        failed: Exception = httpcore2.ConnectError("no address")
        for address in dialled(self._line):
            wait = min(self._line.connect, self._line.left())
            try:
                stream = self._network.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as e:
                failed = e
                continue
            return BoundStream(stream, _Budget(self._line))
        raise failed


class _Budget:
    """Time and bytes of one exchange, the same before and within TLS."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._came = 0

    def wait(self, timeout: float | None) -> float:
        left = self._line.left()
        return left if timeout is None else min(left, timeout)

    def spend(self, count: int) -> None:
        self._came += count
        if self._came > self._line.most:
            cause = f"is larger than {self._line.most // 1024} kB on the wire"
            raise FetchError(self._line.item, cause, "save it and hand in its text", kind="large")


class BoundStream(httpcore2.NetworkStream):
    """A connection on which each step fits into what is left of the exchange's time and bytes."""

    def __init__(self, stream: httpcore2.NetworkStream, budget: _Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what comes."""
        data = self._stream.read(max_bytes, self._budget.wait(timeout))
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._stream.write(buffer, self._budget.wait(timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Begin TLS for the name, not for the address that was dialled."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._budget.wait(timeout))
        return BoundStream(inner, self._budget)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self._stream.get_extra_info(info)


@contextmanager
def opened(
    line: Line, headers: Sequence[tuple[str, str]], context: ssl.SSLContext | None
) -> Iterator[httpcore2.Response]:
    """Ask for the line's target on a connection of its own, and yield the answer with its body still to come, packed.

    Raises FetchError for all that goes wrong, in what the caller does with the answer too.
    """
    target = line.target
    url = httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    try:
        wait = line.left()
        timeouts = {"connect": min(line.connect, wait), "read": wait, "write": wait, "pool": wait}
        backend = GuardedBackend(line)
        with (
            httpcore2.ConnectionPool(ssl_context=context, network_backend=backend, max_connections=1) as pool,
            pool.stream("GET", url, headers=list(headers), extensions={"timeout": timeouts}) as response,
        ):
            yield response
    except _FAILURES as e:
        raise explained(e, line.item) from e


_FAILURES = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
    OSError,
)


def explained(e: BaseException, item: str) -> FetchError:
    """Return the failure of a connection in our own words."""
    # The library hands the failure beneath on as the first argument of its own, and cuts the chain of causes.
    cause = next(iter(e.args), None)
    told = " ".join(str(e).split())[:160] or type(e).__name__
    if isinstance(e, httpcore2.TimeoutException):
        words = "took longer than it may"
        return FetchError(item, words, "try again later, or save it and hand in the file", kind="timeout")
    if isinstance(cause, ssl.SSLError):
        words = f"cannot be fetched (its certificate or encryption fails: {told})"
        return FetchError(item, words, "check the address; nothing is fetched without a valid certificate", kind="tls")
    if isinstance(e, httpcore2.ConnectError):
        return FetchError(item, f"cannot be fetched ({told})", "check the address and the network", kind="refused")
    if getattr(cause, "error_status_hint", None) == 431:
        return FetchError(item, "answers with headers that are too large", "try again later", kind="large")
    return FetchError(item, f"cannot be fetched ({told})", "try again later", kind="broken")
