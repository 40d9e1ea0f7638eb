"""`vedette publish story` and `vedette publish situation`: for paper and for taking along."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedette.cli.stored import format_option, opened_store, store_option

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


def _write(paper: "Paper", form: str, output: Path) -> None:
    from vedette.publishing.paper.write import written  # noqa: PLC0415 - not needed for --help

    packed = written(paper, form)
    if str(output) == "-":
        sys.stdout.buffer.write(packed)
        return
    output.write_bytes(packed)
    click.echo(f"{output}: {len(packed):,} bytes")
