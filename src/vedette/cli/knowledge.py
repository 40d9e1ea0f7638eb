"""`vedette knowledge`: check the knowledge files, tell what they cover, refresh the holders of offices."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from vedette.cli.knowledge_options import knowledge_option, use

_FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is written.",
)


@click.group()
def knowledge() -> None:
    """Check the knowledge files, tell what they cover, refresh the holders of offices."""


@knowledge.command(epilog="\b\nExample:\n  vedette knowledge check my-knowledge/")
@click.argument("directory", required=False, type=click.Path(path_type=Path), envvar="VEDETTE_KNOWLEDGE")
@_FORM
def check(directory: Path | None, form: str) -> None:
    """Check the shipped files, and those of DIRECTORY; exits 1 where something is at fault.

    Every fault names its file, its line, the cause and the remedy.
    """
    from vedette.knowledge.validate import check_knowledge  # noqa: PLC0415 - not needed for --help

    faults = [*check_knowledge(), *(check_knowledge(directory) if directory else ())]
    if form == "json":
        click.echo(json.dumps({"faults": [asdict(f) for f in faults]}, ensure_ascii=False))
    else:
        for fault in faults:
            click.echo(str(fault))
        click.echo(f"{len(faults)} faults" if faults else "the knowledge files are sound", err=True)
    if faults:
        raise click.exceptions.Exit(1)


@knowledge.command(epilog="\b\nExample:\n  vedette knowledge coverage --format json")
@knowledge_option
@_FORM
def coverage(folder: Path | None, form: str) -> None:
    """Tell how many facts there are by kind and region, and how many were checked against a public text."""
    from vedette.knowledge.coverage import REGIONS  # noqa: PLC0415 - not needed for --help
    from vedette.knowledge.coverage import coverage as count  # noqa: PLC0415

    use(folder)
    found = count(folder)
    if form == "json":
        click.echo(json.dumps([asdict(c) for c in found]))
        return
    click.echo("| kind | rows | checked | " + " | ".join(REGIONS) + " |")
    click.echo("|---" * (3 + len(REGIONS)) + "|")
    for c in found:
        click.echo(
            f"| {c.kind} | {c.rows} | {c.checked} | " + " | ".join(str(c.regions.get(r, 0)) for r in REGIONS) + " |"
        )


@knowledge.command(epilog="\b\nExample:\n  vedette knowledge refresh offices --into my-knowledge/ --since 2022-08-01")
@click.argument("kind", type=click.Choice(["offices"]))
@click.option(
    "--into",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="VEDETTE_KNOWLEDGE",
    show_envvar=True,
    required=True,
    help="Directory of your own knowledge files; made if need be.",
)
@click.option(
    "--since", metavar="DATE", default="2022-08-01", show_default=True, help="Ask for holders from this day on."
)
@click.option("--endpoint", metavar="URL", help="The query service; Wikidata's by default.")
def refresh(kind: str, folder: Path, since: str, endpoint: str | None) -> None:  # noqa: ARG001 - one kind so far
    """Ask Wikidata for the holders of leading offices and write them into your own people.csv.

    Rows that you added yourself stay as they are; those of an earlier refresh are replaced. The only command on the
    knowledge base that uses the network.
    """
    from datetime import UTC, date, datetime  # noqa: PLC0415 - not needed for --help

    from vedette.cli.inputs import Skipped  # noqa: PLC0415
    from vedette.knowledge.wikidata import ENDPOINT  # noqa: PLC0415
    from vedette.workflow.refresh import refresh_offices  # noqa: PLC0415

    try:
        day = date.fromisoformat(since).isoformat()
    except ValueError:
        raise click.UsageError(f"--since {since!r} is no ISO date; write it like 2022-08-01") from None
    skipped = Skipped()
    today = datetime.now(UTC).date().isoformat()
    new, kept = refresh_offices(folder, endpoint=endpoint or ENDPOINT, since=day, today=today, on_skip=skipped)
    click.echo(f"{folder / 'people.csv'}: {new} rows from the query service, {kept} of your own kept", err=True)
    if skipped.count:
        raise click.exceptions.Exit(2)
