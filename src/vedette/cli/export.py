"""`vedette export`: data sets out of the store, as tables in many forms, and as a release of all of them."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vedette.cli.inputs import opened
from vedette.cli.stored import opened_store, query_of, query_options, store_option

if TYPE_CHECKING:
    from vedette.store.query import Query
    from vedette.store.store import Store

OWN = ("events", "claims", "casualties", "incidents", "contacts")
CROSSWALKS = ("cameo", "plover", "acled", "ucdp")
WHAT = (*OWN, *CROSSWALKS, "gold", "dictionary", "release")
FORMS = ("jsonl", "csv", "geojson", "parquet", "stix", "markdown", "json")

_BY_INCIDENT = ("incidents", "acled", "ucdp")
_OF_INCIDENTS = ("actor", "dyad", "type_", "window", "since", "until")
_OF_ALL = ("actor", "dyad", "window", "since", "until")
"""Filters that every table of a release heeds."""


def _listed(choices: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str | None], tuple[str, ...] | None]:
    def read(_: click.Context, option: click.Parameter, told: str | None) -> tuple[str, ...] | None:
        if told is None:
            return None
        found = [part.strip() for part in told.split(",") if part.strip()]
        if not found or (wrong := [f for f in found if f not in choices]):
            raise click.UsageError(
                f"--{option.name} {(wrong if found else [told])[0]!r} is none of {', '.join(choices)}"
            )
        return tuple(c for c in choices if c in found)

    return read


def release_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a release."""
    for option in (
        click.option("--author", metavar="NAME", help="Of a release: who makes it."),
        click.option("--title", metavar="TEXT", help="Of a release: what it is called."),
        click.option("--forms", metavar="FORM,...", callback=_listed(FORMS[:5]), help="Of a release: its forms."),
        click.option("--tables", metavar="WHAT,...", callback=_listed((*OWN, *CROSSWALKS)), help="Of a release: its tables."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command(
    epilog="""\b
Example:
  vedette export events --from 2022-09-01 --output events.jsonl
  vedette export casualties --side ARM --format csv > casualties.csv
  vedette export incidents --dyad ARM-AZE --format geojson --output incidents.geojson
  vedette export events --format parquet --output events.parquet --stamp
  vedette export acled --dyad ARM-AZE --format csv > acled.csv
  vedette export incidents --format stix --output bundle.json
  vedette export dictionary > dictionary.md
  vedette export release september --from 2022-09-01 --to 2022-09-30 --without-words
  vedette export gold --output corrected.jsonl"""
)
@click.argument("what", type=click.Choice(WHAT))
@click.argument("folder", required=False, metavar="[FOLDER]", type=click.Path(path_type=Path))
@query_options
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@store_option
@click.option("--format", "form", type=click.Choice(FORMS), help="How it is written: jsonl, the dictionary as markdown, where nothing is told.")  # fmt: skip
@click.option("--without-words", is_flag=True, help="Leave out every word of a source; where it stands is kept.")
@click.option("--stamp", is_flag=True, help="Write the version stamp beside the file (FILE.stamp.json).")
@release_options
def export(what: str, folder: Path | None, form: str | None, **given: Any) -> None:
    """Write WHAT the store holds: events and casualties as read, claims (who says what, one line a claimant), incidents, or
    contacts (in files one line a receipt).

    Or the same in the columns of other data sets, as near as they come (docs/crosswalks.md): cameo, plover, acled, ucdp.
    Or the dictionary of all columns. Or a release: every table, with README, dictionary and checksums, in FOLDER and
    FOLDER.zip. Or gold: the documents that people corrected, as coded texts for 'vedette score'. A file appears whole or
    not at all. Exits 1 when there is nothing to write.
    """  # noqa: D205 - the help shows all of it
    asked = {n: given.pop(n) for n in tuple(given) if n not in _OPTIONS}
    form = form or ("markdown" if what == "dictionary" else "jsonl")
    _check(what, folder, form, asked, given)
    if what == "dictionary":
        with opened(given["output"]) as out:
            out.writelines(_dictionary(form))
        return
    if form == "parquet" or "parquet" in (given["forms"] or ()):
        from vedette.publishing.parquet import load_pyarrow  # noqa: PLC0415 - an extra

        load_pyarrow()
    with opened_store(given["store_"]) as store:
        if what == "release":
            count = _release(store, folder or Path(), asked, given)
        elif what == "gold":
            count = _gold(store, given["output"])
        else:
            count = _table(store, what, form, asked, given)
    if not count:
        click.echo("vedette: nothing to export; ask for less at once", err=True)
        raise click.exceptions.Exit(1)


_OPTIONS = ("output", "store_", "without_words", "stamp", "tables", "forms", "title", "author")
_OF_A_RELEASE = ("tables", "forms", "title", "author")


def _check(what: str, folder: Path | None, form: str, asked: dict[str, Any], given: dict[str, Any]) -> None:
    told = [n for n, v in asked.items() if v is not None] + (["without_words"] if given["without_words"] else [])
    if what == "gold" and (form != "jsonl" or told):
        raise click.UsageError("gold is everything that was corrected, as JSON Lines; leave other options out")
    if what == "dictionary" and (form not in ("markdown", "json") or told):
        raise click.UsageError("the dictionary is of all tables, as markdown or json; leave other options out")
    if what != "dictionary" and form in ("markdown", "json"):
        raise click.UsageError(f"--format {form} is for the dictionary; choose jsonl, csv, geojson, parquet or stix")
    if form == "geojson" and what not in ("events", "incidents"):
        raise click.UsageError(f"{what} have no place of their own; export events or incidents as GeoJSON")
    if form == "stix" and what != "incidents":
        raise click.UsageError(f"STIX tells incidents with all that hangs on them; export incidents, not {what}")
    if form == "parquet" and given["output"] is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is for programs; name a file with --output")
    _check_release(what, folder, form, told, given)


def _check_release(what: str, folder: Path | None, form: str, told: list[str], given: dict[str, Any]) -> None:
    if what != "release":
        if folder is not None or (other := [n for n in _OF_A_RELEASE if given[n] is not None]):
            raise click.UsageError(f"{'FOLDER' if folder is not None else '--' + other[0]} is for a release alone")
        if given["stamp"] and (given["output"] is None or what in ("gold", "dictionary")):
            raise click.UsageError("--stamp is written beside the file of a table; name it with --output")
        return
    if folder is None:
        raise click.UsageError("name the FOLDER of the release: vedette export release FOLDER")
    if given["output"] is not None or given["stamp"] or form != "jsonl":
        raise click.UsageError(
            "a release is a folder with its stamp; choose its forms with --forms, and leave --output out"
        )
    if other := [n for n in told if n not in (*_OF_ALL, "without_words")]:
        raise click.UsageError(f"--{other[0].rstrip('_')} does not choose in every table; leave it out")


def _dictionary(form: str) -> Iterator[str]:
    from vedette.publishing.dictionary import dictionary, markdown  # noqa: PLC0415 - not needed for --help

    if form == "json":
        yield json.dumps(dictionary(), ensure_ascii=False, indent=1) + "\n"
    else:
        yield from (line + "\n" for line in markdown())


def _gold(store: "Store", output: Path | None) -> int:
    from vedette.workflow.gold import export_gold  # noqa: PLC0415 - loads the database library

    counted = _Counted(export_gold(store))
    with opened(output) as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in counted)
    return counted.count


def _table(store: "Store", what: str, form: str, asked: dict[str, Any], given: dict[str, Any]) -> int:
    """Write one table; returns how many rows it has."""
    from vedette.publishing.moment import one_moment  # noqa: PLC0415 - loads the database library
    from vedette.publishing.stamp import stamp_of  # noqa: PLC0415

    query, words = _query(store, what, asked), not given["without_words"]
    with one_moment(store) as now, opened(given["output"]) as out:
        stamp = stamp_of(now, (what,), asked, words=words).to_json()
        counted = _Counted(_rows(now, what, form, query, words=words))
        out.buffer.writelines(_blocks(counted, what, form, stamp))  # type: ignore[attr-defined]
    if given["stamp"]:
        with opened(Path(f"{given['output']}.stamp.json")) as beside:
            beside.write(json.dumps(stamp, ensure_ascii=False, indent=1) + "\n")
    return counted.count


def _rows(store: "Store", what: str, form: str, query: "Query", *, words: bool) -> Iterable[Any]:
    from vedette.publishing.crosswalks.whole import wholes  # noqa: PLC0415 - loads the database library
    from vedette.publishing.datasets import rows  # noqa: PLC0415

    return wholes(store, query) if form == "stix" else rows(store, what, query, words=words)


def _blocks(rows: Iterable[Any], what: str, form: str, stamp: dict[str, Any]) -> Iterator[bytes]:
    if form == "stix":
        from vedette.publishing.stix import stix_blocks  # noqa: PLC0415 - not needed for --help

        yield from (block.encode("utf-8", "backslashreplace") for block in stix_blocks(rows, stamp))
        return
    from vedette.publishing.forms import blocks  # noqa: PLC0415

    yield from blocks(rows, what, form, stamp)


def _query(store: "Store", what: str, asked: dict[str, Any]) -> "Query":
    if what in _BY_INCIDENT:
        from vedette.cli.incidents import incident_query  # noqa: PLC0415

        if other := [n for n, v in asked.items() if v is not None and n not in _OF_INCIDENTS]:
            raise click.UsageError(f"--{other[0]} chooses no incidents; export events, or leave it out")
        found: Query = incident_query({n: asked[n] for n in _OF_INCIDENTS})
        return found
    if what not in ("claims", "casualties") and (asked["side"] or asked["kind"]):
        raise click.UsageError("--side and --kind choose figures; export casualties, or claims")
    return query_of(store, asked)


def _release(store: "Store", folder: Path, asked: dict[str, Any], given: dict[str, Any]) -> int:
    """Write a release; returns how many rows its tables have together."""
    from vedette.publishing.crosswalks.whole import wholes  # noqa: PLC0415 - loads the database library
    from vedette.publishing.datasets import rows  # noqa: PLC0415
    from vedette.publishing.moment import one_moment  # noqa: PLC0415
    from vedette.publishing.release import Plan, write_release  # noqa: PLC0415
    from vedette.publishing.stamp import stamp_of  # noqa: PLC0415

    named = {n: given[n] for n in ("title", "author") if given[n]}
    plan = Plan(tables=given["tables"] or (*OWN, *CROSSWALKS), forms=given["forms"] or _forms(), **named)
    query, words = query_of(store, asked), not given["without_words"]
    with one_moment(store) as now:
        stamp = stamp_of(now, plan.tables, asked, words=words).to_json()
        counts = write_release(
            folder, plan, stamp, lambda what: rows(now, what, query, words=words), wholes(now, query)
        )  # fmt: skip
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    click.echo(f"vedette: {folder} and {folder}.zip: {told}", err=True)
    return sum(counts.values())


def _forms() -> tuple[str, ...]:
    """Return the forms of a release where none are told: Parquet where it can be written."""
    from importlib.util import find_spec  # noqa: PLC0415 - not needed for --help

    return ("jsonl", "csv", "geojson", *(("parquet",) if find_spec("pyarrow") else ()))


class _Counted:
    """Rows, and how many of them went by."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.count += 1
            yield row
