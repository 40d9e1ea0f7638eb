"""The option that the commands on the knowledge base share: a folder with the user's own files."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from vedette.errors import StopError

F = Callable[..., Any]


def knowledge_option(command: F) -> F:
    """Add `--knowledge DIR`."""
    return click.option(
        "--knowledge",
        "folder",
        type=click.Path(path_type=Path),
        envvar="VEDETTE_KNOWLEDGE",
        show_envvar=True,
        help="Directory with your own knowledge files.",
    )(command)


def use(folder: Path | None) -> None:
    """Make everything of this process read the user's files of `folder`; StopError where it is no directory."""
    if folder is None:
        return
    if not folder.is_dir():
        raise StopError(f"knowledge {folder}: is not a directory; name the folder that holds your CSV files")
    os.environ["VEDETTE_KNOWLEDGE"] = str(folder)


def day_of(on: str | None) -> str:
    """Return the ISO day that `--on` tells, today where it is not told; raises UsageError where it is none."""
    from datetime import UTC, date, datetime  # noqa: PLC0415 - not needed for --help

    if on is None:
        return datetime.now(UTC).date().isoformat()
    try:
        return date.fromisoformat(on).isoformat()
    except ValueError:
        raise click.UsageError(f"--on {on!r} is no ISO date; write it like 2022-09-13") from None
