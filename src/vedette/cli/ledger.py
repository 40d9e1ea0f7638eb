"""`vedette ledger`: every figure by side, kind and claimant over time."""

from typing import TYPE_CHECKING, Any

import click

from vedette.cli.stored import format_option, opened_store, query_of, query_options, store_option, write_json

if TYPE_CHECKING:
    from vedette.records.ledger import Ledger
    from vedette.store.store import Store


@click.command(
    epilog="""\b
Example:
  vedette ledger --from 2022-09-12 --to 2022-09-30
  vedette ledger --dyad ARM-AZE --from 2022-09-01 --to 2022-09-30 --format json
  vedette ledger --incident 3f2a91c0"""
)
@query_options
@store_option
@format_option("text", "json", "jsonl")
def ledger(store_: str | None, form: str, **asked: Any) -> None:
    """Tell every figure of a period, a dyad or an incident: by side of the victims, kind and claimant, over time.

    Figures are never added up or averaged. Exits 1 when there is none.
    """
    with opened_store(store_) as store:
        found = _ledger(store, asked)
    if not found.figures and not found.blame:
        click.echo("vedette: no figure found; widen the period, or add reports with 'vedette add'", err=True)
        raise click.exceptions.Exit(1)
    if form == "text":
        from vedette.publishing.ledger import ledger_lines  # noqa: PLC0415 - only for text

        for line in ledger_lines(found):
            click.echo(line)
        return
    # A figure that two parties give together stands in the lines of both, and is one figure.
    write_json({f.id: f.to_json() for f in found.figures}.values(), form)


def _ledger(store: "Store", asked: dict[str, Any]) -> "Ledger":
    from vedette.workflow.asking import ledger_of, ledger_of_incident  # noqa: PLC0415 - loads the database library

    told = [name for name, value in asked.items() if value is not None]
    if told == ["incident"]:
        return ledger_of_incident(store, store.incident(asked["incident"]))
    return ledger_of(store, query_of(store, asked))
