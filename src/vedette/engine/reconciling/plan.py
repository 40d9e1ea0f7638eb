"""What a reconciling works on and how it is cut: units of records, partitions, people's judgements. Written once, then kept to."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from vedette.engine.reconciling.work import write_text
from vedette.engine.tables import load_pyarrow
from vedette.errors import StopError
from vedette.records.incident import RULES, Judgement

FORM = 1
"""The form of the files between stages; a plan of another form is not gone on with."""

DOCUMENTS = 16_384
"""Documents a task of the first stage."""

SHARE = 8_192
"""Documents for which one partition is made."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Rows of records: a Parquet file (its path as found), one of its row groups, and the rows in it that are told twice."""

    path: str
    group: int
    rows: int
    skip: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands: `folder` is the output; `tasks` are the units of each task of the first stage."""

    folder: Path
    tasks: tuple[tuple[Unit, ...], ...]
    partitions: int
    at: str

    @property
    def people(self) -> Path:
        """Return where people's judgements are kept."""
        return self.folder / "work" / "judgements.json"

    def spill(self, stage: str, number: int) -> Path:
        """Return the file of a task between two stages."""
        return self.folder / "work" / stage / f"{number:05d}.arrow"

    def spills(self, stage: str, count: int) -> list[Path]:
        """Return the files of all tasks of a stage."""
        return [self.spill(stage, n) for n in range(count)]

    def receipt(self, stage: str, number: int) -> Path:
        """Return the receipt of a task."""
        return self.folder / "work" / "receipts" / stage / f"{number:05d}.json"

    def table(self, name: str, number: int) -> Path:
        """Return the Parquet file of a table that a task of the last stages writes."""
        return self.folder / name / f"part-{number:05d}.parquet"


def planned(
    records: Sequence[Path],
    folder: Path,
    judgements: Iterable[Judgement] = (),
    *,
    partitions: int | None = None,
    documents: int = DOCUMENTS,
) -> Plan:
    """Return the plan for `records` (Parquet files) in `folder`: the one that stands there, or a new one.

    Raises StopError where another plan stands there: of other records, judgements or rules.
    """
    people = [j.to_json() for j in sorted(judgements, key=lambda j: (j.at, j.id))]
    found = {
        "form": FORM,
        "rules": RULES,
        "records": [_told(p) for p in records],
        "people": people,
        "documents": documents,
    }
    path = folder / "work" / "plan.json"
    if path.exists():
        stored = json.loads(path.read_text(encoding="utf-8"))
        if {k: stored.get(k) for k in found} != found or (partitions or stored["partitions"]) != stored["partitions"]:
            raise StopError(f"{folder}: holds a reconciling of other records, judgements or rules; name a new folder")
        return _plan(folder, stored)
    units = list(_units(records))
    rows = sum(u.rows for u in units)
    told = {
        **found,
        "partitions": partitions or max(1, -(-rows // SHARE)),
        "at": now(),
        "tasks": [[asdict(u) for u in task] for task in _packed(units, documents)],
    }
    plan = _plan(folder, json.loads(json.dumps(told)))
    write_text(plan.people, json.dumps(people))
    write_text(path, json.dumps(told))
    return plan


def now() -> str:
    """Return the time that judgements of this reconciling carry."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _plan(folder: Path, told: Mapping[str, Any]) -> Plan:
    tasks = tuple(tuple(Unit(**{**u, "skip": tuple(u["skip"])}) for u in task) for task in told["tasks"])
    return Plan(folder=folder, tasks=tasks, partitions=told["partitions"], at=told["at"])


def _told(path: Path) -> list[Any]:
    return [str(path), path.stat().st_size]


def _units(records: Sequence[Path]) -> Iterator[Unit]:
    """Yield the row groups of files; a document that stands in several counts where it stands first."""
    import numpy as np  # noqa: PLC0415 - loaded where work is done

    _, pq = load_pyarrow()
    found: list[tuple[str, int, int]] = []
    names: list[bytes] = []
    for path in records:
        file = pq.ParquetFile(path)
        for group in range(file.num_row_groups):
            told = file.read_row_group(group, columns=["document"])["document"].to_pylist()
            found.append((str(path), group, len(told)))
            names.append(b"".join(blake2b(name.encode("utf-8"), digest_size=16).digest() for name in told))
    hashed = np.frombuffer(b"".join(names), "S16")
    _, firsts = np.unique(hashed, return_index=True)
    again, at = np.ones(len(hashed), bool), 0
    again[firsts] = False
    for told_at, group, rows in found:
        yield Unit(told_at, group, rows, tuple(np.flatnonzero(again[at : at + rows]).tolist()))
        at += rows


def _packed(units: Iterable[Unit], documents: int) -> Iterator[list[Unit]]:
    held: list[Unit] = []
    for u in units:
        if held and sum(x.rows for x in held) + u.rows > documents:
            yield held
            held = []
        held.append(u)
    if held:
        yield held


def people_of(path: Path) -> tuple[Judgement, ...]:
    """Return the judgements of people that a plan keeps."""
    return tuple(judgement_of(j) for j in json.loads(path.read_text(encoding="utf-8")))


def judgement_of(told: Mapping[str, Any]) -> Judgement:
    """Return a judgement of its JSON object; raises KeyError where a field is missing."""
    known = {n: told[n] for n in ("id", "verdict", "author", "at", "score", "evidence", "supersedes")}
    return Judgement(**known, left=tuple(told["left"]), right=tuple(told["right"]))
