"""What the commands on the store share: which store, what is asked of it, and how a page is written."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vedette.errors import StopError
from vedette.records.record import CASUALTY_KINDS, STATUSES

if TYPE_CHECKING:
    from vedette.store.query import Box, Query
    from vedette.store.store import Store

F = Callable[..., Any]
T = TypeVar("T")


def store_option(command: F) -> F:
    """Add the option that names the store."""
    return click.option(
        "--store",
        "store_",
        metavar="FILE-or-URL",
        envvar="VEDETTE_STORE",
        show_envvar=True,
        help="The store: a file, or postgresql://user@host/database.",
    )(command)


def format_option(*forms: str) -> Callable[[F], F]:
    """Add the option that chooses among `forms`, the first being the default."""
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help="How it is written."
    )


def period_options(command: F) -> F:
    """Add the options that bound a period."""
    for option in (
        click.option("--to", "until", metavar="DAY", help="Up to this day (ISO), included."),
        click.option("--from", "since", metavar="DAY", help="From this day (ISO) on."),
    ):
        command = option(command)
    return command


def query_options(command: F) -> F:
    """Add the options by which claims are chosen."""
    for option in reversed(
        (
            click.option("--actor", metavar="PARTY", help="Did or suffered it: ARM, ARM/MIL, or an entity's id."),
            click.option("--doer", metavar="PARTY", help="Did it."),
            click.option("--dyad", metavar="A-B", help="Between two countries, either way round: ARM-AZE."),
            click.option("--type", "type_", metavar="TYPE", help="Of a type of the codebook: ASSAULT."),
            click.option("--status", type=click.Choice(STATUSES), help="Told as this."),
            click.option("--claimant", metavar="PARTY", help="Said by this party."),
            click.option("--source", metavar="NAME", help="From this publisher."),
            click.option("--window", metavar="S,W,N,E", help="Inside this window on the map, in degrees."),
            click.option("--side", metavar="COUNTRY", help="Figures of this side's victims."),
            click.option("--kind", type=click.Choice(CASUALTY_KINDS), help="Figures of people to whom this happened."),
            click.option("--document", metavar="ID", help="From this document."),
            click.option("--incident", metavar="ID", help="Of this incident (the beginning of its id will do)."),
        )
    ):
        command = option(command)
    return period_options(command)


def page_options(command: F) -> F:
    """Add the options that choose a page."""
    for option in (
        click.option("--after", metavar="CURSOR", help="Go on after the item with this cursor."),
        click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Items at most."),
    ):
        command = option(command)
    return command


@contextmanager
def opened_store(told: str | None, *, make: bool = False) -> "Iterator[Store]":
    """Open the store that is meant for the time of the block."""
    from vedette.api import open_store  # noqa: PLC0415 - loads the database library

    store = open_store(told, make=make)
    try:
        yield store
    finally:
        store.close()


def query_of(store: "Store", asked: dict[str, Any]) -> "Query":
    """Return the query of the options in `asked`; raises UsageError where one is written wrongly."""
    from vedette.store.query import Query  # noqa: PLC0415 - loads the database library

    known = {name: value for name, value in asked.items() if value is not None}
    if "type_" in known:
        known["type"] = type_of(known.pop("type_"))
    if "dyad" in known:
        known["dyad"] = pair_of(known["dyad"])
    for option in {"actor", "doer", "claimant", "side"} & set(known):
        check_party(f"--{option}", known[option])
    if "window" in known:
        known["box"] = box_of(known.pop("window"))
    if "incident" in known:
        known["incident"] = store.incident(known["incident"]).id
    return Query(**known)


def type_of(told: str) -> str:
    """Return a type of the codebook as it is written there."""
    from vedette.workflow import asked  # noqa: PLC0415 - loads the database library

    return _meant("--type", asked.type_of, told)


def pair_of(told: str) -> tuple[str, str]:
    """Return the two countries of a dyad written as ARM-AZE."""
    from vedette.workflow import asked  # noqa: PLC0415 - loads the database library

    return _meant("--dyad", asked.pair_of, told)


def check_party(option: str, told: str) -> None:
    """Raise UsageError where a party begins with three capitals that are no country's code: "ARN", "ARN/MIL"."""
    from vedette.workflow import asked  # noqa: PLC0415 - loads the database library

    _meant(option, asked.check_party, told)


def check_country(option: str, told: str) -> None:
    """Raise UsageError, with the codes that are near, where `told` is no code of a country or of a body of them."""
    from vedette.workflow import asked  # noqa: PLC0415 - loads the database library

    _meant(option, asked.country_of, told)


def box_of(told: str) -> "Box":
    """Return the window written as south,west,north,east."""
    from vedette.workflow import asked  # noqa: PLC0415 - loads the database library

    return _meant("--window", asked.box_of, told)


def _meant(option: str, read: Callable[[str], T], told: str) -> T:
    """Return what `read` makes of the words; its complaint is one about the option."""
    try:
        return read(told)
    except StopError as e:
        # "dyad 'ARM': is none" reads as the option's own complaint once it has its dashes.
        own = str(e).startswith(f"{option[2:]} ")
        raise click.UsageError(f"--{e}" if own else f"{option}: {e}") from None


def printable(text: str) -> str:
    """Return `text` as it may stand in a line for people: what commands a terminal or ends the line is a blank."""
    return "".join(c if c.isprintable() else " " for c in text)


def write_json(items: Iterable[dict[str, Any]], form: str) -> int:
    """Write items as JSON Lines or as one JSON array; returns how many."""
    if form == "json":
        whole = list(items)
        click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        return len(whole)
    count = 0
    for item in items:
        click.echo(json.dumps(item, ensure_ascii=False))
        count += 1
    return count


@contextmanager
def progress() -> Iterator[Any]:
    """Yield a function that shows how far a long command is, on a terminal's standard error alone."""
    from rich.console import Console  # noqa: PLC0415 - not needed for --help
    from rich.progress import Progress as Bar  # noqa: PLC0415
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TextColumn("{task.fields[rate]}"))
    with Bar(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="")

        def show(line: str, count: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0
            bar.update(task, description=line, rate=f"{count / elapsed:.1f} documents/s" if elapsed > 1 else "")

        yield show
