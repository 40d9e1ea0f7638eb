"""The commands that change the user's own list of sources, and those that carry lists in and out."""

import getpass
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.inputs import opened
from vedette.cli.sources_shared import registry_told, sources_option
from vedette.cli.stored import format_option, opened_store, store_option
from vedette.errors import SkipError, StopError
from vedette.records.source import ADDRESS_KINDS, SOURCE_KINDS

if TYPE_CHECKING:
    from vedette.records.source import Source
    from vedette.sources.registry.checks import Known

_EMPTY = "# Sources; 'vedette sources check' checks how this list is written, docs/sources.md tells the fields.\n"


@click.command(epilog="\b\nExample:\n  vedette sources add https://example.org/rss --name Example --country ARM")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@sources_option
@click.option(
    "--as", "as_", type=click.Choice(ADDRESS_KINDS), help="What stands at the address; guessed where left out."
)
@click.option("--pattern", metavar="REGEX", default="", help="Take only items whose address matches this.")
@click.option("--id", "id_", metavar="ID", help="Id of the source; made from the address where left out.")
@click.option("--name", metavar="NAME", help="Name of the source.")
@click.option("--kind", type=click.Choice(SOURCE_KINDS), help="What kind of publisher it is.")
@click.option("--country", metavar="CODE", help="Its country: ARM.")
@click.option("--empty", is_flag=True, help="Begin a new list with nothing instead of the shipped sources.")
@store_option
def add(
    urls: tuple[str, ...],
    list_: Path | None,
    *,
    as_: str | None,
    pattern: str,
    id_: str | None,
    store_: str | None,
    empty: bool,
    **told: str | None,
) -> None:
    """Add a source for each URL (or folder, or t.me channel) to your list, which is made where there is none.

    A new list begins with the shipped sources. What is already in the file, comments too, stays as it is.
    """
    from vedette.sources.registry.write import guessed  # noqa: PLC0415 - not needed for --help

    if len(urls) > 1 and (id_ or told["name"]):
        raise click.UsageError("--id and --name are for one source; add one URL at a time")
    path, text, known = _own(list_, empty=empty)
    taken = _ids(text, known)
    new: list[Source] = []
    for url in urls:
        source = guessed(url, taken, as_, pattern)
        known_of_it: dict[str, Any] = {k: v for k, v in told.items() if v is not None}
        source = replace(source, id=id_ or source.id, **known_of_it)
        new.append(source)
        taken.add(source.id)
    _change(path, _with(text, new, known), store_, "source added", [s.id for s in new])
    for source in new:
        click.echo(f"{source.id}: {source.addresses[0].kind} {source.addresses[0].url}, added to {path}", err=True)


@click.command(epilog="\b\nExample:\n  vedette sources remove example")
@click.argument("source", metavar="ID")
@sources_option
@store_option
def remove(source: str, list_: Path | None, store_: str | None) -> None:
    """Take a source out of your list. What was read from it stays in the store."""
    from vedette.sources.registry.edit import removed  # noqa: PLC0415 - not needed for --help

    path, text, known = _own(list_)
    _change(path, removed(text, source, known), store_, "source removed", [source])
    click.echo(f"{source}: taken out of {path}", err=True)


@click.command(epilog="\b\nExample:\n  vedette sources pause example")
@click.argument("source", metavar="ID")
@sources_option
@store_option
def pause(source: str, list_: Path | None, store_: str | None) -> None:
    """Leave a source in your list, but look at it no longer."""
    _pause(source, list_, store_, pause=True)


@click.command(epilog="\b\nExample:\n  vedette sources resume example")
@click.argument("source", metavar="ID")
@sources_option
@store_option
def resume(source: str, list_: Path | None, store_: str | None) -> None:
    """Look at a paused source again."""
    _pause(source, list_, store_, pause=False)


def _pause(source: str, list_: Path | None, store_: str | None, *, pause: bool) -> None:
    from vedette.sources.registry.edit import paused  # noqa: PLC0415 - not needed for --help

    path, text, known = _own(list_)
    action = "source paused" if pause else "source resumed"
    _change(path, paused(text, source, known, pause=pause), store_, action, [source])
    click.echo(f"{source}: {'paused' if pause else 'looked at again'}, in {path}", err=True)


@click.command(name="import", epilog="\b\nExample:\n  vedette sources import subscriptions.opml --empty")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@sources_option
@click.option("--empty", is_flag=True, help="Begin a new list with nothing instead of the shipped sources.")
@store_option
def import_command(file: Path, list_: Path | None, store_: str | None, *, empty: bool) -> None:
    """Add the feeds of an OPML file to your list; those whose address is in it already are left out."""
    from vedette.sources.registry.file import read_entries  # noqa: PLC0415
    from vedette.sources.registry.opml import read_opml  # noqa: PLC0415 - loads the parser
    from vedette.sources.registry.write import free_id, list_text  # noqa: PLC0415

    try:
        found = read_opml(file.read_bytes())
    except OSError as e:
        raise StopError(f"import {file}: cannot be read ({e.strerror}); name an OPML file") from e
    except SkipError as e:
        raise StopError(f"import {file}: {e.cause}; {e.remedy}") from e
    path, text, known = _own(list_, empty=empty)
    there = [e.source for e in read_entries(text, str(path), known)[0]]
    urls = {a.url for s in there for a in s.addresses}
    # What a foreign file tells is checked like what a person writes; a broken entry is told and left out.
    entries, problems = read_entries(list_text(found), str(file), known)
    taken, new = {s.id for s in there}, []
    for source in (e.source for e in entries):
        if not {a.url for a in source.addresses} <= urls:
            new.append(replace(source, id=free_id(source.id, taken)))
            taken.add(new[-1].id)
    for problem in problems:
        click.echo(f"vedette: {file}, {problem.entry}: {problem.cause}; {problem.remedy}", err=True)
    if new:
        _change(path, _with(text, new, known), store_, "source added", [s.id for s in new])
    click.echo(f"{file}: {len(new)} sources added to {path}, {len(entries) - len(new)} there already", err=True)
    if any(not p.warning for p in problems):
        raise click.exceptions.Exit(2)


