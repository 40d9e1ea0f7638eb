"""The whole way: tell, copies, profiles, blocks, choices, components, clusters. Each stage's tasks go through the executor."""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from vedette.engine.executors import Executor, Tell, silent
from vedette.engine.reconciling import blocks, choosing, clusters, copying, dealing, profiles, sentences, tell
from vedette.engine.reconciling.columns import COLUMNS
from vedette.engine.reconciling.components import Roots, bins_of, save
from vedette.engine.reconciling.plan import Plan, people_of
from vedette.engine.reconciling.spill import read_part
from vedette.engine.reconciling.work import Stage, Step, run_stage, write_text
from vedette.incidents.judged import Judged

BIN = 20_000
"""Tellings of about which a bin holds the components."""

TEXTS = 2_000
"""Documents of about which a bin holds the groups that may be copies."""

SPILLS = ("told", "profiles", "sentences", "prints", "loose", "judged")


@dataclass(slots=True)
class Run:
    """One reconciling: its plan, what runs its tasks, and the stages so far."""

    plan: Plan
    executor: Executor
    on_note: Tell = silent
    stages: list[Stage] = field(default_factory=list)

    def stage(self, name: str, function: Callable[[Any], Mapping[str, int]], tasks: Sequence[Step]) -> Stage:
        """Run a stage and keep what it came to."""
        self.stages.append(run_stage(name, function, tasks, self.executor, self.on_note))
        return self.stages[-1]

    def alone(self, name: str, function: Callable[[], Mapping[str, int]]) -> Mapping[str, int]:
        """Do a step that this process does by itself, once."""
        receipt, start = self.plan.receipt(name, 0), time.monotonic()
        ran = not receipt.exists()
        if ran:
            write_text(receipt, json.dumps(dict(function())))
        counts: Mapping[str, int] = json.loads(receipt.read_text())
        spent = time.monotonic() - start
        self.stages.append(Stage(name, 1, int(ran), spent, spent, 0, counts))
        return counts


def reconcile(plan: Plan, executor: Executor, on_note: Tell = silent) -> list[Stage]:
    """Reconcile the records of `plan`; returns its stages. Tables stand in the plan's folder.

    Raises StopError where tasks failed; run again, it goes on from what is done.
    """
    run = Run(plan, executor, on_note)
    tasks = list(_tell_tasks(plan))
    run.stage("tell", tell.tell, tasks)
    base = Base.of([json.loads(t.receipt.read_text())["counts"] for t in tasks])
    _copies(run, base)
    _links(run, base)
    count = _components(run, base)
    _clusters(run, count)
    return run.stages


@dataclass(frozen=True, slots=True)
class Base:
    """What the numbers of documents and tellings within each task of the first stage add to."""

    documents: tuple[int, ...]
    tellings: tuple[int, ...]
    all_documents: int
    all_tellings: int

    @classmethod
    def of(cls, counts: Sequence[Mapping[str, int]]) -> "Base":
        """Return it by what the tasks of the first stage counted."""
        documents, tellings = _sums(c["rows"] for c in counts), _sums(c["tellings"] for c in counts)
        return cls(tuple(documents[:-1]), tuple(tellings[:-1]), documents[-1], tellings[-1])


def _sums(counts: Iterable[int]) -> list[int]:
    out = [0]
    for n in counts:
        out.append(out[-1] + n)
    return out


def _tell_tasks(plan: Plan) -> Iterator[tell.TellTask]:
    for n, units in enumerate(plan.tasks):
        out = {name: plan.spill(name, n) for name in SPILLS}
        yield tell.TellTask(plan.receipt("tell", n), units, plan.people, plan.partitions, out)


def _parts(
    plan: Plan, stage: str, read: Sequence[str], out: Sequence[str], base: Base | None = None
) -> list[profiles.PartTask]:
    """Return a task for each partition: of spills by task of the first stage where `base` is given, else by partition."""
    count = len(plan.tasks) if base else plan.partitions
    files = {name: tuple(plan.spills(name, count)) for name in read}
    return [
        profiles.PartTask(
            receipt=plan.receipt(stage, n),
            number=n,
            partitions=plan.partitions,
            read=files,
            out={name: plan.spill(name, n) for name in out},
            documents=base.documents if base else (),
            tellings=base.tellings if base else (),
        )
        for n in range(plan.partitions)
    ]


