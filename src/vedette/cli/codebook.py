"""`vedette codebook`: check one's own codebook files, and see how a word is coded."""

import json
from pathlib import Path
from typing import Any

import click


@click.group()
def codebook() -> None:
    """Check the codebook, or show how a word is coded."""


@codebook.command(epilog="\b\nExample:\n  vedette codebook check my-codebook/")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How faults are written.",
)
def check(directory: Path | None, form: str) -> None:
    """Check the shipped codebook, with the files of DIRECTORY on top; exits 1 where something is at fault."""
    from vedette.records.codebook.loader import check_codebook  # noqa: PLC0415 - not needed for --help

    faults = check_codebook(directory) if directory else check_codebook()
    if form == "json":
        click.echo(json.dumps({"faults": faults}, ensure_ascii=False))
    else:
        for fault in faults:
            click.echo(fault)
        click.echo(f"{len(faults)} faults" if faults else "the codebook is sound", err=True)
    if faults:
        raise click.exceptions.Exit(1)


@codebook.command(epilog="\b\nExample:\n  vedette codebook show strike")
@click.argument("word")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How entries are written.",
)
def show(word: str, form: str) -> None:
    """Show every entry of the codebook in which WORD stands; exits 1 where there is none."""
    from vedette.records.codebook.loader import load_codebook  # noqa: PLC0415 - not needed for --help

    book = load_codebook()
    entries = [
        _entry(t)
        for group in (book.verbs, book.nouns, book.adjectives)
        for ts in group.values()
        for t in ts
        if word in t.lemma
    ]
    roles = [
        {"lemma": " ".join(r.lemma), "pos": "role", "sector": r.sector}
        for rs in book.roles.values()
        for r in rs
        if word in r.lemma
    ]
    if form == "json":
        click.echo(json.dumps(entries + roles, ensure_ascii=False))
    else:
        for e in entries + roles:
            click.echo("  ".join(f"{k}={v}" for k, v in e.items() if v not in (None, "", [])))
    if not entries and not roles:
        click.echo(f"vedette: {word}: stands in no entry; add it to a file of your own", err=True)
        raise click.exceptions.Exit(1)


def _entry(t: Any) -> dict[str, Any]:
    return {
        "lemma": " ".join(t.lemma),
        "pos": t.pos,
        "type": t.type,
        "mode": t.mode,
        "actor": list(t.actor),
        "recipient": list(t.recipient),
        "object": sorted(t.object)[:12],
    }
