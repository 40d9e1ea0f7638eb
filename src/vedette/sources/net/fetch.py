"""Fetch one page that a person names, within the limits of `http`; what may be private is told by `VEDETTE_ALLOW_HOSTS`."""

from dataclasses import dataclass

from vedette.sources.net import http

LARGEST = http.LARGEST
"""Bytes of a page, unpacked."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the address that answered, its bytes, what it says of them, and when (ISO, UTC)."""

    url: str
    data: bytes
    charset: str | None
    html: bool
    kind: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    at: str | None = None


def is_address(told: str) -> bool:
    """Tell whether an input is meant as an address rather than a file's name."""
    return "://" in told[:16] or told[:11].lower() == "javascript:"


def fetch(url: str) -> Page:
    """Return the page at `url`; raises FetchError with the cause and the remedy where it cannot be had."""
    # A person asks for one page, as with a browser: robots.txt is for what goes by itself.
    reply = http.Client(robots=False, delay=0.0).get(url, largest=LARGEST)
    html = reply.kind in ("text/html", "application/xhtml+xml")
    return Page(reply.url, reply.data, reply.charset, html, reply.kind, reply.status, reply.headers, reply.at)
