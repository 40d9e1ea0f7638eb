"""`vedette load`: an archive's tables into the store."""

import json
from dataclasses import asdict

import click

from vedette.cli.add import followed, line
from vedette.cli.inputs import Skipped
from vedette.cli.stored import format_option, opened_store, store_option


@click.command(
    epilog="""\b
Example:
  vedette load archive
  vedette load s3://mine/archive --store postgresql://me@db/reports"""
)
@click.argument("archive", metavar="FOLDER")
@store_option
@format_option("text", "json")
def load(archive: str, store_: str | None, form: str) -> None:
    """Put what `vedette bulk` wrote to FOLDER into the store, reconciled with what is there; nothing is read again.

    What is there already is passed over, so that the same command goes on where it was stopped.

    Exits 0 when everything is stored, 1 when the archive is not complete or a row of it holds no record, 2 when it cannot be
    read.
    """
    from vedette.engine import loading  # noqa: PLC0415 - loads the database library, and pyarrow

    found, skipped = loading.archive_at(archive), Skipped()
    with opened_store(store_, make=True) as store:
        done = followed(loading.load(store, found, skipped), skipped)
    told = {**(asdict(done) if done else {}), "skipped": skipped.count, "complete": found.complete}
    click.echo(json.dumps(told) if form == "json" else line(done, skipped.count))
    if not found.complete:
        click.echo(f"vedette: {archive}: is not complete; run 'vedette bulk' again, then this", err=True)
    if skipped.count or not found.complete:
        raise click.exceptions.Exit(1)
