"""The public preview of a Telegram channel (https://t.me/s/NAME) as a listing of its messages."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Any

from vedette.errors import SkipError
from vedette.records.listing import Item, Listing
from vedette.sources.listings.html_tree import text_of, tree_of
from vedette.sources.listings.listed import LONGEST_BYLINE, Problems, listing_of_items, plain, print_of, seen
from vedette.sources.listings.xml_text import markup

_CHANNEL = re.compile(
    r"(?:@|(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/(?:s/)?)?([A-Za-z]\w{3,31})(?:[/?#].*)?", re.ASCII
)
_POST = re.compile(r"(\w{4,32})/(\d{1,12})", re.ASCII)


def channel_of(told: str) -> str | None:
    """Return the name of a channel from "name", "@name" or an address at t.me, None where it is none."""
    found = _CHANNEL.fullmatch(told.strip())
    return found[1] if found else None


def preview_address(told: str) -> str:
    """Return the address of a channel's public preview; raises SkipError where `told` names no channel."""
    channel = channel_of(told)
    if channel is None:
        raise SkipError(told, "is no name of a Telegram channel", "write its public name, as in t.me/NAME")
    return f"https://t.me/s/{channel}"


def read_preview(data: bytes, *, url: str, charset: str | None = None, now: datetime) -> Listing:
    """Return the messages of a channel's preview page, oldest first as they stand there; those without text are left out.

    An edit changes an item's print, and nothing else does: not views, not pictures. When it was made is not told there.
    Raises SkipError where the page shows no messages: the channel is private, gone, or not open to previews.
    """
    tree = tree_of(markup(data, url, charset=charset))
    messages = [] if tree is None else tree.xpath("//*[@data-post]")
    if not messages:
        raise SkipError(
            url,
            "shows no messages (the channel is empty, private, gone, or not open to previews)",
            "look at it in a browser; with Telegram's interface channels that you may read can be read all the same",
        )
    problems = Problems()
    title = plain(_first(tree, "tgme_channel_info_header_title"), LONGEST_BYLINE, marked=False)
    return listing_of_items(_items(messages, problems, now), problems, Listing(items=(), title=title))


def message_item(
    channel: str, number: int, html: str, *, byline: str | None, published: str | None, updated: str | None = None
) -> Item:
    """Return the item of one message, the same whichever way it was read; `print` is taken over its text alone."""
    address = f"https://t.me/{channel}/{number}"
    return Item(
        key=address,
        url=address,
        print=print_of(seen(html), byline),
        byline=byline,
        published=published,
        updated=updated,
        html=html,
        whole=True,
    )


def _items(messages: list[Any], problems: Problems, now: datetime) -> Iterator[Item]:
    for message in messages:
        post = _POST.fullmatch(message.get("data-post"))
        html = _html(message)
        if post is None:
            problems.add("a message without a number is left out")
        elif html:
            told = next((t.get("datetime") for t in message.iter("time") if t.get("datetime")), None)
            published = problems.when(told, now)
            yield message_item(post[1], int(post[2]), html, byline=_byline(message), published=published)


def _within(element: Any, name: str) -> list[Any]:
    """Return the elements of a class, in order."""
    found: list[Any] = element.xpath(
        "descendant::*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} "
    )
    return found


def _html(message: Any) -> str | None:
    # A reply quotes another message in an element of its own; a text may stand in a wrapper of the same class.
    texts = [e for e in _within(message, "js-message_text") if not _within(e, "js-message_text")]
    told = "<br>".join(escape(e.text or "", quote=False) + "".join(map(_written, e)) for e in texts)
    return told.strip() if seen(told) else None


def _written(element: Any) -> str:
    from lxml import etree  # noqa: PLC0415 - slow to load

    return str(etree.tostring(element, encoding="unicode", method="html"))


def _byline(message: Any) -> str | None:
    """Return whom a message was forwarded from, else who signed it: its own channel is its publisher, not told here."""
    forwarded = plain(_first(message, "tgme_widget_message_forwarded_from_name"), LONGEST_BYLINE, marked=False)
    if forwarded:
        return f"forwarded from {forwarded}"
    return plain(_first(message, "tgme_widget_message_from_author"), LONGEST_BYLINE, marked=False)


def _first(message: Any, name: str) -> str:
    return next((text_of(element) for element in _within(message, name)), "")
