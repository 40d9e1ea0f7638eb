"""`vedette publish story` and `vedette publish situation`: for paper and for taking along."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedette.cli.stored import check_party, format_option, opened_store, pair_of, period_options, store_option

if TYPE_CHECKING:
    from vedette.publishing.paper.model import Paper

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path, allow_dash=True),
    required=True,
    help="The file that is written; - writes to standard output.",
)


@click.command(
    "story",
    epilog="""\b
Example:
  vedette publish story 6bbbf295 --format pdf -o story.pdf
  vedette publish story 6bbbf295 --format docx -o story.docx --version 2""",
)
@click.argument("story")
@click.option("--version", "number", type=click.IntRange(1), help="The version; the one that is out, else the newest.")
@output_option
@store_option
@format_option("pdf", "docx", "markdown", "html")
def story_(story: str, number: int | None, output: Path, store_: str | None, form: str) -> None:
    """Write STORY (its id, or the beginning) for paper: the warning first, every sentence with its citations.

    What is not published says so at its head; of a retracted story the headline and the reason alone are written.
    """
    from vedette.errors import StopError  # noqa: PLC0415 - kept with its only use
    from vedette.publishing.paper.story import paper_of  # noqa: PLC0415 - not needed for --help
    from vedette.workflow.add import now  # noqa: PLC0415 - loads the database library
    from vedette.workflow.stories import story_of  # noqa: PLC0415

    at = now("microseconds")
    with opened_store(store_) as store:
        found = story_of(store, story)
    try:
        paper = paper_of(found, at, number or found.standing(at).out)
    except KeyError:
        raise StopError(f"story {found.id}: has no version {number}; choose 1 to {found.latest.number}") from None
    _write(paper, form, output)


@click.command(
    epilog="""\b
Example:
  vedette publish situation --from 2022-09-12 --to 2022-09-18 --format pdf -o week.pdf
  vedette publish situation --from 2022-09-13 --to 2022-09-13 --dyad ARM-AZE --format docx -o day.docx"""
)
@period_options
@click.option("--dyad", metavar="A-B", help="Between two countries, either way round: ARM-AZE.")
@click.option("--actor", metavar="PARTY", help="Did or suffered it: ARM, ARM/MIL, or an entity's id.")
@output_option
@store_option
@format_option("pdf", "docx", "markdown", "html")
def situation(
    since: str | None, until: str | None, output: Path, store_: str | None, form: str, **told: str | None
) -> None:
    """Write what happened over a period for paper: what comes first, by day, figures by claimant, who is bound, sources.

    What comes first: FLASH before PRIORITY before ROUTINE; within a tier what more independent texts tell; then the later day.
    """
    from vedette.api import load_knowledge  # noqa: PLC0415 - not needed for --help
    from vedette.publishing.situation.report import paper_of, report_of  # noqa: PLC0415
    from vedette.store.query import Query  # noqa: PLC0415 - loads the database library
    from vedette.workflow.add import now  # noqa: PLC0415
    from vedette.workflow.situation import situation_of  # noqa: PLC0415

    if not since or not until:
        raise click.UsageError("a situation report needs --from and --to; write both like 2022-09-13")
    dyad = pair_of(told["dyad"]) if told["dyad"] else None
    if told.get("actor"):
        check_party("--actor", told["actor"] or "")
    with opened_store(store_) as store:
        found = situation_of(
            store, load_knowledge(), Query(since=since, until=until, dyad=dyad, actor=told["actor"] or None)
        )
    _write(paper_of(report_of(found, now("seconds"))), form, output)


def _write(paper: "Paper", form: str, output: Path) -> None:
    from vedette.errors import StopError  # noqa: PLC0415 - kept with its only use
    from vedette.publishing.paper.write import written  # noqa: PLC0415 - not needed for --help

    packed = written(paper, form)
    if str(output) == "-":
        sys.stdout.buffer.write(packed)
        return
    part = output.with_name(f".{output.name}.part")
    try:
        part.write_bytes(packed)
        # A file appears whole or not at all.
        part.replace(output)
    except OSError as e:
        part.unlink(missing_ok=True)
        raise StopError(
            f"output {output}: cannot be written ({e.strerror}); name a file in a folder that exists"
        ) from e
    click.echo(f"{output}: {len(packed):,} bytes")
