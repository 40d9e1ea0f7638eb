"""Read the package's data tables: CSV with comment lines, one kind a file."""

import csv
from collections.abc import Iterator
from importlib import resources

from vedette.errors import StopError


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of data file `name` as mappings of column to text; comment lines begin with "#".

    Raises StopError naming the line where a row has more or fewer fields than the header.
    """
    text = resources.files("vedette.knowledge").joinpath("data", name).read_text("utf-8")
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    reader = csv.reader(line for _, line in lines)
    header = next(reader, [])
    for (number, _), fields in zip(lines[1:], reader, strict=False):
        if len(fields) != len(header):
            raise StopError(
                f"knowledge table {name}, line {number}: {len(fields)} fields instead of {len(header)}; mend the row"
            )
        yield dict(zip(header, fields, strict=True))


def parts(field: str) -> tuple[str, ...]:
    """Return the values of a field that holds several, separated by "|"."""
    return tuple(p.strip() for p in field.split("|") if p.strip())
