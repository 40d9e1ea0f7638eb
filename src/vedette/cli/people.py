"""`vedette people`: who may work at the desk, their sessions, and the audit log."""

import getpass
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.sources_shared import minute, table
from vedette.cli.stored import format_option, opened_store, printable, store_option
from vedette.records.person import ROLES, checked_name

if TYPE_CHECKING:
    from vedette.store.audit import Entry

F = Callable[..., Any]
LINK = "/invitation/"
"""Where the desk takes up an invitation."""


@click.group()
def people() -> None:
    """Tell who may work at the desk and as what, invite and bar people, end their sessions, read the audit log."""


def _author_option(command: F) -> F:
    told = "Who does it, for the audit log; the name of your account unless told."
    return click.option("--author", metavar="NAME", help=told, default=getpass.getuser)(command)


@people.command(name="list", epilog="\b\nExample:\n  vedette people list")
@store_option
@format_option("text", "json")
def list_command(store_: str | None, form: str) -> None:
    """List everybody who was ever invited: name, role, whether active, whether there is a password."""
    from vedette.workflow.people import people as everybody  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store:
        found = everybody(store)
    if form == "json":
        click.echo(json.dumps([asdict(p) for p in found], ensure_ascii=False, indent=1))
        return
    lines = [(p.name, p.role, "yes" if p.active else "no", "yes" if p.ready else "no", minute(p.at)) for p in found]
    click.echo(table(("name", "role", "active", "password", "invited"), lines))
    if not found:
        click.echo("nobody was invited yet: vedette people invite NAME --role administrator", err=True)


@people.command(epilog="\b\nExample:\n  vedette people invite Jane --role administrator")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help="What the person may do; who is there already keeps the role.")
@_author_option
@store_option
@format_option("text", "json")
def invite(name: str, role: str | None, author: str, store_: str | None, form: str) -> None:
    """Invite NAME, or anew somebody who forgot the password: prints where to take a password, once, within 48 hours.

    Whoever has what is printed comes in as that person: hand it over by a way that nobody else reads.
    """
    from vedette.workflow.people import invite as inviting  # noqa: PLC0415 - loads the database library
    from vedette.workflow.people import people as everybody  # noqa: PLC0415

    with opened_store(store_, make=True) as store:
        known = role or next((p.role for p in everybody(store) if p.name == checked_name(name)), None)
        if known is None:
            raise click.UsageError(f"{name} is new; tell what the person may do: --role {'|'.join(ROLES)}")
        made = inviting(store, name, known, by=author)
    if form == "json":
        told = {"person": asdict(made.person), "link": LINK + made.word, "ends": made.ends}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(LINK + made.word)
    told_of = f"{made.person.name}, {made.person.role}: open this at the desk's address until {minute(made.ends)} UTC"
    click.echo(f"{told_of}; it holds once", err=True)


@people.command(epilog="\b\nExample:\n  vedette people role Jane editor")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@_author_option
@store_option
def role(name: str, role: str, author: str, store_: str | None) -> None:
    """Give NAME another ROLE; each may do what those before it may. The last active administrator stays one."""
    from vedette.workflow.people import change_role  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store:
        change_role(store, name, role, by=author)
    click.echo(f"{name}: {role} now", err=True)


@people.command(epilog="\b\nExample:\n  vedette people deactivate Jane")
@click.argument("name")
@_author_option
@store_option
def deactivate(name: str, author: str, store_: str | None) -> None:
    """Let NAME in no more: sessions and invitations end, tokens are revoked. What the person did stays, with the name."""
    from vedette.workflow.people import deactivate as bar  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store:
        bar(store, name, by=author)
    click.echo(f"{name}: may come in no more", err=True)


@people.command(epilog="\b\nExample:\n  vedette people activate Jane")
@click.argument("name")
@_author_option
@store_option
def activate(name: str, author: str, store_: str | None) -> None:
    """Let NAME in again, by the password that was; tokens stay revoked."""
    from vedette.workflow.people import activate as admit  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store:
        admit(store, name, by=author)
    click.echo(f"{name}: may come in again", err=True)


