"""JSON Feed, versions 1 and 1.1 (jsonfeed.org), read field by field: what has the wrong type counts as not told."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from vedette.errors import SkipError
from vedette.records.listing import Item, Listing
from vedette.sources.listings.feed_entries import key_of, own_page
from vedette.sources.listings.links import canonical
from vedette.sources.listings.listed import (
    LONGEST_BYLINE,
    LONGEST_TITLE,
    Problems,
    is_whole,
    language_of,
    listing_of_items,
    paragraphs,
    plain,
    print_of,
    whole_characters,
)


def read_json_feed(text: str, *, url: str, now: datetime) -> Listing:
    """Return what a JSON Feed lists; raises SkipError where `text` is none."""
    feed = _feed(text, url)
    problems = Problems()
    if "jsonfeed.org/version/" not in str(feed.get("version")):
        problems.add("tells no version of JSON Feed")
    if not feed["items"]:
        problems.add("is a JSON Feed that lists nothing")
    frame = Listing(
        items=(), title=plain(feed.get("title"), LONGEST_BYLINE), language=language_of(feed.get("language"))
    )
    return listing_of_items(_items(feed, url, problems, now), problems, frame)


def _feed(text: str, url: str) -> dict[str, Any]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as e:
        raise SkipError(url, f"is broken JSON ({type(e).__name__})", "try later, or watch another address of it") from e
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise SkipError(url, "is JSON, but no JSON Feed, for it has no list of items", "look for the feed's address")
    return feed


def _items(feed: dict[str, Any], url: str, problems: Problems, now: datetime) -> Iterator[Item]:
    front = {canonical(url), canonical(_text(feed, "home_page_url") or "", url)}
    for told in feed["items"]:
        item = _item(told, url, front, problems, now) if isinstance(told, dict) else None
        if item:
            yield item
        else:
            problems.add("an item has neither address, id nor title and is left out")


def _item(told: dict[str, Any], url: str, front: set[str | None], problems: Problems, now: datetime) -> Item | None:
    title = plain(told.get("title"), LONGEST_TITLE, marked=False)
    content, summary = _content(told), _text(told, "summary")
    html = content or (paragraphs(summary) if summary else None)
    address = own_page(canonical(_text(told, "url") or "", url), front)
    guid = told.get("id")
    key = address or key_of(str(guid) if isinstance(guid, int | float) else guid, title, html)
    if key is None:
        return None
    byline, language = _byline(told), language_of(told.get("language"))
    published, updated = _text(told, "date_published"), _text(told, "date_modified")
    return Item(
        key=key,
        url=address,
        print=print_of(title, byline, published, updated, language, html),
        title=title,
        byline=byline,
        published=problems.when(published, now),
        updated=problems.when(updated, now),
        language=language,
        html=html,
        whole=is_whole(content or "", summary),
    )


def _text(told: dict[str, Any], name: str) -> str | None:
    value = told.get(name)
    return whole_characters(value) if isinstance(value, str) and value.strip() else None


def _content(told: dict[str, Any]) -> str | None:
    marked, text = _text(told, "content_html"), _text(told, "content_text")
    return marked or (paragraphs(text) if text else None)


def _byline(told: dict[str, Any]) -> str | None:
    # Version 1 has one `author`, 1.1 a list of `authors`.
    listed = told.get("authors") if isinstance(told.get("authors"), list) else [told.get("author")]
    names = [plain(a.get("name"), LONGEST_BYLINE, marked=False) for a in listed or [] if isinstance(a, dict)]
    return plain(", ".join(n for n in names if n), LONGEST_BYLINE, marked=False)
