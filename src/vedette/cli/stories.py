"""`vedette stories`: what goes out, drafted from incidents, with every version and what was decided on each."""

import getpass
import json
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.stored import format_option, opened_store, printable, store_option, write_json

if TYPE_CHECKING:
    from vedette.records.story import Story
    from vedette.store.store import Store

STATES = ("draft", "scheduled", "published", "retracted")

EXAMPLES = """\b
Example:
  vedette stories draft 3f2a91c0
  vedette stories list --state draft
  vedette stories show 6bbbf295 --format telegram --link https://example.org/story
  vedette stories publish 6bbbf295 --at 2022-09-13T18:00+04:00
"""


@click.group(epilog=EXAMPLES)
def stories() -> None:
    """Stories: draft from incidents, edit, approve, publish, hold back, retract."""


@stories.command("list", epilog="\b\nExample:\n  vedette stories list --state published --category Conflict")
@click.option("--state", type=click.Choice(STATES), help="Only those that stand so.")
@click.option("--category", metavar="NAME", help="Only those of this category: Conflict, Diplomacy, …")
@store_option
@format_option("text", "json", "jsonl")
def list_(state: str | None, category: str | None, store_: str | None, form: str) -> None:
    """List stories, the newest first. Exits 1 when there is none."""
    from vedette.publishing.story_json import head_json  # noqa: PLC0415 - not needed for --help
    from vedette.workflow.add import now  # noqa: PLC0415 - loads the database library
    from vedette.workflow.stories import all_stories  # noqa: PLC0415

    at = now("microseconds")
    with opened_store(store_) as store, store.reading() as connection:
        told = [head_json(s, at) for s in all_stories(connection)]
    told = [s for s in told if state in (None, s["standing"]["state"]) and category in (None, s["category"])]
    if form == "text":
        for s in told:
            click.echo(_line(s))
    else:
        write_json(told, form)
    if not told:
        click.echo("vedette: no story; draft one with 'vedette stories draft INCIDENT'", err=True)
        raise click.exceptions.Exit(1)


def _line(s: dict[str, Any]) -> str:
    stands = s["standing"]
    due = f" (due {stands['due'][:16]}Z)" if stands["due"] else ""
    marked = f", {s['faults']} fault{'s'[: s['faults'] - 1]}, {s['grave']} grave" if s["faults"] else ""
    told = f"{s['id'][:8]}  {stands['state']}{due}  {s['tier']}  {s['headline']}  [{s['category']}, version {s['version']} by "
    return printable(f"{told}{s['changed_by']}{marked}]")


@stories.command(epilog="\b\nExample:\n  vedette stories show 6bbbf295 --format markdown > story.md")
@click.argument("story")
@click.option("--link", default="", metavar="URL", help="An address that is told at the end of a message or an e-mail.")
@store_option
@format_option("markdown", "text", "html", "telegram", "email", "json")
def show(story: str, link: str, store_: str | None, form: str) -> None:
    """Show the newest version of STORY, as Markdown with footnotes or in another size; what its citations do not bear out is told."""
    from vedette.publishing.drafting.support import faults  # noqa: PLC0415 - not needed for --help
    from vedette.publishing.story_json import story_json  # noqa: PLC0415
    from vedette.publishing.story_out import output_of  # noqa: PLC0415
    from vedette.workflow.add import now  # noqa: PLC0415 - loads the database library
    from vedette.workflow.stories import story_of  # noqa: PLC0415

    at = now("microseconds")
    with opened_store(store_) as store:
        found = story_of(store, story)
    if form == "json":
        click.echo(json.dumps(story_json(found, at), ensure_ascii=False, indent=1))
        return
    click.echo(output_of(found, form, at, link=link).rstrip("\n"))
    for f in faults(found.latest.content):
        click.echo(f"vedette: {f.kind}: {printable(f.text)}: {f.reason}", err=True)


@stories.command(epilog="\b\nExample:\n  vedette stories draft 3f2a91c0 77aa0b1c")
@click.argument("incidents", nargs=-1, required=True)
@click.option("--author", help="Who drafts; the name of your account unless told.", default=getpass.getuser)
@store_option
@format_option("text", "json")
def draft(incidents: tuple[str, ...], author: str, store_: str | None, form: str) -> None:
    """Draft a story on INCIDENTS (ids, or beginnings of ids): every sentence with its citations. Nothing is published."""
    from vedette.api import load_knowledge  # noqa: PLC0415 - not needed for --help
    from vedette.publishing.drafting.several import draft_of  # noqa: PLC0415
    from vedette.workflow.drafting import material_for  # noqa: PLC0415 - loads the database library
    from vedette.workflow.stories import take_up  # noqa: PLC0415
    from vedette.workflow.story_material import about_of  # noqa: PLC0415

    with opened_store(store_) as store:
        found = {i.id: i for i in (store.incident(name) for name in incidents)}
        base = load_knowledge()
        content = draft_of([material_for(store, base, i) for i in found.values()])
        made = take_up(store, about_of(list(found.values())), content, author=author)
    _tell(made, form)


