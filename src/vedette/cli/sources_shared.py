"""What the commands on sources share: which list, which store, and how a table is written."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.stored import opened_store

if TYPE_CHECKING:
    from vedette.sources.registry.registry import Registry, Watching

F = Callable[..., Any]


def sources_option(command: F) -> F:
    """Add the option that names the list of sources."""
    return click.option(
        "--sources",
        "list_",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="VEDETTE_SOURCES",
        show_envvar=True,
        help="The list of sources: your own, else the shipped one.",
    )(command)


@contextmanager
def watched(told: str | None) -> "Iterator[Watching]":
    """Give what the store knows for the time of the block; nothing where there is no store yet."""
    from vedette.settings import store_address  # noqa: PLC0415 - not needed for --help
    from vedette.sources.registry.registry import Unwatched  # noqa: PLC0415
    from vedette.store.address import Address  # noqa: PLC0415
    from vedette.workflow.watched import FromStore  # noqa: PLC0415

    file = Address.of(store_address(told)).file
    if file is not None and not file.exists():
        yield Unwatched()
        return
    with opened_store(told) as opened, opened.reading() as connection:
        yield FromStore(connection)


def registry_told(list_: Path | None) -> "Registry":
    """Return the registry, its problems told on standard error in one line each."""
    from vedette.sources.registry.registry import load_registry  # noqa: PLC0415 - loads the knowledge base

    registry = load_registry(list_)
    for problem in registry.problems:
        click.echo(f"vedette: {problem}", err=True)
    return registry


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as text, each column as wide as its longest field."""
    lines = [header, *rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(header))]
    return "\n".join("  ".join(f.ljust(w) for f, w in zip(line, widths, strict=True)).rstrip() for line in lines)


def minute(time: str | None) -> str:
    """Return a time (ISO, UTC) to the minute, "-" for none."""
    return time[:16].replace("T", " ") if time else "-"
