"""The last stage: each component's incidents and their ledgers, a bin of components a task, as tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vedette.engine.reconciling.copying import Origins
from vedette.engine.reconciling.packing import Told, of_incident, told_of
from vedette.engine.reconciling.plan import people_of
from vedette.engine.reconciling.rows import Rows, rows_of
from vedette.engine.reconciling.spill import read_part
from vedette.engine.reconciling.written import write_rows
from vedette.incidents.blame import incident_ledger
from vedette.incidents.cluster import incidents
from vedette.incidents.judged import in_force
from vedette.records.incident import Incident, Judgement, Link
from vedette.records.ledger import Ledger


@dataclass(frozen=True, slots=True)
class ClusterTask:
    """A bin: the dealt tellings and links, the components, the origins of copies, people's judgements, and where tables go."""

    receipt: Path
    number: int
    tellings: tuple[Path, ...]
    links: tuple[Path, ...]
    bins: Path
    origins: Path
    people: Path
    at: str
    tables: Mapping[str, Path]


def cluster(task: ClusterTask) -> Mapping[str, int]:
    """Put together what a bin holds, and write its tables; returns how many rows of each."""
    people = in_force(people_of(task.people))
    rows: Rows = {name: [] for name in task.tables}
    for found, links in _components(task):
        for incident, own in put_together(found, links, people, task.at):
            for name, more in rows_of(incident, own, ledger_of(incident, own)).items():
                rows[name].extend(more)
    for name, path in task.tables.items():
        write_rows(path, name, rows[name])
    return {name: len(found) for name, found in rows.items()}


def put_together(
    found: Sequence[Told], links: Sequence[Link], people: Sequence[Judgement], at: str
) -> Iterator[tuple[Incident, list[Told]]]:
    """Yield the incidents of one component, first told first, each with what was told of it."""
    by_id = {t.telling.id: t for t in found}
    mentions = {m for t in found for m in t.telling.members}
    touching = [j for j in people if not mentions.isdisjoint((*j.left, *j.right))]
    tellings = [t.telling for _, t in sorted(by_id.items())]
    for incident in incidents(tellings, links, touching, at=at):
        yield incident, [by_id[i] for i in incident.tellings]


def ledger_of(incident: Incident, own: Sequence[Told]) -> Ledger:
    """Return the whole ledger of an incident out of what was told of it; what is told is named by document and place in it."""
    mentions = sorted((placed for t in own for placed in t.mentions), key=lambda p: (p[1].at.document, p[0]))
    figures = sorted((f for t in own for f in t.figures), key=lambda f: (f.at.document, f.casualty.start, f.id))
    return incident_ledger(incident, (m for _, m in mentions), of_incident(figures, incident.id))


def _components(task: ClusterTask) -> Iterator[tuple[list[Told], list[Link]]]:
    """Yield what each component of the bin holds, in the order of their numbers, and the links in it."""
    import numpy as np  # noqa: PLC0415 - loaded where work is done

    _bins, labels = np.load(task.bins, mmap_mode="r")
    origins = Origins(task.origins)
    packed: dict[int, list[tuple[int, str, str]]] = {}
    for _, batch in read_part(task.tellings, task.number):
        numbers = batch["telling"].to_numpy()
        copied, texts = origins.of(batch["document"].to_numpy()), batch["told"].to_pylist()
        for label, *told in zip(labels[numbers].tolist(), numbers.tolist(), copied, texts, strict=True):
            packed.setdefault(label, []).append(tuple(told))
    links: dict[int, list[tuple[Any, ...]]] = {}
    for _, batch in read_part(task.links, task.number):
        columns = (c.to_pylist() for c in batch.columns)
        for label, *link in zip(labels[batch["left"].to_numpy()].tolist(), *columns, strict=True):
            links.setdefault(label, []).append(tuple(link))
    for label in sorted(packed):
        found = {n: told_of(text, origin) for n, origin, text in packed.pop(label)}
        yield list(found.values()), surest(found, links.pop(label, ()))


def surest(told: Mapping[int, Told], links: Sequence[tuple[Any, ...]]) -> list[Link]:
    """Return one link a pair: told word for word counts before other evidence (`incidents.reconcile`)."""
    found: dict[tuple[int, int], Link] = {}
    for left, right, score, evidence in links:
        if (left, right) not in found or score > found[left, right].score:
            found[left, right] = Link(told[left].telling.id, told[right].telling.id, score, evidence)
    return list(found.values())
