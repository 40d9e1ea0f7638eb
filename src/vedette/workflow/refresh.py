"""Refresh the holders of offices: ask the query service, keep the user's own rows, write one file."""

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from vedette.errors import SkipError, StopError
from vedette.knowledge.states import load_states
from vedette.knowledge.tables import own_lines
from vedette.knowledge.wikidata import COLUMNS, RANKS, merged, question, rows_of
from vedette.sources.net.fetch import fetch

FILE = "people.csv"
_HEAD = """# Holders of offices. Rows whose `added` begins with "wikidata" come from Wikidata's query service (CC0) and are replaced
# by the next refresh; all others are your own and stay.
"""


def refresh_offices(
    folder: Path, *, endpoint: str, since: str, today: str, on_skip: Callable[[SkipError], None]
) -> tuple[int, int]:
    """Write the holders of leading offices into the user's `people.csv` and return how many rows are new and kept.

    `since` and `today` are ISO days. A rank that cannot be had is told to `on_skip`, and its rows of an earlier refresh
    stay. Raises StopError where the folder or the file cannot be used, or nothing could be had.
    """
    folder.mkdir(parents=True, exist_ok=True)
    own = [line.fields for line in own_lines(FILE, folder)]
    found: list[dict[str, str]] = []
    missing = []
    for rank in RANKS:
        try:
            page = fetch(f"{endpoint}?format=json&query={quote(question(rank, since))}")
            found += rows_of(page.data, rank, today, frozenset(load_states()))
        except SkipError as e:
            on_skip(e)
            missing.append(rank)
    if len(missing) == len(RANKS):
        raise StopError(f"offices: nothing could be had from {endpoint}; check the network, or name another --endpoint")
    found += [dict(r) for r in own if r.get("rank") in missing and r.get("added", "").startswith("wikidata")]
    rows = merged(own, found)
    _write(folder / FILE, rows)
    return len(found), len(rows) - len(found)


def _write(path: Path, rows: tuple[dict[str, str], ...]) -> None:
    """Write the file so that it appears whole or not at all."""
    text = io.StringIO(newline="")
    text.write(_HEAD)
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({c: " ".join(v.split()) for c, v in r.items()} for r in rows)
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False, suffix=".part") as part:
            part.write(text.getvalue())
        Path(part.name).replace(path)
    except OSError as e:
        raise StopError(f"{path}: cannot be written ({e.strerror}); name a folder that you may write to") from e
