"""The folder that a site is written into: only what changed is written, and only what is ours is ever removed.

A manifest in the folder tells each file that we wrote, by what it was made of and what it holds. Files are written beside
their place and moved into it, so that a reader sees the old or the new one. What a run is about to write stands in a second
file until the manifest is written: a run that was broken off leaves nothing that the next one does not know.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vedette.errors import StopError

MANIFEST, BEGUN = ".vedette-site.json", ".vedette-site.begun.json"
_FORM = 1


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site: its path in the folder, a hash of all that it is made of, and what makes it."""

    path: str
    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of a file that we wrote."""

    key: str
    hash: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did: files written, made but the same as before, not even made, removed, and left since somebody changed them."""

    written: tuple[str, ...] = ()
    same: int = 0
    kept: int = 0
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class Folder:
    """An open folder: the files that we wrote before, and `cache`, what a run keeps for the next one."""

    root: Path
    files: dict[str, Written] = field(default_factory=dict)
    begun: frozenset[str] = frozenset()
    cache: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, root: Path) -> "Folder":
        """Return the folder, made where there is none. StopError where it is not ours, or cannot be read."""
        try:
            root.mkdir(parents=True, exist_ok=True)
            names = {p.name for p in root.iterdir()}
            begun = _json(root / BEGUN) if BEGUN in names else {}
            told = _json(root / MANIFEST) if MANIFEST in names else {}
        except NotADirectoryError as e:
            raise StopError(f"folder {root}: is a file; name a folder") from e
        except FileExistsError as e:
            raise StopError(f"folder {root}: is a file; name a folder") from e
        except OSError as e:
            raise StopError(f"folder {root}: cannot be used ({e.strerror}); name one where you may write") from e
        if names and not names & {MANIFEST, BEGUN}:
            raise StopError(f"folder {root}: is not empty and holds no site of ours; name another, or a new one")
        files = {path: Written(*row) for path, row in told.get("files", {}).items() if _is_inside(path)}
        paths = frozenset(path for path in begun.get("paths", ()) if _is_inside(path))
        return cls(root, files, paths, dict(told.get("cache", {})))

    def has(self, path: str) -> bool:
        """Tell whether we wrote a file there in an earlier run, and it is there."""
        return path in self.files and (self.root / path).is_file()

    def write(self, pages: Sequence[Page], on_page: Callable[[int], None] | None = None) -> Outcome:
        """Write the pages whose making changed, remove ours that are no more, and keep the manifest."""
        self._check(pages)
        fresh = [p for p in pages if not self._stands(p)]
        # The last made come last, so that the front page never leads to what is not there yet.
        _replace(self.root / BEGUN, _packed({"paths": sorted({p.path for p in fresh} | self.begun)}))
        written, same = [], 0
        for n, page in enumerate(fresh, 1):
            if self._put(page):
                written.append(page.path)
            else:
                same += 1
            if on_page:
                on_page(n)
        removed, left = self._remove({p.path for p in pages})
        self._keep({p.path for p in pages})
        return Outcome(
            written=tuple(written), same=same, kept=len(pages) - len(fresh), removed=tuple(removed), left=tuple(left)
        )

    def _check(self, pages: Iterable[Page]) -> None:
        """Raise StopError where somebody else's file stands where a page is to be."""
        for p in pages:
            if p.path not in self.files and p.path not in self.begun and (self.root / p.path).exists():
                raise StopError(
                    f"file {self.root / p.path}: is not of this site; move it elsewhere, then publish again"
                )

    def _stands(self, page: Page) -> bool:
        was = self.files.get(page.path)
        if was is None or was.key != page.key:
            return False
        try:
            found = (self.root / page.path).stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (was.size, was.mtime)

    def _put(self, page: Page) -> bool:
        """Make a page and write it where its bytes differ from those there; tells whether it was written."""
        made = page.make()
        there = self.root / page.path
        is_same = there.is_file() and not there.is_symlink() and there.read_bytes() == made
        if not is_same:
            there.parent.mkdir(parents=True, exist_ok=True)
            _replace(there, made)
        found = there.stat()
        self.files[page.path] = Written(page.key, _hash(made), found.st_size, found.st_mtime_ns)
        return not is_same

    def _remove(self, wanted: set[str]) -> tuple[list[str], list[str]]:
        """Remove our files that are no page any more; one that somebody changed since is left, and told."""
        removed, left = [], []
        for path in sorted((self.files.keys() | self.begun) - wanted):
            there, was = self.root / path, self.files.pop(path, None)
            if not there.is_file():
                continue
            if was is not None and _hash(there.read_bytes()) != was.hash:
                left.append(path)
                continue
            there.unlink()
            removed.append(path)
            _prune(there.parent, self.root)
        return removed, left

    def _keep(self, wanted: set[str]) -> None:
        rows = {path: [w.key, w.hash, w.size, w.mtime] for path, w in sorted(self.files.items()) if path in wanted}
        _replace(self.root / MANIFEST, _packed({"form": _FORM, "files": rows, "cache": self.cache}))
        (self.root / BEGUN).unlink(missing_ok=True)


def _json(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text("utf-8"))
    except ValueError as e:
        raise StopError(f"file {file}: is broken; remove the whole folder, and publish again") from e
    if not isinstance(told, dict) or told.get("form", _FORM) != _FORM:
        raise StopError(f"file {file}: is of another version; remove the whole folder, and publish again")
    return told


def _packed(told: Any) -> bytes:
    # In ASCII, since an id that a hostile feed gave may hold half a pair, which UTF-8 cannot.
    return json.dumps(told, separators=(",", ":")).encode("ascii")


def _replace(there: Path, content: bytes) -> None:
    beside = there.with_name(f".{there.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(content)
        beside.replace(there)
    except OSError as e:
        beside.unlink(missing_ok=True)
        raise StopError(
            f"file {there}: cannot be written ({e.strerror}); make room or permit it, then publish again"
        ) from e
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _is_inside(path: str) -> bool:
    return not path.startswith(("/", "\\")) and ".." not in path.split("/") and "\\" not in path and ":" not in path


def _prune(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
