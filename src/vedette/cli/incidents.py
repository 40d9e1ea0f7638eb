"""`vedette incidents`: what many reports tell of one thing, and people's judgements on it."""

import getpass
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.stored import (
    box_of,
    format_option,
    opened_store,
    page_options,
    pair_of,
    period_options,
    store_option,
    type_of,
    write_json,
)

if TYPE_CHECKING:
    from vedette.records.incident import Incident, Judgement
    from vedette.store.store import Store

EXAMPLES = """\b
Example:
  vedette incidents --dyad ARM-AZE --from 2022-09-12 --to 2022-09-14
  vedette incidents show 3f2a91c0
  vedette incidents split 3f2a91c0 b77d0e12 --why "two shellings, one in the morning"
  vedette incidents undo 91ab34ef --why "one shelling"
  vedette incidents assess 3f2a91c0 --status discounted --why "footage of a drill"
"""


@click.group(invoke_without_command=True, epilog=EXAMPLES)
@period_options
@click.option("--actor", metavar="PARTY", help="In which this country or armed group did or suffered something.")
@click.option("--dyad", metavar="A-B", help="In which both countries have a part: ARM-AZE.")
@click.option(
    "--type", "type_", metavar="TYPE", help="Of a type of the codebook, or a family of types: ASSAULT, talks."
)
@click.option("--window", metavar="S,W,N,E", help="Inside this window on the map, in degrees.")
@click.option("--origins", type=click.IntRange(1), help="Told by at least so many independent texts.")
@page_options
@store_option
@format_option("text", "json", "jsonl")
@click.pass_context
def incidents(context: click.Context, /, store_: str | None, form: str, **asked: Any) -> None:
    """List incidents by their day, or with a command show one and judge.

    Exits 1 when there is none.
    """
    context.obj = store_
    if context.invoked_subcommand:
        return
    with opened_store(store_) as store:
        found = store.incidents(incident_query(asked))
        if form == "text":
            _print_all([i for i, _ in found])
        else:
            write_json(({**i.to_json(), "cursor": cursor} for i, cursor in found), form)
    if not found:
        click.echo("vedette: no incident; add reports with 'vedette add', or ask for less at once", err=True)
        raise click.exceptions.Exit(1)
    if form == "text" and len(found) == asked["limit"]:
        click.echo(f"vedette: more may follow; go on with --after {found[-1][1]}", err=True)


def incident_query(asked: dict[str, Any]) -> Any:
    """Return the query of the options by which incidents are chosen."""
    from vedette.incidents.families import FAMILIES  # noqa: PLC0415 - not needed for --help
    from vedette.store.query import Query  # noqa: PLC0415

    known = {name: value for name, value in asked.items() if value is not None}
    if "dyad" in known:
        known["dyad"] = pair_of(known["dyad"])
    if "window" in known:
        known["box"] = box_of(known.pop("window"))
    if "type_" in known:
        told = known.pop("type_")
        known["family"] = told.lower() if told.lower() in FAMILIES.values() else FAMILIES[type_of(told)]
    return Query(**known)


def _print_all(found: "list[Incident]") -> None:
    from vedette.publishing.stored import incident_lines  # noqa: PLC0415 - only for text

    for i in found:
        for line in incident_lines(i):
            click.echo(line)


@incidents.command(epilog="\b\nExample:\n  vedette incidents show 3f2a91c0")
@click.argument("incident")
@store_option
@format_option("text", "json")
@click.pass_obj
def show(outer: str | None, incident: str, store_: str | None, form: str) -> None:
    """Show INCIDENT with its mentions, who is bound by treaty in it, and all judgements on it."""
    from vedette.api import load_knowledge  # noqa: PLC0415 - not needed for --help
    from vedette.workflow import assessing  # noqa: PLC0415 - loads the database library
    from vedette.workflow.bound import bound_in  # noqa: PLC0415
    from vedette.workflow.judging import history, mentions_in  # noqa: PLC0415

    with opened_store(store_ or outer) as store:
        found = store.incident(incident)
        mentions, judged = mentions_in(store, found), history(store, found)
        assessed, weighed = assessing.history(store, found), assessing.weighed_of(store, [found])[found.id].to_json()
        bound = bound_in(store, found, load_knowledge())
    if form == "json":
        told = {**found.to_json(), "told": [f.to_json() for f in mentions], "history": [j.to_json() for j in judged]}
        told |= {"assessment": weighed, "assessments": [a.to_json() for a in assessed]}
        write_json([{**told, "bound": [b.to_json() for b in bound]}], "jsonl")
        return
    from vedette.publishing.bound import bound_lines  # noqa: PLC0415 - only for text
    from vedette.publishing.stored import (  # noqa: PLC0415 - only for text
        SHORT,
        assessment_line,
        claim_lines,
        judgement_line,
        weighed_lines,
    )

    _print_all([found])
    click.echo("\n".join(weighed_lines(weighed)))
    for f in mentions:
        first, *rest = claim_lines(f)
        click.echo(f"\n{f.claim.id[:SHORT]}  {first}")
        click.echo("\n".join(rest))
    for b in bound:
        click.echo("\n" + "\n".join(bound_lines(b)))
    click.echo("\nJudgements, newest last")
    for j in judged:
        click.echo(judgement_line(j))
    if assessed:
        click.echo("\nAssessments, newest last")
    for a in assessed:
        click.echo(assessment_line(a))


