"""Where an archive's inputs lie and its output goes: this machine's files, or any file system that fsspec knows.

Credentials are those that the user's own set-up of fsspec has; an address is shown without what is secret in it.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, Protocol
from urllib.parse import urlsplit

from vedette.errors import StopError
from vedette.sources.bare import bare_uri

STAGING = "_shards/.part"
"""Where files stand that are being written, within the output."""


def load_fsspec() -> ModuleType:
    """Return fsspec; raises StopError where it is not installed."""
    try:
        return import_module("fsspec")  # of an extra
    except ImportError as e:
        raise StopError("bulk: fsspec is not installed; run 'pip install vedette[bulk]'") from e


def is_remote(address: str) -> bool:
    """Tell whether an address names a file system by its protocol ("s3://…"), and is no path of this machine."""
    return "://" in address and not address.startswith("file://")


def local_path(address: str) -> Path:
    """Return the whole path of a file of this machine, links in it not followed."""
    return Path(os.path.abspath(address.removeprefix("file://")))  # noqa: PTH100 - resolve() would follow links


def shown(address: str) -> str:
    """Return an address as it may be shown and kept: without names, passwords and signed queries in it."""
    if not is_remote(address):
        return address
    bare = bare_uri(address)
    return bare.partition("?")[0] if urlsplit(bare).scheme in ("http", "https") else bare


def filesystem(address: str) -> tuple[Any, str]:
    """Return the file system of a remote address, and the path in it; StopError where its protocol is not known here."""
    try:
        fs, path = load_fsspec().core.url_to_fs(address)
    except (ImportError, ValueError) as e:
        raise StopError(f"address {shown(address)}: {e}; install the package that reads this protocol") from e
    return fs, path


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """Open a file for reading, seekable; raises OSError, or what its file system raises."""
    if is_remote(address):
        fs, path = filesystem(address)
        with fs.open(path, "rb") as handle:
            yield handle
    else:
        with local_path(address).open("rb") as handle:
            yield handle


class Place(Protocol):
    """An output folder; paths in it are relative and written with "/"."""

    def get(self, path: str) -> bytes | None:
        """Return a file's bytes, or None where it is not there."""
        ...

    def put(self, path: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        ...

    def publish(self, file: Path, path: str) -> None:
        """Move a finished file of the staging folder to its place."""
        ...

    def remove(self, path: str) -> None:
        """Take a file away; that it is not there is no fault."""
        ...

    def size(self, path: str) -> int | None:
        """Return a file's size in bytes, or None where it is not there."""
        ...

    def sizes(self) -> dict[str, int]:
        """Return every file of the output with its size in bytes, by one listing."""
        ...

    def staging(self) -> Path:
        """Return a new folder of this machine in which files are written before they are published."""
        ...

    def sweep(self) -> None:
        """Take away what broken runs left in staging."""
        ...


def place_of(out: str) -> Place:
    """Return the output folder of an address or path."""
    return _Remote(out) if is_remote(out) else _Local(local_path(out))


class _Local:
    def __init__(self, root: Path) -> None:
        self._root = root

    def get(self, path: str) -> bytes | None:
        try:
            return (self._root / path).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, path: str, data: bytes) -> None:
        folder = self.staging()
        part = folder / "file"
        part.write_bytes(data)
        self.publish(part, path)
        folder.rmdir()

    def publish(self, file: Path, path: str) -> None:
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # What is named must be there after a power cut too.
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        file.replace(target)

    def remove(self, path: str) -> None:
        (self._root / path).unlink(missing_ok=True)

    def size(self, path: str) -> int | None:
        try:
            return (self._root / path).stat().st_size
        except FileNotFoundError:
            return None

    def sizes(self) -> dict[str, int]:
        found = {}
        for folder, _, names in os.walk(self._root):
            for name in names:
                file = Path(folder, name)
                with suppress(FileNotFoundError):
                    found[file.relative_to(self._root).as_posix()] = file.stat().st_size
        return {path: size for path, size in found.items() if not path.startswith(STAGING)}

    def staging(self) -> Path:
        base = self._root / STAGING
        base.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=base))

    def sweep(self) -> None:
        shutil.rmtree(self._root / STAGING, ignore_errors=True)


class _Remote:
    def __init__(self, root: str) -> None:
        self._fs, path = filesystem(root)
        self._root = path.rstrip("/")

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"

    def get(self, path: str) -> bytes | None:
        try:
            return bytes(self._fs.cat_file(self._at(path)))
        except FileNotFoundError:
            return None

    def put(self, path: str, data: bytes) -> None:
        # An object appears whole; folders are made for file systems that have them.
        self._fs.makedirs(self._at(path).rpartition("/")[0], exist_ok=True)
        self._fs.pipe_file(self._at(path), data)

    def publish(self, file: Path, path: str) -> None:
        self._fs.makedirs(self._at(path).rpartition("/")[0], exist_ok=True)
        self._fs.put_file(str(file), self._at(path))
        file.unlink()

    def remove(self, path: str) -> None:
        with suppress(FileNotFoundError):
            self._fs.rm_file(self._at(path))

    def size(self, path: str) -> int | None:
        try:
            return int(self._fs.size(self._at(path)))
        except FileNotFoundError:
            return None

    def sizes(self) -> dict[str, int]:
        # Other machines write too: what was listed before is not to be believed.
        self._fs.invalidate_cache()
        try:
            found = self._fs.find(self._root, detail=True)
        except FileNotFoundError:
            return {}
        cut = len(self._root) + 1
        return {path[cut:]: int(info["size"] or 0) for path, info in found.items()}

    def staging(self) -> Path:
        return Path(tempfile.mkdtemp(prefix="vedette-bulk-"))

    def sweep(self) -> None:
        """Leave nothing: each machine's own folder for passing files is cleaned by its system."""
