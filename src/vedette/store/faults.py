"""What databases complain of, told as an error that names the store, the cause and the way back."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from vedette.errors import StopError
from vedette.store.engine import sqlite_module


class DamagedError(StopError):
    """The database itself is damaged; what is readable can be saved."""


_DAMAGED = "is damaged"
_CAUSES = (
    (
        ("authentication failed", "no password supplied", 'fatal: database "', 'fatal: role "'),
        "the database server refuses",
        "check user, password and name of the database in the address",
    ),
    (
        (
            "connection to server",
            "connection refused",
            "could not connect",
            "could not translate host",
            "server closed",
            "terminating connection",
        ),
        "the database server cannot be reached",
        "check that it runs and that the address is right",
    ),
    (
        ("disk is full", "no space left", "could not extend", "file too large", "disk quota"),
        "the disk is full",
        "free some space and run the command again; what was acknowledged is kept, nothing is half stored",
    ),
    (
        ("malformed", "not a database", "corrupt", "invalid page", "could not read block"),
        _DAMAGED,
        "run 'vedette store repair': it saves what is readable into a new file and keeps this one",
    ),
    (
        ("readonly", "read-only", "permission denied"),
        "cannot be written",
        "check your rights to the file and its folder",
    ),
    (
        ("unable to open", "no such file"),
        "cannot be opened",
        "check the name and your rights to the file and its folder",
    ),
    (
        ("locked", "lock timeout", "lock_not_available"),
        "another process has been writing for too long",
        "wait until it is done, or stop it, and run the command again",
    ),
    (("disk i/o error",), "the disk fails or is full", "check its space and health, then run 'vedette store check'"),
)


def fault_of(error: BaseException, shown: str) -> StopError:
    """Return the error to raise for a database's complaint about the store `shown`."""
    told = " ".join(str(getattr(error, "orig", None) or error).split())
    for words, cause, remedy in _CAUSES:
        if any(w in told.lower() for w in words):
            kind = DamagedError if cause == _DAMAGED else StopError
            return kind(f"store {shown}: {cause} ({told[:120]}); {remedy}")
    return StopError(f"store {shown}: the database complains ({told[:200]}); run 'vedette store check'")


@contextmanager
def faults(shown: str) -> Iterator[None]:
    """Turn a database's complaints inside the block into StopError."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, sqlite_module().Error) as e:
        raise fault_of(e, shown) from e
