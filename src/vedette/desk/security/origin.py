"""Where a request comes from, and where it may be led; pure."""

from collections.abc import Mapping

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that never change anything here."""


def is_own(method: str, headers: Mapping[str, str], *, by_token: bool = False) -> bool:
    """Tell whether a request may change something, by its method and its headers (names in lower case).

    Browsers say where a request comes from: `Sec-Fetch-Site` must be `same-origin`; where it is missing, `Origin` must name
    the host that is called. A request that comes in by its token alone (`by_token`) carries nothing that a browser would
    send by itself, so that nobody can be tricked into it; its cookies must then count for nothing.
    """
    if method in SAFE or by_token:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    # Compared and not taken apart: an origin has nothing behind its host, and what is no address must break nothing.
    scheme, _, host = headers.get("origin", "").partition("://")
    return scheme in ("http", "https") and host == headers.get("host")


def for_programs(path: str) -> bool:
    """Tell whether programs come to this address: tokens count there, and faults are told as JSON."""
    # The address /api itself is a page for people.
    return path == "/mcp" or path.startswith(("/api/", "/mcp/"))


def token_of(path: str, headers: Mapping[str, str]) -> str | None:
    """Return the word of the token that a request hands in where tokens count, None where it hands in none.

    "" where it says that it has one and has none.
    """
    scheme, _, word = headers.get("authorization", "").partition(" ")
    return word.strip() if for_programs(path) and scheme.lower() == "bearer" else None


def own_address(told: str, otherwise: str = "/") -> str:
    """Return `told` where it is an address of the desk itself, else `otherwise`.

    Browsers read a backslash as a slash and leave out line breaks and tabs, so that none of these may stand in it.
    """
    plain = told.isprintable() and "\\" not in told
    return told if plain and told.startswith("/") and not told.startswith("//") else otherwise
