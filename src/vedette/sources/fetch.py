"""Fetch one page over HTTP, within limits of size, time and redirects; no other scheme is ever opened."""

import time
from dataclasses import dataclass
from importlib import metadata
from typing import Any
from urllib.parse import urljoin, urlsplit

from vedette.errors import SkipError

LARGEST = 20 * 1024 * 1024
"""Bytes of a page, unpacked."""

SECONDS = 30.0
"""Time for one page altogether; a server that trickles is left."""

REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the address that answered, its bytes, and what it says of them."""

    url: str
    data: bytes
    charset: str | None
    html: bool


def is_address(told: str) -> bool:
    """Tell whether an input is meant as an address rather than a file's name."""
    return "://" in told[:16] or told[:11].lower() == "javascript:"


def fetch(url: str) -> Page:
    """Return the page at `url`; raises SkipError with the cause and the remedy where it cannot be had."""
    import httpx2  # noqa: PLC0415 - only addresses need it

    began, address = time.monotonic(), url
    limits = httpx2.Timeout(SECONDS, connect=10.0)
    # The environment's proxies and credentials are the user's, not the page's.
    with httpx2.Client(trust_env=False, timeout=limits, follow_redirects=False, headers=_headers()) as client:
        for _ in range(REDIRECTS + 1):
            _check_scheme(address, url)
            try:
                with client.stream("GET", address) as response:
                    if response.is_redirect and "location" in response.headers:
                        address = urljoin(address, response.headers["location"])
                        continue
                    return _page(response, address, url, began)
            except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError) as e:
                raise SkipError(url, f"cannot be fetched ({_cause(e)})", "check the address and the network") from e
    raise SkipError(url, f"redirects more than {REDIRECTS} times", "give the address that it ends at")


def _headers() -> dict[str, str]:
    return {"User-Agent": f"vedette/{metadata.version('vedette')} (reads reports; one page at a user's request)"}


def _check_scheme(address: str, url: str) -> None:
    scheme = urlsplit(address).scheme.lower()
    if scheme not in ("http", "https"):
        raise SkipError(url, f"leads to {scheme or 'no scheme'}:, which is not read", "give an http or https address")


def _page(response: Any, address: str, url: str, began: float) -> Page:
    if response.status_code >= 400:
        raise SkipError(url, f"answers {response.status_code} {response.reason_phrase}", "check the address")
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > LARGEST:
            raise SkipError(url, f"is larger than {LARGEST // 1024 // 1024} MB", "save it and hand in its text")
        if time.monotonic() - began > SECONDS:
            raise SkipError(
                url, f"took longer than {SECONDS:.0f} seconds", "try again later, or save it and hand in the file"
            )
    return Page(address, bytes(data), response.charset_encoding, kind in ("text/html", "application/xhtml+xml"))


def _cause(e: BaseException) -> str:
    told = " ".join(str(e).split())[:160]
    return told or type(e).__name__
