"""The archive of originals: WARC 1.1 files (ISO 28500:2017), one gzip member a record, written once and never changed.

What the store knows of an original is where its record stands (`Kept`); the files are standard, so that any program for
web archives reads them without Vedette. Addresses are written without credentials, headers without cookies and tokens.
"""

import hashlib
import os
import secrets
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Self
from urllib.parse import quote, unquote

from vedette.errors import SkipError, StopError
from vedette.records.arriving import Kept, Original
from vedette.sources.archive.check import Walk, walked
from vedette.sources.bare import bare_headers, bare_uri
from vedette.sources.files import limits

Known = Callable[[str], Kept | None]
"""Tells by the hash of bytes where they are kept already, or None."""

_CODED = frozenset({"content-encoding", "transfer-encoding", "content-length", "trailer"})
_SAFE = "/!$&'()*+,;=:@-._~"


class Archive:
    """The folder of originals: one file a process and day, a new one beyond a gigabyte.

    `known` is asked before anything is written; what was put and not synced yet is known without it. One process may hold
    several archives, and several processes may write into one folder at once.
    """

    def __init__(self, folder: Path, known: Known | None = None) -> None:
        """Open `folder`; it is made when the first original is put."""
        self.folder = folder
        self._known: Known = known or (lambda _: None)
        self._pending: dict[str, Kept] = {}
        self._handle: IO[bytes] | None = None
        self._name = ""
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def put(self, original: Original) -> Kept:
        """Keep an original; returns where it stands, which is where it stood before if its bytes are known.

        It is safe on the disk only after `sync`. Raises StopError where it cannot be written.
        """
        key = original.hash
        found = self._pending.get(key) or self._known(key)
        if found is not None:
            return found
        record = _record(original, key)
        try:
            handle = self._writable()
            handle.write(record)
            handle.flush()
        except OSError as e:
            self._undo()
            cause = e.strerror or str(e)
            raise StopError(
                f"archive {self.folder}: cannot be written ({cause}); free space, or check your rights"
            ) from e
        kept = Kept(file=self._name, offset=self._end, length=len(record), hash=key)
        self._end += len(record)
        self._pending[key] = kept
        return kept

    def get(self, kept: Kept) -> Original:
        """Return a kept original, its bytes checked against their hash.

        Its address comes without credentials and its time as "…Z". Raises SkipError, with file, offset and remedy, where
        the record is missing or damaged.
        """
        item = f"archive file {kept.file}, byte {kept.offset}"
        if Path(kept.file).name != kept.file:
            raise SkipError(item, "is no name of a file of the archive", "check the store: `vedette store check`")
        try:
            with (self.folder / kept.file).open("rb") as handle:
                handle.seek(kept.offset)
                packed = handle.read(kept.length)
        except OSError as e:
            raise SkipError(item, f"cannot be read ({e.strerror})", _RESTORE) from e
        original = _original(packed, item)
        if original.hash != kept.hash:
            raise SkipError(item, "holds other bytes than were kept", _RESTORE)
        return original

    def sync(self) -> None:
        """Make all that was put safe on the disk; to be called before the store commits where it stands."""
        if self._handle is not None:
            try:
                self._handle.flush()
                os.fsync(self._handle.fileno())
            except OSError as e:
                raise StopError(
                    f"archive {self.folder}: cannot be made safe on the disk ({e.strerror}); free space and add again"
                ) from e
        self._pending.clear()

    def close(self) -> None:
        """Sync and close the file that is open; the archive can be used again after."""
        if self._handle is not None:
            self.sync()
            self._handle.close()
            self._handle = None

    def check(self) -> Walk:
        """Walk all files of the folder; tell what is there, what is damaged, and which ends are half written."""
        return walked(self.folder)

    def _writable(self) -> IO[bytes]:
        """Return the file that is written, a new one on a new day or beyond the size of one."""
        day = datetime.now(UTC).strftime("%Y%m%d")
        if self._handle is not None and (
            self._end >= limits.ARCHIVE_FILE or not self._name.startswith(f"vedette-{day}-")
        ):
            self.close()
        if self._handle is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._name = f"vedette-{day}-{os.getpid()}{secrets.token_hex(3)}.warc.gz"
            # "x": a file of this name that is there belongs to somebody else.
            self._handle = (self.folder / self._name).open("xb")
            head = _packed(_warcinfo(self._name))
            self._handle.write(head)
            self._end = len(head)
            _sync_folder(self.folder)
        return self._handle

    def _undo(self) -> None:
        """Leave the file as it was before a record that could not be written whole; else leave the file."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        # Where even that fails, a half-written end harms nothing: `check` tells of it, and no record points into it.
        with suppress(OSError):
            handle.close()
        with suppress(OSError):
            os.truncate(self.folder / self._name, self._end)


_RESTORE = "bring the file back from a copy of the archive, or fetch the page again"


def _sync_folder(folder: Path) -> None:
    """Make a new file's name safe on the disk, where the system can do that."""
    try:
        at = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folders, and keeps names by itself.
    try:
        os.fsync(at)
    except OSError:
        pass  # Some network file systems cannot.
    finally:
        os.close(at)


