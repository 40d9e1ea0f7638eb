"""One watcher a store, for two would fetch everything twice; and one that sends alerts, for two would tell everything twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sqlalchemy import text

from vedette.errors import StopError

if TYPE_CHECKING:
    from vedette.store.store import Store

LOCK = 0x7665_6477_6174
"""Number of PostgreSQL's advisory lock that a watcher holds for as long as it runs."""

ALERTS = 0x7665_6461_6C72
"""That of who sends alerts."""


@contextmanager
def watching_alone(store: "Store") -> Iterator[None]:
    """Hold the watcher's lock for the time of the block; the system frees it also where the process is killed.

    Raises StopError where another process holds it.
    """
    with _alone(store, "watch", LOCK):
        yield


@contextmanager
def alerting_alone(store: "Store") -> Iterator[None]:
    """Hold the lock of who sends alerts for the time of the block; StopError where another process holds it."""
    with _alone(store, "alerts", ALERTS):
        yield


@contextmanager
def _alone(store: "Store", name: str, number: int) -> Iterator[None]:
    if store.address.file is not None:
        with _file_held(store.address.file, store.address.shown, name):
            yield
        return
    with store.reading() as connection:
        if not connection.execute(text(f"SELECT pg_try_advisory_lock({number})")).scalar_one():
            raise _taken(store.address.shown, name)
        # The lock is the session's; the transaction must not stay open for weeks.
        connection.commit()
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({number})"))


@contextmanager
def _file_held(file: Path, shown: str, name: str) -> Iterator[None]:
    path = file.with_name(f"{file.name}.{name}")
    try:
        # Never removed: a lock on a file without a name would be no lock for who comes next.
        handle = path.open("a+b")
    except OSError as e:
        raise StopError(f"lock {path}: cannot be written ({e.strerror}); give the store a folder of your own") from e
    with handle:
        if not _locked(handle):
            raise _taken(shown, name)
        yield


def _locked(handle: IO[bytes]) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return _locked_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _locked_on_windows(handle: IO[bytes]) -> bool:
    import importlib  # noqa: PLC0415 - only there

    msvcrt = importlib.import_module("msvcrt")
    handle.seek(0)
    try:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _taken(shown: str, name: str) -> StopError:
    doing = "is watched" if name == "watch" else "has its alerts sent"
    return StopError(f"store {shown}: {doing} by another process already; stop that one first")
