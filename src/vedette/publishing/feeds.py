"""Feeds of stories: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1. Pure; hostile words cannot break them.

An entry's id is a `tag:` URI (RFC 4151) that never changes; its time is that of the version that is out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

from vedette.publishing.story_text import shown

MOST = 50
"""Entries of a feed."""

ATOM, RSS, JSON = "feed.xml", "rss.xml", "feed.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story in a feed: `first` and `updated` ISO in UTC, `html` its body ("" behind the gate), `categories` what it is filed under."""

    id: str
    title: str
    url: str
    first: str
    updated: str
    author: str
    summary: str
    html: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its own `tag:` id, title, the page that it is of (`home`) and the folder that it stands in (`folder`)."""

    id: str
    title: str
    description: str
    home: str
    folder: str
    language: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> str:
        """Return the time of the newest entry, the first moment that there is where there is none."""
        return max((e.updated for e in self.entries), default="1970-01-01T00:00:00Z")


def tag(authority: str, day: str, name: str) -> str:
    """Return a `tag:` URI of an authority as it stood on an ISO day."""
    return f"tag:{authority},{day[:10]}:{name}"


def newest(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that a feed holds: those that changed last."""
    return tuple(sorted(entries, key=lambda e: (e.updated, e.id), reverse=True)[:MOST])


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom."""
    head = [
        _tag("id", feed.id),
        _tag("title", feed.title),
        _tag("subtitle", feed.description),
        _tag("updated", feed.updated),
        f'<link rel="alternate" type="text/html" href={_attr(feed.home)}/>',
        f'<link rel="self" type="application/atom+xml" href={_attr(feed.folder + ATOM)}/>',
        "<generator>Vedette</generator>",
    ]
    entries = "".join(map(_atom_entry, feed.entries))
    return _xml(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attr(feed.language)}>\n{_lines(head)}{entries}</feed>\n'
    )


def _atom_entry(e: Entry) -> str:
    told = [
        _tag("id", e.id),
        _tag("title", e.title),
        f'<link rel="alternate" type="text/html" href={_attr(e.url)}/>',
        _tag("published", e.first),
        _tag("updated", e.updated),
        f"<author>{_tag('name', e.author or 'not told')}</author>",
        *(f"<category term={_attr(c)}/>" for c in e.categories),
        _tag("summary", e.summary),
    ]
    if e.html:
        told.append(f'<content type="html">{_text(e.html)}</content>')
    return f"<entry>\n{_lines(told)}</entry>\n"


def rss(feed: Feed) -> bytes:
    """Return the feed as RSS 2.0."""
    head = [
        _tag("title", feed.title),
        _tag("link", feed.home),
        _tag("description", feed.description),
        _tag("language", feed.language),
        _tag("lastBuildDate", _mail_date(feed.updated)),
        f'<atom:link rel="self" type="application/rss+xml" href={_attr(feed.folder + RSS)}/>',
    ]
    items = "".join(map(_rss_item, feed.entries))
    spaces = 'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return _xml(f'<rss version="2.0" {spaces}>\n<channel>\n{_lines(head)}{items}</channel>\n</rss>\n')


def _rss_item(e: Entry) -> str:
    told = [
        _tag("title", e.title),
        _tag("link", e.url),
        f'<guid isPermaLink="false">{_text(e.id)}</guid>',
        _tag("pubDate", _mail_date(e.first)),
        _tag("dc:creator", e.author or "not told"),
        f"<atom:updated>{_text(e.updated)}</atom:updated>",
        *(_tag("category", c) for c in e.categories),
        _tag("description", e.summary),
    ]
    if e.html:
        told.append(_tag("content:encoded", e.html))
    return f"<item>\n{_lines(told)}</item>\n"


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": shown(feed.title),
        "description": shown(feed.description),
        "home_page_url": shown(feed.home),
        "feed_url": shown(feed.folder + JSON),
        "language": feed.language,
        "items": [_json_item(e) for e in feed.entries],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _json_item(e: Entry) -> dict[str, Any]:
    told = {
        "id": e.id,
        "url": shown(e.url),
        "title": shown(e.title),
        "summary": shown(e.summary),
        "date_published": e.first,
        "date_modified": e.updated,
        "authors": [{"name": shown(e.author or "not told")}],
        "tags": [shown(c) for c in e.categories],
    }
    return told | ({"content_html": shown(e.html)} if e.html else {"content_text": shown(e.summary)})


def _tag(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return _escape(shown(text))


def _attr(text: str) -> str:
    return quoteattr(shown(text))


def _lines(told: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in told)


def _xml(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()


def _mail_date(at: str) -> str:
    return format_datetime(datetime.fromisoformat(at))
