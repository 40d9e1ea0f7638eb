"""Beside the second stage: what is told word for word in several documents is tied to the first that has it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vedette.engine.reconciling.packing import Profiles
from vedette.engine.reconciling.profiles import LINKS, PartTask
from vedette.engine.reconciling.spill import Spill, read_part
from vedette.incidents.compare import told_alike
from vedette.incidents.linking import heads
from vedette.records.incident import Telling


def tie_sentences(task: PartTask) -> Mapping[str, int]:
    """Link the tellings of a partition that share a sentence, each with the first of another document."""
    links, count = Spill(LINKS, 1), 0
    for groups in _shared(task):
        for group in groups:
            count += 1
            pairs: dict[tuple[int, int], tuple[float, str]] = {}
            for number, t in group:
                head = next((h for h in _heads(group) if h[1].at.document != t.at.document), None)
                if head and (link := told_alike(t, head[1])):
                    pair = (number, head[0]) if t.id < head[1].id else (head[0], number)
                    pairs[pair] = (link.score, link.evidence)
            for pair in sorted(pairs):
                links.put(0, *pair, *pairs[pair])
    return {"sentences": count, "links": links.write(task.out["worded"])}


_Group = list[tuple[int, Telling]]


def _heads(group: _Group) -> list[tuple[int, Telling]]:
    firsts = heads([t for _, t in group])
    return [pair for pair in group if pair[1] in firsts]


def _shared(task: PartTask) -> Iterator[list[_Group]]:
    """Yield for each sentence of several tellings its groups of one family, each with its tellings by id."""
    import numpy as np  # noqa: PLC0415 - loaded where work is done

    batches = list(read_part(task.read["sentences"], task.number))
    if not batches:
        return
    keys = np.concatenate([b["words"].to_numpy() for _, b in batches])
    values, counts = np.unique(keys, return_counts=True)
    wanted = values[counts > 1]
    rows: dict[int, list[tuple[str, str, int, int]]] = {}
    for n, batch in batches:
        for at in np.flatnonzero(np.isin(batch["words"].to_numpy(), wanted)):
            key, profile, id_, document, telling = (batch[name][int(at)].as_py() for name in batch.schema.names)
            rows.setdefault(key, []).append((id_, profile, document + task.documents[n], telling + task.tellings[n]))
    profiles = Profiles()
    for key in sorted(rows):
        yield _grouped(key, rows[key], profiles)


def _grouped(key: int, rows: Sequence[tuple[str, str, int, int]], profiles: Profiles) -> list[_Group]:
    words = frozenset((f"{key:016x}",))
    found: dict[tuple[Any, ...], _Group] = {}
    for id_, profile, document, number in sorted(rows):
        told = json.loads(profile)
        t = profiles.telling(told, id_=id_, document=str(document), words=words)
        found.setdefault((t.family, t.total), []).append((number, t))
    return [found[k] for k in sorted(found) if len(found[k]) > 1]
