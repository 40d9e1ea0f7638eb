"""What stands at an address, by its kind in the registry, and by its bytes where the registry is mistaken."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from vedette.errors import SkipError
from vedette.records.listing import Item, Listing
from vedette.records.source import Address
from vedette.sources.listings.feeds import FEED_ROOTS, read_feed
from vedette.sources.listings.links import canonical
from vedette.sources.listings.listed import LONGEST_TITLE, plain, print_of, seen
from vedette.sources.listings.pages import matcher, read_links
from vedette.sources.listings.sitemaps import read_sitemap
from vedette.sources.listings.telegram_web import preview_address, read_preview
from vedette.sources.listings.xml_text import markup, root_of

_SITEMAP_ROOTS = ("urlset", "sitemapindex")
_FEED_KINDS = ("feed", "list", "sitemap", "telegram")
_SITEMAP_KINDS = ("sitemap", "feed", "list")


def address_url(address: Address) -> str:
    """Return the address that is fetched to see what an address of the registry lists; a channel is known by its name."""
    return preview_address(address.url) if address.kind == "telegram" else address.url


def listing_of(
    address: Address, data: bytes, *, url: str, kind: str | None = None, charset: str | None = None, now: datetime
) -> Listing:
    """Return what `data` lists that was fetched for `address` and came from `url` (after redirects).

    Where the bytes are a feed or a sitemap and the registry tells another kind, they are read as what they are and that is
    told in `problems`. Kept are items whose address the address's pattern finds. Raises SkipError where nothing can be read.
    """
    if address.kind == "folder":
        raise SkipError(address.url, "is a folder on this machine, not fetched", "list its files")
    if address.kind == "page":
        return Listing(items=(_page(address, data, url, charset),))
    found = _kind(address.kind, data, url, charset)
    listing = _read(found, address, data, url=url, kind=kind, charset=charset, now=now)
    if found != address.kind:
        told = f'is a {found}, not a {address.kind}; give its address the kind "{found}"'
        listing = replace(listing, problems=(told, *listing.problems))
    return listing if found == "list" else _matching(listing, address)


def _read(
    found: str, address: Address, data: bytes, *, url: str, kind: str | None, charset: str | None, now: datetime
) -> Listing:
    match found:
        case "feed":
            return read_feed(data, url=url, kind=kind, charset=charset, now=now)
        case "sitemap":
            return read_sitemap(data, url=url, charset=charset, now=now)
        case "telegram":
            return read_preview(data, url=url, charset=charset, now=now)
        case "list":
            return read_links(data, url=url, pattern=address.pattern, charset=charset, now=now)
    raise SkipError(address.url, f"has the kind {address.kind!r}, which is none", "give it one of the registry's kinds")


def _kind(told: str, data: bytes, url: str, charset: str | None) -> str:
    """Return the kind that the bytes are, the one told where they do not show another."""
    if data.startswith(b"\x1f\x8b"):
        return told
    text = markup(data, url, charset=charset, largest=max(len(data), 1))
    root = root_of(text)
    if told in _SITEMAP_KINDS and root in _SITEMAP_ROOTS:
        return "sitemap"
    if told in _FEED_KINDS and (
        root in FEED_ROOTS or (text.startswith("{") and "jsonfeed.org/version" in text[:2_000])
    ):
        return "feed"
    return told


def _matching(listing: Listing, address: Address) -> Listing:
    if not address.pattern:
        return listing
    matches = matcher(address.pattern, address.url)
    kept = tuple(item for item in listing.items if item.url and matches(item.url))
    if listing.items and not kept:
        told = f"none of its {len(listing.items)} items matches the pattern {address.pattern!r}"
        return replace(listing, items=kept, problems=(*listing.problems, told))
    return replace(listing, items=kept)


def _page(address: Address, data: bytes, url: str, charset: str | None) -> Item:
    """Return a single page as its one item, known by its address in the registry, wherever that leads today.

    Its print is taken over what a reader sees of it, so that a change of the text shows and the marks that many servers
    write into each answer anew do not; of what is no markup (a PDF), over the bytes.
    """
    key = canonical(address.url) or address.url
    try:
        text = markup(data, url, charset=charset)
    except SkipError:
        return Item(key=key, url=key, print=sha256(data).hexdigest()[:32])
    title, words = _seen(text)
    return Item(key=key, url=key, print=print_of(title, words), title=title)


def _seen(text: str) -> tuple[str | None, str]:
    from vedette.sources.listings.html_tree import seen_text, tree_of  # noqa: PLC0415 - lxml is slow to load

    tree = tree_of(text)
    if tree is None:
        return None, seen(text)
    return plain(tree.findtext(".//title"), LONGEST_TITLE), seen_text(tree)
