"""A damaged file whose list of tables is lost, with the list of a fresh store laid over it.

SQLite gives the tables of every store that was made by one version the same pages, so that a fresh store knows where the
tables of a damaged one begin. What is then read is checked against hashes and counts before it is believed. The page
format is https://www.sqlite.org/fileformat2.html.
"""

from collections.abc import Iterator
from pathlib import Path

_HEADER = 100
_INTERIOR_TABLE = 5


def lend_tables(damaged: Path, fresh: Path, to: Path) -> None:
    """Write to `to` the `damaged` file with the pages that hold the list of tables taken from the store `fresh`."""
    lent = fresh.read_bytes()
    size = _page_size(lent)
    whole = bytearray(damaged.read_bytes())
    whole.extend(b"\0" * (-len(whole) % size))
    for page in _list_pages(lent, size):
        whole[(page - 1) * size : page * size] = lent[(page - 1) * size : page * size]
    # The header tells how long the file is, and lists free pages; nobody will write to this copy.
    whole[28:32] = (len(whole) // size).to_bytes(4, "big")
    whole[32:40] = bytes(8)
    to.write_bytes(whole)


def _page_size(file: bytes) -> int:
    told = int.from_bytes(file[16:18], "big")
    return 65536 if told == 1 else told


def _list_pages(file: bytes, size: int) -> Iterator[int]:
    """Yield the pages of the tree of tables, which begins on page 1."""
    front = [1]
    while front:
        page = front.pop()
        yield page
        start = (page - 1) * size
        head = start + (_HEADER if page == 1 else 0)
        if file[head] == _INTERIOR_TABLE:
            count = int.from_bytes(file[head + 3 : head + 5], "big")
            cells = (int.from_bytes(file[c : c + 2], "big") for c in range(head + 12, head + 12 + 2 * count, 2))
            front += [_number(file, start + c) for c in cells]
            front.append(_number(file, head + 8))


def _number(file: bytes, at: int) -> int:
    return int.from_bytes(file[at : at + 4], "big")
