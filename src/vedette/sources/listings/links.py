"""An address as one page has it: without what only tracks readers, so that two feeds name the same page alike."""

import re
from urllib.parse import SplitResult, quote, unquote_plus, urljoin, urlsplit, urlunsplit

LONGEST = 4_000
"""Characters of the longest address that is kept; servers refuse longer ones (RFC 9110, section 4.1, asks for 8,000)."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_SIX = re.compile(r"[0-9a-f:.]{2,45}")
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_SAFE = "%/:@!$&'()*+,;=~-._"
"""What a path may hold as it is (RFC 3986, section 3.3), and "%", because what is escaped stays escaped."""

TRACKERS = re.compile(
    r"(?:utm|mtm|piwik|matomo|hsa|oly|vero|stm)_\w+|_(?:hsenc|hsmi|openstat|ga|gl)|mkt_tok|wt[._]?mc(?:[._]\w+)?|xtor"
    r"|pk_(?:campaign|kwd|keyword|source|medium|content|cid)|ns_(?:mchannel|source|campaign|linkname|fee)"
    r"|at_(?:medium|campaign|link_\w+|ptr_name|bbc_team|format|custom\d)"
    r"|(?:fb|g|dc?|y|ys|tw|tt|rb)clid|msclkid|gbraid|wbraid|igshid|igsh|mc_[ce]id|traffic_source"
    r"|ocid|cmpid|smid|feedtype|feedname|__twitter_impression|fb_action_ids|fb_ref",
    re.IGNORECASE,
)
"""Names of parameters that tell a publisher where a reader came from, and never which page is meant; as the documents
of their makers (Google, Meta, Microsoft, Yandex, Matomo, HubSpot, Mailchimp, AT Internet) name them."""

_FROM = re.compile(
    r"(?:ref|referrer|source|src|from|partner|emc|via|cmp)=(?:rss\w*|atom|feeds?|\w+[-_]rss)", re.IGNORECASE
)
_FLAG = re.compile(r"(?:rss|feed)(?:=(?:1|true|yes|rss))?", re.IGNORECASE)


def canonical(url: str, base: str | None = None) -> str | None:
    """Return the address of the page that `url` names, resolved against `base`; None where it is no http(s) address.

    Trackers, fragments, credentials, default ports and trailing dots of the host are left out, the host is in lower
    case (names beyond ASCII as IDNA), what is not ASCII is escaped. Whether http or https is kept as it is told, for
    they may differ. The address of an address is itself.
    """
    if len(url) > 2 * LONGEST:
        return None  # The codec for names beyond ASCII takes time that grows with their square.
    told = _CONTROLS.sub("", url).strip()
    try:
        if base and not _ABSOLUTE.match(told):
            told = urljoin(base, told)
        parts = urlsplit(told)
        host = _host(parts)
    except (ValueError, UnicodeError):
        return None
    if host is None or not url.strip() or len(told) > LONGEST:
        return None
    path = quote(parts.path or "/", safe=_SAFE, errors="replace")
    query = quote(_kept(parts.query), safe=_SAFE + "?", errors="replace")
    found = urlunsplit((parts.scheme, host, path, query, ""))
    return found if len(found) <= LONGEST else None


def site_of(url: str) -> str:
    """Return the host of an address without "www.", "" where there is none: two pages of one site have the same."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _host(parts: SplitResult) -> str | None:
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    host, port = parts.hostname, parts.port
    if ":" in host:
        host = f"[{host}]" if _SIX.fullmatch(host) else ""
    else:
        host = (host if host.isascii() else host.encode("idna").decode("ascii")).lower().rstrip(".")
        host = host if _HOST.fullmatch(host) else ""
    if not host:
        return None
    return host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"


def _kept(query: str) -> str:
    return "&".join(told for told in query.split("&") if told and not _tracks(told))


def _tracks(told: str) -> bool:
    name, _, _value = told.partition("=")
    name = unquote_plus(name).strip()
    return bool(TRACKERS.fullmatch(name) or _FROM.fullmatch(told) or _FLAG.fullmatch(told))