@people.command(epilog="\b\nExample:\n  vedette people sessions Jane")
@click.argument("name")
@store_option
@format_option("text", "json")
def sessions(name: str, store_: str | None, form: str) -> None:
    """List the sessions of NAME that hold, the last used first."""
    from vedette.workflow.people import sessions_of  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store:
        found = sessions_of(store, name)
    if form == "json":
        click.echo(json.dumps([asdict(s) for s in found], ensure_ascii=False, indent=1))
        return
    lines = [(s.id, minute(s.at), minute(s.used), minute(s.ends), printable(s.agent) or "-") for s in found]
    click.echo(table(("id", "began", "last used", "ends", "browser"), lines))


@people.command(name="end-sessions", epilog="\b\nExample:\n  vedette people end-sessions Jane 8a01d1a6e5ad")
@click.argument("name")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@_author_option
@store_option
def end_sessions(name: str, ids: tuple[str, ...], author: str, store_: str | None) -> None:
    """End the sessions of NAME with these IDs (the beginning of one will do), or all of them."""
    from vedette.workflow.people import end_session, sessions_of  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store:
        wanted = ids or tuple(s.id for s in sessions_of(store, name))
        for one in wanted:
            end_session(store, name, one, by=author)
    click.echo(f"{name}: {len(wanted)} sessions ended", err=True)


@people.command(epilog="\b\nExample:\n  vedette people audit --by Jane --limit 20")
@click.option("--by", metavar="NAME", help="Only what this person did.")
@click.option("--action", metavar="WORDS", help='Only deeds of this kind: "signed in".')
@click.option("--after", type=int, metavar="NUMBER", help="Go on behind the entry of this number.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Entries at most.")
@click.option("--last", is_flag=True, help="Only the last entry's number and hash, to be noted elsewhere.")
@store_option
@format_option("text", "json")
def audit(store_: str | None, form: str, *, by: str | None, action: str | None, last: bool, **page: Any) -> None:
    """Tell what was done by whom, the newest first."""
    from vedette.store.audit import entries  # noqa: PLC0415 - loads the database library

    page = {"limit": 1} if last else page
    with opened_store(store_) as store, store.reading() as connection:
        found = entries(connection, author=by, action=action, **page)
    if form == "json":
        told = [{"serial": e.serial, "hash": e.hash} if last else e.to_json() for e in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for entry in found:
        click.echo(f"{entry.serial} {entry.hash}" if last else _line(entry))


@people.command(epilog="\b\nExample:\n  vedette people check --noted 1f0c…  # what 'vedette people audit --last' told")
@click.option("--noted", metavar="HASH", help="A hash that was noted elsewhere: the log must still hold its entry.")
@store_option
@format_option("text", "json")
def check(noted: str | None, store_: str | None, form: str) -> None:
    """Check the chain of the audit log; exits 1 where an entry was changed, left out or put in."""
    from vedette.store.audit import faults, last  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store, store.reading() as connection:
        found, end = faults(connection, noted), last(connection)
    if form == "json":
        told = {"whole": not found, "last": end and {"serial": end.serial, "hash": end.hash}, "faults": found}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for fault in found:
            click.echo(fault)
    count = f"up to entry {end.serial}" if end else "and empty"
    click.echo(f"{len(found)} faults" if found else f"the audit log is whole {count}", err=True)
    if found:
        raise click.exceptions.Exit(1)


def _line(entry: "Entry") -> str:
    told = f" ({_told(entry.told)})" if entry.told else ""
    return printable(
        f"{entry.serial}  {minute(entry.at)}  {entry.author}  {entry.action}  {entry.object}{told}",
    )


def _told(told: Mapping[str, Any]) -> str:
    return ", ".join(f"{k.replace('_', ' ')}: {v}" for k, v in told.items() if v is not None)
