"""`vedette flareups`: days on which more happened than the own past explains."""

from typing import Any

import click

from vedette.cli.stored import check_party, format_option, opened_store, period_options, store_option, write_json


@click.command(
    epilog="""\b
Example:
  vedette flareups --from 2022-09-01 --to 2022-09-30
  vedette flareups --actor ARM --alpha 0.0001 --format json"""
)
@period_options
@click.option("--actor", metavar="PARTY", help="Of incidents in which this country has a part.")
@click.option("--alpha", type=click.FloatRange(0, 1, min_open=True), default=0.001, show_default=True,
              help="Chance of as many or more under the own past, below which a day is told.")  # fmt: skip
@store_option
@format_option("text", "json", "jsonl")
def flareups(store_: str | None, alpha: float, form: str, **asked: Any) -> None:
    """Tell the flare-ups of a period, for each dyad and country against its own past, with the incident that began each.

    A flare-up needs three incidents on a day and two independent texts; rare days with less are told as too small to tell.
    Exits 1 when there is none.
    """
    from dataclasses import asdict  # noqa: PLC0415 - not needed for --help

    from vedette.publishing.parties import names  # noqa: PLC0415
    from vedette.publishing.relations import flareup_lines  # noqa: PLC0415
    from vedette.store.query import Query  # noqa: PLC0415
    from vedette.workflow.asking import flareups_of  # noqa: PLC0415

    if asked.get("actor"):
        check_party("--actor", asked["actor"])
    with opened_store(store_) as store:
        found, small = flareups_of(store, Query(**{k: v for k, v in asked.items() if v}), alpha)
    if form != "text":
        write_json(({**asdict(f), "of": list(f.of)} for f in found), form)
    for f in found if form == "text" else ():
        for line in flareup_lines(f):
            click.echo(line)
    for x in small:
        click.echo(f"vedette: {names(x.of)}: {x.reason}", err=True)
    if not found:
        click.echo(
            "vedette: no flare-up; the days are within what their past explains, or the past is too short", err=True
        )
        raise click.exceptions.Exit(1)
