"""The entries of RSS and Atom, as feedparser gives them, to items."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from vedette.records.listing import Item
from vedette.sources.listings.links import canonical
from vedette.sources.listings.listed import (
    LONGEST_BYLINE,
    LONGEST_TITLE,
    Problems,
    is_whole,
    language_of,
    paragraphs,
    plain,
    print_of,
    whole_characters,
)

LONGEST_KEY = 500
"""Characters of a key that is no address; longer GUIDs are known by their print."""

_HTTP = re.compile(r"https?://", re.IGNORECASE)
_TAIL = re.compile(r"[a-z]{1,14}(?:\.[a-z]{2,14})?")
_MAILED = re.compile(r"[^\s@()]+@[^\s@()]+\s*(?:\((?P<name>[^()]+)\))?")


def items_of(parsed: Any, url: str, problems: Problems, now: datetime) -> Iterator[Item]:
    """Yield the items of what feedparser read; an entry that tells nothing to be known by is left out, and told."""
    feed = parsed["feed"]
    front = {canonical(url), canonical(feed.get("link") or "", url)}
    atom = str(parsed.get("version") or "").startswith("atom")
    for entry in parsed["entries"]:
        item = _item(entry, url, front, problems, now, atom=atom)
        if item:
            yield item
        else:
            problems.add("an item has neither address, id nor title and is left out")


def _item(
    entry: Any, url: str, front: set[str | None], problems: Problems, now: datetime, *, atom: bool
) -> Item | None:
    title = plain(entry.get("title"), LONGEST_TITLE, marked=not (atom and _is_text(entry.get("title_detail"))))
    address, content, summary = _address(entry, url, front), _content(entry), _summary(entry)
    html = content or summary
    key = address or key_of(entry.get("id"), title, html)
    if key is None:
        return None
    published, updated = _times(entry, atom=atom)
    byline = _byline(entry)
    language = _language(entry)
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
        whole=is_whole(content or "", summary if summary != content else None),
    )


def key_of(guid: object, title: str | None, html: str | None) -> str | None:
    """Return what an item without an address of its own is known by: its GUID, else its title or text by their print."""
    told = whole_characters(guid).strip() if isinstance(guid, str) else ""
    if told:
        return told if len(told) <= LONGEST_KEY else f"guid:{print_of(told)}"
    return f"text:{print_of(title or html)}" if title or html else None


def own_page(address: str | None, front: set[str | None]) -> str | None:
    """Return an item's address, None where it is the site's front page or the feed, as lazy feeds write for each item."""
    if address is None or address in front or re.fullmatch(r"https?://[^/]+/", address):
        return None
    return address


def _address(entry: Any, url: str, front: set[str | None]) -> str | None:
    told = [entry.get("feedburner_origlink")]
    told += [link.get("href") for link in entry.get("links") or () if link.get("rel") == "alternate"]
    told.append(entry.get("id") if _HTTP.match(entry.get("id") or "") and entry.get("guidislink") else None)
    for one in told:
        address = own_page(canonical(one, url), front) if isinstance(one, str) and one.strip() else None
        if address:
            return address
    return None


def _is_text(detail: Any) -> bool:
    return bool(detail) and detail.get("type") == "text/plain"


def _content(entry: Any) -> str | None:
    told = [_html(content) for content in entry.get("content") or ()]
    return max((one for one in told if one), key=len, default=None)


def _summary(entry: Any) -> str | None:
    return _html(entry.get("summary_detail") or {"value": entry.get("summary")})


def _html(detail: Any) -> str | None:
    value = detail.get("value")
    if not isinstance(value, str) or not value.strip():
        return None
    value = whole_characters(value)
    return paragraphs(value) if _is_text(detail) else value


def _times(entry: Any, *, atom: bool) -> tuple[str | None, str | None]:
    # dict.get, for feedparser's own hands out a publication as an update. RSS's dc:date is no update either.
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    if not atom and not published:
        return updated or dict.get(entry, "created"), None
    return published, updated


def _byline(entry: Any) -> str | None:
    names = dict.fromkeys(filter(None, map(_named, entry.get("authors") or ())))
    return plain(", ".join(names), LONGEST_BYLINE, marked=False)


def _named(author: Any) -> str | None:
    """Return an author's name without the mail address before it, which RSS 2.0 asks for: "x@y.example (Name)"."""
    told = (author.get("name") or "").strip()
    mailed = _MAILED.fullmatch(told)
    if mailed:
        told = mailed["name"] or ""
    elif author.get("email"):
        # feedparser cuts domains after four letters: "ine (Name" is left of "x@y.online (Name)", "ine" of "x@y.online".
        told = told.rpartition("(")[2] if told.count("(") > told.count(")") else told
        told = "" if _TAIL.fullmatch(told) else told
    return plain(told, LONGEST_BYLINE)


def _language(entry: Any) -> str | None:
    details = [*(entry.get("content") or ()), entry.get("title_detail") or {}]
    told = [entry.get("language"), *(detail.get("language") for detail in details)]
    return next((code for code in map(language_of, told) if code), None)
