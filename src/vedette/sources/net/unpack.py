"""Unpack gzip and deflate in small steps, so that no bomb fills the memory.

Only the two packings that are asked for are known; the standard library's zlib bounds each step by `max_length`.
"""

import zlib
from collections.abc import Iterator

from vedette.errors import FetchError

STEP = 64 * 1024
"""Bytes that one step unpacks at most."""

RATIO = 200
"""Unpacked bytes for each packed one; pages and feeds stay under 50, deflate's limit is 1,032 (zlib's technical notes)."""

FREE = 1024 * 1024
"""Unpacked bytes up to which the ratio says nothing: a short page of one character is no bomb."""

MEMBERS = 1000
"""Members of one gzip stream; thousands of empty ones cost time and hold nothing."""

_GZIP = b"\x1f\x8b"


class Unpacker:
    """One packed body, fed as it comes.

    `encoding` is the value of Content-Encoding. Raises FetchError, named for `item`: "type" where the packing was not
    asked for, "bomb" where it grows beyond RATIO, "broken" where it is damaged or ends early.
    """

    def __init__(self, encoding: str, item: str) -> None:
        names = [n for n in (p.strip().lower() for p in encoding.split(",")) if n not in ("", "identity")]
        if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
            # One packing within another is how bombs get around a limit of the ratio; no server needs it.
            cause = f"is packed as {', '.join(names)[:60]!r}, which was not asked for"
            raise FetchError(item, cause, "save it, unpack it and hand in the file", kind="type")
        self._name = names[0].removeprefix("x-") if names else ""
        self._item = item
        self._stream: zlib._Decompress | None = None
        self._rest = b""
        self._members = self._packed = self._unpacked = 0
        self._over = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` unpacks to, in pieces of at most STEP bytes, each before the next is unpacked."""
        if not self._name:
            if data:
                yield data
            return
        self._packed += len(data)
        data = self._rest + data
        self._rest = b""
        while data and not self._over:
            if self._stream is None and not self._begin(data):
                return
            piece, data = self._step(data)
            if piece:
                yield piece

    def finish(self) -> None:
        """Check that the body came whole."""
        if self._name and not self._over and (self._stream is not None or self._rest) and self._packed:
            raise self._broken("it ends before its packing does")

    def _begin(self, data: bytes) -> bool:
        """Open the next member; tell whether there is one to read on."""
        if len(data) < 2:
            self._rest = data
            return False
        if self._members and not data.startswith(_GZIP):
            # Servers pad the end; browsers pass over it too.
            self._over = True
            return False
        self._members += 1
        if self._members > MEMBERS:
            raise self._bomb()
        self._stream = zlib.decompressobj(_window(self._name, data))
        return True

    def _step(self, data: bytes) -> tuple[bytes, bytes]:
        stream = self._stream
        assert stream is not None  # noqa: S101 - opened by the caller
        try:
            piece = stream.decompress(data, STEP)
        except zlib.error as e:
            raise self._broken(str(e)) from e
        self._unpacked += len(piece)
        if self._unpacked > FREE and self._unpacked > RATIO * self._packed:
            raise self._bomb()
        if not stream.eof:
            return piece, stream.unconsumed_tail
        self._stream = None
        self._over = self._name == "deflate"
        return piece, stream.unused_data

    def _bomb(self) -> FetchError:
        cause = f"unpacks to more than {RATIO} times its size, as bombs do"
        return FetchError(self._item, cause, "leave it, or save it and look what it is", kind="bomb")

    def _broken(self, told: str) -> FetchError:
        cause = f"cannot be unpacked ({' '.join(told.split())[:100]})"
        return FetchError(self._item, cause, "try again later", kind="broken")


def _window(name: str, data: bytes) -> int:
    """Return zlib's window for a packing; "deflate" is meant with zlib's head and often sent without (RFC 9110, 8.4.1.2)."""
    if name == "gzip":
        return 31
    headed = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return 15 if headed else -15


def unpacked(data: bytes, *, item: str, largest: int) -> bytes:
    """Return what gzipped bytes hold (a sitemap's `.xml.gz`); raises FetchError as Unpacker, and "large" over `largest`."""
    stream, found = Unpacker("gzip", item), bytearray()
    for piece in stream.feed(data):
        found += piece
        if len(found) > largest:
            raise FetchError(item, f"unpacks to more than {largest // 1024} kB", "hand in its parts", kind="large")
    stream.finish()
    return bytes(found)