def _why(command: Any) -> Any:
    for option in (
        store_option,
        click.option("--author", help="Who judges; the name of your account unless told.", default=getpass.getuser),
        click.option("--why", required=True, help="The evidence, in a sentence."),
    ):
        command = option(command)
    return click.pass_obj(command)


@incidents.command(epilog='\b\nExample:\n  vedette incidents split 3f2a91c0 b77d0e12 --why "another day"')
@click.argument("incident")
@click.argument("mentions", nargs=-1, required=True)
@_why
def split(
    outer: str | None, incident: str, mentions: tuple[str, ...], why: str, author: str, store_: str | None
) -> None:
    """Take MENTIONS (ids that `show` tells) out of INCIDENT: they are of something else."""
    from vedette.workflow.judging import split as judge  # noqa: PLC0415 - loads the database library

    with opened_store(store_ or outer) as store:
        _done(store, judge(store, incident, mentions, author=author, evidence=why))


@incidents.command(
    epilog='\b\nExample:\n  vedette incidents join 3f2a91c0 77aa0b1c --why "the same shelling, another spelling"'
)
@click.argument("incident")
@click.argument("others", nargs=-1, required=True)
@_why
def join(outer: str | None, incident: str, others: tuple[str, ...], why: str, author: str, store_: str | None) -> None:
    """Put OTHERS together with INCIDENT: they are one."""
    from vedette.workflow.judging import join as judge  # noqa: PLC0415 - loads the database library

    with opened_store(store_ or outer) as store:
        _done(store, judge(store, incident, others, author=author, evidence=why))


@incidents.command(epilog='\b\nExample:\n  vedette incidents forbid 3f2a91c0 77aa0b1c --why "two villages of one name"')
@click.argument("incident")
@click.argument("others", nargs=-1, required=True)
@_why
def forbid(
    outer: str | None, incident: str, others: tuple[str, ...], why: str, author: str, store_: str | None
) -> None:
    """Forbid that INCIDENT and OTHERS are ever put together."""
    from vedette.workflow.judging import forbid as judge  # noqa: PLC0415 - loads the database library

    with opened_store(store_ or outer) as store:
        _done(store, judge(store, incident, others, author=author, evidence=why))


@incidents.command(
    epilog='\b\nExample:\n  vedette incidents assess 3f2a91c0 --status discounted --why "footage of a drill"'
)
@click.argument("incident")
@click.option("--status", metavar="WORD", help="confirmed, fair, weak, contested or discounted.")
@click.option("--information", metavar="1-6", help="Grade of information after the Admiralty code.")
@_why
def assess(
    outer: str | None,
    incident: str,
    status: str | None,
    information: str | None,
    why: str,
    author: str,
    store_: str | None,
) -> None:
    """Say how well INCIDENT is borne out, over the word of the rule; `undo` takes it back.

    Information is graded 1 confirmed by other sources, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 truth
    cannot be judged.
    """
    from vedette.publishing.stored import assessment_line  # noqa: PLC0415 - only for text
    from vedette.workflow.assessing import assess as judge  # noqa: PLC0415 - loads the database library

    told = [(kind, value) for kind, value in (("status", status), ("information", information)) if value]
    if not told:
        raise click.UsageError("nothing to assess; tell --status or --information")
    with opened_store(store_ or outer) as store:
        for kind, value in told:
            click.echo(assessment_line(judge(store, incident, kind, value.lower(), author=author, why=why)))


@incidents.command(epilog='\b\nExample:\n  vedette incidents undo 91ab34ef --why "the ministry corrected itself"')
@click.argument("judgement")
@_why
def undo(outer: str | None, judgement: str, why: str, author: str, store_: str | None) -> None:
    """Take back JUDGEMENT or an assessment (an id that `show` tells); it stays readable.

    What a rule joined is kept apart instead.
    """
    from vedette.publishing.stored import assessment_line  # noqa: PLC0415 - only for text
    from vedette.workflow.assessing import is_assessment, undo_assessment  # noqa: PLC0415 - loads the database library
    from vedette.workflow.judging import undo as judge  # noqa: PLC0415

    with opened_store(store_ or outer) as store:
        if is_assessment(store, judgement):
            click.echo(assessment_line(undo_assessment(store, judgement, author=author, why=why)))
        else:
            _done(store, (judge(store, judgement, author=author, evidence=why),))


def _done(store: "Store", made: "tuple[Judgement, ...]") -> None:
    """Tell the judgements that were made and what has become of their incidents."""
    from vedette.publishing.stored import judgement_line  # noqa: PLC0415 - only for text
    from vedette.workflow.judging import incidents_about  # noqa: PLC0415

    for j in made:
        click.echo(judgement_line(j))
    _print_all(incidents_about(store, made))
