"""`vedette contacts`: who called, met, hosted or wrote to whom, and what was said beside it."""

from typing import Any

import click

from vedette.cli.stored import format_option, opened_store, query_of, query_options, store_option, write_json


@click.command(
    epilog="""\b
Example:
  vedette contacts --actor USA --from 2022-09-12 --to 2022-09-30
  vedette contacts --dyad ARM-AZE --format json"""
)
@query_options
@store_option
@format_option("text", "json", "jsonl")
def contacts(store_: str | None, form: str, **asked: Any) -> None:
    """Tell who called, met, visited or wrote to whom, by day, with what was said beside it.

    Exits 1 when there is none.
    """
    from vedette.publishing.relations import contact_json, contact_lines  # noqa: PLC0415 - not needed for --help
    from vedette.workflow.asking import contacts_of  # noqa: PLC0415

    with opened_store(store_) as store:
        found = contacts_of(store, query_of(store, asked))
    if form != "text":
        write_json(map(contact_json, found), form)
    for c in found if form == "text" else ():
        for line in contact_lines(c):
            click.echo(line)
    if not found:
        click.echo("vedette: no contact found; ask for less at once", err=True)
        raise click.exceptions.Exit(1)
