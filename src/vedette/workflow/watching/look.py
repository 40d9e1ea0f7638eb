"""One look at an address: what it lists now, and where it stands after. Nothing is stored here."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from vedette.errors import FetchError, SkipError, StopError
from vedette.records.listing import Item, Listing
from vedette.records.source import Address, Source, Try
from vedette.records.watching import Watched, iso
from vedette.sources.listings.folder_listing import folder_listing
from vedette.sources.listings.listing_of import address_url, listing_of
from vedette.sources.listings.telegram_live import read_channel
from vedette.sources.listings.telegram_web import channel_of
from vedette.sources.net.guard import shown
from vedette.sources.net.http import Reply
from vedette.sources.schedule import next_look
from vedette.workflow.watching.take import odd
from vedette.workflow.watching.tools import Tools, one_line

MORE = 5
"""Parts of a sitemap's index that are looked at each time: those that changed last."""

ACCEPTED = ("feed", "page", "text", "archive")
"""Families of what lists items; a page that is watched for itself may also be a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look came to: the address's new state, the try for the log (its new items not yet counted), and the items."""

    watched: Watched
    tried: Try
    items: tuple[Item, ...] = ()


def look(source: Source, address: Address, before: Watched | None, tools: Tools) -> Looked:
    """Look at one address of a source; `before` is where it stood. Failures are told in what is returned."""
    state = before or Watched(source=source.id, address=address.url)
    now = tools.clock()
    try:
        found = _unfetched(address, tools, now) or _fetched(address, state, tools, now)
    except SkipError as e:
        return _failed(source, state, e, now, tools)
    except StopError as e:
        # What stops a command (no session for Telegram) is here one address that cannot be looked at.
        cause, _, remedy = str(e).partition("; ")
        return _failed(source, state, SkipError(address.url, cause, remedy or "mend the set-up"), now, tools)
    except Exception as e:  # noqa: BLE001 - a watcher runs for weeks, and one odd listing must not end it
        return _failed(source, state, odd(address.url, e), now, tools)
    listing, reply = found
    told = one_line("; ".join([*_moved(reply), *(listing.problems if listing else ())])) or None
    return _succeeded(source, state, listing, reply, (now, told, tools.chance()))


def _unfetched(address: Address, tools: Tools, now: datetime) -> tuple[Listing, None] | None:
    """Return the listing of an address that is not fetched over HTTP, None where it is."""
    if address.kind == "folder":
        return folder_listing(address.url, address.pattern, now=now), None
    if address.kind == "telegram" and tools.channels is not None:
        return read_channel(channel_of(address.url) or address.url, tools.channels, now=now), None
    return None


def _fetched(address: Address, state: Watched, tools: Tools, now: datetime) -> tuple[Listing | None, Reply]:
    """Return the listing, None where it is as it was, with the answer."""
    accept = () if address.kind == "page" else ACCEPTED
    reply = tools.client.get(address_url(address), etag=state.etag, modified=state.modified, accept=accept)
    if reply.status == 304 or _print(reply) == state.print:
        return None, reply
    listing = listing_of(address, reply.data, url=reply.url, kind=reply.kind, charset=reply.charset, now=now)
    for more in listing.more[:MORE]:
        listing = _with_part(listing, replace(address, url=more), tools, now, told_by=address.url)
    return listing, reply


def _with_part(listing: Listing, address: Address, tools: Tools, now: datetime, *, told_by: str) -> Listing:
    """Return the listing with the items of one more part; a part that fails is told and the others go on."""
    try:
        reply = tools.client.get(address.url, accept=ACCEPTED, told_by=[told_by])
        part = listing_of(address, reply.data, url=reply.url, kind=reply.kind, charset=reply.charset, now=now)
    except SkipError as e:
        return replace(listing, problems=(*listing.problems, str(e)))
    known = {i.key for i in listing.items}
    return replace(listing, items=(*listing.items, *(i for i in part.items if i.key not in known)))


def _print(reply: Reply) -> str:
    return sha256(reply.data).hexdigest()[:32]


def _moved(reply: Reply | None) -> list[str]:
    return [f"has moved to {shown(reply.moved)} for good; change its address"] if reply and reply.moved else []


def _succeeded(
    source: Source,
    state: Watched,
    listing: Listing | None,
    reply: Reply | None,
    known: tuple[datetime, str | None, float],
) -> Looked:
    now, told, chance = known
    items = listing.items if listing else ()
    watched = replace(
        _marked(state, reply),
        tried=iso(now),
        succeeded=iso(now),
        failures=0,
        gone=False,
        items=len(items) if listing else state.items,
        why=told if listing else state.why,
        next_at=iso(now + timedelta(seconds=next_look(source.every, 0, chance))),
    )
    outcome = "ok" if listing else "unchanged"
    tried = Try(source=source.id, address=state.address, at=iso(now), outcome=outcome, why=told, items=len(items))
    return Looked(watched=watched, tried=tried, items=items)


def _marked(state: Watched, reply: Reply | None) -> Watched:
    """Return the state with what the server gave to ask by the next time; a 304 gives nothing new."""
    if reply is None or reply.status == 304:
        return state
    return replace(state, etag=reply.etag, modified=reply.modified, print=_print(reply))


def _failed(source: Source, state: Watched, error: SkipError, now: datetime, tools: Tools) -> Looked:
    failures = state.failures + 1
    gone = isinstance(error, FetchError) and error.kind == "gone"
    later = error.retry_after if isinstance(error, FetchError) else None
    wait = next_look(source.every, failures, tools.chance(), retry_after=later, gone=gone)
    told = one_line(f"{error.cause}; {error.remedy}")
    watched = replace(
        state,
        tried=iso(now),
        failures=failures,
        gone=gone,
        why=told,
        next_at=iso(now + timedelta(seconds=wait)),
    )
    return Looked(
        watched=watched, tried=Try(source=source.id, address=state.address, at=iso(now), outcome="failed", why=told)
    )
