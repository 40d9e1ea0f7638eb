"""Whether a request that changes something comes from the desk's own pages; pure."""

from collections.abc import Mapping
from urllib.parse import urlsplit

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that never change anything here."""


def is_own(method: str, headers: Mapping[str, str]) -> bool:
    """Tell whether a request may change something, by its method and its headers (names in lower case).

    Browsers say where a request comes from: `Sec-Fetch-Site` must be `same-origin`; where it is missing, `Origin` must name
    the host that is called. A call with a bearer token carries no cookie, so nobody can be tricked into it.
    """
    if method in SAFE or headers.get("authorization", "").startswith("Bearer "):
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == headers.get("host")
