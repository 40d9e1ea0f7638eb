"""Exports of Telegram Desktop (result.json): one document a message that has a text.

The layout is Telegram's "Data Export Schema" (https://core.telegram.org/import-export): one chat with its "messages", or
all of an account's under "chats" and "left_chats".
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from vedette.documents.dates import parse_published
from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.sources.files import limits
from vedette.sources.files.decode import decoded, without_halves
from vedette.sources.files.desk import Desk, Piece, held

_BLANK = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_USERNAME = re.compile(r"[A-Za-z]\w{3,31}", re.ASCII)
_DECODE = json.JSONDecoder()
_NESTED = 6
"""Levels down to the messages: the export, its chats, their list, a chat, its messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A message, what of its chat stood before it, and its own characters in the file."""

    chat: dict[str, Any]
    message: Any
    raw: str


def messages(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield the messages of an export; those of the service, and such without a text, are passed over.

    A file that breaks off gives the messages before the break, and the break is told.
    """
    text = _mended(decoded(held(handle, piece.name, limits.TELEGRAM), piece.name))
    for found in _walked(text, piece.name):
        try:
            document = _document(found, piece)
        except (TypeError, ValueError, KeyError, OverflowError) as e:
            desk.on_skip(SkipError(f"{piece.name}, a message", f"is none ({str(e)[:80]})", "export the chat again"))
            continue
        if document:
            number = found.message.get("id")
            original = piece.inside(str(number)).original(found.raw.encode("utf-8", "replace"), "application/json")
            yield Arriving(document, f"{piece.name}, message {number}", original)


def _mended(text: str) -> str:
    r"""Return `text` with the control characters that Telegram writes as \x0B, which JSON does not know, as JSON does."""
    if "\\x" not in text:
        return text
    return _ESCAPE.sub(lambda m: f"\\u00{m[1]}" if m[1] else m[0], text)


def _walked(text: str, name: str) -> Iterator[_Found]:
    """Yield the messages of all chats; SkipError where the file breaks off."""
    try:
        yield from _of_value(text, _skip(text, 0), {}, 0)
    except (ValueError, IndexError, RecursionError) as e:
        raise SkipError(name, f"is not JSON to its end ({str(e)[:80]})", "export the chat again") from e


def _of_value(text: str, at: int, chat: dict[str, Any], depth: int) -> Any:
    """Go through the object or list at `at`, yielding messages; returns where it ends."""
    if depth > _NESTED or text[at] not in "{[":
        return _DECODE.raw_decode(text, at)[1]
    closing, at = "}" if text[at] == "{" else "]", _skip(text, at + 1)
    chat = {} if closing == "}" else chat
    while text[at] != closing:
        key = None
        if closing == "}":
            key, at = _DECODE.raw_decode(text, at)
            at = _skip(text, _expect(text, _skip(text, at), ":"))
        if key == "messages" and text[at] == "[":
            at = yield from _of_messages(text, at, chat)
        elif key in ("chats", "left_chats", "list") or (key is None and text[at] == "{"):
            at = yield from _of_value(text, at, chat, depth + 1)
        else:
            value, at = _DECODE.raw_decode(text, at)
            chat[str(key)] = value
        at = _skip(text, at)
        if text[at] != closing:
            at = _skip(text, _expect(text, at, ","))
    return at + 1


def _of_messages(text: str, at: int, chat: dict[str, Any]) -> Any:
    at = _skip(text, at + 1)
    while text[at] != "]":
        message, end = _DECODE.raw_decode(text, at)
        yield _Found(chat=chat, message=message, raw=text[at:end])
        at = _skip(text, end)
        if text[at] != "]":
            at = _skip(text, _expect(text, at, ","))
    return at + 1


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _expect(text: str, at: int, what: str) -> int:
    if text[at] != what:
        raise ValueError(f"no {what!r} at character {at}")
    return at + 1


def _document(found: _Found, piece: Piece) -> Document | None:
    message = found.message
    if not isinstance(message, dict):
        raise TypeError("it is no object")
    text = _text(message.get("text"))
    if message.get("type") != "message" or not text.strip():
        return None
    chat = found.chat
    return Document.of(
        text,
        url=_url(chat, message),
        source=_name(chat.get("name")) or _name(message.get("from")),
        byline=_byline(message, chat),
        published=_when(message) or piece.published,
    )


def _text(told: Any) -> str:
    """Return a message's text: a string, or a list of strings and of parts with a text."""
    if isinstance(told, str):
        return without_halves(told)
    if not isinstance(told, list):
        return ""
    parts = (part if isinstance(part, str) else part.get("text") for part in told if isinstance(part, str | dict))
    return without_halves("".join(part for part in parts if isinstance(part, str)))


def _when(message: dict[str, Any]) -> str | None:
    """Return when a message was sent; the seconds since 1970 first, for "date" is in the exporter's zone.

    When it was edited is not when it was published, and stays in the original alone.
    """
    told = str(message.get("date_unixtime") or "")
    if told.isascii() and told.isdigit() and len(told) <= 11:
        return datetime.fromtimestamp(int(told), UTC).isoformat()
    return parse_published(str(message.get("date") or ""))


def _byline(message: dict[str, Any], chat: dict[str, Any]) -> str | None:
    """Return who wrote a message: whom it was forwarded from, else a sender who is not the channel itself."""
    if forwarded := _name(message.get("forwarded_from")):
        return f"forwarded from {forwarded}"
    sender = _name(message.get("author")) or _name(message.get("from"))
    return sender if sender != _name(chat.get("name")) else None


def _url(chat: dict[str, Any], message: dict[str, Any]) -> str | None:
    """Return a message's address: by the channel's name where it is told, else by its number, which members can open."""
    number = message.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    username = str(chat.get("username") or chat.get("public_username") or "").removeprefix("@")
    if _USERNAME.fullmatch(username):
        return f"https://t.me/{username}/{number}"
    grouped = str(chat.get("type") or "").endswith(("channel", "supergroup"))
    return f"https://t.me/c/{chat['id']}/{number}" if grouped and isinstance(chat.get("id"), int) else None


def _name(told: Any) -> str | None:
    return " ".join(without_halves(told).split())[:200] or None if isinstance(told, str) else None