@click.command(epilog="\b\nExample:\n  vedette sources export --format opml --output sources.opml")
@sources_option
@format_option("opml", "yaml", "json")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
def export(list_: Path | None, form: str, output: Path | None) -> None:
    """Write the sources as OPML (for feed readers), as YAML (the list as it is, comments too) or as JSON (filled up)."""
    from vedette.sources.registry.registry import shipped_text, text_of  # noqa: PLC0415 - loads the knowledge base

    registry = registry_told(list_)
    found = tuple(r.source for r in registry.sources)
    if form == "opml":
        from vedette.sources.registry.opml import write_opml  # noqa: PLC0415 - loads the parser

        text = write_opml(found).decode("utf-8")
    elif form == "yaml":
        text = shipped_text() if registry.path is None else text_of(registry.path)
    else:
        text = json.dumps([s.to_json() for s in found], ensure_ascii=False, indent=1) + "\n"
    with opened(output) as handle:
        handle.write(text)


@click.command(name="sign-in", epilog="\b\nExample:\n  vedette sources sign-in")
def sign_in() -> None:
    """Sign in to Telegram once, by phone number and code, so that channels are read through its own interface.

    Needs the extra "telegram" and VEDETTE_TELEGRAM_API_ID, VEDETTE_TELEGRAM_API_HASH and VEDETTE_TELEGRAM_SESSION (docs/sources.md).
    """
    from vedette.sources.listings.telegram_client import sign_in as sign  # noqa: PLC0415 - not needed for --help

    sign()
    click.echo("vedette: signed in; 'vedette watch' reads Telegram's channels now", err=True)


EDITS = (add, remove, pause, resume, import_command, export, sign_in)


def _own(list_: Path | None, *, empty: bool = False) -> "tuple[Path, str, Known]":
    """Return the user's own list: its path, its text (of the shipped list where it is yet to be made), what it may name."""
    from vedette.knowledge.base import load_knowledge  # noqa: PLC0415 - not needed for --help
    from vedette.settings import sources_file  # noqa: PLC0415
    from vedette.sources.registry.registry import known_to, shipped_text, text_of  # noqa: PLC0415

    path = list_ or sources_file(make=True)
    if path is None:  # pragma: no cover - with `make` there is always one
        raise StopError("sources: no place for a list of your own; name one with --sources")
    # A list that is a link is changed where it really stands.
    path = path.resolve()
    if path.exists():
        return path, text_of(path), known_to(load_knowledge())
    return path, _EMPTY if empty else shipped_text(), known_to(load_knowledge())


def _ids(text: str, known: "Known") -> set[str]:
    from vedette.sources.registry.file import read_entries  # noqa: PLC0415 - not needed for --help

    return {e.source.id for e in read_entries(text, "the list", known)[0]}


def _with(text: str, new: "list[Source]", known: "Known") -> str:
    from vedette.sources.registry.edit import added  # noqa: PLC0415 - not needed for --help
    from vedette.sources.registry.file import read_entries  # noqa: PLC0415
    from vedette.sources.registry.write import list_text  # noqa: PLC0415

    entries, problems = read_entries(list_text(new), "what is added", known)
    for problem in problems:
        if not problem.warning:
            raise StopError(f"{problem.entry}: {problem.cause}; {problem.remedy}")
        click.echo(f"vedette: {problem.entry}: {problem.cause}; {problem.remedy}", err=True)
    return added(text, (e.source for e in entries), known)


def _change(path: Path, text: str, store_: str | None, action: str, sources: Sequence[str]) -> None:
    """Write the list, and note in the audit log of the store, where there is one, what was done to which sources."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise StopError(f"sources {path}: its folder cannot be made ({e.strerror}); name another with --sources") from e
    with _noted(store_, action, sources, path), opened(path) as handle:
        handle.write(text)


@contextmanager
def _noted(store_: str | None, action: str, sources: Sequence[str], path: Path) -> Iterator[None]:
    from vedette.settings import store_address  # noqa: PLC0415 - not needed for --help
    from vedette.store.address import Address  # noqa: PLC0415 - loads the database library
    from vedette.workflow.source_edits import noted_edit  # noqa: PLC0415

    file = Address.of(store_address(store_)).file
    if file is not None and not file.exists():
        yield
        return
    with opened_store(store_) as store, noted_edit(store, getpass.getuser(), action, sources, path):
        yield
