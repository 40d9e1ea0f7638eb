"""The whole of an archive: inputs cut into shards, what is finished left as it is, the rest run, the manifest written."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from vedette.engine.executors import Executor, Note
from vedette.engine.manifest import PATH, manifest, packed
from vedette.engine.reading import reader_of
from vedette.engine.receipts import Receipt, all_kept, take_away
from vedette.engine.shards import Shard, cut, find_inputs
from vedette.engine.storage import Place, is_remote, local_path, place_of
from vedette.engine.work import Plan, work
from vedette.errors import StopError
from vedette.sources.files.desk import Skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A run: its plan, its shards, those that are finished, and the output."""

    plan: Plan
    shards: tuple[Shard, ...]
    kept: Mapping[str, Receipt]
    place: Place = field(repr=False)

    @property
    def todo(self) -> list[Shard]:
        """Return the shards that are not finished."""
        return [s for s in self.shards if s.id not in self.kept]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run came to: shards done now, kept from before, failed with their reasons, never begun; and the totals of the output."""

    done: int
    kept: int
    failed: tuple[tuple[Shard, str], ...]
    left: int
    totals: Mapping[str, int]

    @property
    def complete(self) -> bool:
        """Tell whether every shard is finished."""
        return not self.failed and not self.left


def prepared(  # noqa: PLR0913 - what a run is told
    inputs: Sequence[str],
    out: str,
    *,
    on_skip: Skip,
    shard_size: int | None = None,
    columns: Mapping[str, str] | None = None,
    known: Mapping[str, str] | None = None,
    reader: str = "vedette.engine.reading:readers",
    gate: bool = False,
    replace: bool = False,
) -> Job:
    """Return the job that reads `inputs` into the folder `out`.

    Raises StopError where an input is not there, or where `out` holds parts of an input that were read from another state of it, by
    another reader or cut otherwise; with `replace` these are taken away.
    """
    out = out if is_remote(out) else str(local_path(out))
    plan = Plan(
        out=out,
        version=reader_of(reader, gate).version,
        reader=reader,
        gate=gate,
        columns=tuple(sorted((columns or {}).items())),
        known=tuple(sorted((known or {}).items())),
    )
    found = find_inputs(inputs, on_skip, out)
    if not found:
        raise StopError("bulk: no archive in the input; name JSON Lines, Parquet or WARC files")
    shards = cut(found, plan.key, shard_size)
    place = place_of(out)
    kept = all_kept(place)
    stale = _stale(shards, kept)
    if stale and not replace:
        raise StopError(
            f"out {out}: holds {len(stale)} shards of these inputs that were read before the input changed, by another reader or "
            "in other parts; name another --out, or take them away with --replace"
        )
    take_away(place, stale)
    gone = {r.shard for r in stale}
    return Job(plan=plan, shards=tuple(shards), kept={k: r for k, r in kept.items() if k not in gone}, place=place)


def _stale(shards: Sequence[Shard], kept: Mapping[str, Receipt]) -> list[Receipt]:
    wanted, named = {s.id for s in shards}, {s.input.name for s in shards}
    return [r for r in kept.values() if r.shard not in wanted and r.input in named]


def run(
    job: Job,
    executor: Executor,
    *,
    on_note: Callable[[Note], None] | None = None,
    on_done: Callable[[Receipt], None] | None = None,
) -> Summary:
    """Run a job and write its manifest, also where it is stopped; a shard that fails does not stop the others."""
    job.place.sweep()
    receipts = dict(job.kept)
    failed: dict[str, str] = {}
    try:
        outcomes = executor.run(partial(work, plan=job.plan), job.todo, on_note=on_note)
        with closing(outcomes):
            for outcome in outcomes:
                if outcome.result is None:
                    failed[outcome.task.id] = outcome.failed or ""
                else:
                    receipts[outcome.task.id] = outcome.result
                    if on_done:
                        on_done(outcome.result)
    finally:
        told = manifest(receipts.values(), [s for s in job.shards if s.id not in receipts])
        job.place.put(PATH, packed(told))
        job.place.sweep()
    ours = {s.id for s in job.shards}
    return Summary(
        done=sum(s not in job.kept for s in receipts),
        kept=len(ours & job.kept.keys()),
        failed=tuple((s, failed[s.id]) for s in job.shards if s.id in failed),
        left=sum(s not in receipts and s not in failed for s in ours),
        totals=told["totals"],
    )
