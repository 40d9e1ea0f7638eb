"""What of an address and of an answer's headers may be kept: all but secrets."""

from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

_SECRET = frozenset(
    "set-cookie set-cookie2 cookie authorization proxy-authorization www-authenticate proxy-authenticate "
    "authentication-info x-api-key x-auth-token x-csrf-token x-amz-security-token".split()
)


def bare_uri(uri: str) -> str:
    """Return `uri` without the user's name and password in it."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        # No host can be told from it; what stands before an "@" in it goes.
        scheme, mark, rest = uri.partition("://")
        return f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else uri
    if not parts.scheme or "@" not in parts.netloc:
        return uri
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def bare_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return `headers` without those that carry cookies, credentials or tokens."""
    return tuple((name, value) for name, value in headers if name.strip().lower() not in _SECRET)
