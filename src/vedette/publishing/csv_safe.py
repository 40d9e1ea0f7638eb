"""CSV that no spreadsheet takes for anything but text and numbers; the one home of this rule. Pure."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

BLOCK = 200
"""Rows that are written at a time."""

_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS = ("\t", "\r", "\n")


def safe(value: Any) -> Any:
    """Return a field that no spreadsheet takes for a formula: texts are untrusted.

    After OWASP's "CSV Injection": =, +, -, @ (also in full width), tab, carriage return and line feed at the beginning,
    here also behind blanks, which some programs cut off. Numbers stay numbers.
    """
    if isinstance(value, str) and (value.startswith(_BREAKS) or value.lstrip().startswith(_RISKY)):
        return "'" + value
    return value


def csv_blocks(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Iterator[str]:
    """Yield a CSV file (RFC 4180) of these columns in blocks; every field stands in quotes and is safe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for n, row in enumerate(rows, 1):
        writer.writerow({name: safe(row.get(name)) for name in names})
        if n % BLOCK == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()
