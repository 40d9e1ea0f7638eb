"""`vedette read`: the records of documents, as JSON Lines."""

import json
from pathlib import Path

import click

from vedette.cli.inputs import Skipped, documents, known_of, opened, reading_options, records


@click.command(
    epilog="""\b
Example:
  vedette read report.txt --published 2022-09-13
  vedette read documents.jsonl --format jsonl > records.jsonl
  vedette read news.jsonl --gate > records.jsonl"""
)
@reading_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "json"]),
    default="jsonl",
    show_default=True,
    help="One record a line, or one JSON array.",
)
@click.option("--gate", is_flag=True, help="Read only documents that may hold an event; others' records say why not.")
def read(  # noqa: PLR0913 - one parameter an option
    inputs: tuple[str, ...],
    demo: bool,
    published: str | None,
    source: str | None,
    title: str | None,
    output: Path | None,
    min_confidence: float,
    codebook: Path | None,
    form: str,
    gate: bool,
) -> None:
    """Read each INPUT and write its record.

    An INPUT is a file or folder of texts, HTML, PDF, DOCX, tables, JSON Lines, mail, WARC, Telegram exports and ZIP archives,
    an address, or -.

    Records are written as they come. Exits 0 when every input was read, 2 when one could not be.
    """
    skipped = Skipped()
    known = known_of(published, source, title)
    found = records(documents(inputs, known, skipped, demo=demo), codebook, min_confidence, skipped, gate=gate)
    count = held = 0
    with opened(output) as out:
        for count, record in enumerate(found, 1):
            held += record.unread is not None
            text = json.dumps(record.to_json(), ensure_ascii=False)
            out.write(text + "\n" if form == "jsonl" else ("[" if count == 1 else ",\n") + text)
        if form == "json":
            out.write("]\n" if count else "[]\n")
    if gate:
        click.echo(f"vedette: {held} of {count} documents held back by the gate", err=True)
    if skipped.count or not count:
        if not skipped.count:
            click.echo("vedette: no document in the input; name a file that holds one", err=True)
        raise click.exceptions.Exit(2)
