"""Which addresses may be fetched and dialled: pure rules, no network.

What is decided on is the address that is *dialled*, so that odd spellings of a host (`0x7f.1`, `2130706433`) need no rule.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from vedette.errors import FetchError, StopError

LONGEST = 8192
"""Characters of an address; servers refuse longer ones, and rules of robots.txt are matched against it."""

Allow = frozenset[tuple[str, int | None]]
"""Hosts that the user allows on purpose, each with its port or with None for all ports."""

NONE_ALLOWED: Allow = frozenset()

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address

# Where clouds tell a machine its own secrets; the last three lie in ranges that are public or easily allowed by a name
# (AWS, GCP and others; Alibaba; Azure; Oracle; AWS and GCP over IPv6).
_METADATA = frozenset(
    ipaddress.ip_address(a)
    for a in ("169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
)
# Public by Python's tables, and no place of a web server: shared address space (RFC 6598), the relays of 6to4 (RFC 7526).
_CLOSED_4 = tuple(ipaddress.IPv4Network(n) for n in ("100.64.0.0/10", "192.88.99.0/24", "0.0.0.0/8"))
# All of IPv6 that is given out for use on the public network (RFC 4291, IANA's registry).
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")

_BRACKETED = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::(\d{1,5}))?")
_PLAIN = re.compile(r"([^:/@\s\[\]]+)(?::(\d{1,5}))?")
_SECRET = re.compile(
    r"token|secret|passw|pwd|credential|session|jwt|signature|auth(?!or)|key$|^(?:sig|sid|code|pass|pw|hash)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A checked address: `url` without its fragment, `host` in ASCII without brackets, `path` with the query as sent."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Return host and port as the Host header has them, without the scheme's own port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Return scheme, host and port, for which one robots.txt holds."""
        return f"{self.scheme}://{self.netloc}"


def target_of(url: str, item: str, *, base: Target | None = None) -> Target:
    """Return the address that `url`, relative to `base` where told, means.

    Raises FetchError of kind "scheme", named for `item`: only http and https, no name or password in the address.
    """
    import httpx2  # noqa: PLC0415 - only addresses need it

    try:
        if len(url) > LONGEST:
            raise httpx2.InvalidURL("too long")  # noqa: TRY301 - told like the library's own refusals
        told = httpx2.URL(url) if base is None else httpx2.URL(base.url).join(url)
        host = told.raw_host.decode("ascii").rstrip(".")
    except (httpx2.InvalidURL, UnicodeError, ValueError, TypeError) as e:
        raise _wrong(item, f"is no address ({' '.join(str(e).split())[:100]})", "check how it is written") from e
    if told.scheme not in ("http", "https"):
        raise _wrong(
            item, f"leads to {told.scheme or 'no scheme'}:, which is not read", "give an http or https address"
        )
    if told.userinfo:
        raise _wrong(item, "carries a name or a password, which is not sent", "leave out what stands before the @")
    port = told.port or (443 if told.scheme == "https" else 80)
    if not host or not 0 < port < 65536:
        raise _wrong(item, "names no host or no possible port", "check how it is written")
    path = told.raw_path.decode("ascii")
    return Target(url=str(told.copy_with(fragment=None)), scheme=told.scheme, host=host, port=port, path=path)


def _wrong(item: str, cause: str, remedy: str) -> FetchError:
    return FetchError(item, cause, remedy, kind="scheme", lasting=True)


def allowed(told: Iterable[str]) -> Allow:
    """Return the hosts that the user allows on purpose, told as `host` or `host:port` (IPv6 with a port in brackets).

    Raises StopError for what is neither: a rule of safety is not guessed.
    """
    return frozenset(_allowed(entry.strip()) for entry in told if entry.strip())


def _allowed(entry: str) -> tuple[str, int | None]:
    found = _BRACKETED.fullmatch(entry) or _PLAIN.fullmatch(entry)
    host, port = (found[1], found[2]) if found else (entry, None)
    if not found and refusal(entry) == "no IP address":
        raise StopError(
            f"allowed host {entry[:80]!r}: is no host and no host:port; write 10.0.0.5 or wiki.example:8080"
        )
    return host.lower().rstrip("."), int(port) if port else None


def listed(target: Target, allow: Allow) -> bool:
    """Tell whether the user allows this host on purpose, wherever its name leads."""
    return (target.host, None) in allow or (target.host, target.port) in allow


def refusal(address: str) -> str | None:
    """Return why an IP address may not be dialled, in a word or two, or None where it is a public one.

    An IPv4 address inside an IPv6 one (mapped, compatible, 6to4, Teredo, NAT64) decides for the whole.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "no IP address"
    inner = _embedded(ip)
    return _refused(ip) if not inner else next((told for told in map(_refused, inner) if told), None)


def is_metadata(address: str) -> bool:
    """Tell whether a cloud's service of a machine's own secrets stands there; a name never opens it, even if allowed."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(a in _METADATA for a in (ip, *_embedded(ip)))


def _refused(ip: _IP) -> str | None:
    for told, word in (
        (ip in _METADATA, "a service of the cloud"),
        (ip.is_unspecified, "unspecified"),
        (ip.is_loopback, "loopback"),
        (ip.is_link_local, "link-local"),
        (ip.is_multicast, "multicast"),
    ):
        if told:
            return word
    if isinstance(ip, ipaddress.IPv4Address):
        closed = not ip.is_global or ip.is_reserved or any(ip in n for n in _CLOSED_4)
    else:
        closed = not ip.is_global or ip not in _PUBLIC_6
    return "private or reserved" if closed else None


def _embedded(ip: _IP) -> tuple[ipaddress.IPv4Address, ...]:
    if isinstance(ip, ipaddress.IPv4Address):
        return ()
    if ip.ipv4_mapped:
        return (ip.ipv4_mapped,)
    if ip.sixtofour:
        return (ip.sixtofour,)
    if ip.teredo:
        return ip.teredo
    if ip in _NAT64 or (ip in _COMPATIBLE and not ip.is_loopback and not ip.is_unspecified):
        return (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF),)
    return ()


def shown(url: str) -> str:
    """Return an address as it may stand in a message: without name, password, fragment, and values that are secrets."""
    told = "".join(c if c.isprintable() else "�" for c in url).split("#", 1)[0]
    told = re.sub(r"^([A-Za-z][A-Za-z0-9+.-]*:[/\\]*)?[^/?]*@", r"\1***@", told)
    before, mark, query = told.partition("?")
    parts = re.split(r"([&;])", query)
    hidden = "".join(_hidden(p) for p in parts)
    return (before + mark + hidden)[:300]


def _hidden(part: str) -> str:
    name, equals, _ = part.partition("=")
    return f"{name}=***" if equals and _SECRET.search(name) else part
