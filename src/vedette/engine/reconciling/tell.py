"""The first stage: each document's tellings, the profiles and sentences by which they are compared, and the keys of its print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from vedette.engine.reconciling.packing import Told, loose_figure, packed_profile, packed_told
from vedette.engine.reconciling.plan import Unit, people_of
from vedette.engine.reconciling.prints import UNDATED, Prints
from vedette.engine.reconciling.shards import records_of
from vedette.engine.reconciling.spill import Spill
from vedette.incidents.copies import print_of
from vedette.incidents.figures import figure
from vedette.incidents.tellings import tellings
from vedette.records.incident import Judgement, Mention, Telling, mentions_of, source_of
from vedette.records.ledger import Figure
from vedette.records.moments import day_of
from vedette.records.record import Record

TOLD = {"document": "int32", "told": "string"}
PROFILES = {"profile": "string", "id": "string", "document": "int32", "telling": "int32"}
SENTENCES = {"words": "uint64", **PROFILES}
LOOSE = {"document": "int32", "name": "string", "source": "string", "published": "string", "figure": "string"}
JUDGED = {"mention": "string", "telling": "int32"}


@dataclass(frozen=True, slots=True)
class TellTask:
    """Records to tell: units, people's judgements, and where the files of the task go, by stage."""

    receipt: Path
    units: tuple[Unit, ...]
    people: Path
    partitions: int
    out: Mapping[str, Path]


class _Out:
    """The spills of one task. Tellings and documents have their numbers within the task."""

    def __init__(self, partitions: int, judged: frozenset[str]) -> None:
        self.partitions, self.judged, self.count = partitions, judged, 0
        self.told, self.loose, self.sidecar = Spill(TOLD, 1), Spill(LOOSE, 1), Spill(JUDGED, 1)
        self.profiles, self.sentences = Spill(PROFILES, partitions), Spill(SENTENCES, partitions)
        self.prints = Prints(partitions)

    def put(self, document: int, told: Told) -> None:
        t = told.telling
        profile = packed_profile(t)
        self.told.put(0, document, packed_told(told))
        self.profiles.put(crc32(profile.encode()) % self.partitions, profile, t.id, document, self.count)
        for w in t.words:
            key = int(w, 16)
            self.sentences.put(key % self.partitions, key, profile, t.id, document, self.count)
        for m in self.judged.intersection(t.members):
            self.sidecar.put(0, m, self.count)
        self.count += 1


def tell(task: TellTask) -> Mapping[str, int]:
    """Make the tellings of the task's records; returns how many documents, tellings, events and figures."""
    people = people_of(task.people)
    out = _Out(task.partitions, frozenset(m for j in people for m in (*j.left, *j.right)))
    documents = events = figures = 0
    for number, record in records_of(task.units):
        _tell(out, number, record, people)
        documents, events = documents + 1, events + len(record.events)
        figures += len(record.casualties)
    for stage, spill in (
        ("told", out.told),
        ("profiles", out.profiles),
        ("sentences", out.sentences),
        ("prints", out.prints),
        ("loose", out.loose),
        ("judged", out.sidecar),
    ):
        spill.write(task.out[stage])
    rows = sum(u.rows for u in task.units)
    return {"rows": rows, "documents": documents, "tellings": out.count, "events": events, "figures": figures}


def _tell(out: _Out, number: int, record: Record, people: Sequence[Judgement]) -> None:
    mentions = mentions_of(record)
    found = tellings(mentions, people)
    by_id, at = {m.id: m for m in mentions}, {m.id: n for n, m in enumerate(mentions)}
    hanging = _figures(record, by_id, found if not people else tellings(mentions))
    taken = {m for t in found for m in t.members}
    for t in found:
        own = tuple(f for m in t.members for f in hanging.get(m, ()))
        out.put(number, Told(t, tuple((at[m], by_id[m]) for m in t.members), own))
    d = record.document
    for f in (f for m, fs in hanging.items() if m not in taken for f in fs):
        out.loose.put(0, number, d.id, d.source, d.published, loose_figure(f))
    day = day_of(d.published)
    out.prints.put(number, day.toordinal() if day else UNDATED, print_of(d.text))


def _figures(record: Record, mentions: Mapping[str, Mention], found: Sequence[Telling]) -> dict[str, list[Figure]]:
    """Return the figures by the mention on which they hang, "" where on none; see `incidents.figures.figures_of`."""
    at, places = source_of(record), {m: t.place for t in found for m in t.members}
    out: dict[str, list[Figure]] = {}
    for c in sorted(record.casualties, key=lambda c: (c.start, c.id)):
        event = c.event or ""
        mention = mentions.get(event)
        # The incident gets its id when all is put together; that there is one decides what the figure counts.
        incident = event if event in places else None
        told = figure(c, mention.event if mention else None, at, incident, places.get(event))
        out.setdefault(event, []).append(told)
    return out
