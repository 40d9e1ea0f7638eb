"""`vedette export`: events, claims, casualties, incidents, contacts, and what people corrected, as JSON Lines or as files."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.inputs import opened
from vedette.cli.stored import format_option, opened_store, query_of, query_options, store_option

if TYPE_CHECKING:
    from vedette.store.store import Store

WHAT = ("events", "claims", "casualties", "incidents", "contacts", "gold")


@click.command(
    epilog="""\b
Example:
  vedette export events --from 2022-09-01 --output events.jsonl
  vedette export casualties --side ARM --format csv > casualties.csv
  vedette export claims --claimant AZE --format csv
  vedette export incidents --dyad ARM-AZE --format geojson --output incidents.geojson
  vedette export events --format parquet --output events.parquet
  vedette export gold --output corrected.jsonl"""
)
@click.argument("what", type=click.Choice(WHAT))
@query_options
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@store_option
@format_option("jsonl", "csv", "geojson", "parquet")
def export(what: str, output: Path | None, store_: str | None, form: str, **asked: Any) -> None:
    """Write WHAT the store holds: events and casualties as read, claims (who says what, one line a claimant), incidents, or
    contacts (in files one line a receipt).

    Or gold: the documents that people corrected, as coded texts for 'vedette score'. A file appears whole or not at all.
    Exits 1 when there is nothing to write.
    """  # noqa: D205 - the help shows all of it
    _check(what, form, output, asked)
    if form == "parquet":
        from vedette.publishing.parquet import load_pyarrow  # noqa: PLC0415 - an extra

        load_pyarrow()
    with opened_store(store_) as store, opened(output) as out:
        count = _write(_rows(store, what, asked), what, form, out)
    if not count:
        click.echo("vedette: nothing to export; ask for less at once", err=True)
        raise click.exceptions.Exit(1)


def _check(what: str, form: str, output: Path | None, asked: dict[str, Any]) -> None:
    if what == "gold" and (form != "jsonl" or any(v is not None for v in asked.values())):
        raise click.UsageError("gold is everything that was corrected, as JSON Lines; leave other options out")
    if form == "geojson" and what not in ("events", "incidents"):
        raise click.UsageError(f"{what} have no place of their own; export events or incidents as GeoJSON")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is for programs; name a file with --output")


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
    if what in ("events", "contacts") and (asked["side"] or asked["kind"]):
        raise click.UsageError("--side and --kind choose figures; export casualties, or claims")
    if what == "contacts":
        from vedette.publishing.tables_relations import contacts  # noqa: PLC0415
        from vedette.workflow.asking import contacts_of  # noqa: PLC0415

        return contacts(contacts_of(store, query_of(store, asked)))
    rows: Iterator[dict[str, Any]] = getattr(tables, what)(store, query_of(store, asked))
    return rows


def _write(rows: Iterator[dict[str, Any]], what: str, form: str, out: Any) -> int:
    """Write rows in a form; returns how many there were."""
    counted = _Counted(rows)
    if form == "jsonl":
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in counted)
        return counted.count
    told: Iterable[Any] = counted
    if what == "contacts":
        from vedette.publishing.tables_relations import by_receipt  # noqa: PLC0415 - loads the record library

        told = by_receipt(counted)
    if form == "csv":
        _write_csv(told, what, out)
    elif form == "geojson":
        from vedette.publishing.geojson import geojson_blocks  # noqa: PLC0415

        out.writelines(geojson_blocks(told, what))
        out.write("\n")
    else:
        from vedette.publishing.parquet import parquet_blocks  # noqa: PLC0415

        out.buffer.writelines(parquet_blocks(told, what))
    return counted.count


def _write_csv(rows: Iterable[dict[str, Any]], what: str, out: Any) -> None:
    import csv  # noqa: PLC0415 - only for CSV

    from vedette.publishing.tables import COLUMNS, flat  # noqa: PLC0415

    writer = csv.DictWriter(out, COLUMNS[what], lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat(row, what) for row in rows)


class _Counted:
    """Rows, and how many of them went by."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self._rows:
            self.count += 1
            yield row
