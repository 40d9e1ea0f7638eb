"""The command line: one file a command, imported only when it runs."""

import sys
from io import TextIOWrapper
from typing import NamedTuple

import click

from vedette.errors import StopError


class Told(NamedTuple):
    """A command's line in the list of commands, and where it is found: `module:attribute`."""

    line: str
    at: str


COMMANDS = {
    "add": Told("Read texts into the store, reconciled with what it holds.", "add:add"),
    "alerts": Told("Send what saved searches find: web hook, e-mail, messengers.", "alerts:alerts"),
    "brief": Told("Tell what reports say, who says so, and where it stands.", "brief:brief"),
    "bulk": Told("Read archives (WARC, JSON Lines, Parquet) into tables.", "bulk:bulk"),
    "check": Told("Compare what reports take for granted with dated facts.", "check:check"),
    "codebook": Told("Check the codebook, or show how a word is coded.", "codebook:codebook"),
    "contacts": Told("Tell who called, met, visited or wrote to whom.", "contacts:contacts"),
    "desk": Told("Serve the pages on what the store holds to your browser.", "desk:desk"),
    "documents": Told("Tell what is stored, unread, or was changed later.", "documents:documents"),
    "export": Told("Write data sets: events, claims, crosswalks, a release.", "export:export"),
    "flareups": Told("Tell the flare-ups of a period, by dyad and country.", "flareups:flareups"),
    "incidents": Told("List incidents, show one, join, split, assess and undo.", "incidents:incidents"),
    "knowledge": Told("Check the knowledge files, tell what they cover.", "knowledge:knowledge"),
    "ledger": Told("Tell every figure by claimant and date.", "ledger:ledger"),
    "load": Told("Put an archive's tables into the store.", "load:load"),
    "mcp": Told("Answer language models over the Model Context Protocol.", "mcp:mcp"),
    "obligations": Told("Tell who is bound to do what for whom, by which article.", "obligations:obligations"),
    "people": Told("Tell who may work at the desk; invite and bar them.", "people:people"),
    "positions": Told("Tell who takes which position towards whom.", "positions:positions"),
    "publish": Told("Write a site with feeds, a story, a situation report.", "publish:publish"),
    "read": Told("Read texts and write their records as JSON Lines.", "read:read"),
    "reconcile": Told("Put an archive's reports together: incidents, ledger.", "reconcile:reconcile"),
    "score": Told("Measure what is read against hand codings.", "score:score"),
    "search": Told("Search the sentences of the store.", "search:search"),
    "sources": Told("Tell, check and change the list of sources.", "sources:sources"),
    "store": Told("Check, mend or bring forward the store.", "store:store"),
    "stories": Told("Draft, edit, approve, publish and correct stories.", "stories:stories"),
    "watch": Told("Look at every source when it is due, store what is new.", "watch:watch"),
    "who": Told("Tell who or what a name means on a day.", "who:who"),
}
"""Every command. What it does is told here, so that the list of them imports none of them."""


class Lazy(click.Group):
    """A group whose commands are imported on first use; `vedette --help` imports none, and neither model nor renderer."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command called `cmd_name`, imported now."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module  # noqa: PLC0415 - what is lazy here is the import itself

        module, _, attribute = COMMANDS[cmd_name].at.partition(":")
        command: click.Command = getattr(import_module(f"vedette.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].line) for name in sorted(COMMANDS)])


@click.group(
    cls=Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Example:
  vedette brief report.txt --published 2022-09-13
  vedette read reports.jsonl > records.jsonl""",
)
@click.version_option(package_name="vedette")
def cli() -> None:
    """Read reports of conflict and diplomacy: who did what to whom, where, when, at what cost, and who says so."""


def main() -> None:
    """Run the command line; exits 0 (done), 1 (found wanting) or 2 (could not do it)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A character that cannot be written (half a pair in a stored text, a terminal without UTF-8) is written as its
            # number, which inside of JSON is the way to write it.
            stream.reconfigure(errors="backslashreplace")
    try:
        # Outside its standalone mode click returns the code of an Exit instead of raising it.
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as e:
        sys.exit(e.exit_code)
    except click.ClickException as e:
        e.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("vedette: stopped; what was written so far is kept", err=True)
        sys.exit(130)
    except StopError as e:
        click.echo(f"vedette: {e}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone ("| head"); that is no fault.
        sys.stderr.close()
        sys.exit(0)
