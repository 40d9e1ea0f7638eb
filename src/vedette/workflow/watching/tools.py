"""What watching works with, each behind a small interface, so that tests can stand in for network, clock and chance."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from unicodedata import category

from vedette.errors import SkipError
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.sources.listings.telegram_live import Channels
from vedette.sources.net.guard import shown
from vedette.sources.net.http import Reply


class Fetches(Protocol):
    """Fetches addresses, as `sources.http.Client` does; raises FetchError."""

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        accept: Collection[str] = (),
        told_by: Collection[str] | None = None,
    ) -> Reply:
        """Return what stands at an address, or that it has not changed; `told_by` are the addresses of who told it."""
        ...


class ReadsAll(Protocol):
    """Reads documents of several languages, as `workflow.readers.Readers` does."""

    def can_read(self, document: Document) -> bool:
        """Tell whether a document's language is read."""
        ...

    def read_all(self, documents: Iterable[Document], on_skip: Callable[[SkipError], None]) -> Iterator[Record]:
        """Yield the record of each document, in order; what cannot be read is told."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The network, the clock (UTC), and chance: a number from 0 to 1, another each time.

    `channels` reads Telegram's channels through its own interface; without it their public preview is read.
    """

    client: Fetches
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    channels: Channels | None = None


def one_line(told: str) -> str:
    """Return what others wrote as it may stand in a log: without what commands a terminal, breaks a line or is no character."""
    return "".join(" " if category(c) in _UNSAFE else c for c in told[:_LONGEST])


def named(item: str) -> str:
    """Return what an item or an address is known by as it may stand in a log: an address without its secrets."""
    return shown(item) if item.startswith(("http://", "https://")) else one_line(item)


_UNSAFE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_LONGEST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing that happened, for the log.

    `what` is "new" (an address lists `count` new items) or "failed" (it could not be looked at); "held", "changed" (a new
    version), "unchanged", "delayed" (to be tried again) or "given up" of an item; "read" (with `count` claims) or "unread"
    (cannot be) of a document; "alerted" (`count` messages went out) or "alerts" (what their channels could not do).
    """

    at: str
    what: str
    source: str
    item: str = ""
    document: str = ""
    told: str = ""
    count: int = 0

    def to_json(self) -> dict[str, str | int]:
        """Return the JSON object, without what is empty."""
        names = ("at", "what", "source", "item", "document", "told", "count")
        return {name: value for name in names if (value := getattr(self, name))}
