"""Where Vedette keeps its store and what it builds for itself, told by the environment."""

import os
import tempfile
from pathlib import Path

from vedette.errors import StopError


def cache_dir() -> Path:
    """Return the directory for what can be built again, made if need be.

    `VEDETTE_CACHE` names it; else `vedette` under `XDG_CACHE_HOME`, else under `~/.cache`. Where that cannot be
    written, a directory of the user's own under the system's temporary one.
    """
    wanted = _wanted()
    return wanted if wanted is not None and _writable(wanted) else _temporary()


def _wanted() -> Path | None:
    named = os.environ.get("VEDETTE_CACHE")
    if named:
        return Path(named)
    xdg = os.environ.get("XDG_CACHE_HOME")
    # The base directory specification says that a relative path is to be ignored.
    if xdg and Path(xdg).is_absolute():
        return Path(xdg) / "vedette"
    try:
        return Path.home() / ".cache" / "vedette"
    except RuntimeError:
        return None


def _writable(directory: Path) -> bool:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            return True
    except OSError:
        return False


def _temporary() -> Path:
    """Return a temporary directory that nobody else can have filled beforehand."""
    own = Path(tempfile.gettempdir()) / f"vedette-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    try:
        own.mkdir(mode=0o700, exist_ok=True)
        found = own.lstat()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="vedette-"))
    mine = not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o077)
    usable = mine and not own.is_symlink() and _writable(own)
    return own if usable else Path(tempfile.mkdtemp(prefix="vedette-"))


def store_address(told: str | None = None) -> str:
    """Return which store is meant: the one told, else that of `VEDETTE_STORE`, else `store.db` in the user's data.

    The user's data are `vedette` under `XDG_DATA_HOME`, else under `~/.local/share`.
    """
    named = told or os.environ.get("VEDETTE_STORE")
    if named:
        return named
    return str(_data_dir() / "store.db")


def _data_dir() -> Path:
    """Return the folder of the user's data."""
    xdg = os.environ.get("XDG_DATA_HOME")
    try:
        base = Path(xdg) if xdg and Path(xdg).is_absolute() else Path.home() / ".local" / "share"
    except RuntimeError:
        base = cache_dir()
    return base / "vedette"


def knowledge_dir() -> Path | None:
    """Return the folder with the user's own knowledge files, told by `VEDETTE_KNOWLEDGE`, or None."""
    named = os.environ.get("VEDETTE_KNOWLEDGE")
    return Path(named) if named else None


def sources_file(*, make: bool = False) -> Path | None:
    """Return the user's own list of sources, or None where there is none and the shipped list holds.

    `VEDETTE_SOURCES` names it, whether it exists or not; else it is `sources.yaml` in `vedette` under `XDG_CONFIG_HOME`,
    else under `~/.config`, where it exists or (with `make`) is to be made.
    """
    named = os.environ.get("VEDETTE_SOURCES")
    if named:
        return Path(named)
    xdg = os.environ.get("XDG_CONFIG_HOME")
    try:
        base = Path(xdg) if xdg and Path(xdg).is_absolute() else Path.home() / ".config"
    except RuntimeError:
        base = cache_dir()
    usual = base / "vedette" / "sources.yaml"
    return usual if make or usual.is_file() else None


def archive_dir(store: str) -> Path:
    """Return the folder in which the originals of the store at address `store` are kept; it need not be there.

    `VEDETTE_ARCHIVE` names it; else it is `FILE.archive` beside a store that is an SQLite file, and `archive` in the user's
    data for a store elsewhere, which several stores may share: what is kept is found by its hash.
    """
    named = os.environ.get("VEDETTE_ARCHIVE")
    if named:
        return Path(named)
    told = store.removeprefix("sqlite:///") if store.startswith("sqlite:///") else store
    if told == ":memory:" or "://" in told:
        return _data_dir() / "archive"
    return Path(f"{told}.archive").expanduser()


def second_eyes() -> bool:
    """Tell whether somebody else than its author must have approved a story before it goes out: `VEDETTE_SECOND_EYES=on`.

    StopError for another word than on and off: a safeguard that is misspelt would be no safeguard.
    """
    told = os.environ.get("VEDETTE_SECOND_EYES", "").strip().lower()
    if told not in ("", "on", "off"):
        raise StopError(f"VEDETTE_SECOND_EYES={told[:20]}: is neither on nor off; write one of them")
    return told == "on"
