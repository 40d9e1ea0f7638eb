"""`vedette check`: the standing facts that reports state, compared with the knowledge base."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vedette.cli.inputs import Skipped, documents, known_of, opened, reading_options, records_with
from vedette.cli.knowledge_options import knowledge_option, use

if TYPE_CHECKING:
    from vedette.records.check import Check
    from vedette.workflow.check import Checked


@click.command(
    epilog="""\b
Example:
  vedette check report.txt --published 2022-09-13
  vedette check reports.jsonl --format json --only contradicted"""
)
@reading_options
@knowledge_option
@click.option(
    "--only",
    type=click.Choice(["contradicted", "imprecise", "unknown", "supported"]),
    multiple=True,
    help="Tell only these verdicts; may be given several times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text, or one JSON object a document and line.",
)
def check(  # noqa: PLR0913 - one parameter an option
    inputs: tuple[str, ...],
    demo: bool,
    published: str | None,
    source: str | None,
    title: str | None,
    output: Path | None,
    min_confidence: float,
    codebook: Path | None,
    folder: Path | None,
    only: tuple[str, ...],
    form: str,
) -> None:
    """Compare what each INPUT states (memberships, offices, forces, places, agreements, dates) with what is known.

    Each stated fact is supported, imprecise, contradicted or unknown, with what is known, its source and the words that
    state it. Exits 1 where something is contradicted, 2 where an input could not be read.
    """
    from vedette.api import check_documents  # noqa: PLC0415 - loads the language model

    use(folder)
    skipped = Skipped()
    found = documents(inputs, known_of(published, source, title), skipped, demo=demo)
    records_with(codebook)
    wanting = count = 0
    with opened(output) as out:
        for checked in check_documents(found):
            count += 1
            wanting += sum(c.verdict == "contradicted" for c in checked.checks)
            kept = tuple(c for c in checked.checks if not only or c.verdict in only)
            for line in _json(checked, kept, min_confidence) if form == "json" else _text(checked, kept):
                out.write(line + "\n")
    if skipped.count or not count:
        if not skipped.count:
            click.echo("vedette: no document in the input; name a file that holds one", err=True)
        raise click.exceptions.Exit(2)
    if wanting:
        raise click.exceptions.Exit(1)


def _json(checked: "Checked", kept: "tuple[Check, ...]", min_confidence: float) -> Iterator[str]:
    record = checked.record.at_least(min_confidence)
    told = {
        "document": record.document.id,
        "title": record.document.title,
        "on": checked.on,
        "checks": [c.to_json() for c in kept],
        "names": [asdict(n) for n in checked.names],
        "bound": [asdict(o) for o in checked.bound],
    }
    yield json.dumps(told, ensure_ascii=False)


def _text(checked: "Checked", kept: "tuple[Check, ...]") -> Iterator[str]:
    from vedette.records.check import VERDICTS  # noqa: PLC0415 - not needed for --help

    document = checked.record.document
    yield f"{document.title or document.id}, as of {checked.on}"
    for verdict in VERDICTS:
        for c in (c for c in kept if c.verdict == verdict):
            yield from _told(c)
    if not kept:
        yield "  nothing of that kind was found" if checked.checks else "  no standing fact was found"
    for o in checked.bound:
        yield from _bound(
            o.attacker, o.attacked, o.on, {d.bound for d in o.for_attacked}, {d.bound for d in o.for_attacker}
        )


def _told(c: "Check") -> Iterator[str]:
    words = " … ".join(" ".join(r.text.split()) for r in c.receipts)
    at = ", ".join(f"{r.start}-{r.end}" for r in c.receipts)
    yield f"  {c.verdict} ({c.about}): “{words}” [{at}]"
    yield f"    {c.sentence}"
    if c.source:
        yield f"    source: {c.source}; {f'checked against {c.checked}' if c.checked else 'not checked against a public text'}"


def _bound(attacker: str, attacked: str, on: str, defenders: set[str], others: set[str]) -> Iterator[str]:
    from vedette.knowledge.describe import listed, state_name  # noqa: PLC0415

    yield f"  by treaty, if {state_name(attacker)} attacked {state_name(attacked)} on {on}:"
    yield f"    bound to {state_name(attacked)}: {listed(sorted(defenders)) or 'none found'}"
    yield f"    bound to {state_name(attacker)}, if it is attacked: {listed(sorted(others)) or 'none found'}"
    yield f"    vedette obligations --attacker {attacker} --attacked {attacked} --on {on} tells by which articles"
