"""`vedette positions`: who supports, blames, warns whom; who is silent though bound."""

from typing import Any

import click

from vedette.cli.stored import (
    check_country,
    format_option,
    opened_store,
    query_of,
    query_options,
    store_option,
    write_json,
)


@click.command(
    epilog="""\b
Example:
  vedette positions --from 2022-09-12 --to 2022-09-30
  vedette positions --actor ARM --bound RUS --bound BLR --bound KAZ"""
)
@query_options
@click.option(
    "--bound", multiple=True, metavar="COUNTRY", help="A state that an agreement binds; told where it is silent."
)
@store_option
@format_option("text", "json", "jsonl")
def positions(store_: str | None, bound: tuple[str, ...], form: str, **asked: Any) -> None:
    """Tell who takes which position towards whom over a period, and which of the bound states take none.

    Exits 1 when there is none.
    """
    from vedette.publishing.relations import position_json, position_lines  # noqa: PLC0415 - not needed for --help
    from vedette.workflow.asking import positions_of  # noqa: PLC0415

    for state in bound:
        check_country("--bound", state.upper())
    with opened_store(store_) as store:
        found = positions_of(store, query_of(store, asked), [b.upper() for b in bound])
    if form != "text":
        write_json(map(position_json, found), form)
    for p in found if form == "text" else ():
        for line in position_lines(p):
            click.echo(line)
    if not found:
        click.echo("vedette: no position found; ask for less at once", err=True)
        raise click.exceptions.Exit(1)
