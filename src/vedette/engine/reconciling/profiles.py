"""The second stage: tellings of one profile are tied to the profile's head, and the profile goes to each of its blocking keys."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from vedette.engine.reconciling.packing import Profiles, with_more
from vedette.engine.reconciling.spill import Spill, read_part
from vedette.incidents.blocking import profile_keys
from vedette.incidents.compare import compare
from vedette.incidents.linking import looseness
from vedette.records.incident import Source, Telling

LINKS = {"left": "int64", "right": "int64", "score": "double", "evidence": "string"}
BLOCKS = {"key": "uint64", "days": "int64", "loose": "int8", "profile": "string"}


class Row(NamedTuple):
    """A telling by its id, with the numbers of its document and of itself over everything."""

    id: str
    document: int
    telling: int


@dataclass(frozen=True, slots=True)
class PartTask:
    """A partition to work on: the spills it reads and writes, by stage; for each file of the first stage what its numbers add to."""

    receipt: Path
    number: int
    partitions: int
    read: Mapping[str, tuple[Path, ...]]
    out: Mapping[str, Path]
    documents: tuple[int, ...] = ()
    tellings: tuple[int, ...] = ()


def group_profiles(task: PartTask) -> Mapping[str, int]:
    """Group the tellings of a partition by profile, link each group, and deal the profiles to their keys."""
    links, blocks = Spill(LINKS, 1), Spill(BLOCKS, task.partitions)
    profiles = Profiles()
    found = _grouped(task)
    for text in sorted(found):
        rows = sorted(found[text])
        told = json.loads(text)
        t = profiles.telling(told, id_=rows[0].id, document="")
        keys = sorted(profile_keys(t))
        if not keys:
            continue
        heads = heads_of(rows)
        for row, score, evidence in _star(t, rows, heads):
            links.put(0, row[0].telling, row[1].telling, score, evidence)
        numbers = sorted(map(_number, keys))
        packed = with_more(text, heads, numbers)
        loose, days = looseness(t), _days(t)
        for key in numbers:
            blocks.put(key % task.partitions, key, days, loose, packed)
    count = links.write(task.out["stars"])
    blocks.write(task.out["blocks"])
    return {"profiles": len(found), "links": count}


def _grouped(task: PartTask) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for n, batch in read_part(task.read["profiles"], task.number):
        for profile, row in _rows(batch, task.documents[n], task.tellings[n]):
            found.setdefault(profile, []).append(row)
    return found


def _rows(batch: Any, documents: int, tellings: int) -> Iterator[tuple[str, Row]]:
    columns = (batch[name].to_pylist() for name in ("profile", "id", "document", "telling"))
    for profile, id_, document, telling in zip(*columns, strict=True):
        yield profile, Row(id_, document + documents, telling + tellings)


def heads_of(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the first of sorted rows, and the first of another document than it (`incidents.linking.heads`)."""
    second = next((r for r in rows if r.document != rows[0].document), None)
    return (rows[0], second) if second else (rows[0],)


def _star(t: Telling, rows: Sequence[Row], heads: Sequence[Row]) -> Iterator[tuple[tuple[Row, Row], float, str]]:
    """Yield each telling with the first of another document; all are of the profile of `t`, so that one comparison serves."""
    if len(heads) < 2:
        return
    # Two of one profile say the same whichever is asked first.
    like = compare(_at(t, "0"), _at(t, "1"))
    if like is None:
        return
    pairs = {_pair(r, heads[0] if heads[0].document != r.document else heads[1]) for r in rows}
    for pair in sorted(pairs):
        yield pair, like.score, like.evidence


def _pair(a: Row, b: Row) -> tuple[Row, Row]:
    return (a, b) if a.id < b.id else (b, a)


def _at(t: Telling, name: str) -> Telling:
    return replace(t, id=name, at=Source(document=name))


def _days(t: Telling) -> int:
    """Return a number that is one for equal days, first to last."""
    return crc32(f"{t.days.first}|{t.days.last}".encode()) if t.days else 0


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest())
