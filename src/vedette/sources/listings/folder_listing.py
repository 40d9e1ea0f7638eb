"""A folder that is watched: its files are the items, and a file that is written again is one that changed."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vedette.errors import SkipError
from vedette.records.listing import Item, Listing
from vedette.sources.files.folders import files_in

SETTLED = timedelta(seconds=3)
"""A file that was written less long ago may still be being written, and waits for the next look."""

LONGEST = 2_000
"""Bytes of a file's path by which it can be known: PostgreSQL's indexes take some 2,700."""

_PRINT = re.compile(r"-?\d{1,20}-\d{1,20}")


def folder_listing(folder: str, pattern: str, *, now: datetime) -> Listing:
    """Return the files of `folder` whose path under it matches `pattern`; SkipError where it is no folder."""
    root = Path(folder).expanduser()
    if not root.is_dir():
        raise SkipError(f"folder {folder}", "is not there, or is no folder", "make it, or mend the list of sources")
    problems: list[str] = []
    wanted = re.compile(pattern) if pattern else None
    items = []
    for path, _ in files_in(root, lambda e: problems.append(str(e))):
        if len(os.fsencode(path)) > LONGEST:
            problems.append(f"{path.name[:60]}: its path is longer than {LONGEST:,} bytes; move it further up")
        elif wanted is None or wanted.search(str(path.relative_to(root))):
            item = _item(path, now)
            items += [item] if item else []
    return Listing(items=tuple(items), problems=tuple(problems[:20]))


def is_file_print(told: str) -> bool:
    """Tell whether a print is one of a file of a folder: a feed, whose prints are hashes, cannot list one."""
    return bool(_PRINT.fullmatch(told))


def _item(path: Path, now: datetime) -> Item | None:
    try:
        found = path.stat()
    except OSError:
        return None
    written = datetime.fromtimestamp(found.st_mtime, UTC)
    if timedelta() <= now - written < SETTLED:
        return None
    return Item(key=str(path), url=None, print=f"{found.st_mtime_ns}-{found.st_size}")
