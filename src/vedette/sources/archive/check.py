"""A walk through all files of an archive of originals: every record unpacked and held against its digest."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from vedette.errors import SkipError
from vedette.sources.files.warc import next_record

_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a walk found: files and whole records, what is `damaged`, and ends that are `half` written.

    A half-written end is what a process leaves that was ended while it wrote; nothing points into it, and it does no harm.
    """

    files: int
    records: int
    damaged: tuple[SkipError, ...] = ()
    half: tuple[SkipError, ...] = ()

    @property
    def sound(self) -> bool:
        """Tell whether every record that was written whole is whole."""
        return not self.damaged


def walked(folder: Path) -> Walk:
    """Return what the archive files of `folder` hold; a folder that is not there holds none."""
    files = sorted(folder.glob("*.warc.gz")) if folder.is_dir() else []
    records = 0
    damaged: list[SkipError] = []
    half: list[SkipError] = []
    for path in files:
        try:
            with path.open("rb") as handle:
                for found in _records(handle, path):
                    if found is None:
                        records += 1
                    else:
                        (half if found.cause.startswith(HALF) else damaged).append(found)
        except OSError as e:
            damaged.append(
                SkipError(f"archive file {path.name}", f"cannot be read ({e.strerror})", "check your rights")
            )
    return Walk(files=len(files), records=records, damaged=tuple(damaged), half=tuple(half))


HALF = "ends in a half-written record"


def _records(handle: BinaryIO, path: Path) -> Iterator[SkipError | None]:
    """Yield None for each whole record of a file, and an error for each that is not."""
    at = 0
    while True:
        item = f"archive file {path.name}, byte {at}"
        try:
            found = _member(handle, at)
        except (zlib.error, ValueError) as e:
            yield SkipError(item, f"is damaged ({e})", "bring the file back from a copy of the archive")
            following = next_record(handle, at + 1, packed=True)
            if following is None:
                return
            at = following
            continue
        if found is None:
            return
        end, whole = found
        if whole is None:
            yield SkipError(item, f"{HALF} of {end - at:,} bytes", "nothing needs doing: no document points to it")
            return
        yield _held(whole, item)
        at = end


def _member(handle: BinaryIO, at: int) -> tuple[int, bytes | None] | None:
    """Return where the gzip member at `at` ends and what it holds (None: it breaks off); None at the file's end."""
    handle.seek(at)
    unpacker, out, read = zlib.decompressobj(wbits=31), [], 0
    while chunk := handle.read(_CHUNK):
        read += len(chunk)
        out.append(unpacker.decompress(chunk))
        if unpacker.eof:
            return at + read - len(unpacker.unused_data), b"".join(out)
    return (at + read, None) if read else None


def _held(whole: bytes, item: str) -> SkipError | None:
    """Hold one record against its digest; records without one (the file's own) need only be records."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - only archives need it

    try:
        record = next(iter(ArchiveIterator(BytesIO(whole), parse_http=True)))
        told, data = record.headers.get("WARC-Payload-Digest"), record.reader.read()
    except (OSError, ValueError, StopIteration):
        return SkipError(item, "is no record", "bring the file back from a copy of the archive")
    if told and told != f"sha256:{hashlib.sha256(data).hexdigest()}":
        return SkipError(item, "does not hold the bytes that its digest tells", "bring the file back from a copy")
    return None
