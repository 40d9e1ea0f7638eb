"""Fetch an address, safe against the servers that answer: every step is bounded, every hop is checked anew.

The rules are in the neighbours: `guard` (what may be dialled), `transport` (the line), `unpack`, `answers`, `robots`, `hosts`.
"""

import os
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Any

from vedette.errors import FetchError
from vedette.sources.net import robots as rules
from vedette.sources.net.answers import charset_of, check_kind, failure, kind_of, location, mark, media_type, wait_of
from vedette.sources.net.guard import NONE_ALLOWED, Allow, Target, allowed, listed, shown, target_of
from vedette.sources.net.hosts import Hosts
from vedette.sources.net.robots import Robots
from vedette.sources.net.unpack import Unpacker

if TYPE_CHECKING:
    import ssl

    from vedette.sources.net.transport import Resolve

LARGEST = 20 * 1024 * 1024
"""Bytes of a document, packed and unpacked alike."""

REDIRECTS = 5

_OVERHEAD = 1024 * 1024
_PERMANENT, _REDIRECTING = (301, 308), (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer with a document (status 200), or that it has not changed (304, no data).

    `url` is the address that answered, `kind` its media type after a look at its bytes, `charset` the usable encoding told
    by header or bytes. `etag` and `modified` go into the next request; `moved` is the new address where all redirects on the
    way were permanent. `headers` are as they came, without cookies; `at` is ISO, UTC.
    """

    url: str
    status: int
    data: bytes
    kind: str | None
    charset: str | None
    etag: str | None
    modified: str | None
    headers: tuple[tuple[str, str], ...]
    moved: str | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """How the network is used: seconds for a document and for a connection; resolver and TLS of one's own for tests."""

    seconds: float = 30.0
    connect: float = 10.0
    resolve: "Resolve | None" = None
    context: "ssl.SSLContext | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What is asked for: `cut` takes the first `largest` bytes of what is larger; `marks` make the request conditional."""

    item: str
    largest: int
    robots: bool
    marks: tuple[tuple[str, str], ...] = ()
    accept: Collection[str] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Redirect:
    status: int
    location: str


@dataclass(slots=True)
class _Secure:
    """The TLS settings, made when first needed: loading the certificates takes tens of milliseconds."""

    context: "ssl.SSLContext | None"
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self) -> "ssl.SSLContext":
        with self.lock:
            if self.context is None:
                import httpx2  # noqa: PLC0415 - only addresses need it

                self.context = httpx2.create_ssl_context(trust_env=False)
            return self.context


def user_agent() -> str:
    """Return who asks: name, version, and the contact that `VEDETTE_CONTACT` tells."""
    contact = "".join(c for c in os.environ.get("VEDETTE_CONTACT", "") if " " <= c <= "~" and c not in "()")[
        :200
    ].strip()
    return f"vedette/{metadata.version('vedette')}" + (f" (+{contact})" if contact else "")


