"""Sitemaps after sitemaps.org 0.9: sets of addresses, Google's news extension, indexes, lists of addresses as text, gzip."""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from vedette.errors import SkipError
from vedette.records.listing import Item, Listing
from vedette.sources.listings.links import canonical
from vedette.sources.listings.listed import (
    LONGEST_BYLINE,
    LONGEST_TITLE,
    Problems,
    language_of,
    listing_of_items,
    plain,
    print_of,
)
from vedette.sources.listings.xml_text import markup, root_of

UNPACKED = 50 * 1024 * 1024
"""Bytes of a sitemap, unpacked, at most (sitemaps.org, protocol 0.9)."""

ENTRIES = 50_000
"""Addresses of one sitemap at most (the same)."""

PARTS = 500
"""Parts of an index that are named; the newest where their times are told. The protocol allows 50,000."""

_OTHERS = re.compile(r"sitemap-(?:image|video)")
_GZIP = b"\x1f\x8b"


def read_sitemap(data: bytes, *, url: str, charset: str | None = None, now: datetime) -> Listing:
    """Return what a sitemap lists: pages as items (`updated` is lastmod), the parts of an index as `more`.

    Raises SkipError where it is none: empty, larger than the protocol allows, a bomb, or something else altogether.
    """
    text = markup(_unpacked(data, url), url, charset=charset, largest=UNPACKED)
    problems = Problems()
    root = root_of(text)
    if root == "urlset":
        return listing_of_items(_pages(_tree(text, url, problems), url, problems, now), problems)
    if root == "sitemapindex":
        more = _parts(_tree(text, url, problems), url, problems, now)
        return listing_of_items((), problems, Listing(items=(), more=more))
    if root or not text.lower().startswith("http"):
        what = "an HTML page" if root == "html" else f"XML with the root <{root}>" if root else "no sitemap"
        raise SkipError(url, f"is {what}, not a sitemap", "look for its address in robots.txt of the site")
    return listing_of_items(_lines(text, problems), problems)


def _unpacked(data: bytes, url: str) -> bytes:
    if not data.startswith(_GZIP):
        return data
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(data, UNPACKED + 1)
    except zlib.error as e:
        raise SkipError(url, f"is gzip that cannot be unpacked ({e})", "try later") from e
    if len(found) > UNPACKED:
        raise SkipError(url, f"unpacks to more than {UNPACKED:,} bytes", "watch its parts, or a feed")
    if not unpacker.eof:
        raise SkipError(url, "is gzip that breaks off", "try later")
    return found


def _tree(text: str, url: str, problems: Problems) -> Any:
    from lxml import etree  # noqa: PLC0415 - slow to load

    # The DOCTYPE is cut away before; the parser is told all the same.
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as e:
        raise SkipError(url, f"is broken XML ({type(e).__name__})", "try later") from e
    if tree is None:
        raise SkipError(url, "is broken XML with nothing to be read", "try later")
    if parser.error_log:
        problems.add(f"is broken XML (line {parser.error_log[0].line}); read is what could be")
    return tree


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _fields(element: Any) -> dict[str, str]:
    """Return the texts within an entry by their names; the publication of the news extension is read through."""
    told: dict[str, str] = {}
    for part in element.iter():
        # Pictures and films of a page have titles and dates of their own.
        if part.text and part.text.strip() and not _OTHERS.search(str(part.tag)):
            told.setdefault(_name(part), part.text.strip())
    return told


def _pages(tree: Any, url: str, problems: Problems, now: datetime) -> Iterator[Item]:
    entries = [element for element in tree if _name(element) == "url"]
    if len(entries) > ENTRIES:
        problems.add(f"lists {len(entries):,} addresses; the protocol allows {ENTRIES:,}, and the others are left out")
    for element in entries[:ENTRIES]:
        told = _fields(element)
        address = canonical(told.get("loc", ""), url)
        if address is None:
            problems.add("an entry has no http address and is left out", repr(told.get("loc", "")[:60]))
            continue
        yield _page(address, told, problems, now)


def _page(address: str, told: dict[str, str], problems: Problems, now: datetime) -> Item:
    title = plain(told.get("title"), LONGEST_TITLE)
    published, updated = told.get("publication_date"), told.get("lastmod")
    language, byline = language_of(told.get("language")), plain(told.get("author"), LONGEST_BYLINE)
    return Item(
        key=address,
        url=address,
        print=print_of(title, byline, published, updated, language),
        title=title,
        byline=byline,
        published=problems.when(published, now),
        updated=problems.when(updated, now),
        language=language,
    )


def _parts(tree: Any, url: str, problems: Problems, now: datetime) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for element in tree:
        told = _fields(element) if _name(element) == "sitemap" else {}
        address = canonical(told.get("loc", ""), url)
        if address and address != canonical(url):
            found[address] = problems.when(told.get("lastmod"), now) or ""
    if len(found) > PARTS:
        problems.add(f"names {len(found):,} parts; the newest {PARTS} are kept")
    # Newest first, in the order of the index where no times are told.
    return tuple(sorted(found, key=lambda a: found[a], reverse=True)[:PARTS])


def _lines(text: str, problems: Problems) -> Iterator[Item]:
    for line in text.splitlines()[:ENTRIES]:
        told = line.strip()
        address = canonical(told) if told else None
        if address:
            yield Item(key=address, url=address, print=print_of(address))
        elif told:
            problems.add("a line is no http address and is left out", repr(told[:60]))
