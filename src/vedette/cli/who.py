"""`vedette who`: who or what a name means on a day."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedette.cli.knowledge_options import day_of, knowledge_option, use

if TYPE_CHECKING:
    from vedette.knowledge.who import Answer


@click.command(
    epilog="""\b
Example:
  vedette who "Akar" --on 2022-09-13
  vedette who "Armenian Prime Minister" --on 2022-09-13
  vedette who "the trilateral statement" --on 2022-09-13 --format json"""
)
@click.argument("name", nargs=-1, required=True)
@click.option("--on", metavar="DATE", help="ISO date as of which to tell; today by default.")
@knowledge_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How answers are written.",
)
def who(name: tuple[str, ...], on: str | None, folder: Path | None, form: str) -> None:
    """Tell who or what NAME means on a day: a person, office, force, group, body, treaty, place, war or outlet.

    Every answer has its stable id, its dates, its source and the reason for its place. Exits 1 where nothing bears the name.
    """
    from datetime import date  # noqa: PLC0415 - not needed for --help

    from vedette.knowledge.gazetteer import open_gazetteer  # noqa: PLC0415
    from vedette.knowledge.who import nearest  # noqa: PLC0415
    from vedette.knowledge.who import who as ask  # noqa: PLC0415

    use(folder)
    asked, day = " ".join(name), date.fromisoformat(day_of(on))
    found = ask(asked, day, places=lambda told: open_gazetteer().candidates(told))
    if form == "json":
        click.echo(
            json.dumps(
                {"name": asked, "on": day.isoformat(), "answers": [asdict(a) for a in found]}, ensure_ascii=False
            )
        )
    else:
        for a in found:
            click.echo(_written(a))
    if not found:
        like = nearest(asked)
        hint = f"did you mean {' or '.join(like)}?" if like else "add it to a file of your own"
        click.echo(f"vedette: {asked}: nothing in the knowledge base bears this name; {hint}", err=True)
        raise click.exceptions.Exit(1)


def _written(a: "Answer") -> str:
    doubt = {"yes": "", "perhaps": "perhaps: ", "no": "not then: "}[a.holds]
    unchecked = "" if a.kind in ("place", "state") else "; dates not checked against a public text"
    checked = f"; checked against {a.checked}" if a.checked else unchecked
    return f"{a.name}  [{a.id}]\n  {doubt}{a.what}\n  {a.reason}\n  source: {a.source or 'see the file'}{checked}"