def _copies(run: Run, base: Base) -> None:
    """Find which documents copy which."""
    plan = run.plan
    run.stage("prints", copying.near_prints, _parts(plan, "prints", ["prints"], ["near"], base))
    bins = plan.folder / "work" / "copies.npy"

    def grouped() -> Mapping[str, int]:
        labels, count = _tied(plan.spills("near", plan.partitions), base.all_documents, TEXTS, alone=False)
        save(bins, *labels)
        return {"bins": count}

    count = run.alone("groups", grouped)["bins"]
    texts = [
        copying.TextTask(plan.receipt("texts", n), units, base.documents[n], bins, count, plan.spill("texts", n))
        for n, units in enumerate(plan.tasks)
    ]
    if count:
        run.stage("texts", copying.fetch_texts, texts)
    read = {"texts": tuple(t.out for t in texts)}
    compared = [
        profiles.PartTask(plan.receipt("copies", n), n, count, read, {"origins": plan.spill("origins", n)})
        for n in range(count)
    ]
    run.stage("copies", copying.compare_prints, compared)
    run.alone(
        "origins", lambda: {"copies": copying.gathered_origins([t.out["origins"] for t in compared], _origins(plan))}
    )


def _origins(plan: Plan) -> Path:
    return plan.folder / "work" / "origins.arrow"


def _links(run: Run, base: Base) -> None:
    """Find which tellings are linked."""
    plan = run.plan
    run.stage("profiles", profiles.group_profiles, _parts(plan, "profiles", ["profiles"], ["stars", "blocks"], base))
    run.stage("sentences", sentences.tie_sentences, _parts(plan, "sentences", ["sentences"], ["worded"], base))
    run.stage("blocks", blocks.compare_blocks, _parts(plan, "blocks", ["blocks"], ["alike", "choices"]))
    run.stage("choices", choosing.choose, _parts(plan, "choices", ["choices"], ["chosen"]))


LINKS = ("stars", "worded", "alike", "chosen")


def _components(run: Run, base: Base) -> int:
    """Find what is tied together, and deal it to bins; returns how many bins."""
    plan = run.plan
    bins = plan.folder / "work" / "components.npy"

    def grouped() -> Mapping[str, int]:
        files = [p for name in LINKS for p in plan.spills(name, plan.partitions)]
        labels, count = _tied(files, base.all_tellings, BIN, more=_joined(plan, base))
        save(bins, *labels)
        return {"bins": count}

    count = run.alone("components", grouped)["bins"]
    tellings = [
        dealing.DealTask(
            plan.receipt("deal", n),
            (plan.spill("told", n),),
            bins,
            count,
            plan.spill("dealt", n),
            base.tellings[n],
            base.documents[n],
        )
        for n in range(len(plan.tasks))
    ]
    run.stage("deal", dealing.deal_tellings, tellings)
    run.stage("deal-links", dealing.deal_links, _link_tasks(plan, bins, count))
    return count


PACKED = 8
"""Partitions of which a task deals the links."""


def _link_tasks(plan: Plan, bins: Path, count: int) -> list[dealing.DealTask]:
    return [
        dealing.DealTask(
            plan.receipt("deal-links", n),
            tuple(plan.spill(name, p) for name in LINKS for p in range(first, min(first + PACKED, plan.partitions))),
            bins,
            count,
            plan.spill("dealt-links", n),
        )
        for n, first in enumerate(range(0, plan.partitions, PACKED))
    ]


def _tied(
    files: Sequence[Path], count: int, size: int, *, alone: bool = True, more: Iterable[tuple[int, int]] = ()
) -> tuple[tuple[Any, Any], int]:
    """Return bin and component of each of `count` numbers that links in `files` tie together, and how many bins."""
    roots = Roots(count)
    roots.tie(dealing.pairs_in(files))
    roots.tie(more)
    labels = roots.labels()
    bins, used = bins_of(labels, size, alone=alone)
    return (bins, labels), used


def _joined(plan: Plan, base: Base) -> Iterator[tuple[int, int]]:
    """Yield the pairs of tellings that people put together."""
    number: dict[str, int] = {}
    for n, batch in read_part(plan.spills("judged", len(plan.tasks)), 0):
        for mention, telling in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            number[mention] = telling + base.tellings[n]
    for j in Judged(people_of(plan.people)).same():
        there = [number[m] for m in (*j.left, *j.right) if m in number]
        yield from pairwise(there)


def _clusters(run: Run, count: int) -> None:
    """Write the tables, bin by bin."""
    plan = run.plan
    tasks = [
        clusters.ClusterTask(
            receipt=plan.receipt("cluster", n),
            number=n,
            tellings=tuple(plan.spills("dealt", len(plan.tasks))),
            links=tuple(t.out for t in _link_tasks(plan, plan.folder, count)),
            bins=plan.folder / "work" / "components.npy",
            origins=_origins(plan),
            people=plan.people,
            at=plan.at,
            tables={name: plan.table(name, n) for name in COLUMNS},
        )
        for n in range(count)
    ]
    run.stage("cluster", clusters.cluster, tasks)


def tidy(plan: Plan) -> None:
    """Remove the files between stages; receipts, judgements and the plan stay."""
    for path in (plan.folder / "work").iterdir():
        if path.is_dir() and path.name != "receipts":
            shutil.rmtree(path)
        elif path.suffix in (".arrow", ".npy"):
            path.unlink()
