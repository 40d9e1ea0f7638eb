"""`vedette export`: events, claims, casualties, incidents, and what people corrected, as JSON Lines or CSV."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.inputs import opened
from vedette.cli.stored import format_option, opened_store, query_of, query_options, store_option

if TYPE_CHECKING:
    from vedette.store.store import Store

WHAT = ("events", "claims", "casualties", "incidents", "gold")


@click.command(
    epilog="""\b
Example:
  vedette export events --from 2022-09-01 --output events.jsonl
  vedette export casualties --side ARM --format csv > casualties.csv
  vedette export claims --claimant AZE --format csv
  vedette export gold --output corrected.jsonl"""
)
@click.argument("what", type=click.Choice(WHAT))
@query_options
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@store_option
@format_option("jsonl", "csv")
def export(what: str, output: Path | None, store_: str | None, form: str, **asked: Any) -> None:
    """Write WHAT the store holds: events and casualties as read, claims (who says what, one line a claimant), or incidents.

    Or gold: the documents that people corrected, as coded texts for 'vedette score'. A file appears whole or not at all.
    Exits 1 when there is nothing to write.
    """
    if what == "gold" and (form == "csv" or any(v is not None for v in asked.values())):
        raise click.UsageError("gold is everything that was corrected, as JSON Lines; leave other options out")
    with opened_store(store_) as store, opened(output) as out:
        rows = _rows(store, what, asked)
        count = _write_csv(rows, what, out) if form == "csv" else _write_jsonl(rows, out)
    if not count:
        click.echo("vedette: nothing to export; ask for less at once", err=True)
        raise click.exceptions.Exit(1)


def _rows(store: "Store", what: str, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if what == "gold":
        from vedette.workflow.gold import export_gold  # noqa: PLC0415 - loads the database library

        return export_gold(store)
    from vedette.publishing import tables  # noqa: PLC0415 - loads the database library

    if what == "incidents":
        from vedette.cli.incidents import incident_query  # noqa: PLC0415

        kept = {n: asked.pop(n) for n in ("actor", "dyad", "type_", "window", "since", "until")}
        if other := [n for n, v in asked.items() if v is not None]:
            raise click.UsageError(f"--{other[0]} chooses no incidents; export events, or leave it out")
        return tables.incidents(store, incident_query(kept))
    if what == "events" and (asked["side"] or asked["kind"]):
        raise click.UsageError("--side and --kind choose figures; export casualties, or claims")
    rows: Iterator[dict[str, Any]] = getattr(tables, what)(store, query_of(store, asked))
    return rows


def _write_jsonl(rows: Iterable[dict[str, Any]], out: Any) -> int:
    count = 0
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _write_csv(rows: Iterable[dict[str, Any]], what: str, out: Any) -> int:
    import csv  # noqa: PLC0415 - only for CSV

    from vedette.publishing.tables import COLUMNS, flat  # noqa: PLC0415

    writer = csv.DictWriter(out, COLUMNS[what], lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow(flat(row, what))
        count += 1
    return count
