"""`vedette bulk`: an archive of texts read into tables, by the cores of this machine or by a cluster."""

import json
import re
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from vedette.cli.engines import Shown, check_engine, engine_options, executor_of
from vedette.cli.inputs import Skipped, columns_option, columns_told, known_of, records_with

if TYPE_CHECKING:
    from vedette.engine.bulk import Job, Summary
    from vedette.engine.executors import Executor, Note
    from vedette.engine.receipts import Receipt

_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}


class Size(click.ParamType[int]):
    """A number of bytes, such as 16M."""

    name = "size"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the bytes."""
        told = re.fullmatch(r"(\d{1,12})\s*([kmg]?)(?:i?b)?", str(value).strip().lower())
        if not told or not int(told[1]):
            self.fail(f"{value!r} is no size; write it like 16M", param, ctx)
        return int(told[1]) * _UNITS[told[2]]


@click.command(
    epilog="""\b
Example:
  vedette bulk news-2022.jsonl --out archive
  vedette bulk 's3://commoncrawl/crawl-data/CC-NEWS/2022/09/*.warc.gz' --out s3://mine/archive \\
      --engine dask --scheduler tcp://scheduler:8786"""
)
@click.argument("inputs", nargs=-1, required=True)
@click.option("--out", required=True, metavar="FOLDER", help="Where the tables go: a folder, or an address of fsspec.")
@engine_options
@click.option("--shard-size", type=Size(), help="Bytes of an input that one task reads, such as 16M.")
@click.option("--published", metavar="DATE", help="Day of publication where the input tells none.")
@click.option("--source", metavar="NAME", help="Publisher where the input tells none.")
@columns_option
@click.option("--codebook", type=click.Path(path_type=Path), help="Directory with your own codebook files.")
@click.option(
    "--gate/--no-gate",
    default=False,
    show_default=True,
    help="Leave unread what the relevance gate takes for telling no event: far faster, and some events are lost.",
)
@click.option("--replace", is_flag=True, help="Take away what was read from another state of the inputs or otherwise.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How it sums up."
)
def bulk(  # noqa: PLR0913 - one parameter an option
    inputs: tuple[str, ...],
    out: str,
    engine: str,
    workers: int | None,
    scheduler: str | None,
    shard_size: int | None,
    published: str | None,
    source: str | None,
    codebook: Path | None,
    gate: bool,
    replace: bool,
    form: str,
) -> None:
    """Read archives of texts and write tables of documents, records, events, casualties, quotes and errors as Parquet.

    An INPUT is a file, folder, glob or address (s3://…) of JSON Lines, Parquet or WARC. Inputs are cut into shards; each is
    written whole or not at all, and left as it is when the command runs again.

    Exits 0 when every shard is finished (documents that could not be read are in the errors table), 1 when one failed, 2 when
    nothing could be begun.
    """
    check_engine(engine, scheduler, workers)
    records_with(codebook)
    from vedette.engine.bulk import prepared  # noqa: PLC0415 - loads the cleaner and the reader's code

    job = prepared(
        inputs,
        out,
        on_skip=Skipped(),
        shard_size=shard_size,
        columns=columns_told(),
        known=known_of(published, source, None),
        gate=gate,
        replace=replace,
    )
    summary = _run(job, executor_of(scheduler, workers))
    for shard, reason in summary.failed:
        click.echo(f"vedette: shard {shard.id} of {shard.input.name}: {reason}; run the command again", err=True)
    click.echo(_summed(summary, out, form))
    if not summary.complete:
        raise click.exceptions.Exit(1)


def _run(job: "Job", executor: "Executor") -> "Summary":
    from vedette.engine.bulk import run  # noqa: PLC0415 - loaded by now

    shown = _Shown(job)
    try:
        return run(job, executor, on_note=shown.hear, on_done=shown.done)
    except KeyboardInterrupt:
        told = "finished shards are kept; the same command goes on where this one was stopped"
        click.echo(f"\nvedette: {told}", err=True)
        raise
    finally:
        shown.last()


class _Shown:
    """Shows how far a run is."""

    def __init__(self, job: "Job") -> None:
        from vedette.engine.progress import Meter  # noqa: PLC0415 - loaded by now

        self._sizes = {s.id: s.bytes for s in job.todo}
        kept = len(job.shards) - len(self._sizes)
        self._meter = Meter(shards=len(job.shards), size=sum(self._sizes.values()), kept=kept)
        self._shown = Shown(110, monotonic())

    def hear(self, note: "Note") -> None:
        """Take a note of a worker or of what runs them."""
        self._meter.hear(note)
        if "died" in note:
            click.echo("vedette: a worker process died; its shard is begun once more", err=True)
        self._shown.now_and_then(self._line)

    def done(self, receipt: "Receipt") -> None:
        """Take a finished shard."""
        self._meter.finish(receipt, self._sizes[receipt.shard])
        self._shown.now_and_then(self._line)

    def last(self) -> None:
        """Show how far it came."""
        if self._sizes:
            self._shown.last(self._line())

    def _line(self) -> str:
        return f"vedette: {self._meter.line()}"


def _summed(summary: "Summary", out: str, form: str) -> str:
    from vedette.engine.storage import shown  # noqa: PLC0415 - loaded by now

    told = {
        "out": shown(out),
        "complete": summary.complete,
        "done": summary.done,
        "kept": summary.kept,
        "failed": [{"shard": s.id, "input": s.input.name, "reason": reason} for s, reason in summary.failed],
        "left": summary.left,
        "totals": dict(summary.totals),
    }
    if form == "json":
        return json.dumps(told, ensure_ascii=False)
    t = {name: f"{count:,}" for name, count in summary.totals.items()}
    names = ("documents", "read", "unread", "held", "events", "casualties", "quotes", "errors")
    counted = ", ".join(f"{t.get(name, '0')} {name}" for name in names)
    return (
        f"{shown(out)}: {counted}; {summary.done:,} shards done, {summary.kept:,} kept, {len(summary.failed):,} failed"
    )
