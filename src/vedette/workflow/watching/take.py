"""Fetch one listed item and take its document out of it. Nothing is stored here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from vedette.documents import prepare
from vedette.documents.fragment import clean_fragment
from vedette.errors import FetchError, SkipError
from vedette.records.arriving import Arriving, Original
from vedette.records.document import Document
from vedette.records.listing import Item
from vedette.records.source import Source
from vedette.records.watching import Pending, iso
from vedette.sources.files.desk import Budget, Desk, Piece
from vedette.sources.files.limits import MB
from vedette.sources.files.opening import opened
from vedette.sources.inputs import gather_arriving
from vedette.sources.listings.folder_listing import is_file_print
from vedette.sources.net.http import Reply
from vedette.sources.schedule import next_revisit, next_try
from vedette.store.listed import Outcome
from vedette.workflow.watching.tools import Tools, one_line

TEASER = 100
"""Characters of a feed's own words on an item from which they are kept where its page cannot be had."""

PAGE_TRIES = 2
"""Failures before, of whatever kind, after which a page that came and holds no article is given up: it will not get one."""

DOCUMENTS, UNPACKED = 200, 100 * MB
"""Documents that one page may hold (an archive, a table), and bytes of their originals together: all are held in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What fetching an item came to: its documents with their originals, prepared; the outcome lacks the document's id."""

    arriving: tuple[Arriving, ...]
    outcome: Outcome


def take(source: Source, pending: Pending, tools: Tools) -> Taken:
    """Fetch an item of `source`; what fails is told in the outcome, with when it is tried again."""
    now = tools.clock()
    try:
        if _in_folder(source, pending.item):
            return _of_file(source, pending)
        if _from_feed(source, pending.item):
            return _done(pending, (_of_feed(source, pending.item, now),), None, tools)
        return _of_page(source, pending, tools)
    except SkipError as e:
        return _failed(source, pending, e, tools)
    except Exception as e:  # noqa: BLE001 - a watcher runs for weeks, and one odd page must not end it
        return _failed(source, pending, odd(pending.item.url or pending.item.key, e), tools)


def odd(item: str, e: Exception) -> SkipError:
    """Return what is told of a fault of our own."""
    return SkipError(item, f"cannot be used ({type(e).__name__}: {str(e)[:200]})", "report it as a fault of Vedette")


def _in_folder(source: Source, item: Item) -> bool:
    """Tell whether an item is a file of a folder that its source watches; what a feed calls its items is no path."""
    folders = [Path(a.url).expanduser().resolve() for a in source.addresses if a.kind == "folder"]
    if item.url is not None or not is_file_print(item.print):
        return False
    return any(Path(item.key).resolve().is_relative_to(folder) for folder in folders)


def _from_feed(source: Source, item: Item) -> bool:
    """Tell whether the item's text is taken from the feed: as the registry says, else where the feed has the whole text."""
    if item.html is None or source.content == "page":
        return item.url is None and item.html is not None
    return source.content == "feed" or item.whole or item.url is None


def _of_feed(source: Source, item: Item, now: datetime, *, way: str = "") -> Arriving:
    markup = item.html or ""
    text = clean_fragment(markup, item=item.url or item.key)
    if item.title and not text.startswith(item.title):
        text = f"{item.title}\n\n{text}"
    original = Original(
        uri=item.url or item.key, data=markup.encode("utf-8", "surrogatepass"), at=iso(now), kind="text/html"
    )
    document = finished(Document.of(text, url=item.url), source, item)
    return Arriving(document, way or f"watch {source.id}", original)


def _of_page(source: Source, pending: Pending, tools: Tools) -> Taken:
    item = pending.item
    url, told_by = item.url or item.key, [a.url for a in source.addresses]
    reply = tools.client.get(url, etag=pending.etag, modified=pending.modified, told_by=told_by)
    if reply.status == 304:
        return _done(pending, (), reply, tools)
    skips: list[SkipError] = []
    arriving = _bounded(_opened(reply, source, item, skips), reply.url)
    if not arriving:
        raise skips[0] if skips else SkipError(item.url or item.key, "holds no text", "open it yourself")
    return _done(pending, arriving, reply, tools)


