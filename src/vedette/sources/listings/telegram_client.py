"""Telethon behind `telegram_live.Channels`: the one place that speaks with Telegram."""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vedette.errors import FetchError, SkipError, StopError
from vedette.sources.listings.telegram_live import SESSION, Channels, Keys, Message, keys_of

SECONDS = 60.0
"""Time for one channel altogether."""

_SIGN_IN = "vedette sources sign-in"
_NO_ACCESS = ("AuthKeyUnregisteredError", "AuthKeyDuplicatedError", "SessionRevokedError", "SessionExpiredError",
              "UserDeactivatedError", "UserDeactivatedBanError", "ApiIdInvalidError", "ApiIdPublishedFloodError")  # fmt: skip
_NO_CHANNEL = ("ChannelPrivateError", "ChannelInvalidError", "UsernameInvalidError", "UsernameNotOccupiedError",
               "ChannelBannedError")  # fmt: skip
"""Telethon's names of errors: looked at by name, so that none of it need be there."""

Make = Callable[[Keys], Any]


def channels_of(environ: Mapping[str, str]) -> Channels:
    """Return what reads channels with the user's keys; raises StopError where keys, session or library are missing."""
    keys = keys_of(environ)
    _library()
    if not _session_files(keys):
        raise StopError(f"telegram cannot be read: no file at {SESSION}; sign in once with: {_SIGN_IN}")
    return TelethonChannels(keys)


def sign_in(environ: Mapping[str, str] | None = None) -> None:
    """Sign in by phone number and code, asked for on the terminal, and keep the session in its file."""
    import os  # noqa: PLC0415 - the environment is read here alone

    keys = keys_of(os.environ if environ is None else environ)
    client = _client(keys)
    client.start()
    client.disconnect()
    for file in _session_files(keys):
        file.chmod(0o600)  # who holds the file is the user


class TelethonChannels:
    """Reads channels through Telethon; each look opens the session anew and closes it."""

    def __init__(self, keys: Keys, make: Make | None = None) -> None:
        self._keys = keys
        self._make = make or _client
        # Two connections with one session end the session.
        self._alone = threading.Lock()

    def latest(self, channel: str, limit: int) -> tuple[str | None, Sequence[Message]]:
        """Return a channel's title and its latest messages; raises FetchError or StopError."""
        try:
            with self._alone:
                return asyncio.run(asyncio.wait_for(self._latest(channel, limit), SECONDS))
        except (StopError, SkipError):
            raise
        except Exception as e:  # noqa: BLE001 - the library lets pass whatever its network and database raise
            # Its own words may hold what was sent; its name for the error is all that is told on.
            raise _told(e, channel) from None

    async def _latest(self, channel: str, limit: int) -> tuple[str | None, Sequence[Message]]:
        client = self._make(self._keys)
        await client.connect()
        try:
            if not await client.is_user_authorized():
                raise StopError(f"telegram cannot be read: the session is not signed in; sign in with: {_SIGN_IN}")
            entity = await _entity(client, channel)
            if not getattr(entity, "broadcast", False):
                raise SkipError(channel, "is a person, a bot or a group, not a channel", "name a public channel")
            found = [_message(m) async for m in client.iter_messages(entity, limit=limit)]
            return getattr(entity, "title", None), found
        finally:
            await client.disconnect()


async def _entity(client: Any, channel: str) -> Any:
    try:
        return await client.get_entity(f"@{channel}")
    except ValueError:  # how the library tells that nobody has a name
        raise _no_channel(channel, "nobody has this name") from None


def _library() -> Any:
    try:
        import telethon  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise StopError(
            'telegram cannot be read: telethon is not installed; install it with: pip install "vedette[telegram]"'
        ) from None
    return telethon


def _client(keys: Keys) -> Any:
    return _library().TelegramClient(
        str(keys.session), keys.api_id, keys.api_hash, receive_updates=False, flood_sleep_threshold=0
    )


def _session_files(keys: Keys) -> list[Path]:
    # Telethon adds the ending where the name has none.
    files = keys.session, keys.session.with_name(f"{keys.session.name}.session")
    return [file for file in files if file.is_file()]


def _message(told: Any) -> Message:
    forwarded = getattr(told, "fwd_from", None)
    return Message(
        number=told.id,
        at=told.date,
        text=told.message or "",
        html=_html(told),
        # Reactions and counters change a message without an edit that readers see; Telegram marks those.
        edited=None if getattr(told, "edit_hide", None) else getattr(told, "edit_date", None),
        forwarded=_forwarded(told) if forwarded else None,
        author=getattr(told, "post_author", None),
    )


def _html(told: Any) -> str | None:
    if not getattr(told, "entities", None):
        return None
    from telethon.extensions import html  # noqa: PLC0415 - an extra, and slow to load

    return str(html.unparse(told.message, told.entities))


def _forwarded(told: Any) -> str:
    chat = getattr(getattr(told, "forward", None), "chat", None)
    return getattr(chat, "title", None) or getattr(told.fwd_from, "from_name", None) or "another channel"


def _told(error: Exception, channel: str) -> StopError | FetchError:
    name = type(error).__name__
    if name in _NO_ACCESS:
        return StopError(
            f"telegram cannot be read: it refuses the session or the keys ({name}); sign in with: {_SIGN_IN}"
        )
    seconds = getattr(error, "seconds", None)
    if isinstance(seconds, int | float):
        return FetchError(
            channel, f"asks to wait {int(seconds)} s", "look less often", kind="refused", retry_after=float(seconds)
        )
    if name in _NO_CHANNEL:
        return _no_channel(channel, name)
    if isinstance(error, TimeoutError):
        return FetchError(channel, f"does not answer within {SECONDS:.0f} s", "try later", kind="timeout")
    return FetchError(channel, f"cannot be read through Telegram ({name})", "try later", kind="broken")


def _no_channel(channel: str, why: str) -> FetchError:
    cause = f"is no channel that may be read ({why})"
    return FetchError(channel, cause, "check its public name in Telegram", kind="gone", lasting=True)