@stories.command(epilog='\b\nExample:\n  vedette stories edit 6bbbf295 --body story.md --note "the place was wrong"')
@click.argument("story")
@click.option(
    "--body",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="A file with the text in Markdown; - reads it from standard input.",
)
@click.option("--headline", help="The headline.")
@click.option("--category", metavar="NAME", help="The category: Conflict, Diplomacy, …")
@click.option("--note", default="", help="What was corrected, for readers; needed once it has been published.")
@click.option("--seen", type=click.IntRange(1), help="The version that you edited; the newest unless told.")
@click.option("--author", help="Who edits; the name of your account unless told.", default=getpass.getuser)
@store_option
@format_option("text", "json")
def edit(
    story: str, author: str, store_: str | None, form: str, note: str, seen: int | None, **told: str | None
) -> None:
    """Write a further version of STORY; what was out stays out until it is published."""
    from dataclasses import replace  # noqa: PLC0415 - kept with its only use

    from vedette.workflow.stories import rewrite, story_of  # noqa: PLC0415 - loads the database library

    known: dict[str, Any] = {n: v for n, v in told.items() if v is not None}
    if "body" in known:
        known["body"] = _text(known["body"])
    with opened_store(store_) as store:
        there = story_of(store, story)
        content = replace(there.latest.content, **known)
        rewrite(store, there.id, content, author=author, seen=seen or there.latest.number, why=note)
        _tell(story_of(store, there.id), form)


def _text(path: str) -> str:
    from vedette.errors import StopError  # noqa: PLC0415 - kept with its only use

    try:
        with click.open_file(path, encoding="utf-8") as file:
            return f"{file.read().strip()}\n"
    except ValueError:
        raise StopError(f"file {path}: is no UTF-8; save it as that") from None


def _deciding(command: Any) -> Any:
    for option in (
        format_option("text", "json"),
        store_option,
        click.option("--author", help="Who decides; the name of your account unless told.", default=getpass.getuser),
        click.option("--seen", type=click.IntRange(1), help="The version that you looked at; the newest unless told."),
        click.option("--why", default="", help="The reason, in a sentence; it stands in the audit log."),
        click.argument("story"),
    ):
        command = option(command)
    return command


@stories.command(epilog="\b\nExample:\n  vedette stories approve 6bbbf295 --author Flavia")
@_deciding
def approve(**told: Any) -> None:
    """Approve the newest version of STORY, which somebody else wrote."""
    _decide("approve", **told)


@stories.command(epilog="\b\nExample:\n  vedette stories publish 6bbbf295 --at 2022-09-13T18:00+04:00")
@_deciding
@click.option(
    "--at", "due", metavar="TIME", help="When it takes effect, with its zone; until then it is under embargo."
)
def publish(**told: Any) -> None:
    """Publish the newest version of STORY, now or at a time to come.

    One that says what its citations do not bear out needs --why.
    """
    _decide("publish", **told)


@stories.command(epilog="\b\nExample:\n  vedette stories hold 6bbbf295")
@_deciding
def hold(**told: Any) -> None:
    """Hold back what is scheduled of STORY."""
    _decide("hold", **told)


@stories.command(epilog='\b\nExample:\n  vedette stories retract 6bbbf295 --why "it did not happen"')
@_deciding
def retract(**told: Any) -> None:
    """Retract STORY: it stays readable as retracted, with the reason."""
    _decide("retract", **told)


def _decide(kind: str, *, story: str, store_: str | None, form: str, **told: Any) -> None:
    from vedette.publishing.drafting.deciding import decide_on  # noqa: PLC0415 - not needed for --help
    from vedette.settings import second_eyes  # noqa: PLC0415 - kept with the others
    from vedette.workflow.stories import Deciding, story_of  # noqa: PLC0415 - loads the database library

    with opened_store(store_) as store:
        there = story_of(store, story)
        wish = Deciding(kind=kind, why=told["why"], due=told.get("due"))
        seen = told["seen"] or there.latest.number
        decide_on(store, there.id, wish, author=told["author"], seen=seen, second=second_eyes())
        _tell(_again(store, there), form)


def _again(store: "Store", there: "Story") -> "Story":
    from vedette.workflow.stories import story_of  # noqa: PLC0415 - loads the database library

    return story_of(store, there.id)


def _tell(made: "Story", form: str) -> None:
    """Tell how a story stands after what was done to it."""
    from vedette.publishing.story_json import head_json  # noqa: PLC0415 - not needed for --help
    from vedette.workflow.add import now  # noqa: PLC0415 - loads the database library

    told = head_json(made, now("microseconds"))
    click.echo(json.dumps(told, ensure_ascii=False, indent=1) if form == "json" else _line(told))