def _opened(reply: Reply, source: Source, item: Item, skips: list[SkipError]) -> Iterator[Arriving]:
    piece = Piece(
        name=reply.url,
        at=reply.at,
        url=reply.url,
        charset=reply.charset,
        kind=reply.kind,
        status=reply.status,
        headers=reply.headers,
    )
    desk = Desk(on_skip=lambda e: _note_first(skips, e), open=opened, budget=Budget(members=DOCUMENTS, size=UNPACKED))
    for found in opened(BytesIO(reply.data), piece, desk):
        # What a page tells of its own address is its word alone.
        document = replace(found.document, url=item.url or reply.url)
        yield replace(found, document=finished(document, source, item), way=f"watch {source.id}")


def _note_first(skips: list[SkipError], e: SkipError) -> None:
    if not skips:
        skips.append(e)


def _bounded(found: Iterator[Arriving], item: str) -> tuple[Arriving, ...]:
    """Return what one page holds; SkipError where that is more than a page does, since a stranger chose what it is."""
    arriving: list[Arriving] = []
    size = 0
    for one in found:
        size += len(one.original.data if one.original else one.document.text)
        if len(arriving) >= DOCUMENTS or size > UNPACKED:
            cause = f"holds more than {DOCUMENTS} documents or {UNPACKED // MB} MB of them"
            raise SkipError(item, cause, "save it into a folder that is watched")
        arriving.append(one)
    return tuple(arriving)


def _of_file(source: Source, pending: Pending) -> Taken:
    """Take the documents out of a file of a watched folder; what is not usable in it is told once it is held."""
    skips: list[SkipError] = []
    found = gather_arriving(
        [pending.item.key], stdin=BytesIO(), known={"source": source.name}, readable=None, on_skip=skips.append
    )
    arriving = tuple(replace(a, way=f"watch {source.id}: {a.way}") for a in found)
    if not arriving:
        why = str(skips[0]) if skips else "holds no document"
        return Taken(arriving=(), outcome=Outcome(pending=pending, why=why))
    return Taken(arriving=arriving, outcome=Outcome(pending=pending))


def finished(document: Document, source: Source, item: Item) -> Document:
    """Return a prepared document of `source`, with what the listing tells filled in where its page does not tell it.

    The listing's time stands where the page tells the same day without a time. The id is that of the text, its address
    and its publisher.
    """
    made = Document.of(
        document.text,
        url=document.url,
        source=source.name,
        title=document.title or item.title,
        byline=document.byline or item.byline,
        published=_published(document.published, item.published),
        warnings=document.warnings,
        passages=document.passages,
    )
    prepared = prepare(made)
    return replace(prepared, language=prepared.language or item.language or source.language)


def _published(page: str | None, listed: str | None) -> str | None:
    if page and listed and len(page) == len("2022-09-13") and listed.startswith(page):
        return listed
    return page or listed


def _done(pending: Pending, arriving: tuple[Arriving, ...], reply: Reply | None, tools: Tools) -> Taken:
    wait = next_revisit(pending.looks + pending.held, tools.chance()) if reply else None
    changed = reply is None or reply.status != 304
    outcome = Outcome(
        pending=pending,
        changed=changed,
        next_at=iso(tools.clock() + timedelta(seconds=wait)) if wait is not None else None,
        etag=reply.etag if reply else None,
        modified=reply.modified if reply else None,
    )
    return Taken(arriving=arriving, outcome=outcome)


def _failed(source: Source, pending: Pending, error: SkipError, tools: Tools) -> Taken:
    fetching = error if isinstance(error, FetchError) else None
    lasting = fetching.lasting if fetching else pending.tries >= PAGE_TRIES
    later = fetching.retry_after if fetching else None
    wait = next_try(pending.tries, tools.chance(), lasting=lasting, retry_after=later)
    why = one_line(f"{error.cause}; {error.remedy}")
    now = tools.clock()
    if wait is None and not pending.held and (teaser := _teaser(source, pending.item, why, now)):
        return Taken(arriving=(teaser,), outcome=Outcome(pending=pending))
    again = iso(now + timedelta(seconds=wait)) if wait is not None else None
    return Taken(arriving=(), outcome=Outcome(pending=pending, why=why, next_at=again))


def _teaser(source: Source, item: Item, why: str, now: datetime) -> Arriving | None:
    """Return the feed's own words on an item whose page cannot be had, where they are more than a line."""
    if not item.html:
        return None
    try:
        found = _of_feed(source, item, now, way=f"watch {source.id}: the feed's words only, its page {why}")
    except SkipError:
        return None
    return found if len(found.document.text) >= TEASER else None


def ids_of(arriving: Sequence[Arriving]) -> str | None:
    """Return the id of the one document that an item gave, None where it gave none or several."""
    return arriving[0].document.id if len(arriving) == 1 else None
