"""`vedette store`: check, mend and bring forward the store, and read its documents anew."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedette.cli.stored import format_option, opened_store, progress, store_option

if TYPE_CHECKING:
    from vedette.store.address import Address
    from vedette.workflow.repair import Saved


@click.group()
def store() -> None:
    """Check, mend or bring forward the store, or read its documents anew."""


@store.command(epilog="\b\nExample:\n  vedette store check --store reports.db")
@click.option("--originals", is_flag=True, help="Read every original in the archive and hold it against its hash.")
@store_option
@format_option("text", "json")
def check(originals: bool, store_: str | None, form: str) -> None:
    """Check the file, every text, receipt, count and original, and the audit log; exits 1 where something is at fault, 2 where nothing can be read."""
    from vedette.store.check import check_all, counts_of  # noqa: PLC0415 - loads the database library
    from vedette.workflow.archives import missing_originals  # noqa: PLC0415

    found: list[dict[str, str]] = []
    with opened_store(store_) as opened, opened.reading() as connection:
        for fault in (*check_all(connection), *missing_originals(opened, bytes_too=originals)):
            found.append({"kind": fault.kind, "item": fault.item, "what": fault.what})
            if form == "text":
                click.echo(f"{fault.item}: {fault.what}")
        checked = counts_of(connection)
    if form == "json":
        click.echo(json.dumps({"sound": not found, "checked": checked, "faults": found}, ensure_ascii=False))
    told = ", ".join(f"{n} {what}" for what, n in checked.items())
    # A broken audit log is kept as it is: it must stay to be seen.
    mends = any(f["kind"] not in ("original", "audit") for f in found)
    remedy = f"{len(found)} faults{'; vedette store repair mends those of the store' if mends else ''}"
    remedy = remedy if found else f"the store is sound: {told}"
    click.echo(remedy, err=True)
    if found:
        raise click.exceptions.Exit(1)


@store.command(epilog="\b\nExample:\n  vedette store repair --store reports.db")
@store_option
@click.option("--rebuild", is_flag=True, help="Only build the full text and the incidents again.")
@format_option("text", "json")
def repair(store_: str | None, rebuild: bool, form: str) -> None:
    """Mend a damaged store, or build its full text and incidents again where the file is sound.

    Out of a damaged file everything that is readable and hangs together is saved into a new one that takes its place; the
    damaged one is kept beside it, and documents whose readings are lost are stored unread. Judgements stay. Exits 1 where documents could not be saved at all.
    """
    from vedette.settings import store_address  # noqa: PLC0415 - not needed for --help
    from vedette.store.address import Address  # noqa: PLC0415

    address = Address.of(store_address(store_))
    if rebuild or _is_sound(store_):
        _rebuild(store_, form)
    else:
        _save(address, form)


def _is_sound(told: str | None) -> bool:
    """Tell whether the file and what is kept in it are sound, whatever may be wrong with what is derived."""
    from vedette.store.check import check_all  # noqa: PLC0415
    from vedette.store.faults import DamagedError  # noqa: PLC0415

    try:
        with opened_store(told) as opened, opened.reading() as connection:
            return all(f.kind in ("derived", "words", "audit") for f in check_all(connection))
    except DamagedError:
        return False


def _rebuild(told: str | None, form: str) -> None:
    from vedette.workflow.repair import rebuild  # noqa: PLC0415 - loads the database library

    done = 0
    with opened_store(told) as opened, progress() as show:
        for done in rebuild(opened):
            show(f"{done} documents", done)
    if form == "json":
        click.echo(json.dumps({"rebuilt": done}))
    else:
        click.echo(f"full text and incidents of {done} documents built again")


def _save(address: "Address", form: str) -> None:
    from vedette.store.faults import faults  # noqa: PLC0415 - loads the database library
    from vedette.workflow.repair import save  # noqa: PLC0415

    with faults(address.shown):
        saved = save(address)
    click.echo(json.dumps(_told(saved)) if form == "json" else _lines(saved, address.shown))
    if saved.lost:
        raise click.exceptions.Exit(1)


def _told(saved: "Saved") -> dict[str, object]:
    return {
        "documents": saved.documents,
        "unread": saved.unread,
        "lost": saved.lost,
        "lost_at_least": not saved.sure,
        "kept_as": str(saved.kept_as),
    }


def _lines(saved: "Saved", shown: str) -> str:
    lines = [f"{saved.documents} documents saved"]
    if saved.unread:
        lines.append(f"{saved.unread} documents are stored unread: vedette store reread --store {shown}")
    if saved.lost:
        least = "" if saved.sure else "at least "
        many = "documents" if saved.lost > 1 else "document"
        lines.append(f"{least}{saved.lost} {many} could not be read at all: add their reports anew")
    elif not saved.sure:
        lines.append("no document is missing as far as the file tells, but the end of its tables could not be read")
    return "\n".join([*lines, f"the damaged file is kept as {saved.kept_as}"])


@store.command(epilog="\b\nExample:\n  vedette store migrate --store reports.db")
@store_option
def migrate(store_: str | None) -> None:
    """Bring a store of an earlier version forward; a copy of a file is made beside it first."""
    from vedette.settings import store_address  # noqa: PLC0415 - not needed for --help
    from vedette.workflow.migrating import bring_forward  # noqa: PLC0415

    done = bring_forward(store_address(store_))
    moved = f"brought from version {done.before} to {done.after}"
    click.echo(f"the store is {moved if done.before != done.after else f'at version {done.after} already'}")
    if done.copy:
        click.echo(f"a copy of what it was: {done.copy}")


@store.command(epilog="\b\nExample:\n  vedette store reread --store reports.db")
@store_option
@click.option("--codebook", type=click.Path(path_type=Path), help="Directory with your own codebook files.")
@format_option("text", "json")
def reread(store_: str | None, codebook: Path | None, form: str) -> None:
    """Read every document anew that this version of the reader has not read; the readings before stay."""
    from vedette.api import read_store_anew  # noqa: PLC0415 - loads the database library

    done = None
    with opened_store(store_) as opened, progress() as show:
        for done in read_store_anew(opened, codebook):
            show(f"{done.again} read anew", done.documents)
    count = done.again if done else 0
    click.echo(json.dumps({"again": count}) if form == "json" else f"{count} documents read anew")