def _record(original: Original, key: str) -> bytes:
    """Return the packed record of an original: a response where it was answered over HTTP, else a resource."""
    from fastwarc.warc import WarcRecord, WarcRecordType  # noqa: PLC0415 - only archives need it

    answered = original.status is not None
    record = WarcRecord()
    record.init_headers(WarcRecordType.response if answered else WarcRecordType.resource)
    record.headers["WARC-Target-URI"] = _uri_out(original.uri)
    record.headers["WARC-Date"] = _date(original.at)
    record.headers["WARC-Payload-Digest"] = f"sha256:{key}"
    if answered:
        record.headers["Content-Type"] = "application/http;msgtype=response"
        if original.kind:
            record.headers["WARC-Identified-Payload-Type"] = _flat(original.kind)
        record.set_bytes_content(_answer(original))
    else:
        record.headers["Content-Type"] = _flat(original.kind or "application/octet-stream")
        record.set_bytes_content(original.data)
    return _packed(record)


def _answer(original: Original) -> bytes:
    """Return an answer as it goes over the wire, without codings: its bytes were kept decoded."""
    kept = [(n, v) for n, v in bare_headers(original.headers) if n.strip().lower() not in _CODED]
    if original.kind and not any(n.strip().lower() == "content-type" for n, _ in kept):
        kept.append(("Content-Type", original.kind))
    kept.append(("Content-Length", str(len(original.data))))
    fields = "".join(f"{_flat(name)}: {_flat(value)}\r\n" for name, value in kept if _flat(name))
    return f"HTTP/1.1 {original.status} \r\n{fields}\r\n".encode("utf-8", "replace") + original.data


def _flat(told: str) -> str:
    """Return a field's name or value without anything that could end the field."""
    return " ".join("".join(c if c.isprintable() else " " for c in told).split())


def _warcinfo(name: str) -> Any:
    from fastwarc.warc import WarcRecord, WarcRecordType  # noqa: PLC0415

    record = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo)
    record.headers["WARC-Date"] = _date("")
    record.headers["WARC-Filename"] = name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(b"software: vedette\r\nformat: WARC File Format 1.1\r\n")
    return record


def _packed(record: Any) -> bytes:
    from fastwarc.stream_io import GzipWriter  # noqa: PLC0415

    out = BytesIO()
    writer = GzipWriter(out, compression_level=6)
    record.write(writer)
    writer.finish()
    return out.getvalue()


def _date(told: str) -> str:
    """Return a time as WARC-Date has it: UTC, with "Z"; now where none is told."""
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        found = datetime.now(UTC).replace(microsecond=0)
    found = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return found.replace(tzinfo=None).isoformat() + "Z"


def _uri_out(uri: str) -> str:
    """Return what names an original as a URI: addresses without credentials, files' names as "file:" and escaped."""
    if uri.startswith(("http://", "https://")):
        return quote(bare_uri(uri), safe="%/:?#[]@!$&'()*+,;=-._~")
    return "file:" + quote(uri.encode("utf-8", "surrogateescape"), safe=_SAFE)


def _uri_in(told: str) -> str:
    return unquote(told.removeprefix("file:"), errors="surrogateescape") if told.startswith("file:") else told


def _original(packed: bytes, item: str) -> Original:
    """Return the original that a packed record holds; SkipError where it is none, or not whole."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415

    try:
        whole = zlib.decompress(packed, wbits=31)
        record = next(iter(ArchiveIterator(BytesIO(whole), parse_http=True)))
        data = record.reader.read()
    except (zlib.error, OSError, ValueError, StopIteration) as e:
        raise SkipError(item, f"is damaged ({' '.join(str(e).split())[:80] or 'no record'})", _RESTORE) from e
    told = record.headers.get("WARC-Payload-Digest") or ""
    if told != f"sha256:{hashlib.sha256(data).hexdigest()}":
        raise SkipError(item, "does not hold the bytes that its digest tells", _RESTORE)
    http = record.http_headers if record.is_http and record.http_headers is not None else None
    kind = record.headers.get("WARC-Identified-Payload-Type") if http else record.headers.get("Content-Type")
    return Original(
        uri=_uri_in(record.headers.get("WARC-Target-URI") or ""),
        data=data,
        at=record.headers.get("WARC-Date") or "",
        kind=kind if kind != "application/octet-stream" else None,
        status=http.status_code if http else None,
        headers=tuple((n, v) for n, v in http.to_tuples() if n.lower() != "content-length") if http else (),
    )
