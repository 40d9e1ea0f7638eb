"""Feeds: RSS 0.9 to 2.0 and Atom through feedparser, JSON Feed by hand; one listing from what was fetched."""

import io
import re
from datetime import datetime
from typing import Any

from vedette.errors import SkipError
from vedette.records.listing import Listing
from vedette.sources.listings.feed_entries import items_of
from vedette.sources.listings.json_feed import read_json_feed
from vedette.sources.listings.links import canonical
from vedette.sources.listings.listed import LONGEST_BYLINE, Problems, language_of, listing_of_items, plain
from vedette.sources.listings.xml_text import markup, root_of

FEED_ROOTS = ("rss", "rdf", "feed", "channel")

TAGS = 500_000
"""Tags of a feed at most, those of its texts included: what feedparser reads in ten seconds. Large feeds hold some thousands."""

WORD = 2_000
"""Characters of a word (of an address, a name) that are read; feedparser looks for mail addresses in a time that grows with
the square of it. The longest that feeds hold are tokens in addresses, of some hundreds."""

SHORTEST, RAREST = 60, 7 * 86_400
"""Seconds: what publishers ask for between two looks is held within these bounds."""

_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
"""Seconds of sy:updatePeriod, after the RSS 1.0 module Syndication."""

_FEED_TYPES = re.compile(r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)|text/xml", re.IGNORECASE)
_DECLARED = b"<?xml version='1.0' encoding='utf-8'?>"
_ENDLESS = re.compile(rf"([\w.+-]{{{WORD}}})[\w.+-]++", re.ASCII)
_ENTITIES = re.compile(r"<!ENTITY", re.IGNORECASE)


def read_feed(data: bytes, *, url: str, kind: str | None = None, charset: str | None = None, now: datetime) -> Listing:
    """Return what a feed lists. `kind` is the media type that the server tells, `now` a time that knows its zone.

    What is broken but can be read is told in `problems`. Raises SkipError where it is no feed: empty, too large, in no
    encoding that fits, or an HTML page, whose own feeds are then named.
    """
    text = markup(data, url, charset=charset)
    if text.startswith(("{", "[")):
        return read_json_feed(text, url=url, now=now)
    root = root_of(text)
    if root not in FEED_ROOTS:
        raise _no_feed(text, root, url, kind)
    if text.count("<") > TAGS:
        raise SkipError(url, f"holds more than {TAGS:,} tags", "watch a shorter feed of it")
    problems = Problems()
    parsed = _parsed(text, url)
    _check(parsed, root, url, problems)
    frame = Listing(
        items=(),
        title=plain(parsed["feed"].get("title"), LONGEST_BYLINE),
        language=language_of(parsed["feed"].get("language")),
        every=_every(parsed["feed"]),
    )
    return listing_of_items(items_of(parsed, url, problems, now), problems, frame)


def _parsed(text: str, url: str) -> Any:
    import feedparser  # noqa: PLC0415 - only feeds need it

    head = re.search(r"<\w", text)
    if _ENTITIES.search(text, 0, head.start() if head else len(text)):
        raise SkipError(url, "declares entities where none belong", "ask the publisher for well-formed XML")
    told = {"content-type": "application/xml; charset=utf-8"}
    try:
        # A stream of bytes is never opened as a file or an address. The content is cleaned where it is read as a page.
        stream = io.BytesIO(_DECLARED + _ENDLESS.sub(r"\1", text).encode("utf-8", "replace"))
        return feedparser.parse(stream, response_headers=told, sanitize_html=False, resolve_relative_uris=False)
    except Exception as e:  # feedparser lets pass whatever its parsers raise on broken markup
        cause = f"cannot be read as a feed ({type(e).__name__})"
        raise SkipError(url, cause, "check the address in a browser, or watch a page of links") from e


def _check(parsed: Any, root: str, url: str, problems: Problems) -> None:
    if parsed["bozo"]:
        error = parsed.get("bozo_exception")
        line = error.getLineNumber() if hasattr(error, "getLineNumber") else None
        where = f" (line {line})" if line else ""
        if not parsed["entries"]:
            raise SkipError(
                url, f"is broken XML{where} with no items to be read", "try later, or watch another address of it"
            )
        problems.add(f"is broken XML{where}; read is what could be")
    elif not parsed["entries"]:
        problems.add(f"is a feed ({parsed.get('version') or root}) that lists nothing")


def _every(feed: Any) -> int | None:
    """Return the seconds that RSS's ttl (minutes) or the Syndication module ask for, the longer where both do."""
    ttl = _number(feed.get("ttl"))
    period = _PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    told = [60 * ttl] if ttl else []
    if period:
        told.append(period // (_number(feed.get("sy_updatefrequency")) or 1))
    return min(max(*told, SHORTEST), RAREST) if told else None


def _number(told: object) -> int | None:
    written = str(told or "").strip()
    return int(written) if re.fullmatch(r"[0-9]{1,7}", written) else None


def _no_feed(text: str, root: str, url: str, kind: str | None) -> SkipError:
    if root in ("urlset", "sitemapindex"):
        return SkipError(url, "is a sitemap, not a feed", 'give its address the kind "sitemap"')
    if root == "opml":
        return SkipError(url, "is a list of feeds (OPML), not a feed", "import it as sources")
    if root and root != "html" and not looks_html(text):
        return SkipError(url, f"is XML with the root <{root[:40]}>, not a feed", "look for the feed's address")
    if not looks_html(text):
        told = f", told as {kind[:60]}" if kind else ""
        return SkipError(url, f"is no feed{told}", "check the address in a browser")
    feeds = feeds_of_page(text, url)
    remedy = f"watch {' or '.join(feeds)}" if feeds else 'give its address the kind "list" to watch its links'
    return SkipError(url, "is an HTML page, not a feed", remedy)


def looks_html(text: str) -> bool:
    """Tell whether markup is a web page."""
    return bool(re.search(r"<(?:html|head|body|div|article|main|meta|title|p|a)\b", text[:20_000], re.IGNORECASE))


def feeds_of_page(text: str, url: str) -> tuple[str, ...]:
    """Return the addresses of up to three feeds that a page names by <link rel="alternate">."""
    from vedette.sources.listings.html_tree import tree_of  # noqa: PLC0415 - lxml is slow to load

    tree = tree_of(text)
    if tree is None:
        return ()
    found: dict[str, None] = {}
    for link in tree.iter("link"):
        rel, kind = (link.get("rel") or "").lower().split(), link.get("type") or ""
        address = canonical(link.get("href") or "", url)
        if "alternate" in rel and _FEED_TYPES.match(kind) and address:
            found[address] = None
    return tuple(found)[:3]