class Client:
    """Fetches addresses; may be shared by threads. No proxies, credentials or cookies are used, whatever is set.

    `allow` (with `VEDETTE_ALLOW_HOSTS`, by commas) are hosts or `host:port` that may be private. `robots` keeps to
    robots.txt; `per_host` requests run at a time with a host, `delay` seconds lie between their starts. `stop` calls off
    what waits and what is being fetched.
    """

    def __init__(
        self,
        *,
        allow: Collection[str] = (),
        robots: bool = True,
        delay: float = 1.0,
        per_host: int = 2,
        stop: threading.Event | None = None,
        hosts: Hosts | None = None,
        wire: Wire | None = None,
    ) -> None:
        self._allow = allowed((*allow, *os.environ.get("VEDETTE_ALLOW_HOSTS", "").split(",")))
        self._robots = robots
        self._stop = stop
        self._hosts = hosts or Hosts(per_host=per_host, delay=delay)
        self._wire = wire or Wire()
        self._secure = _Secure(self._wire.context)
        self._agent = user_agent()
        self._rules = Robots(self._robots_txt)

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        largest: int = LARGEST,
        accept: Collection[str] = (),
        told_by: Collection[str] | None = None,
    ) -> Reply:
        """Return what stands at `url`; raises FetchError, named for the address without its secrets.

        `etag` and `modified` are those of an earlier reply; a 304 is returned where nothing has changed since. `accept` names
        families of `answers.FAMILIES`; without it all but pictures, sound, films, fonts and programs is taken. Where
        the address is a listing's word, `told_by` are those at which it is watched: what the user allows is open to it only
        where one of them is allowed itself, so that no stranger's feed names a machine of the user's own network.
        """
        item = shown(url)
        told = (("If-None-Match", mark(etag)), ("If-Modified-Since", mark(modified)))
        marks = tuple((name, value) for name, value in told if value)
        wish = _Wish(item=item, largest=largest, robots=self._robots, marks=marks, accept=accept)
        return self._walk(target_of(url, item), wish, self._allow if told_by is None else self._open_to(told_by))

    def _open_to(self, told_by: Collection[str]) -> Allow:
        """Return the hosts that are open to what is told at these addresses: those that are allowed where one of them is."""
        for url in told_by:
            try:
                target = target_of(url, shown(url))
            except FetchError:
                continue  # A folder, a channel: nothing of the user's network.
            if listed(target, self._allow):
                return self._allow
        return NONE_ALLOWED

    def _robots_txt(self, target: Target, allow: Allow) -> bytes:
        wish = _Wish(item=shown(target.url), largest=rules.LARGEST, robots=False, cut=True)
        return self._walk(target, wish, allow).data

    def _walk(self, target: Target, wish: _Wish, allow: Allow) -> Reply:
        """Follow the redirects, each hop checked as if it were asked for by itself."""
        left, permanent, hops = self._wire.seconds, True, 0
        while True:
            delay = self._rules.check(target, wish.item, allow) if wish.robots else None
            with self._hosts.turn(target.host, item=wish.item, delay=delay, stop=self._stop):
                began = time.monotonic()
                found = self._exchange(target, wish, allow, began + left)
                left -= time.monotonic() - began
            if isinstance(found, Reply):
                return replace(found, moved=target.url if hops and permanent else None)
            hops += 1
            if hops > REDIRECTS:
                cause, remedy = f"redirects more than {REDIRECTS} times", "give the address that it ends at"
                raise FetchError(wish.item, cause, remedy, kind="redirects")
            permanent = permanent and found.status in _PERMANENT
            # What the user allows is allowed to the user: no stranger's redirect leads into the intranet.
            allow = allow if listed(target, allow) else NONE_ALLOWED
            target = target_of(found.location, wish.item, base=target)

    def _exchange(self, target: Target, wish: _Wish, allow: Allow, until: float) -> Reply | _Redirect:
        from vedette.sources.net.transport import Line, opened, resolved  # noqa: PLC0415 - only addresses need it

        wire = self._wire
        most = 2 * wish.largest + _OVERHEAD
        line = Line(
            item=wish.item,
            target=target,
            allow=allow,
            until=until,
            connect=wire.connect,
            most=most,
            resolve=wire.resolve or resolved,
        )
        with opened(
            line, self._headers(target, wish), self._secure.get() if target.scheme == "https" else None
        ) as answer:
            headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers)
            if answer.status in _REDIRECTING and (leads := location(headers)):
                return _Redirect(answer.status, leads)
            return self._reply(answer, headers, target, wish)

    def _headers(self, target: Target, wish: _Wish) -> tuple[tuple[str, str], ...]:
        # One connection for one request: nothing that a server left on a line is taken for the answer of another.
        return (
            ("Host", target.netloc),
            ("User-Agent", self._agent),
            ("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.8"),
            ("Accept-Encoding", "gzip, deflate"),
            ("Connection", "close"),
            *wish.marks,
        )

    def _reply(self, answer: Any, headers: tuple[tuple[str, str], ...], target: Target, wish: _Wish) -> Reply:
        now = datetime.now(UTC)
        told = _told(headers)
        status = 200 if answer.status == 203 else answer.status
        if status == 304 and not wish.marks:
            raise FetchError(
                wish.item, "answers 304 to what was not asked", "try again later", kind="broken", status=304
            )
        if status not in (200, 304):
            reason = answer.extensions.get("reason_phrase", b"").decode("latin-1")
            raise failure(status, reason, wish.item, wait_of(told.get("retry-after"), now))
        kind, data, content_type = None, b"", told.get("content-type", "")
        if status == 200:
            # A film is left before it comes.
            check_kind(media_type(content_type), wish.item)
            data = b"".join(self._body(answer, told, wish))
            kind = kind_of(media_type(content_type), data)
            check_kind(kind, wish.item, wish.accept)
        sent = dict(wish.marks) if status == 304 else {}
        return Reply(
            url=target.url,
            status=status,
            data=data,
            kind=kind,
            charset=charset_of(content_type, data) if data else None,
            etag=mark(told.get("etag")) or sent.get("If-None-Match"),
            modified=mark(told.get("last-modified")) or sent.get("If-Modified-Since"),
            headers=tuple((n, v) for n, v in headers if n.lower() not in ("set-cookie", "set-cookie2")),
            moved=None,
            at=now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        )

    def _body(self, answer: Any, told: dict[str, str], wish: _Wish) -> Iterator[bytes]:
        if not wish.cut and told.get("content-length", "").isdecimal() and int(told["content-length"]) > wish.largest:
            raise _too_large(wish)
        unpacker = Unpacker(told.get("content-encoding", ""), wish.item)
        came = had = 0
        for chunk in answer.iter_stream():
            if self._stop is not None and self._stop.is_set():
                raise FetchError(wish.item, "was called off", "start it again", kind="stopped")
            came += len(chunk)
            for piece in unpacker.feed(chunk):
                had += len(piece)
                if had > wish.largest and wish.cut:
                    yield piece[: wish.largest - had]
                    return
                if had > wish.largest:
                    raise _too_large(wish)
                yield piece
            if came > wish.largest:
                raise _too_large(wish)
        unpacker.finish()


def _told(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return the first value of each header; of packings all, since two are one within the other."""
    told: dict[str, str] = {}
    for name, value in headers:
        known = told.setdefault(name.lower(), value)
        if name.lower() == "content-encoding" and known is not value:
            told["content-encoding"] = f"{known}, {value}"
    return told


def _too_large(wish: _Wish) -> FetchError:
    size = f"{wish.largest / 1024 / 1024:.3g} MB"
    return FetchError(wish.item, f"is larger than {size}", "save it and hand in its text", kind="large")
