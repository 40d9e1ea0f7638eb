"""`vedette brief`: what a report says, who says so, and what is not certain, on one page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedette.cli.inputs import Skipped, documents, known_of, opened, reading_options, records, records_with
from vedette.cli.knowledge_options import knowledge_option, use
from vedette.cli.stored import opened_store, store_option
from vedette.errors import StopError

if TYPE_CHECKING:
    from vedette.publishing.model import Brief
    from vedette.records.check import Check
    from vedette.records.document import Document
    from vedette.records.record import Record


@click.command(
    epilog="""\b
Example:
  vedette brief report.txt --published 2022-09-13
  vedette brief https://example.org/report --format html --output brief.html
  cat reports.jsonl | vedette brief - --format markdown"""
)
@reading_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "markdown", "html", "json"]),
    default="terminal",
    show_default=True,
    help="How the brief is written.",
)
@click.option("--check", "checked", is_flag=True, help="Tell also which stated facts are right, by the knowledge base.")
@click.option(
    "--document", "stored", multiple=True, metavar="ID", help="A document of the store, as it was read there."
)
@store_option
@knowledge_option
def brief(  # noqa: PLR0913 - one parameter an option
    inputs: tuple[str, ...],
    demo: bool,
    published: str | None,
    source: str | None,
    title: str | None,
    output: Path | None,
    min_confidence: float,
    codebook: Path | None,
    form: str,
    checked: bool,
    stored: tuple[str, ...],
    store_: str | None,
    folder: Path | None,
) -> None:
    """Read each INPUT (text file, HTML page, address, JSON Lines, or -) and print one brief of them all.

    With --document, what the store's documents were read to say is briefed without reading them again.

    Exits 0 when every input was read, 2 when one could not be; the others are briefed all the same.
    """
    from vedette.publishing.brief import make_brief  # noqa: PLC0415 - not needed for --help

    skipped = Skipped()
    known = known_of(published, source, title)
    use(folder)
    if stored and (inputs or demo or checked):
        raise click.UsageError("--document takes the store's own reading; leave out INPUT, --demo and --check")
    found = documents(inputs, known, skipped, demo=demo)
    checks: list[tuple[Check, ...]] = []
    if stored:
        read = _of_store(store_, stored, min_confidence)
    elif checked:
        read, checks = _checked(found, codebook, min_confidence)
    else:
        read = list(records(found, codebook, min_confidence, skipped))
    if read:
        _write(make_brief(read, checks=checks), form, output)
    if skipped.count or not read:
        if not read and not skipped.count:
            click.echo("vedette: no document in the input; name a file that holds one", err=True)
        raise click.exceptions.Exit(2)


def _checked(
    found: "Iterator[Document]", codebook: Path | None, min_confidence: float
) -> "tuple[list[Record], list[tuple[Check, ...]]]":
    from vedette.api import check_documents  # noqa: PLC0415 - loads the language model

    records_with(codebook)
    done = list(check_documents(found))
    return [c.record.at_least(min_confidence) for c in done], [c.checks for c in done]


def _of_store(told: str | None, ids: tuple[str, ...], min_confidence: float) -> "list[Record]":
    """Return the records of the store's documents (ids, or their beginnings); StopError where one is not there or unread."""
    from vedette.store.standing import document_called  # noqa: PLC0415 - loads the database library

    with opened_store(told) as store:
        with store.reading() as connection:
            wanted = [document_called(connection, i).id for i in ids]
        found = store.records(wanted)
    if missing := set(wanted) - {r.document.id for r in found}:
        raise StopError(f"document {min(missing)}: is not read yet; 'vedette documents list --unread' tells why")
    return [r.at_least(min_confidence) for r in found]


def _write(made: "Brief", form: str, output: Path | None) -> None:
    with opened(output) as out:
        if form == "terminal":
            from rich.console import Console  # noqa: PLC0415 - only the terminal needs it

            from vedette.publishing.terminal import render_terminal  # noqa: PLC0415

            render_terminal(made, Console(file=out, width=None if out.isatty() else 100, highlight=False))
        elif form == "markdown":
            from vedette.publishing.markdown import render_markdown  # noqa: PLC0415

            out.write(render_markdown(made))
        elif form == "html":
            from vedette.publishing.html import render_html  # noqa: PLC0415

            out.write(render_html(made))
        else:
            from vedette.publishing.brief import brief_to_json  # noqa: PLC0415

            json.dump(brief_to_json(made), out, ensure_ascii=False, indent=1)
            out.write("\n")
