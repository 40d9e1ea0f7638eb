"""Where the watcher stands: with each address it looks at, and with each item that was listed there."""

from dataclasses import dataclass
from datetime import UTC, datetime

from vedette.records.listing import Item


def iso(at: datetime) -> str:
    """Return a time as it is kept: ISO, UTC, whole seconds, so that times are in the order of their letters."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Where an address of a source stands. Times are ISO, UTC, None for never; `failures` count tries in a row.

    `print` is a hash of the last listing: a server without validators sends the same again. `gone` tells that the server
    said that the address is no more.
    """

    source: str
    address: str
    etag: str | None = None
    modified: str | None = None
    print: str | None = None
    next_at: str | None = None
    tried: str | None = None
    succeeded: str | None = None
    newest: str | None = None
    items: int = 0
    failures: int = 0
    why: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A listed item whose page is to be fetched for the first time (`held` False), or to be looked at again.

    `tries` are the failed ones in a row, `looks` those since it was held; `etag` and `modified` what its page told.
    """

    source: str
    item: Item
    held: bool
    tries: int
    looks: int
    first_seen: str
    etag: str | None = None
    modified: str | None = None
