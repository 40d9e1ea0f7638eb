"""The random words by which people and programs come in, and the time that they are measured by."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime

from sqlalchemy import Connection, Table

from vedette.store.store import Store
from vedette.store.ways_in import Way, touch, way_of

BYTES = 32
"""Random bytes of a word: 256 bits, which nobody guesses, so that a quick hash is enough for it."""
LONGEST = 200
"""Characters of what is looked up as a word at all."""
TOUCH_SECONDS = 60
"""So often, at most, it is kept that a session or token was used: looking at a page should not have to write."""


def new_word() -> str:
    """Return a new word: 43 characters that may stand in an address."""
    return secrets.token_urlsafe(BYTES)


def hashed(word: str) -> str:
    """Return what is kept of a word: its SHA-256."""
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()


def found_by(connection: Connection, table: Table, word: str) -> Way | None:
    """Return the session, token or invitation (by its table) of a word, whether it still holds or not."""
    if not word or len(word) > LONGEST:
        return None
    wanted = hashed(word)
    found = way_of(connection, table, wanted)
    # The index has compared hashes already, of which nobody can choose a beginning; this one leaks no time at all.
    return found if found and hmac.compare_digest(str(found.row["hash"]), wanted) else None


def moment(at: datetime | None) -> datetime:
    """Return the time that was told, else now."""
    return at or datetime.now(UTC)


def keep_used(store: Store, table: Table, found: Way, now: str) -> None:
    """Keep that a way in was used now, unless that was kept a moment ago or somebody else writes: then the next time does."""
    used = found.row["used"]
    if (
        used is not None
        and (datetime.fromisoformat(now) - datetime.fromisoformat(used)).total_seconds() < TOUCH_SECONDS
    ):
        return
    with store.writing_if_free() as connection:
        if connection is not None:
            touch(connection, table, str(found.row["hash"]), now)
