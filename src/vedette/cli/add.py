"""`vedette add`: read documents into the store."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedette.cli.inputs import Skipped, arriving, columns_option, known_of
from vedette.cli.stored import format_option, opened_store, progress, store_option

if TYPE_CHECKING:
    from vedette.workflow.add import Progress


@click.command(
    epilog="""\b
Example:
  vedette add reports/*.txt --source "Zenda Post"
  vedette add reports/ mails.mbox crawl.warc.gz --store archive.db
  vedette add wires.csv --columns text=body,published=date,source=outlet
  cat more.jsonl | vedette add - --store postgresql://me@db/reports"""
)
@click.argument("inputs", nargs=-1, metavar="FILES...|-")
@click.option("--demo", is_flag=True, help="Add the example dossier that ships with Vedette.")
@click.option("--published", metavar="DATE", help="ISO date of publication where the input tells none.")
@click.option("--source", metavar="NAME", help="Publisher where the input tells none.")
@click.option("--title", metavar="TEXT", help="Title where the input tells none.")
@columns_option
@click.option("--codebook", type=click.Path(path_type=Path), help="Directory with your own codebook files.")
@store_option
@format_option("text", "json")
def add(  # noqa: PLR0913 - one parameter an option
    inputs: tuple[str, ...],
    demo: bool,
    published: str | None,
    source: str | None,
    title: str | None,
    codebook: Path | None,
    store_: str | None,
    form: str,
) -> None:
    """Read each of FILES and add it to the store, reconciled with what is there.

    FILES are files and folders of texts, HTML, PDF, DOCX, tables, JSON Lines, mail, WARC, Telegram exports and ZIP archives,
    addresses, or - for standard input.

    What is there already is passed over, so that the same command goes on where it was stopped. Exits 2 when an input was
    skipped; the others are stored all the same.
    """
    from vedette.api import add_to  # noqa: PLC0415 - loads the database library

    skipped = Skipped()
    known = known_of(published, source, title)
    with opened_store(store_, make=True) as store:
        done = followed(add_to(store, arriving(inputs, known, skipped, demo=demo), codebook), skipped)
    told = {**asdict(done), "skipped": skipped.count} if done else {"skipped": skipped.count}
    click.echo(json.dumps(told) if form == "json" else line(done, skipped.count))
    if skipped.count or not done:
        if not skipped.count:
            click.echo("vedette: no document in the input; name a file that holds one", err=True)
        raise click.exceptions.Exit(2)


def followed(steps: "Iterator[Progress]", skipped: Skipped) -> "Progress | None":
    """Go through the steps, showing how far they are; returns the last."""
    done = None
    with progress() as show:
        for done in steps:
            show(line(done, skipped.count), done.documents)
    return done


def line(done: "Progress | None", skipped: int) -> str:
    """Return in one line what was stored so far."""
    if done is None:
        return f"nothing added, {skipped} skipped"
    parts = [f"{done.new} added"]
    parts += [f"{done.again} read anew"] if done.again else []
    parts += [f"{done.unread} stored unread, being in languages that are not read"] if done.unread else []
    parts += [f"{done.there} there already"] if done.there else []
    parts += [f"{skipped} skipped"] if skipped else []
    return f"{', '.join(parts)}; {done.events} events, {done.figures} figures"
