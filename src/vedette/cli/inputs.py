"""What the reading commands share: their inputs, their output, and how a skipped input is told."""

import os
import sys
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO

import click

from vedette.errors import SkipError, StopError

if TYPE_CHECKING:
    from vedette.records.arriving import Arriving
    from vedette.records.document import Document
    from vedette.records.record import Record

F = Callable[..., Any]

_FIELDS = ("text", "title", "published", "source", "url", "byline", "language", "id")
_COLUMNS = "vedette.columns"


def _columns(context: click.Context, _: click.Parameter, told: str | None) -> None:
    """Keep which column of tables gives which field, for the inputs of this command; UsageError where that is none."""
    found: dict[str, str] = {}
    for pair in (told or "").split(","):
        field, mark, column = (part.strip() for part in pair.partition("="))
        if not pair.strip():
            continue
        if not mark or not column or field not in _FIELDS:
            raise click.UsageError(
                f"--columns {pair.strip()!r} tells no column; write FIELD=COLUMN with one of {', '.join(_FIELDS)}"
            )
        found[field] = column
    context.meta[_COLUMNS] = found


columns_option = click.option(
    "--columns",
    metavar="FIELD=COLUMN,...",
    callback=_columns,
    expose_value=False,
    help="Which column of a table (CSV, TSV) gives which field, for example text=body,published=date.",
)


def columns_told() -> dict[str, str]:
    """Return which column gives which field, as this command was told."""
    found: dict[str, str] = click.get_current_context().meta.get(_COLUMNS, {})
    return found


def reading_options(command: F) -> F:
    """Add the arguments and options of every command that reads documents."""
    for option in reversed(
        (
            click.argument("inputs", nargs=-1, metavar="INPUT..."),
            click.option("--demo", is_flag=True, help="Read the example dossier that ships with Vedette."),
            click.option("--published", metavar="DATE", help="ISO date of publication where the input tells none."),
            click.option("--source", metavar="NAME", help="Publisher where the input tells none."),
            click.option("--title", metavar="TEXT", help="Title where the input tells none."),
            columns_option,
            click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file."),
            click.option(
                "--min-confidence",
                type=click.FloatRange(0, 1),
                default=0.0,
                envvar="VEDETTE_CONFIDENCE",
                show_envvar=True,
                help="Leave out events given with less confidence.",
            ),
            click.option("--codebook", type=click.Path(path_type=Path), help="Directory with your own codebook files."),
        )
    ):
        command = option(command)
    return command


class Skipped:
    """Counts skipped inputs and tells each in one line on standard error."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: SkipError) -> None:
        """Tell one skipped input."""
        self.count += 1
        click.echo(f"vedette: {' '.join(str(error).split())}", err=True)


def known_of(published: str | None, source: str | None, title: str | None) -> dict[str, str]:
    """Return what the command line tells of its documents; raises UsageError where the date is none."""
    from datetime import datetime  # noqa: PLC0415 - not needed for --help

    if published is not None:
        try:
            datetime.fromisoformat(published)
        except ValueError:
            raise click.UsageError(f"--published {published!r} is no ISO date; write it like 2022-09-13") from None
    told = {"published": published, "source": source, "title": title}
    return {k: v for k, v in told.items() if v is not None}


def documents(inputs: tuple[str, ...], known: dict[str, str], skipped: Skipped, *, demo: bool) -> "Iterator[Document]":
    """Yield the prepared documents of the command's inputs: files, folders, addresses, standard input, or the example."""
    from vedette.api import readers  # noqa: PLC0415 - loads the readers' code

    for found in arriving(inputs, known, skipped, demo=demo, readable=readers()):
        yield found.document


def arriving(
    inputs: tuple[str, ...],
    known: dict[str, str],
    skipped: Skipped,
    *,
    demo: bool,
    readable: Container[str] | None = None,
) -> "Iterator[Arriving]":
    """Yield the documents of the command's inputs, in languages that are `readable` (None for all), with their originals."""
    from vedette.sources.inputs import gather_arriving  # noqa: PLC0415 - loads the cleaner

    if demo:
        data = resources.files("vedette.examples").joinpath("september-2022.jsonl").read_bytes()
        for found in gather_arriving(["-"], stdin=BytesIO(data), known={}, on_skip=skipped):
            yield replace(found, way="the example dossier")
        if not inputs:
            return
    if not inputs:
        if sys.stdin.isatty():
            raise click.UsageError(
                "no INPUT; name a file, a folder, an address, or - for standard input, or use --demo"
            )
        inputs = ("-",)
    stdin: BinaryIO = getattr(sys.stdin, "buffer", BytesIO())
    yield from gather_arriving(
        list(inputs), stdin=stdin, known=known, columns=columns_told(), readable=readable, on_skip=skipped
    )


def records(
    found: "Iterable[Document]",
    codebook: Path | None,
    min_confidence: float = 0.0,
    on_skip: Skipped | None = None,
    *,
    gate: bool = False,
) -> "Iterator[Record]":
    """Yield the records of `found`, their less confident events left out; StopError where the codebook is no directory.

    With `gate` only documents that pass the relevance gate are read.
    """
    records_with(codebook)
    from vedette.api import read_documents  # noqa: PLC0415 - loads the language model

    for record in read_documents(found, on_skip, gate=gate):
        yield record.at_least(min_confidence)


def records_with(codebook: Path | None) -> None:
    """Make this process read with the user's `codebook`; StopError where it is no directory."""
    from vedette.api import use_codebook  # noqa: PLC0415 - not needed for --help

    if codebook is not None:
        use_codebook(codebook)


def _umask() -> int:
    """Return the rights that the user's new files go without; the system tells them only in exchange for others."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def opened(output: Path | None) -> Iterator[IO[str]]:
    """Open the output: standard output, or a file that appears whole or not at all."""
    if output is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        # Closed below; the name must outlive the block so that the file can be renamed.
        known: dict[str, Any] = {"encoding": "utf-8", "errors": "backslashreplace", "suffix": ".part"}
        handle = tempfile.NamedTemporaryFile("w", dir=output.parent, delete=False, **known)  # noqa: SIM115
    except OSError as e:
        raise StopError(
            f"output {output}: cannot be written ({e.strerror}); name a file in a directory that exists"
        ) from e
    try:
        with handle:
            yield handle
        # A temporary file is its owner's alone; what a user asks for is as open as any file of theirs.
        Path(handle.name).chmod(output.stat().st_mode if output.exists() else 0o666 & ~_umask())
        Path(handle.name).replace(output)
    except BaseException:
        Path(handle.name).unlink(missing_ok=True)
        raise
