"""The site's feeds: of the whole, by category, by conflict, by saved search."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from vedette.publishing import wording
from vedette.publishing.feeds import ATOM, JSON, MOST, RSS, Entry, Feed, atom, json_feed, newest, rss, tag
from vedette.publishing.site.folder import Page
from vedette.publishing.site.model import Item
from vedette.publishing.site.pages import Pages
from vedette.publishing.site.render import code_hash, key_of, name_slug, pair_title, slug
from vedette.publishing.site.story_pages import Read, html_of, sources_of
from vedette.records.story import CATEGORIES

_FORMS = ((ATOM, atom), (RSS, rss), (JSON, json_feed))
_INSIDE = re.compile(r'href="#')


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is of: its folder ("" or with its last slash), name in its id, title, the page it belongs to, its stories."""

    folder: str
    name: str
    title: str
    home: str
    items: tuple[Item, ...]


def channels(pages: Pages) -> Iterator[Channel]:
    """Yield every feed that there is."""
    e, title = pages.edition, pages.site.title
    yield Channel("", "all", title, "index.html", e.items)
    for c in CATEGORIES:
        folder = f"categories/{slug(c)}/"
        held = tuple(i for i in e.items if i.card.category == c)
        yield Channel(folder, folder.rstrip("/"), f"{title}: {c}", f"{folder}index.html", held)
    for conflict in pages.conflicts:
        folder = f"conflicts/{conflict.slug}/"
        held = tuple(i for i in e.items if i.card.dyad == conflict.dyad)
        yield Channel(folder, folder.rstrip("/"), f"{title}: {conflict.title}", f"{folder}index.html", held)
    for name, ids in e.searches.items():
        folder = f"searches/{name_slug(name)}/"
        held = tuple(i for i in e.items if i.id in ids)
        yield Channel(folder, folder.rstrip("/"), f"{title}: {name}", "index.html", held)


def feed_pages(pages: Pages, read: Read) -> Iterator[Page]:
    """Yield the files of every feed: Atom, RSS and JSON."""
    for c in channels(pages):
        items = sorted(c.items, key=lambda i: (i.since, i.id), reverse=True)[:MOST]
        key = key_of(code_hash(), pages.site, c.folder, c.title, pages.edition.keys_of(items))
        made = _Once(partial(_made, pages, read, c, items), len(_FORMS))
        for name, form in _FORMS:
            yield Page(c.folder + name, key, partial(made.as_form, form))


class _Once:
    """A feed that is made once for its forms, and let go when the last one has it."""

    def __init__(self, make: Callable[[], Feed], times: int) -> None:
        self._make, self._left = make, times
        self._feed: Feed | None = None

    def as_form(self, form: Callable[[Feed], bytes]) -> bytes:
        feed = self._feed or self._make()
        self._left -= 1
        self._feed = feed if self._left else None
        return form(feed)


def _made(pages: Pages, read: Read, c: Channel, items: Sequence[Item]) -> Feed:
    site = pages.site
    up = site.address or "../" * c.folder.count("/")
    return Feed(
        id=tag(site.tag, "2026-01-01", f"feed/{c.name}"),
        title=c.title,
        description=site.description,
        home=up + c.home,
        folder=site.address + c.folder if site.address else "",
        language=site.language,
        entries=newest([entry(pages, read, i, up) for i in items]),
    )


def entry(pages: Pages, read: Read, item: Item, up: str) -> Entry:
    """Return a story's entry: its words and sources, but for the headline alone where it is closed, and the reason where retracted."""
    html, summary = "", item.card.summary
    if item.retracted:
        summary = f"This story is retracted: {item.why}"
    elif item.gated:
        summary = f"This story carries a warning ({', '.join(item.card.warnings)}). Open it on the site."
    else:
        content = read(item)
        sources = "".join(
            f"<li>{_told(s.words)} {_plain(s.voice)}{f', {_plain(s.source)}' if s.source else ''}{f', {s.day}' if s.day else ''}</li>"
            for s in sources_of(content, pages.edition.hashes, {})
        )
        html = _INSIDE.sub(f'href="{up}{item.path}#', str(html_of(item, content)))
        html += f"<h2>Sources</h2><ol>{sources}</ol>" if sources else ""
    return Entry(
        id=tag(pages.site.tag, item.first, f"story/{item.id}"),
        title=f"Retracted: {item.title}" if item.retracted else item.title,
        url=up + item.path,
        first=item.first,
        updated=item.since,
        author=item.author,
        summary=summary or item.title,
        html=html,
        categories=tuple(x for x in (item.card.category, item.card.dyad and pair_title(item.card.dyad)) if x),
    )


def _told(words: str) -> str:
    return f"“{_plain(words)}”" if words else ""


def _plain(text: str) -> str:
    return wording.clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
