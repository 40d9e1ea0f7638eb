"""From the arguments of a command to prepared documents; what cannot be used is told, and the others go on."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from vedette.documents import prepare
from vedette.documents.language import ENGLISH, check_language
from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.sources.bare import bare_headers, bare_uri
from vedette.sources.files.desk import STDIN, Desk, Piece, Skip, now
from vedette.sources.files.folders import files_in
from vedette.sources.files.mail import messages
from vedette.sources.files.objects import TEXTS
from vedette.sources.files.opening import opened, opened_stream
from vedette.sources.net.fetch import Page, fetch, is_address

ENGLISH_ONLY = frozenset({ENGLISH})


def gather(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO,
    known: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    readable: Container[str] | None = ENGLISH_ONLY,
    on_skip: Skip,
) -> Iterator[Document]:
    """Yield the prepared documents of `inputs`; see gather_arriving, which tells their ways and originals too."""
    for arriving in gather_arriving(
        inputs, stdin=stdin, known=known, columns=columns, readable=readable, on_skip=on_skip
    ):
        yield arriving.document


def gather_arriving(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO,
    known: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    readable: Container[str] | None = ENGLISH_ONLY,
    on_skip: Skip,
) -> Iterator[Arriving]:
    """Yield the prepared documents of `inputs` with the way each came and the bytes that it was taken out of.

    An input is a file of any kind that is read (docs/inputs.md), a folder of such files, an address, or "-". `known` fills
    what an input does not tell itself; `columns` tells which column of a table gives which field. Each input, line or
    member that cannot be used is handed to `on_skip` as one SkipError, and the others go on; so is what is in a language that is
    not among `readable` (None for all).
    """
    for told in inputs:
        desk = Desk(on_skip=on_skip, open=opened, columns=columns or {})
        found = _of_input(told, stdin, desk)
        while True:
            try:
                arriving = usable(next(found), known or {}, readable)
            except StopIteration:
                break
            except SkipError as e:
                on_skip(e)
                continue
            yield arriving


def usable(arriving: Arriving, known: Mapping[str, str], readable: Container[str] | None) -> Arriving:
    """Return what came in with its document prepared, `known` filled in; SkipError where it is empty or cannot be read."""
    document = arriving.document
    if not document.text.strip():
        raise SkipError(arriving.way, "is empty", "hand in a file with a text")
    fields: dict[str, Any] = {k: v for k, v in known.items() if k in TEXTS and getattr(document, k) is None}
    prepared = prepare(replace(document, **fields))
    if readable is not None:
        check_language(prepared, arriving.way, readable)
    return replace(arriving, document=prepared)


def _of_input(told: str, stdin: BinaryIO, desk: Desk) -> Iterator[Arriving]:
    if told == "-":
        yield from opened_stream(stdin, Piece(name=STDIN, at=now()), desk)
    elif is_address(told):
        yield from _of_page(fetch(told), told, desk)
    elif _checked(told).is_dir():
        for path, mail in files_in(Path(told), desk.on_skip):
            try:
                yield from _of_file(path, replace(desk, budget=type(desk.budget)()), mail=mail)
            except SkipError as e:
                desk.on_skip(e)
    else:
        yield from _of_file(Path(told), desk)


def _of_page(page: Page, told: str, desk: Desk) -> Iterator[Arriving]:
    """Yield what an address answered with; a page that cannot be used is named as it was told."""
    # A page need not tell its answer's status, headers and time; then its bytes alone are the original.
    piece = Piece(
        name=bare_uri(told),
        at=page.at or now(),
        url=bare_uri(page.url),
        charset=page.charset,
        kind="text/html" if page.html else page.kind,
        status=page.status,
        headers=bare_headers(page.headers),
    )
    yield from opened(BytesIO(page.data), piece, desk)


def _of_file(path: Path, desk: Desk, *, mail: bool = False) -> Iterator[Arriving]:
    try:
        with path.open("rb") as handle:
            piece = Piece(name=str(path), at=now())
            if mail:
                yield from messages(handle, piece, desk)
            else:
                yield from (opened if handle.seekable() else opened_stream)(handle, piece, desk)
    except OSError as e:
        raise SkipError(str(path), f"cannot be read ({e.strerror})", "check the file and your rights to it") from e
    except RecursionError as e:
        raise SkipError(str(path), "is nested too deeply", "hand in its text as a text file") from e


def _checked(told: str) -> Path:
    try:
        path = Path(told)
        if "\0" in told:
            raise ValueError("it holds a null character")  # noqa: TRY301 - told like what the system finds wrong with it
        if not path.exists():
            raise SkipError(told, "is not there", "check the name")
    except (OSError, ValueError) as e:
        raise SkipError(told[:80], f"is no name of a file ({e})", "name a file, a folder, an address, or -") from e
    return path
