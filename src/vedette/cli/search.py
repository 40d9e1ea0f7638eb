"""`vedette search`: sentences by their words, and claims by everything that they tell."""

from typing import TYPE_CHECKING, Any

import click

from vedette.cli.stored import (
    format_option,
    opened_store,
    page_options,
    query_of,
    query_options,
    store_option,
    write_json,
)

if TYPE_CHECKING:
    from vedette.store.query import Query
    from vedette.store.store import Store

_ON_DOCUMENTS = {"words", "since", "until", "source", "document", "limit", "after"}


@click.command(
    epilog="""\b
Example:
  vedette search '"opened fire" Sotk'
  vedette search --dyad ARM-AZE --type assault --from 2022-09-12 --to 2022-09-14
  vedette search ceasefire --claimant RUS --format jsonl"""
)
@click.argument("words", nargs=-1)
@query_options
@click.option("--min-confidence", "confidence", type=click.FloatRange(0, 1), help="Events of at least this confidence.")
@click.option("--figures", is_flag=True, help="Search figures of casualties instead of events.")
@page_options
@store_option
@format_option("text", "json", "jsonl")
def search(words: tuple[str, ...], figures: bool, store_: str | None, form: str, **asked: Any) -> None:
    """Search the store: sentences that hold all WORDS ("quoted words" in a row, -word for none of it), or claims.

    With WORDS alone (or a period, a source, a document beside them) sentences are found, those stored last first. With any
    other option, or without WORDS, events are found by their day, and WORDS must stand in their sentence. Exits 1 when nothing
    is found.
    """
    if (asked["side"] or asked["kind"]) and not figures:
        raise click.UsageError("--side and --kind choose figures; add --figures")
    with opened_store(store_) as store:
        query = query_of(store, {**asked, "words": " ".join(words) or None})
        sentences = bool(words) and not figures and all(v is None or k in _ON_DOCUMENTS for k, v in asked.items())
        kind = "sentence" if sentences else "figure" if figures else "event"
        count = _write(store, query, kind, form)
    if not count:
        click.echo("vedette: nothing found; ask for less at once", err=True)
        raise click.exceptions.Exit(1)


def _write(store: "Store", query: "Query", kind: str, form: str) -> int:
    found: Any = {"sentence": store.sentences, "figure": store.figures, "event": store.events}[kind](query)
    if form != "text":
        return write_json(({"found": kind, **x.to_json()} for x in found), form)
    from vedette.publishing.stored import claim_lines, hit_lines  # noqa: PLC0415 - only for text

    for x in found:
        for line in hit_lines(x) if kind == "sentence" else claim_lines(x):
            click.echo(line)
    if len(found) == query.limit:
        click.echo(f"vedette: more may follow; go on with --after {found[-1].cursor}", err=True)
    return len(found)
