"""Folders: every file in them, in the order of their names, never out of them."""

from collections.abc import Iterator
from pathlib import Path

from vedette.errors import SkipError
from vedette.sources.files import limits
from vedette.sources.files.desk import Skip

_BOX = frozenset({"cur", "new", "tmp"})


def files_in(folder: Path, on_skip: Skip) -> Iterator[tuple[Path, bool]]:
    """Yield each file under `folder`, sorted by name, and whether it is a message of a maildir.

    Hidden files are left out, and links that stay in the folder, for what they lead to is found itself. Links out of it,
    and what is no file, are told to `on_skip`.
    """
    yield from _walked(folder, folder.resolve(), on_skip, 0)


def _walked(folder: Path, root: Path, on_skip: Skip, depth: int) -> Iterator[tuple[Path, bool]]:
    if depth > limits.FOLDERS:
        on_skip(SkipError(str(folder), f"lies more than {limits.FOLDERS} folders deep", "name it itself"))
        return
    try:
        found = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as e:
        on_skip(SkipError(str(folder), f"cannot be read ({e.strerror})", "check your rights to it"))
        return
    box = {p.name for p in found} >= _BOX
    for path in found:
        if path.name.startswith("."):
            continue
        if box and path.name == "tmp":
            continue  # Messages that are still being delivered.
        yield from _one(path, root, on_skip, depth)


def _one(path: Path, root: Path, on_skip: Skip, depth: int) -> Iterator[tuple[Path, bool]]:
    try:
        if path.is_symlink():
            _check_link(path, root)
        elif path.is_dir():
            yield from _walked(path, root, on_skip, depth + 1)
        elif path.is_file():
            yield path, _in_maildir(path)
        else:
            on_skip(SkipError(str(path), "is no file (a pipe, a socket or a device)", "name it itself if it is meant"))
    except SkipError as e:
        on_skip(e)
    except OSError as e:
        on_skip(SkipError(str(path), f"cannot be read ({e.strerror})", "check the file and your rights to it"))


def _check_link(path: Path, root: Path) -> None:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as e:
        raise SkipError(str(path), "is a link that leads nowhere", "mend it or take it away") from e
    if not target.is_relative_to(root):
        raise SkipError(str(path), "is a link out of the folder, which is not followed", "name what it leads to")


def _in_maildir(path: Path) -> bool:
    return path.parent.name in ("cur", "new") and all((path.parent.parent / name).is_dir() for name in _BOX)
