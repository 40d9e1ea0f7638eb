"""Read the knowledge tables: CSV with comment lines, one kind a file, the user's own rows laid over the package's."""

import csv
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from vedette.errors import StopError
from vedette.knowledge.schema import TABLES
from vedette.settings import knowledge_dir

KEYS = {
    "states.csv": ("code",),
    "spellings.csv": ("spelling",),
    "people_before.csv": ("code", "office", "person", "from"),
    "people_others.csv": ("code", "person", "from"),
}
"""What tells the rows of a table apart that `schema` does not describe; the name where nothing else is said."""


class Line(NamedTuple):
    """One row of a file: its line number and its fields by column."""

    number: int
    fields: dict[str, str]


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of data file `name` as mappings of column to text, the user's own rows laid over them.

    Raises StopError naming the line where a row has more or fewer fields than the header.
    """
    yield from overlaid(name, knowledge_dir())


def overlaid(name: str, folder: Path | None) -> Sequence[dict[str, str]]:
    """Return the package's rows of `name`; rows of the same key in `folder` stand in their place, others after them."""
    shipped = [line.fields for line in package_lines(name)]
    own = own_lines(name, folder)
    if not own:
        return shipped
    key = key_columns(name)
    mine = {tuple(line.fields.get(c, "") for c in key): line.fields for line in own}
    columns = list(shipped[0]) if shipped else list(own[0].fields)
    out: list[dict[str, str]] = []
    for r in shipped:
        told = tuple(r.get(c, "") for c in key)
        if told not in mine:
            out.append(r)
        elif mine[told] not in out:
            out.append(mine[told])
    # A file of the user's may leave out columns that it has nothing for.
    return [{c: r.get(c, "") for c in columns} for r in (*out, *(m for m in mine.values() if m not in out))]


def key_columns(name: str) -> tuple[str, ...]:
    """Return the columns that tell the rows of `name` apart."""
    return TABLES[name].key if name in TABLES else KEYS.get(name, ("name", "country"))


def package_lines(name: str) -> Sequence[Line]:
    """Return the rows of the package's file `name` with their line numbers; none where it has no such file."""
    file = resources.files("vedette.knowledge").joinpath("data", name)
    return list(parsed(file.read_text("utf-8"), f"knowledge table {name}")) if file.is_file() else []


def own_lines(name: str, folder: Path | None) -> Sequence[Line]:
    """Return the rows of the user's file `name` in `folder`; none where there is no such file.

    Raises StopError where the folder is none, or the file cannot be read.
    """
    if folder is None:
        return []
    if not folder.is_dir():
        raise StopError(f"knowledge {folder}: is not a directory; name the folder that holds your CSV files")
    path = folder / name
    if not path.is_file():
        return []
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise StopError(f"knowledge table {path}: cannot be read ({e}); write it as UTF-8 text") from e
    return list(parsed(text, f"knowledge table {path}"))


def parsed(text: str, told: str) -> Iterator[Line]:
    """Yield the rows of CSV `text` with their line numbers; `told` names the file in errors."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    reader = csv.reader(line for _, line in lines)
    header = next(reader, [])
    for (number, _), fields in zip(lines[1:], reader, strict=False):
        if len(fields) != len(header):
            raise StopError(f"{told}, line {number}: {len(fields)} fields instead of {len(header)}; mend the row")
        yield Line(number, dict(zip(header, fields, strict=True)))


def parts(field: str) -> tuple[str, ...]:
    """Return the values of a field that holds several, separated by "|"."""
    return tuple(p.strip() for p in field.split("|") if p.strip())
