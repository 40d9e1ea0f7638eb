"""The example dossier as a store: made once for each version of the reader, and used again."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from importlib import resources
from io import BytesIO
from pathlib import Path

from vedette.errors import SkipError, StopError

_EXAMPLES = "september-2022.jsonl"


def demo_store(cache: Path, show: Callable[[int], None], *, fresh: bool = False) -> Path:
    """Return the file of the example dossier's store below `cache`, made where it is missing or `fresh` is asked for.

    `show` is told how many documents have been read. Raises StopError where it cannot be made.
    """
    file = cache / f"desk-demo-{_version()}.db"
    if fresh or not file.exists():
        # Read under a name of its own and then renamed: what is there is always whole.
        half = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            fill_demo(half, show)
            _remove_beside(file)
            half.replace(file)
        except OSError as e:
            raise StopError(f"demo {file.name}: cannot be made ({e.strerror}); free some space, or name --store") from e
        finally:
            _remove_beside(half)
            half.unlink(missing_ok=True)
    return file


def fill_demo(file: Path, show: Callable[[int], None]) -> None:
    """Make a store of the example dossier at `file`; `show` is told how many documents have been read."""
    from vedette.api import readers  # noqa: PLC0415 - loads the reader, which a store that is there already does without
    from vedette.sources.inputs import gather_arriving  # noqa: PLC0415
    from vedette.store.store import Store  # noqa: PLC0415
    from vedette.workflow.add import add_documents  # noqa: PLC0415

    with suppress(FileNotFoundError):
        file.unlink()
    store = Store.open(str(file), make=True)
    try:
        data = resources.files("vedette.examples").joinpath(_EXAMPLES).read_bytes()
        found = gather_arriving(["-"], stdin=BytesIO(data), on_skip=_stop)
        # Without an archive: the originals are in the package.
        for done in add_documents(store, (replace(f, way="the example dossier") for f in found), readers()):
            show(done.documents)
    finally:
        store.close()


def _stop(error: SkipError) -> None:
    raise StopError(f"demo: {error}")


def _version() -> str:
    """Return eight digits that change with what the reader reads, and with the form of the store."""
    from vedette.records.incident import RULES  # noqa: PLC0415 - the readers' code is not needed for --help
    from vedette.store.schema import VERSION  # noqa: PLC0415
    from vedette.workflow.readers import versions_wanted  # noqa: PLC0415

    return sha256(f"{versions_wanted()['en']} {RULES} {VERSION}".encode()).hexdigest()[:8]


def _remove_beside(file: Path) -> None:
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
