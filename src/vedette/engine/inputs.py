"""A shard's documents: what lies in its part of the input, prepared; what is no document is told, and the others go on."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, BinaryIO, cast

from vedette.engine.executors import reason_of
from vedette.engine.shards import Shard
from vedette.engine.storage import is_remote, opened
from vedette.engine.tables import load_pyarrow
from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.sources.files import limits, objects, opening, tables, warc
from vedette.sources.files.desk import Desk, Piece, Skip
from vedette.sources.inputs import usable

Before = Callable[[str], None]
ROWS = 256
"""Rows of Parquet held at once."""
_UNSET = "1970-01-01T00:00:00Z"
"""Stands for the time of getting, which is told nowhere: the same input gives the same output."""
_OUTSIDE = (FileNotFoundError, PermissionError, ConnectionError, TimeoutError)


def documents(
    shard: Shard,
    on_skip: Skip,
    *,
    columns: Mapping[str, str] | None = None,
    known: Mapping[str, str] | None = None,
    before: Before = lambda _: None,
) -> Iterator[Arriving]:
    """Yield the prepared documents of a shard, in the order of the input.

    `columns` tells which column or key gives which field, `known` what the input does not tell itself. An item that cannot be
    used is told to `on_skip`, named by the input and its byte, row or address; so is an input that breaks off, which ends it.
    `before` is told that name before an item is opened, and may refuse it by raising SkipError. Raises OSError where the input
    cannot be reached: that is not the input's fault, and may pass.
    """
    desk = Desk(on_skip=on_skip, open=partial(_guarded, before), columns=columns or {})
    found = _broken_off(shard, _found(shard, desk, before), on_skip)
    for arriving in found:
        try:
            yield usable(arriving, known or {}, None)
        except SkipError as e:
            on_skip(e)
        except Exception as e:  # noqa: BLE001 - a text on which the cleaner fails is one row of the errors
            on_skip(_failed(arriving.way, e))


def _failed(item: str, error: BaseException) -> SkipError:
    return SkipError(item, f"cannot be taken in: {reason_of(error)}", "report it with its text")


def _found(shard: Shard, desk: Desk, before: Before) -> Iterator[Arriving]:
    piece = Piece(name=shard.input.name, at=_UNSET)
    if not shard.input.size:
        raise SkipError(piece.name, "is empty", "hand in a file with texts")
    with opened(shard.input.address) as handle:
        if shard.input.kind == "parquet":
            yield from _rows(handle, shard, piece, desk, before)
        elif shard.input.kind == "warc":
            yield from warc.records(handle, piece, desk, start=shard.start, stop=shard.stop)
        else:
            yield from _lines(_unpacked(handle, shard.input.packed), shard, piece, desk, before)


def _broken_off(shard: Shard, found: Iterator[Arriving], on_skip: Skip) -> Iterator[Arriving]:
    """Yield what is found; where the input's own bytes end that early, tell it."""
    pa, _ = load_pyarrow()
    try:
        yield from found
    except SkipError as e:
        on_skip(e)
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, pa.ArrowInvalid, pa.ArrowNotImplementedError) as e:
        on_skip(SkipError(shard.input.name, f"breaks off: {reason_of(e)}", "fetch or write it anew"))
    except OSError as e:
        # Unpackers tell broken bytes as errors of the system, without its number.
        if e.errno is not None or isinstance(e, _OUTSIDE) or is_remote(shard.input.address):
            raise
        on_skip(SkipError(shard.input.name, f"breaks off: {reason_of(e)}", "fetch or write it anew"))


def _guarded(before: Before, handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Open a page of an archive by the usual door; where that fails in any way, only this page is skipped."""
    try:
        before(piece.name)
        yield from opening.opened(handle, piece, desk)
    except (SkipError, RecursionError):
        raise
    except Exception as e:
        raise _failed(piece.name, e) from e


def _unpacked(handle: BinaryIO, packed: str) -> BinaryIO:
    if packed == "gz":
        return cast("BinaryIO", gzip.GzipFile(fileobj=handle))
    if packed == "bz2":
        return cast("BinaryIO", bz2.BZ2File(handle))
    if packed == "xz":
        return cast("BinaryIO", lzma.LZMAFile(handle))
    if packed == "zst":
        pa, _ = load_pyarrow()
        return cast("BinaryIO", io.BufferedReader(pa.CompressedInputStream(handle, "zstd")))
    return handle


def _lines(handle: BinaryIO, shard: Shard, piece: Piece, desk: Desk, before: Before) -> Iterator[Arriving]:
    """Yield the documents of the lines whose first byte lies in the shard."""
    at = 0
    if shard.start:
        handle.seek(shard.start - 1)
        at = shard.start - 1 + _skipped(handle)
    while shard.stop is None or at < shard.stop:
        line = handle.readline(limits.LINE)
        if not line:
            return
        way, length = f"{piece.name}, byte {at}", len(line)
        if length == limits.LINE and not line.endswith(b"\n"):
            length += _skipped(handle)
        at += length
        if line.strip():
            yield from _of_line(line, way, desk, before)


def _skipped(handle: BinaryIO) -> int:
    """Go on behind the next end of a line; returns the bytes passed over."""
    passed = 0
    while part := handle.readline(limits.MB):
        passed += len(part)
        if part.endswith(b"\n"):
            break
    return passed


def _of_line(line: bytes, way: str, desk: Desk, before: Before) -> Iterator[Arriving]:
    try:
        before(way)
        told = _renamed(objects.parsed(line), desk.columns)
        document = objects.document_of(told, way)
    except SkipError as e:
        desk.on_skip(SkipError(way, e.cause, e.remedy))
        return
    except Exception as e:  # noqa: BLE001 - whatever a line holds, the others go on
        desk.on_skip(_failed(way, e))
        return
    yield Arriving(document, way)


def _renamed(told: Any, columns: Mapping[str, str]) -> Any:
    """Return an object of a line with the keys that `columns` tells under the names of their fields."""
    if not columns or not isinstance(told, dict):
        return told
    found = {field: _text(told[key]) for field, key in columns.items() if told.get(key) is not None}
    return {**{k: v for k, v in told.items() if k not in columns.values()}, **found}


def _rows(handle: BinaryIO, shard: Shard, piece: Piece, desk: Desk, before: Before) -> Iterator[Arriving]:
    """Yield the documents of a shard's row groups, by columns that are told or have the usual names (docs/inputs.md)."""
    _, pq = load_pyarrow()
    file = pq.ParquetFile(handle)
    header = list(file.schema_arrow.names)
    columns = tables.columns_of(header, desk.columns, piece.name)
    groups = range(file.metadata.num_row_groups)
    row = sum(file.metadata.row_group(n).num_rows for n in groups[: shard.start])
    wanted = list(dict.fromkeys(header[at] for at in columns.values()))
    places = {field: wanted.index(header[at]) for field, at in columns.items()}
    for batch in file.iter_batches(batch_size=ROWS, row_groups=list(groups[shard.start : shard.stop]), columns=wanted):
        for values in zip(*(batch.column(name).to_pylist() for name in wanted), strict=True):
            way = f"{piece.name}, row {row}"
            row += 1
            try:
                before(way)
                yield Arriving(tables.document_of([_text(v) for v in values], wanted, places, piece, way), way)
            except SkipError as e:
                desk.on_skip(e)
            except Exception as e:  # noqa: BLE001 - whatever a row holds, the others go on
                desk.on_skip(_failed(way, e))


def _text(value: Any) -> str:
    """Return a cell as text: days and moments in ISO, several behind one another, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(_text(v) for v in value)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
