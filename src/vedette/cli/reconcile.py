"""`vedette reconcile`: the incidents and ledgers of an archive, by the cores of this machine or by a cluster."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.engines import Shown, check_engine, engine_options, executor_of

if TYPE_CHECKING:
    from vedette.engine.executors import Note
    from vedette.engine.reconciling.work import Stage
    from vedette.records.incident import Judgement


@click.command(
    epilog="""\b
Example:
  vedette bulk news-2022.jsonl --out archive
  vedette reconcile archive --out incidents
  vedette reconcile archive --out incidents --engine dask --scheduler tcp://scheduler:8786"""
)
@click.argument("archive", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the tables go.",
)
@engine_options
@click.option(
    "--judgements",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="People's judgements, as JSON Lines; they bind.",
)
@click.option(
    "--partitions", type=click.IntRange(1), help="How many parts the keys are cut into (one for each 8,192 documents)."
)
@click.option("--keep", is_flag=True, help="Keep the files between stages.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How it sums up."
)
def reconcile(  # noqa: PLR0913 - one parameter an option
    archive: Path,
    out: Path,
    engine: str,
    workers: int | None,
    scheduler: str | None,
    judgements: Path | None,
    partitions: int | None,
    keep: bool,
    form: str,
) -> None:
    """Put the reports of an ARCHIVE together: incidents, judgements, tellings and ledgers as Parquet.

    ARCHIVE is a folder that 'vedette bulk' wrote. What comes out is what a store comes to that was given the same reports. Run
    again after a break, the same command goes on from what is done.
    """
    check_engine(engine, scheduler, workers)
    from vedette.engine.reconciling.plan import planned  # noqa: PLC0415 - not needed for --help
    from vedette.engine.reconciling.run import reconcile as run  # noqa: PLC0415
    from vedette.engine.reconciling.run import tidy  # noqa: PLC0415
    from vedette.engine.reconciling.shards import records_in  # noqa: PLC0415

    start = monotonic()
    people = tuple(_people(judgements)) if judgements else ()
    plan = planned(records_in(archive.absolute()), out.absolute(), people, partitions=partitions)
    shown = _Shown()
    try:
        stages = run(plan, executor_of(scheduler, workers), shown.hear)
    finally:
        shown.last()
    if not keep:
        tidy(plan)
    click.echo(_summed(stages, out, monotonic() - start, form))


def _people(path: Path) -> "Iterator[Judgement]":
    from vedette.engine.reconciling.plan import judgement_of  # noqa: PLC0415 - not needed for --help

    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            judgement = judgement_of(json.loads(line)) if line.strip() else None
        except (ValueError, KeyError, TypeError) as e:
            raise click.UsageError(f"--judgements {path}, line {n}: is no judgement ({e})") from e
        if judgement is not None and judgement.by_person:
            yield judgement


class _Shown:
    """Shows how far a stage is."""

    def __init__(self) -> None:
        self._shown, self._line = Shown(60), ""

    def hear(self, note: "Note") -> None:
        """Take how far a stage is."""
        self._line = f"vedette: {note['stage']}: {note['done']} of {note['of']} tasks"
        self._shown.now_and_then(lambda: self._line)

    def last(self) -> None:
        """Show how far it came."""
        if self._line:
            self._shown.last(self._line)


def _summed(stages: "list[Stage]", out: Path, seconds: float, form: str) -> str:
    by = {s.name: s for s in stages}
    read, made = by["tell"].counts, by["cluster"].counts
    told: dict[str, Any] = {
        "out": str(out),
        "seconds": round(seconds, 1),
        "documents": read.get("documents", 0),
        "claims": read.get("events", 0) + read.get("figures", 0),
        "copies": by["origins"].counts.get("copies", 0),
        "tables": dict(made),
        "stages": [
            {
                "name": s.name,
                "tasks": s.tasks,
                "ran": s.ran,
                "seconds": round(s.seconds, 1),
                "worked": round(s.worked, 1),
                "peak_mb": s.peak_mb,
            }
            for s in stages
        ],
    }
    if form == "json":
        return json.dumps(told, ensure_ascii=False)
    counted = ", ".join(f"{made.get(name, 0):,} {name}" for name in ("incidents", "judgements", "tellings"))
    return f"{out}: {told['claims']:,} claims of {told['documents']:,} documents ({told['copies']:,} copies): {counted}; {seconds:,.0f} s"
