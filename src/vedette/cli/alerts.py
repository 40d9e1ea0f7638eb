"""`vedette alerts`: saved searches that tell what they find, at once or as a digest."""

import getpass
import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.alerting import sent_words, tools_of, warn_of_open_file
from vedette.cli.stored import format_option, opened_store, printable, store_option, write_json

if TYPE_CHECKING:
    from vedette.publishing.channels.run import Done
    from vedette.records.alerting import Saved

CHOICES = ("at-once", "daily", "weekly", "never")

EXAMPLES = """\b
Example:
  export VEDETTE_CHANNELS=~/.config/vedette/channels.yaml
  vedette alerts add caucasus "dyad=ARM-AZE&tier=FLASH" --channel editors
  vedette alerts test editors
  * * * * *  vedette alerts run          # a line of cron
"""


@click.group(epilog=EXAMPLES)
def alerts() -> None:
    """Saved searches: what they find is sent by web hook, e-mail or Apprise; one alert an incident, updates in its thread."""


@alerts.command(epilog='\b\nExample:\n  vedette alerts add week "dyad=ARM-AZE" --every weekly --channel editors')
@click.argument("name")
@click.argument("query")
@click.option("--channel", "channels", multiple=True, metavar="NAME", help="Where it goes; may be told several times.")
@click.option("--every", type=click.Choice(CHOICES), default="at-once", show_default=True, help="How often it tells.")
@click.option("--author", help="Who saves it; the name of your account unless told.", default=getpass.getuser)
@store_option
def add(name: str, query: str, channels: tuple[str, ...], every: str, author: str, store_: str | None) -> None:
    """Save QUERY, as it stands in an address of the desk ("dyad=ARM-AZE&tier=FLASH"), under NAME.

    It tells what changes from now on; what the store holds already is told by no alert.
    """
    from vedette.desk.saving import saved_query  # noqa: PLC0415 - loads the database library
    from vedette.errors import StopError  # noqa: PLC0415 - kept with its only use
    from vedette.publishing.channels.settings import channels_file, chosen, load_channels  # noqa: PLC0415
    from vedette.workflow.searches import save_search  # noqa: PLC0415 - loads the database library

    wanted = every.replace("-", " ")
    if wanted != "never":
        if not channels:
            raise StopError(f"search {name!r}: has no channel; name one by --channel, or save it with --every never")
        chosen(load_channels(channels_file()), channels)
    asked = saved_query(query)
    with opened_store(store_) as store:
        made = save_search(store, name, asked, every=wanted, channels=channels, author=author)
    click.echo(_line(made))


@alerts.command("list", epilog="\b\nExample:\n  vedette alerts list --format json")
@store_option
@format_option("text", "json", "jsonl")
def list_(store_: str | None, form: str) -> None:
    """List saved searches, with the channels that fail. Exits 1 when there is none."""
    from vedette.store.saved import all_saved  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store, store.reading() as connection:
        found = all_saved(connection)
    if form == "text":
        for s in found:
            click.echo(_line(s))
    else:
        write_json((_json(s) for s in found), form)
    if not found:
        click.echo("vedette: no search is saved; save one with 'vedette alerts add NAME QUERY --channel …'", err=True)
        raise click.exceptions.Exit(1)


@alerts.command(epilog="\b\nExample:\n  vedette alerts remove caucasus")
@click.argument("name")
@click.option("--author", help="Who removes it; the name of your account unless told.", default=getpass.getuser)
@store_option
def remove(name: str, author: str, store_: str | None) -> None:
    """Remove the search NAME, with what it remembers of what it told."""
    from vedette.workflow.searches import remove_search  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store:
        remove_search(store, name, author=author)
    click.echo(f"{printable(name)}: removed")


@alerts.command(epilog="\b\nExample:\n  vedette alerts test editors")
@click.argument("channel")
def test(channel: str) -> None:
    """Send a message that tries CHANNEL. Exits 1 where it was not taken."""
    from vedette.publishing.channels import words  # noqa: PLC0415 - not needed for --help
    from vedette.publishing.channels.model import SendError  # noqa: PLC0415
    from vedette.publishing.channels.send import send  # noqa: PLC0415
    from vedette.publishing.channels.settings import channels_file, chosen, load_channels  # noqa: PLC0415

    found = chosen(load_channels(channels_file()), (channel,))
    warn_of_open_file()
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    try:
        remark = send(found[channel], words.test_of(channel, at))
    except SendError as e:
        click.echo(f"vedette: channel {printable(channel)}: {printable(str(e))}", err=True)
        raise click.exceptions.Exit(1) from None
    click.echo(f"{printable(channel)}: sent{f'; {remark}' if remark else ''}")


@alerts.command(
    epilog="\b\nExample:\n  vedette alerts run\n  vedette alerts run --loop 60 --desk https://desk.example.org"
)
@click.option("--search", "only", multiple=True, metavar="NAME", help="Only this search; may be told several times.")
@click.option("--most", type=click.IntRange(1, 1000), default=10, show_default=True,
              help="Alerts of a search that go out alone in a run; the rest goes out as one message.")  # fmt: skip
@click.option(
    "--desk", "link", default="", metavar="URL", envvar="VEDETTE_DESK", help="The desk's address, to lead to."
)
@click.option("--loop", type=click.IntRange(10, 86_400), metavar="SECONDS", help="Run again and again, until stopped.")
@store_option
@format_option("text", "json")
def run(only: tuple[str, ...], most: int, link: str, loop: int | None, store_: str | None, form: str) -> None:
    """Send what is due, for cron or as a loop; a second run at once sends nothing. Exits 1 where a channel failed."""
    from vedette.publishing.channels.run import run as run_  # noqa: PLC0415 - not needed for --help
    from vedette.store.watch_lock import alerting_alone  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store, alerting_alone(store):
        warn_of_open_file()
        tools = tools_of(most, link)
        while True:
            done = run_(store, tools, only)
            if done.sent or not loop:
                _tell(done, form)
            if not loop:
                break
            time.sleep(loop)
    if done.failed:
        raise click.exceptions.Exit(1)


def _tell(done: "Done", form: str) -> None:
    if form == "json":
        click.echo(json.dumps({"sent": done.sent, "failed": done.failed, "dead": list(done.dead)}))
        return
    if not done.sent and not done.failed:
        # Cron mails whatever is written; what is as usual is no mail.
        return
    click.echo(f"{sent_words(done.sent) or 'nothing'} sent{f', {done.failed} failed' if done.failed else ''}")


def _line(s: "Saved") -> str:
    told = f"{s.name}  {s.every}  {s.query or 'everything'}  → {', '.join(s.channels) or 'no channel'}"
    failing = [f"{n} fails since {f['since']} ({f['times']} times: {f['told']})" for n, f in _failing(s).items()]
    return printable(f"{told}{f'  [{chr(59).join(failing)}]' if failing else ''}")


def _json(s: "Saved") -> dict[str, Any]:
    known = {n: getattr(s, n) for n in ("name", "query", "every", "author", "at")}
    return {**known, "channels": list(s.channels), "failing": _failing(s)}


def _failing(s: "Saved") -> dict[str, Any]:
    return dict(s.looked.get("failing", {}))
