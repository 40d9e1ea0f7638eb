"""`vedette obligations`: who is bound to do what for whom when one state attacks another."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.inputs import Skipped, documents, known_of, records
from vedette.cli.knowledge_options import day_of, knowledge_option, use

if TYPE_CHECKING:
    from vedette.knowledge.obligations import Duty, Obligations
    from vedette.knowledge.stances import Stance

NO_VERDICT = (
    "This is what the texts provide, not a legal verdict: whether the case has arisen is for the parties to say."
)


@click.command(
    epilog="""\b
Example:
  vedette obligations --attacker AZE --attacked ARM --on 2022-09-13
  vedette obligations --attacker AZE --attacked ARM --on 2022-09-13 reports.jsonl"""
)
@click.option("--attacker", required=True, metavar="STATE", help="The state that attacks: its ISO code or its name.")
@click.option("--attacked", required=True, metavar="STATE", help="The state that is attacked.")
@click.option("--on", metavar="DATE", help="ISO date of the attack; today by default.")
@click.argument("inputs", nargs=-1, metavar="[REPORT]...")
@knowledge_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How obligations are written.",
)
def obligations(
    attacker: str, attacked: str, on: str | None, inputs: tuple[str, ...], folder: Path | None, form: str
) -> None:
    """Tell who is bound to do what for whom, by which article, where one state attacks another.

    With REPORTs, also what each bound state is on record there as having said or done since. Exits 1 where no treaty of
    the knowledge base binds anybody.
    """
    from vedette.knowledge.base import load_knowledge  # noqa: PLC0415 - not needed for --help
    from vedette.knowledge.obligations import obligations as ask  # noqa: PLC0415
    from vedette.knowledge.stances import stances  # noqa: PLC0415

    use(folder)
    a, b, day = _code(attacker, "--attacker"), _code(attacked, "--attacked"), day_of(on)
    if a == b:
        raise click.UsageError("--attacker and --attacked are one state; name two")
    found = ask(a, b, day, load_knowledge())
    skipped = Skipped()
    read = list(records(documents(inputs, known_of(None, None, None), skipped, demo=False), None)) if inputs else []
    bound = {d.bound for d in (*found.for_attacked, *found.for_attacker)}
    said = stances(bound, (a, b), day, read) if inputs else None
    _write(found, said, form)
    if skipped.count:
        raise click.exceptions.Exit(2)
    if not found.found():
        raise click.exceptions.Exit(1)


def _write(found: "Obligations", said: "Mapping[str, tuple[Stance, ...]] | None", form: str) -> None:
    if form == "json":
        on_record = None if said is None else {p: [asdict(s) for s in v] for p, v in said.items()}
        click.echo(json.dumps({**asdict(found), "on_record": on_record, "note": NO_VERDICT}, ensure_ascii=False))
        return
    for line in (*_lines(found), *(_said(said) if said is not None else ())):
        click.echo(line)
    click.echo(NO_VERDICT, err=True)


def _code(told: str, option: str) -> str:
    from vedette.knowledge.states import load_states, state_named  # noqa: PLC0415

    code = told.upper() if told.upper() in load_states() else state_named(told)
    if code is None:
        raise click.UsageError(f"{option} {told!r} is no state; write its ISO code or its name, like AZE or Azerbaijan")
    return code


def _lines(found: "Obligations") -> Iterator[str]:
    from vedette.knowledge.describe import state_name  # noqa: PLC0415

    attacker, attacked = state_name(found.attacker), state_name(found.attacked)
    parts: Iterable[tuple[str, tuple[Duty, ...], str]] = (
        (
            f"For {attacked}, if {attacker} attacks it",
            found.for_attacked,
            f"none found: no known treaty binds a third state to {attacked}",
        ),
        (
            f"For {attacker}, if it is itself attacked",
            found.for_attacker,
            f"none found: no known treaty binds a third state to {attacker}",
        ),
        (
            f"Between {attacker} and {attacked}",
            found.between,
            "none found: no known treaty forbids the attack beside the UN Charter",
        ),
    )
    for head, duties, none in parts:
        yield f"{head} (on {found.on})"
        yield from (line for group in _grouped(duties) for line in _duty(group)) if duties else (f"  {none}",)
    if found.lapsed:
        yield "No longer, or not then"
        yield from (f"  {told}" for told in found.lapsed)


def _grouped(duties: "tuple[Duty, ...]") -> "Iterable[list[Duty]]":
    groups: dict[tuple[str, str, str], list[Duty]] = {}
    for d in duties:
        groups.setdefault((d.obligation, d.alliance, d.article), []).append(d)
    return groups.values()


def _duty(group: "list[Duty]") -> Iterator[str]:
    from vedette.knowledge.describe import listed  # noqa: PLC0415

    d = group[0]
    article = f"Article {d.article}" if d.article else "article not known"
    yield f"  {d.obligation}: {listed(x.bound for x in group)} — {d.name}, {article}"
    yield f"    {d.paraphrase}"
    told: Mapping[str, Any] = {"when": d.trigger, "steps": " → ".join(d.steps), "limits": "; ".join(d.limits)}
    yield from (f"    {k}: {v}" for k, v in told.items() if v)
    since = {x.since: [y.bound for y in group if y.since == x.since] for x in group}
    yield "    since: " + "; ".join(f"{k or 'not known'} ({', '.join(v)})" for k, v in since.items())
    for doubt in dict.fromkeys(x for y in group for x in (*y.doubts, *y.conflicts)):
        yield f"    doubt: {doubt}"
    if unchecked := sorted({p for y in group for p in y.unchecked}):
        yield f"    dates not checked against a public text: {', '.join(unchecked)}"
    yield f"    source: {d.source}; {f'checked against {d.checked}' if d.checked else 'not checked against a public text'}"


def _said(said: "Mapping[str, tuple[Stance, ...]]") -> Iterator[str]:
    from vedette.knowledge.describe import state_name  # noqa: PLC0415

    yield "On record since, by the reports"
    for party, found in said.items():
        yield f"  {state_name(party)}: {'' if found else 'nothing found'}"
        for s in found:
            by = f" (by {', '.join(s.claimed_by)})" if s.claimed_by else ""
            yield f"    {s.day or 'no day'} {s.type.lower()} {s.status}: “{s.text}”{by} [{s.document} {s.start}-{s.end}]"
