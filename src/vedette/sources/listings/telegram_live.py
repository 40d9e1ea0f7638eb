"""Telegram channels through Telegram's own interface (the extra "telegram"), with the user's keys and session.

`VEDETTE_TELEGRAM_API_ID` and `VEDETTE_TELEGRAM_API_HASH` are what my.telegram.org gives its user, `VEDETTE_TELEGRAM_SESSION` the
file of a session that is signed in. Nothing is joined, sent or marked as read; none of the three is ever part of a message.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from vedette.errors import StopError
from vedette.records.listing import Item, Listing
from vedette.sources.listings.listed import Problems, listing_of_items, paragraphs, plain
from vedette.sources.listings.telegram_web import message_item

MESSAGES = 100
"""Messages of one look: what Telegram hands out at once."""

API_ID, API_HASH, SESSION = "VEDETTE_TELEGRAM_API_ID", "VEDETTE_TELEGRAM_API_HASH", "VEDETTE_TELEGRAM_SESSION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a channel. Times know their zone; `html` is its text with its marks, None where it was told as plain."""

    number: int
    at: datetime
    text: str
    html: str | None = None
    edited: datetime | None = None
    forwarded: str | None = None
    author: str | None = None


class Channels(Protocol):
    """Reads public channels; `telegram_client.TelethonChannels` does it through Telegram."""

    def latest(self, channel: str, limit: int) -> tuple[str | None, Sequence[Message]]:
        """Return a channel's title and its latest messages; raises FetchError where it cannot be had, StopError where none can."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The user's keys; they are not shown where this is printed."""

    api_id: int = field(repr=False)
    api_hash: str = field(repr=False)
    session: Path = field(repr=False)


def keys_of(environ: Mapping[str, str]) -> Keys:
    """Return the keys from the environment; raises StopError that names what is missing, without a word of what is there."""
    told = {name: environ.get(name, "").strip() for name in (API_ID, API_HASH, SESSION)}
    missing = [name for name, value in told.items() if not value]
    if missing:
        raise StopError(
            f"telegram cannot be read: {', '.join(missing)} not set; set them to the api id and hash of my.telegram.org "
            "and to the file of a session, or watch the channel's public preview"
        )
    if not (told[API_ID].isascii() and told[API_ID].isdigit()) or len(told[API_ID]) > 12:
        raise StopError(f"telegram cannot be read: {API_ID} is not a number; copy it anew from my.telegram.org")
    return Keys(api_id=int(told[API_ID]), api_hash=told[API_HASH], session=Path(told[SESSION]).expanduser())


def read_channel(channel: str, channels: Channels, *, limit: int = MESSAGES, now: datetime) -> Listing:
    """Return the latest messages of a channel, the newest first; those without text are left out.

    The items are those of `telegram_web.read_preview`, so that a channel may be watched now one way and now the other.
    """
    problems = Problems()
    title, messages = channels.latest(channel, limit)
    frame = Listing(items=(), title=plain(title, 400, marked=False))
    return listing_of_items(_items(channel, messages, problems, now), problems, frame)


def _items(channel: str, messages: Sequence[Message], problems: Problems, now: datetime) -> Iterator[Item]:
    for message in messages:
        if not message.text.strip():
            continue
        html = message.html.replace("\n", "<br>") if message.html else paragraphs(message.text)
        edited = message.edited.isoformat() if message.edited else None
        yield message_item(
            channel,
            message.number,
            html,
            byline=_byline(message),
            published=problems.when(message.at.isoformat(), now),
            updated=problems.when(edited, now),
        )


def _byline(message: Message) -> str | None:
    forwarded = plain(message.forwarded, 400, marked=False)
    return f"forwarded from {forwarded}" if forwarded else plain(message.author, 400, marked=False)
