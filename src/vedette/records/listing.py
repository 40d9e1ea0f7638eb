"""What a feed, a sitemap or a page of links lists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One listed item.

    `key` is what it is known by within its source: the address of its page without what only tracks readers, else its GUID;
    a feed that changes its GUIDs lists nothing anew. `published` and `updated` are ISO times in UTC, None where not told or
    not possible (clock skew: later than an hour from now). `html` is the content that the feed itself carries, `whole` tells
    whether that is meant as the whole text rather than a teaser. `print` is a hash of all that the listing tells of the item,
    so that a change shows without fetching the page.
    """

    key: str
    url: str | None
    print: str
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    html: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What stands at an address: its items as listed, and what was wrong with it, in words.

    `more` are further addresses that belong to it (the parts of a sitemap index); `every` seconds between two looks that
    the publisher asks for.
    """

    items: tuple[Item, ...]
    title: str | None = None
    language: str | None = None
    every: int | None = None
    more: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
