"""`vedette publish`: what is published, as files for readers."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli import publish_paper
from vedette.cli.stored import format_option, opened_store, progress, store_option

if TYPE_CHECKING:
    from vedette.publishing.site.folder import Outcome


@click.group()
def publish() -> None:
    """Write what is published as files for readers: a site with its feeds, stories for paper."""


publish.add_command(publish_paper.story_)
publish.add_command(publish_paper.situation)


@publish.command(
    epilog="""\b
Example:
  vedette publish site out/site
  vedette publish site out/site --title "Our desk" --address https://example.org/news/
  vedette publish site out/site --config site.yaml"""
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", help="What the site is called.")
@click.option("--address", metavar="URL", help="Where it will stand; feeds and the sitemap then name whole addresses.")
@click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path), help="Title, sponsors, authors and more, as YAML."
)
@click.option(
    "--pictures", type=click.IntRange(0), default=100, show_default=True, help="Newest stories to draw a picture for."
)
@click.option("--no-checks", is_flag=True, help="Do not compare what cited texts state with the knowledge base.")
@store_option
@format_option("text", "json")
def site(  # noqa: PLR0913 - one parameter an option
    folder: Path,
    title: str | None,
    address: str | None,
    config: Path | None,
    pictures: int,
    no_checks: bool,
    store_: str | None,
    form: str,
) -> None:
    """Write the stories that are published into FOLDER as a static site with feeds and search.

    It opens from the folder and from any web server. What did not change is not written; drafts and what is scheduled for
    later stay out. A folder that is not empty and holds no site of ours is refused.
    """
    from vedette.api import check_documents  # noqa: PLC0415 - not needed for --help
    from vedette.publishing.site.build import publish_site  # noqa: PLC0415
    from vedette.publishing.site.config import load_config  # noqa: PLC0415

    told = load_config(config, title=title, address=address)
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    with opened_store(store_) as store, progress() as show:
        outcome, count = publish_site(
            store,
            folder,
            told,
            now=now,
            pictures=pictures,
            checker=None if no_checks else check_documents,
            on_page=lambda n: show("writing pages", n),
        )
    _tell(folder, outcome, count, form)


def _tell(folder: Path, outcome: "Outcome", count: int, form: str) -> None:
    done: dict[str, Any] = {
        "stories": count,
        "written": len(outcome.written),
        "same": outcome.same + outcome.kept,
        "removed": len(outcome.removed),
        "left": list(outcome.left),
    }
    if form == "json":
        click.echo(json.dumps({**done, "index": str(folder / "index.html")}))
        return
    stories = "1 story" if count == 1 else f"{count:,} stories"
    click.echo(
        f"{folder / 'index.html'}: {stories}; {done['written']:,} files written, {done['same']:,} as they were, {done['removed']:,} removed"
    )
    for path in outcome.left:
        click.echo(f"vedette: {folder / path} was changed by somebody and is no page any more; it was left", err=True)
