"""`vedette score`: how well the reader does on texts that a person has coded."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.errors import StopError

if TYPE_CHECKING:
    from vedette.scoring.gold import Coded
    from vedette.scoring.measures import Scores


@click.command(
    epilog="""\b
Example:
  vedette score tests/gold/reports.jsonl
  vedette score my-texts.coded --by-register
  vedette score my-coded-texts/ --records records.jsonl --errors 20"""
)
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--records",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score these records instead of reading.",
)
@click.option(
    "--errors", type=click.IntRange(0), default=0, metavar="N", help="Tell the first N missed and extra events."
)
@click.option("--floor", metavar="F1", type=click.FloatRange(0, 1), help="Exit 1 where the F1 of event types is below.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Count only events given with at least this."
)
@click.option("--by-register", is_flag=True, help="Tell the measures of each register of GOLD apart, too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def score(
    gold: Path,
    records: Path | None,
    errors: int,
    floor: float | None,
    min_confidence: float,
    by_register: bool,
    form: str,
) -> None:
    """Compare what is read with the codings of GOLD (JSON Lines, a .coded file, or a folder with docs/ and gold/).

    Exits 0, 1 where --floor is not met, 2 where the texts or records cannot be used.
    """
    from vedette.scoring.gold import load_gold  # noqa: PLC0415
    from vedette.scoring.measures import score as measured  # noqa: PLC0415

    coded = load_gold(gold)
    found = _told(records) if records else _read(coded)
    sure = {
        k: {**r, "events": [e for e in r.get("events", ()) if e.get("confidence", 1) >= min_confidence]}
        for k, r in found.items()
    }
    scores = measured(coded, sure)
    apart = {r: measured([c for c in coded if c.register == r], sure) for r in sorted({c.register for c in coded})}
    if form == "json":
        told = {**scores.to_json(), "errors": scores.errors[:errors]}
        told |= {"registers": {r: s.to_json() for r, s in apart.items()}} if by_register else {}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(scores, len(coded))))
        if by_register:
            click.echo("\n".join(_by_register(apart)))
        for line in scores.errors[:errors]:
            click.echo(line)
    if scores.unread:
        click.echo(f"vedette: no record of {len(scores.unread)} texts: {', '.join(scores.unread[:5])}", err=True)
    if floor is not None and scores.tallies["event type"].to_json()["f1"] < floor:
        raise click.exceptions.Exit(1)


def _read(coded: "Sequence[Coded]") -> dict[str, Mapping[str, Any]]:
    """Read the texts and return their records by id; progress goes to standard error."""
    from vedette.api import read_documents  # noqa: PLC0415 - loads the language model
    from vedette.documents import prepare  # noqa: PLC0415
    from vedette.records.document import Document  # noqa: PLC0415

    told = [{k: v for k, v in c.document.items() if v is not None and k != "text"} for c in coded]
    documents = [prepare(Document.of(c.text, **d)) for c, d in zip(coded, told, strict=True)]
    records = read_documents(documents)
    with click.progressbar(records, length=len(documents), label="reading", file=sys.stderr) as bar:
        return {r.document.id: r.to_json() for r in bar}


def _told(path: Path) -> dict[str, Mapping[str, Any]]:
    out = {}
    for n, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            record = json.loads(line) if line.strip() else None
            if record is not None:
                out[record["document"]["id"]] = record
        except (ValueError, KeyError, TypeError) as e:
            raise StopError(f"records {path}, line {n}: is no record ({e!r}); write them with `vedette read`") from e
    return out


def _lines(scores: "Scores", texts: int) -> list[str]:
    told = scores.to_json()
    out = [f"{texts} texts", "", f"{'measure':24s} precision recall     F1    hit  coded  found"]
    for k, v in told["measures"].items():
        out.append(
            f"{k:24s}     {v['precision']:.2f}   {v['recall']:.2f}   {v['f1']:.2f}  {v['hit']:5d}  {v['gold']:5d}  {v['found']:5d}"
        )
    out += ["", "of events with the right type"]
    out += [f"  {k:22s} {_share(v)}" for k, v in told["of right types"].items()]
    out += ["", "of events given with a confidence of"]
    out += [
        f"  {b['from']:.1f} to {b['to']:.1f}             {_share(b)} have the right type"
        for b in told["calibration"]
        if b["of"]
    ]
    return out


def _by_register(apart: "Mapping[str, Scores]") -> list[str]:
    """Return a line a register: F1 of event types, with both sides' countries, of counts and of quotes with speakers."""
    shown = ("event type", "event dyad", "casualty", "quote with speaker")
    out = ["", f"{'F1 by register':24s} " + " ".join(f"{m:>18s}" for m in shown)]
    for register, scores in apart.items():
        told = scores.to_json()["measures"]
        cells = (
            f"{told[m]['f1']:.2f} of {told[m]['gold']}" if told[m]["gold"] or told[m]["found"] else "" for m in shown
        )
        out.append(f"{register or '(none)':24s} " + " ".join(f"{c:>18s}" for c in cells))
    return out


def _share(v: Mapping[str, Any]) -> str:
    return f"{v['share']:.2f} of {v['of']}" if v["of"] else "none"
