"""The command line: one file a command, imported only when it runs."""

import sys
from io import TextIOWrapper

import click

from vedette.errors import StopError


class Lazy(click.Group):
    """A group whose commands are imported on first use; `vedette --help` loads no model and no renderer."""

    def __init__(self, *args: object, commands_at: dict[str, tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands."""
        return sorted(self._at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command called `cmd_name`, imported now."""
        if cmd_name not in self._at:
            return None
        from importlib import import_module  # noqa: PLC0415 - what is lazy here is the import itself

        module, attribute = self._at[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(
    cls=Lazy,
    commands_at={
        "add": ("vedette.cli.add", "add"),
        "alerts": ("vedette.cli.alerts", "alerts"),
        "search": ("vedette.cli.search", "search"),
        "sources": ("vedette.cli.sources", "sources"),
        "people": ("vedette.cli.people", "people"),
        "watch": ("vedette.cli.watch", "watch"),
        "documents": ("vedette.cli.documents", "documents"),
        "incidents": ("vedette.cli.incidents", "incidents"),
        "ledger": ("vedette.cli.ledger", "ledger"),
        "export": ("vedette.cli.export", "export"),
        "store": ("vedette.cli.store", "store"),
        "stories": ("vedette.cli.stories", "stories"),
        "contacts": ("vedette.cli.contacts", "contacts"),
        "positions": ("vedette.cli.positions", "positions"),
        "flareups": ("vedette.cli.flareups", "flareups"),
        "desk": ("vedette.cli.desk", "desk"),
        "bulk": ("vedette.cli.bulk", "bulk"),
        "brief": ("vedette.cli.brief", "brief"),
        "read": ("vedette.cli.read", "read"),
        "reconcile": ("vedette.cli.reconcile", "reconcile"),
        "score": ("vedette.cli.score", "score"),
        "check": ("vedette.cli.check", "check"),
        "codebook": ("vedette.cli.codebook", "codebook"),
        "knowledge": ("vedette.cli.knowledge", "knowledge"),
        "mcp": ("vedette.cli.mcp", "mcp"),
        "publish": ("vedette.cli.publish", "publish"),
        "obligations": ("vedette.cli.obligations", "obligations"),
        "who": ("vedette.cli.who", "who"),
    },
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
