"""`vedette documents`: what is stored, read and unread, the bytes it came in, and what was changed in silence."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.stored import format_option, opened_store, page_options, printable, store_option, write_json

if TYPE_CHECKING:
    from vedette.records.document import Document
    from vedette.store.standing import Standing
    from vedette.store.versions import Change

_FACTS = ("id", "title", "source", "published", "language", "url", "byline")


@click.group()
def documents() -> None:
    """Tell what is stored: documents read and unread, their original bytes, articles that changed."""


@documents.command(
    name="list", epilog="\b\nExample:\n  vedette documents list --unread\n  vedette documents list --source 'UN News'"
)
@click.option("--unread", is_flag=True, help="Only those that no reader has read, each with the reason.")
@click.option("--source", metavar="NAME", help="From this publisher.")
@click.option("--language", metavar="CODE", help="In this language: ru.")
@page_options
@store_option
@format_option("text", "json", "jsonl")
def list_command(
    unread: bool, source: str | None, language: str | None, limit: int, after: str | None, store_: str | None, form: str
) -> None:
    """List documents in the order in which they were stored. Exits 1 when there are none."""
    from vedette.store.standing import documents_page  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store, store.reading() as connection:
        found = documents_page(
            connection, after=_number(after), limit=limit, source=source, language=language, unread=unread
        )
    rows = [_row(serial, document, read=read) for serial, document, read in found]
    if form == "text":
        for row in rows:
            click.echo(_line(row))
    else:
        write_json(rows, form)
    if not rows:
        click.echo("vedette: no such document", err=True)
        raise click.exceptions.Exit(1)
    if len(rows) == limit:
        click.echo(f"vedette: more may follow; go on with --after {rows[-1]['cursor']}", err=True)


def _number(after: str | None) -> int:
    try:
        return int(after or 0)
    except ValueError:
        raise click.UsageError(f"--after {after!r} is no cursor of this list; write the one that was told") from None


def _row(serial: int, document: "Document", *, read: bool) -> dict[str, Any]:
    from vedette.api import readers  # noqa: PLC0415 - loads the readers' code

    facts = {name: getattr(document, name) for name in _FACTS}
    reason = None if read else readers().why_not(document) or "is not read yet; run 'vedette store reread'"
    return {**facts, "read": read, "why_unread": reason, "characters": len(document.text), "cursor": str(serial)}


def _line(row: dict[str, Any]) -> str:
    parts = [row["id"][:12], (row["published"] or "no date")[:16], row["language"] or "?", row["source"] or "no source"]
    reason = f" — unread: {row['why_unread']}" if row["why_unread"] else ""
    return printable("  ".join([*parts, row["title"] or "without a title"]) + reason)


@documents.command(epilog="\b\nExample:\n  vedette documents show b3e92da82ae2")
@click.argument("document", metavar="ID")
@click.option("--text", "whole", is_flag=True, help="Show the text as well.")
@store_option
@format_option("text", "json")
def show(document: str, whole: bool, store_: str | None, form: str) -> None:
    """Show how a document came, who read it, where its original bytes are kept, and how its article changed."""
    from vedette.store.standing import standing_of  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store, store.reading() as connection:
        found = standing_of(connection, document)
    if form == "json":
        click.echo(json.dumps(_standing_json(found, whole=whole), ensure_ascii=False, indent=1))
        return
    for line in _standing_lines(found):
        click.echo(printable(line))
    if whole:
        click.echo(f"\n{found.document.text}")


def _standing_json(found: "Standing", *, whole: bool) -> dict[str, Any]:
    from dataclasses import asdict  # noqa: PLC0415 - not needed for --help

    told = {name: getattr(found.document, name) for name in _FACTS}
    return {
        **told,
        **({"text": found.document.text} if whole else {}),
        "arrivals": [asdict(a) for a in found.arrivals],
        "readings": [asdict(r) for r in found.readings],
        "originals": [asdict(o) for o in found.originals],
        "changes": [_change_json(c) for c in found.changes],
    }


def _standing_lines(found: "Standing") -> Iterator[str]:
    for name in _FACTS:
        if value := getattr(found.document, name):
            yield f"{name:10s} {value}"
    for a in found.arrivals:
        yield f"came       {a.at}  {a.way}"
    for r in found.readings:
        yield f"read       {r.at}  {r.events} events, {r.figures} figures, by {r.reader}"
    if not found.readings:
        yield "read       not yet"
    for o in found.originals:
        yield f"original   {o.at}  {o.kind or 'unknown kind'}, {o.uri}, {o.kept.file} at {o.kept.offset}, SHA-256 {o.kept.hash}"
    for c in found.changes:
        yield f"changed    {c.at}  {c.before.id[:12]} → {c.after.id[:12]}"


@documents.command(epilog="\b\nExample:\n  vedette documents original b3e92da82ae2 --output report.html")
@click.argument("document", metavar="ID")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@store_option
def original(document: str, output: Path | None, store_: str | None) -> None:
    """Write the bytes that a document was taken out of, as they came, checked against their hash.

    They may be hostile: a page is written, never opened. Exits 1 where none were kept.
    """
    from vedette.errors import SkipError, StopError  # noqa: PLC0415 - kept with the imports below
    from vedette.sources.archive.archive import Archive  # noqa: PLC0415 - loads the database library with the rest
    from vedette.store.standing import standing_of  # noqa: PLC0415
    from vedette.workflow.archives import archive_of  # noqa: PLC0415

    with opened_store(store_) as store, store.reading() as connection:
        found = standing_of(connection, document)
        folder = archive_of(store)
    if not found.originals:
        click.echo(f"vedette: document {found.document.id}: no bytes of its own were kept (it came as text)", err=True)
        raise click.exceptions.Exit(1)
    try:
        data = Archive(folder).get(found.originals[-1].kept).data
    except SkipError as e:
        raise StopError(str(e)) from e
    if output is not None:
        _write(output, data)
    elif sys.stdout.isatty() and b"\x1b" in data:
        raise StopError(
            f"document {found.document.id}: its bytes would command your terminal; write them with --output"
        )
    else:
        sys.stdout.buffer.write(data)


def _write(output: Path, data: bytes) -> None:
    from vedette.errors import StopError  # noqa: PLC0415 - not needed for --help

    try:
        output.write_bytes(data)
    except OSError as e:
        raise StopError(
            f"output {output}: cannot be written ({e.strerror}); name a file in a directory that exists"
        ) from e


@documents.command(
    epilog="\b\nExample:\n  vedette documents changes --since 2026-11-28\n  vedette documents changes --document b3e92da82ae2"
)
@click.option("--source", metavar="ID", help="Of this source of the registry.")
@click.option("--document", metavar="ID", help="Of the article that this document is a version of.")
@click.option("--since", metavar="DAY", help="Seen on this day (ISO) or later.")
@page_options
@store_option
@format_option("text", "json", "jsonl")
def changes(
    source: str | None,
    document: str | None,
    since: str | None,
    limit: int,
    after: str | None,
    store_: str | None,
    form: str,
) -> None:
    """Show articles that were changed after publication, word by word, the newest first. Exits 1 when there are none.

    [-words-] were taken out, {+words+} put in.
    """
    from vedette.store.standing import document_called  # noqa: PLC0415 - loads the database library
    from vedette.store.versions import changes as ask  # noqa: PLC0415

    with opened_store(store_) as store, store.reading() as connection:
        wanted = document_called(connection, document).id if document else None
        cursor = str(_number(after)) if after else None
        found = ask(connection, source=source, document=wanted, since=since, after=cursor, limit=limit)
    if form == "text":
        for change in found:
            for line in _change_lines(change):
                click.echo(printable(line))
    else:
        write_json((_change_json(c) for c in found), form)
    if not found:
        click.echo("vedette: no article was changed, as far as was watched", err=True)
        raise click.exceptions.Exit(1)
    if len(found) == limit:
        click.echo(f"vedette: more may follow; go on with --after {found[-1].cursor}", err=True)


def _change_lines(change: "Change") -> Iterator[str]:
    from vedette.publishing.differences import difference_lines  # noqa: PLC0415 - only for text

    yield f"{change.at}  {change.after.source or change.source}: {change.after.title or change.item}"
    yield f"    {change.after.url or change.item}  {change.before.id[:12]} → {change.after.id[:12]}"
    yield from difference_lines(change.before, change.after)


def _change_json(change: "Change") -> dict[str, Any]:
    from vedette.publishing.differences import difference_json  # noqa: PLC0415 - not needed for --help

    return {
        "source": change.source,
        "item": change.item,
        "at": change.at,
        "before": change.before.id,
        "after": change.after.id,
        "differences": difference_json(change.before, change.after),
        "cursor": change.cursor,
    }
