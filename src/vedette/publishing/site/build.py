"""Publish what is out as a folder of pages: gathered at one moment, written where it changed."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection

from vedette.publishing.site.behind import Behind, incident_paths
from vedette.publishing.site.config import SiteConfig
from vedette.publishing.site.edition import Checker, Edition, gather
from vedette.publishing.site.feed_pages import feed_pages
from vedette.publishing.site.folder import Folder, Outcome, Page
from vedette.publishing.site.model import Item
from vedette.publishing.site.pages import Pages
from vedette.publishing.site.search_pages import SearchPages
from vedette.publishing.site.story_pages import PICTURED, StoryPages, picture_of, pictured
from vedette.records.story import Content
from vedette.store.published import content_of
from vedette.store.store import Store

_NO_PAGE = ("-opened.html",)


def publish_site(
    store: Store,
    root: Path,
    site: SiteConfig,
    *,
    now: str,
    checker: Checker | None = None,
    pictures: int = PICTURED,
    on_page: Callable[[int], None] | None = None,
) -> tuple[Outcome, int]:
    """Write the site of what is out at `now` (ISO, UTC) into the folder `root`; returns what was done, and of how many stories.

    `checker` compares what cited texts state with the knowledge base; without one nothing is compared. `pictures` is how many
    of the newest stories are to have one. StopError where the
    folder is not ours, or where the configuration names what is not there.
    """
    folder = Folder.open(root)
    edition = gather(store, site, folder, now, checker)
    with store.reading() as connection:
        pages = list(every_page(store, connection, edition, folder, pictures))
        return folder.write(pages, on_page), len(edition.items)


def every_page(
    store: Store, connection: Connection, edition: Edition, folder: Folder, pictures: int = PICTURED
) -> Iterator[Page]:
    """Yield every file of the site, the front page last: it never leads to what is not there yet."""
    pages = Pages(edition)
    read = _reader(connection)
    incidents = incident_paths(pages)
    there = {picture_of(i) for i in edition.items if folder.has(picture_of(i))}
    found = [
        *StoryPages(pages, read, incidents.of, pictured(edition.items, there, pictures)).all(),
        *Behind(store, pages, incidents).all(),
        *feed_pages(pages, read),
        *SearchPages(pages, read).all(),
        *pages.plain(),
    ]
    listed = _listed(edition, found)
    yield from sorted([*found, *pages.machines(listed)], key=lambda p: p.path == "index.html")


def _reader(connection: Connection) -> Callable[[Item], Content]:
    """Return what reads the content of a story; the last one is kept, since its pages are made one after the other."""
    last: dict[str, Content] = {}

    def read(item: Item) -> Content:
        name = f"{item.id} {item.card.version}"
        if name not in last:
            last.clear()
            last[name] = content_of(connection, item.serial, item.card.version)
        return last[name]

    return read


def _listed(edition: Edition, pages: Sequence[Page]) -> list[tuple[str, str]]:
    """Return what the sitemap tells: pages with the time of their last change where it is known."""
    changed = {i.path: i.since for i in edition.items}
    return [
        (p.path, changed.get(p.path, "")) for p in pages if p.path.endswith(".html") and not p.path.endswith(_NO_PAGE)
    ]
