"""`vedette sources`: the list of sources, how each of them stands, and how people grade them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.sources_edit import EDITS
from vedette.cli.sources_shared import minute, registry_told, sources_option, table, watched
from vedette.cli.stored import format_option, opened_store, store_option
from vedette.records.source import GRADES, SOURCE_KINDS

if TYPE_CHECKING:
    from vedette.sources.registry.registry import Registered, Watching
    from vedette.sources.registry.table import Row

STATE_NAMES = ("ok", "stale", "empty", "failing", "dead", "never", "paused", "unwatched")
_MISSED = ("item", "first_seen", "why")
_HEADER = ("id", "name", "country", "kind", "grade", "every", "last success", "items", "state")


@click.group()
def sources() -> None:
    """Tell, check and change the list of sources; tell how each stands; grade them."""


for _command in EDITS:
    sources.add_command(_command)


@sources.command(name="list", epilog="\b\nExample:\n  vedette sources list --state dead --country UKR")
@sources_option
@store_option
@click.option("--country", metavar="CODE", help="Only sources of this country: UKR.")
@click.option("--kind", type=click.Choice(SOURCE_KINDS), help="Only sources of this kind.")
@click.option("--state", type=click.Choice(STATE_NAMES), help="Only sources that stand like this.")
@click.option("--strict", is_flag=True, help="Exit 1 where a source that is listed is dead or failing.")
@format_option("text", "json")
def list_command(list_: Path | None, store_: str | None, strict: bool, form: str, **wanted: str | None) -> None:
    """List the sources and how each of them stands, so that nobody mistakes silence for peace."""
    from datetime import UTC, datetime  # noqa: PLC0415 - not needed for --help

    from vedette.sources.registry.registry import WORRYING  # noqa: PLC0415 - loads the knowledge base
    from vedette.sources.registry.table import rows_of  # noqa: PLC0415

    country = wanted["country"]
    wanted["country"] = country and country.upper()
    registry = registry_told(list_)
    with watched(store_) as watching:
        rows = rows_of(registry, watching, datetime.now(UTC))
    found = [r for r in rows if all(v is None or getattr(r, k) == v for k, v in wanted.items())]
    _write(found, form)
    worrying = sum(r.state in WORRYING for r in found)
    click.echo(f"{len(found)} of {len(rows)} sources of {registry.name}; {worrying} dead or failing", err=True)
    if strict and worrying:
        raise click.exceptions.Exit(1)


def _write(rows: "list[Row]", form: str) -> None:
    from vedette.sources.registry.checks import interval_text  # noqa: PLC0415
    from vedette.sources.registry.registry import STATES  # noqa: PLC0415

    if form == "json":
        click.echo(json.dumps([r.to_json() for r in rows], ensure_ascii=False, indent=1))
        return
    lines = [
        (r.id, r.name, r.country or "-", r.kind, r.grade or "-", interval_text(r.every), minute(r.succeeded), str(r.items),
         r.state)
        for r in rows
    ]  # fmt: skip
    click.echo(table(_HEADER, lines))
    for state in sorted({r.state for r in rows} - {"ok"}):
        click.echo(f"{state}: {STATES[state]}", err=True)


@sources.command(epilog="\b\nExample:\n  vedette sources show mod-ukraine")
@click.argument("source", metavar="ID")
@sources_option
@store_option
@click.option("--tries", type=click.IntRange(0, 1000), default=10, show_default=True, help="Last tries that are shown.")
@format_option("text", "json")
def show(source: str, list_: Path | None, store_: str | None, tries: int, form: str) -> None:
    """Show all that is known of one source: where each field came from, its grades, its last tries with their reasons."""
    registered = registry_told(list_).get(source)
    with watched(store_) as watching:
        told = _shown(registered, watching, tries)
    if form == "json":
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _write_shown(told)


def _shown(registered: "Registered", watching: "Watching", tries: int) -> dict[str, Any]:
    from dataclasses import asdict  # noqa: PLC0415 - not needed for --help
    from datetime import UTC, datetime  # noqa: PLC0415

    from vedette.sources.registry.registry import STATES, state_of  # noqa: PLC0415

    found = watching.states().get(registered.source.id)
    state = state_of(registered.source, found, datetime.now(UTC))
    return {
        "source": registered.source.to_json(),
        "origins": dict(registered.origins),
        "line": registered.line,
        "state": state,
        "meaning": STATES[state],
        "watched": asdict(found) if found else None,
        "grades": [g.to_json() for g in watching.grades(registered.source.id)],
        "tries": [asdict(t) for t in watching.tries(registered.source.id, tries)],
        "given_up": [dict(zip(_MISSED, m, strict=True)) for m in watching.missed(registered.source.id, tries)],
    }


def _write_shown(told: dict[str, Any]) -> None:
    from vedette.sources.registry.checks import interval_text  # noqa: PLC0415 - not needed for --help

    source = told["source"] | {"every": interval_text(told["source"]["every"])}
    lines = []
    for name, value in source.items():
        if name != "addresses" and value not in (None, [], ""):
            shown = ", ".join(value) if isinstance(value, list) else str(value)
            lines.append((name, shown, told["origins"][name]))
    lines += [(a["kind"], f"{a['url']} {a['pattern']}".strip(), "list") for a in source["addresses"]]
    click.echo(table(("field", "value", "from"), lines))
    click.echo(f"\n{told['state']}: {told['meaning']}")
    if (w := told["watched"]) is not None:
        reason = f", {w['failures']} failures: {w['why']}" if w["failures"] else ""
        click.echo(f"last success {minute(w['succeeded'])}, {w['items']} items, {w['new_day']} new in a day{reason}")
    for g in told["grades"]:
        click.echo(f"{minute(g['at'])}  grade {g['grade']} by {g['author']}: {g['why']}")
    for t in told["tries"]:
        reason = f": {t['why']}" if t["why"] else f", {t['items']} items, {t['new']} new"
        click.echo(f"{minute(t['at'])}  {t['outcome']} {t['address']}{reason}")
    for m in told["given_up"]:
        click.echo(f"{minute(m['first_seen'])}  given up {m['item']}: {m['why']}")


@sources.command(
    epilog='\b\nExample:\n  vedette sources grade hetq B --why "named sources, corrects itself" --author Ani'
)
@click.argument("source", metavar="ID")
@click.argument("letter", metavar="GRADE", type=click.Choice(GRADES, case_sensitive=False))
@click.option("--why", required=True, metavar="TEXT", help="What the grade rests on.")
@click.option("--author", required=True, metavar="NAME", help="Who gives it.")
@sources_option
@store_option
def grade(source: str, letter: str, why: str, author: str, list_: Path | None, store_: str | None) -> None:
    """Grade a source from A (completely reliable) to E (unreliable), F where it cannot be judged (Admiralty code).

    Grades are kept in the store with their author, reason and time; a new one never overwrites those before it.
    """
    from datetime import UTC, datetime  # noqa: PLC0415 - not needed for --help

    from vedette.records.source import Grade  # noqa: PLC0415
    from vedette.records.watching import iso  # noqa: PLC0415
    from vedette.workflow.source_edits import grade_source  # noqa: PLC0415 - loads the database library

    if not why.strip() or not author.strip():
        raise click.UsageError("--why and --author must say something; a grade without them is of no use to others")
    known = registry_told(list_).get(source).source
    at = iso(datetime.now(UTC))
    given = Grade(source=known.id, grade=letter.upper(), why=why.strip(), author=author.strip(), at=at)
    with opened_store(store_, make=True) as opened:
        grade_source(opened, given)
    click.echo(f"{known.id}: graded {given.grade} by {given.author}", err=True)


@sources.command(epilog="\b\nExample:\n  vedette sources check --sources my-sources.yaml")
@sources_option
@format_option("text", "json")
def check(list_: Path | None, form: str) -> None:
    """Check how the list is written; exits 1 where an entry cannot be used. No address is fetched."""
    from dataclasses import asdict  # noqa: PLC0415 - not needed for --help

    from vedette.sources.registry.registry import load_registry  # noqa: PLC0415 - loads the knowledge base

    registry = load_registry(list_)
    if form == "json":
        click.echo(json.dumps({"problems": [asdict(p) for p in registry.problems]}, ensure_ascii=False))
    else:
        for problem in registry.problems:
            click.echo(f"{'warning: ' if problem.warning else ''}{problem}")
    faults = sum(not p.warning for p in registry.problems)
    click.echo(f"{registry.name}: {len(registry.sources)} sources, {faults} faults", err=True)
    if faults:
        raise click.exceptions.Exit(1)
