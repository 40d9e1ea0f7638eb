"""ZIP archives of files that come in: read member by member in memory, within limits; nothing is ever written."""

import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.sources.files import docx, limits
from vedette.sources.files.desk import Desk, Piece

_METHODS = (ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2)
"""LZMA is left out: its header alone can ask for four gigabytes of memory."""
_BIG = (".pdf", ".docx", ".zip", ".warc", ".warc.gz", ".jsonl", ".ndjson", ".csv", ".tsv", ".mbox", ".json")


def members(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield what the members of an archive hold, in the order of their names; a DOCX is opened as a document.

    A member's name only names it, whatever it says. SkipError where the archive is broken, too large or a document of
    another kind.
    """
    try:
        archive = ZipFile(handle)
        infos = archive.infolist()
    except docx.BROKEN as e:
        raise SkipError(piece.name, "is a broken ZIP archive", "pack it anew") from e
    with archive:
        kind = docx.office_kind(frozenset(i.filename for i in infos))
        if kind == "docx":
            handle.seek(0)
            yield from docx.papers(handle, piece, desk)
            return
        if kind:
            raise SkipError(piece.name, f"is {kind}, which is not read", "save it as DOCX, PDF, CSV or text")
        if len(infos) > limits.ZIP_MEMBERS:
            raise SkipError(
                piece.name, f"holds more than {limits.ZIP_MEMBERS:,} files", "unpack it and hand in the folder"
            )
        for info in sorted((i for i in infos if _wanted(i)), key=lambda i: i.filename):
            desk.budget.take(info.file_size, piece.name)
            yield from _member(archive, info, piece, desk)


def _wanted(info: ZipInfo) -> bool:
    """Tell whether a member is a file; hidden files, and what systems put in beside them, are left out as in folders."""
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    hidden = any((p.startswith(".") and p not in (".", "..")) or p == "__MACOSX" for p in parts)
    return not info.is_dir() and not hidden


def _member(archive: ZipFile, info: ZipInfo, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    name = " ".join(info.filename.split())[:300]
    try:
        inside = piece.inside(name)
        data = _unpacked(archive, info, inside.name)
    except SkipError as e:
        desk.on_skip(e)
        return
    yield from desk.opened(BytesIO(data), inside)


def _unpacked(archive: ZipFile, info: ZipInfo, name: str) -> bytes:
    most = limits.PDF_BYTES if info.filename.lower().endswith(_BIG) else limits.TEXT
    if stat.S_ISLNK(info.external_attr >> 16):
        raise SkipError(name, "is a link", "put the file itself into the archive")
    if info.flag_bits & 1:
        raise SkipError(name, "is locked with a password", "pack it without the password")
    if info.compress_type not in _METHODS:
        raise SkipError(name, "is packed by a method that is not read", "pack it with deflate, as ZIP programs do")
    if info.file_size > most:
        raise SkipError(name, f"is larger than {most // limits.MB} MB", "take it out and hand it in itself")
    if info.file_size > limits.RATIO_FROM and info.file_size > limits.RATIO * max(1, info.compress_size):
        raise SkipError(name, "unpacks to far more than texts do, as a bomb does", "take it out and hand it in itself")
    try:
        with archive.open(info) as member:
            data = member.read(most + 1)
    except docx.BROKEN as e:
        raise SkipError(name, "is broken in its archive", "pack it anew") from e
    if len(data) > most:
        raise SkipError(name, "is larger than its archive says", "pack it anew")
    return data
