"""Records out of the shards of an archive, with no more of each than reconciling looks at."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from vedette.engine.reconciling.plan import Unit
from vedette.engine.tables import load_pyarrow
from vedette.errors import StopError
from vedette.records.document import Document
from vedette.records.parsing import casualty_of, event_of
from vedette.records.record import Record


def records_of(units: Sequence[Unit], wanted: frozenset[int] | None = None) -> Iterator[tuple[int, Record]]:
    """Yield the records of `units` with their number, from 0 on over all of them; those of `wanted` numbers alone where given.

    Raises KeyError where a record has not the fields of the record format.
    """
    for number, text in _texts(units):
        if wanted is None or number in wanted:
            yield number, record_of(json.loads(text))


def records_in(archive: Path) -> list[Path]:
    """Return the files of records of an archive that `vedette bulk` wrote, in the order of their paths.

    Raises StopError where there is none, or where the archive's manifest says that it is not complete.
    """
    told = archive / "manifest.json"
    if told.exists():
        manifest = json.loads(told.read_text(encoding="utf-8"))
        if not manifest["complete"]:
            raise StopError(f"{archive}: is not complete; run 'vedette bulk' again, it goes on from what is done")
        return sorted(archive / f["path"] for f in manifest["tables"]["records"]["files"])
    found = sorted((archive / "records").rglob("*.parquet"))
    if not found:
        raise StopError(f"{archive}: has no records; name the folder that 'vedette bulk' wrote")
    return found


def _texts(units: Sequence[Unit]) -> Iterator[tuple[int, str]]:
    _, pq = load_pyarrow()
    number = -1
    for u in units:
        table = pq.ParquetFile(u.path).read_row_group(u.group, columns=["record"])
        skip = frozenset(u.skip)
        for n, text in enumerate(table["record"].to_pylist()):
            number += 1
            if n not in skip:
                yield number, text


def record_of(told: Any) -> Record:
    """Return the record of its JSON object without what stands beside events and figures."""
    d = told["document"]
    return Record(
        document=Document(id=d["id"], text=d["text"], source=d.get("source"), published=d.get("published")),
        events=tuple(map(event_of, told["events"])),
        casualties=tuple(map(casualty_of, told["casualties"])),
    )
