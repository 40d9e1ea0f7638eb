"""Tables (CSV, TSV): one document a row, by columns that are told or that have the usual names."""

import codecs
import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import StringIO, TextIOWrapper
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from vedette.documents.dates import parse_published
from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.sources.files import limits
from vedette.sources.files.decode import decoded
from vedette.sources.files.desk import Desk, Piece
from vedette.sources.files.objects import check_fields

USUAL: dict[str, tuple[str, ...]] = {
    "text": tuple("text body content article article_text full_text fulltext maintext main_text story message".split()),
    "title": tuple("title headline heading".split()),
    "published": tuple(
        "published published_at publish_date publication_date date_published date_publish pubdate pub_date date datetime "
        "created_at timestamp".split()
    ),
    "source": tuple("source outlet publisher newspaper source_name site domain source_domain".split()),
    "url": tuple("url link href permalink source_url".split()),
    "byline": tuple("byline author authors".split()),
    "language": tuple("language lang".split()),
    "id": tuple("id key uuid guid doc_id document_id article_id".split()),
}
"""The usual names of each field's column, in small letters with "_" for blanks, the more telling first."""

_DELIMITERS = ",;\t|"


def looks_like_table(head: bytes, columns: Collection[str] = ()) -> bool:
    """Tell whether the first line of `head` is a table's.

    That is one with all `columns` that are told, else with two or more of usual names, the text's among them.
    """
    line = head.decode("utf-8-sig", "replace").split("\n", 1)[0].strip("\r")
    if "\n" not in head.decode("latin-1") or not 6 <= len(line) <= 4_000:
        return False
    for delimiter in _DELIMITERS:
        cells = [c.strip() for c in line.split(delimiter)]
        if columns and set(columns) <= {c.strip('"') for c in cells}:
            return True
        named = guessed(cells)
        # A list of words in prose ("text, date and source") has cells of several words, a header hardly any.
        if len(named) >= 2 and "text" in named and all(len(c.split()) <= 3 for c in cells):
            return True
    return False


def guessed(header: Sequence[str]) -> dict[str, int]:
    """Return which field each column is by its name: the field, and the column's number."""
    keys = ["_".join(name.strip().strip('"').casefold().replace("-", " ").split()) for name in header]
    return {
        field: keys.index(found)
        for field, names in USUAL.items()
        if (found := next((n for n in names if n in keys), None)) is not None
    }


def rows(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    """Yield the documents of a table, one a row; a row that cannot be used is told with its line, and the others go on.

    `handle` must be seekable. Raises SkipError where the table has no header with a column for the text.
    """
    encoding, sample = _sample(handle, piece.name)
    if sample[:4096].count("\x00") > len(sample[:4096]) // 10:
        raise SkipError(piece.name, "is binary, not a table", "save it as CSV in UTF-8")
    # Bytes that are not of the encoding come through as lone surrogates, by which their row is known and skipped.
    text = TextIOWrapper(handle, encoding, errors="surrogateescape", newline="")
    try:
        yield from _rows(csv.reader(_lines(text, piece.name), delimiter=_delimiter(sample, piece.name)), piece, desk)
    finally:
        text.detach()  # The file is its opener's to close.


def _rows(reader: Any, piece: Piece, desk: Desk) -> Iterator[Arriving]:
    # Of this process and only ever widened: an article may be longer than the 128 KB that the library begins with.
    csv.field_size_limit(limits.LINE)
    try:
        header = next(reader)
    except (StopIteration, csv.Error) as e:
        raise SkipError(piece.name, "has no header", "write the columns' names in the first line") from e
    columns = columns_of(header, desk.columns, piece.name)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            desk.on_skip(SkipError(_line(piece, reader), f"is no row ({e})", "mend its quotation marks"))
            continue
        if any(cell.strip() for cell in row):
            try:
                yield Arriving(document_of(row, header, columns, piece, _line(piece, reader)), _line(piece, reader))
            except SkipError as e:
                desk.on_skip(e)


def _line(piece: Piece, reader: Any) -> str:
    return f"{piece.name}, line {reader.line_num}"


def _sample(handle: BinaryIO, name: str) -> tuple[str, str]:
    """Return the encoding of a table and its first lines, by its first bytes."""
    head = handle.read(limits.HEAD)
    handle.seek(0)
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(bom):
            return encoding, head.decode(encoding, "replace")[: limits.TABLE_SAMPLE]
    try:
        return "utf-8", codecs.getincrementaldecoder("utf-8")().decode(head)[: limits.TABLE_SAMPLE]
    except UnicodeDecodeError:
        return _guess(head, name)


def _guess(head: bytes, name: str) -> tuple[str, str]:
    text = decoded(head, name)
    for encoding in ("windows-1252", "utf-16", "windows-1251"):
        try:
            if head.decode(encoding) == text:
                return encoding, text[: limits.TABLE_SAMPLE]
        except UnicodeDecodeError:
            continue
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for what is in none of the usual encodings

    best = from_bytes(head).best()
    if best is None:
        raise SkipError(name, "is in no encoding that fits its bytes", "save it as UTF-8")
    return best.encoding, text[: limits.TABLE_SAMPLE]


def _lines(text: TextIOWrapper, name: str) -> Iterator[str]:
    try:
        while line := text.readline(limits.LINE):
            if len(line) >= limits.LINE:
                raise SkipError(
                    name, f"has a line longer than {limits.LINE // limits.MB} MB", "split the document in it"
                )
            yield line
    except UnicodeError as e:
        raise SkipError(name, "is not in one encoding to its end", "save it as UTF-8") from e


def _delimiter(sample: str, name: str) -> str:
    """Return what stands between the cells: what makes the first line a header of usual names, else what csv sniffs."""
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    first = sample.split("\n", 1)[0]
    known = {d: len(guessed(next(csv.reader(StringIO(first), delimiter=d), []))) for d in _DELIMITERS}
    best = max(known, key=lambda d: known[d])
    if known[best] >= 2:
        return best
    try:
        return csv.Sniffer().sniff(sample[:4096], delimiters=_DELIMITERS).delimiter
    except csv.Error:
        return max(_DELIMITERS, key=first.count)


def columns_of(header: list[str], told: Mapping[str, str], name: str) -> dict[str, int]:
    """Return which column gives which field; SkipError where one that is told is not there, or none is the text."""
    if len(header) > limits.TABLE_COLUMNS:
        raise SkipError(name, f"has more than {limits.TABLE_COLUMNS:,} columns", "keep those that tell a document")
    names = [cell.strip() for cell in header]
    found = guessed(header)
    for field, column in told.items():
        if column not in names:
            raise SkipError(name, f"has no column {column!r} (it has {_shown(names)})", "correct --columns")
        found[field] = names.index(column)
    if "text" not in found:
        raise SkipError(
            name, f"has no column that is the text (it has {_shown(names)})", "tell it: --columns text=NAME"
        )
    taken = {found[field] for field in told}
    return {field: at for field, at in found.items() if field in told or at not in taken}


def _shown(names: Sequence[str]) -> str:
    return ", ".join(n[:40] for n in names[:12]) + (", …" if len(names) > 12 else "")


def document_of(row: list[str], header: list[str], columns: Mapping[str, int], piece: Piece, line: str) -> Document:
    """Return the document of a row whose `columns` tell the fields; SkipError, named for its `line`, where it is none."""
    if len(row) > len(header):
        raise SkipError(
            line, f"has {len(row)} cells where the header has {len(header)}", "quote the cells that hold delimiters"
        )
    cells = {field: row[at] for field, at in columns.items() if at < len(row) and row[at].strip()}
    text = cells.pop("text", "")
    if not text:
        raise SkipError(line, "has an empty text", "give the document its text")
    if any("\x00" in c or any("\ud800" <= x <= "\udfff" for x in c) for c in (text, *cells.values())):
        raise SkipError(line, "holds bytes that are no text", "write the row anew in UTF-8")
    known: dict[str, Any] = {field: " ".join(cell.split()) for field, cell in cells.items()}
    known["published"] = _day(known.get("published")) or piece.published
    known["url"] = known["url"] if is_link(known.get("url")) else None
    check_fields(known, line)
    return Document.of(text, **known)


def is_link(told: str | None) -> bool:
    """Tell whether a cell is an address that can be kept as one."""
    try:
        return bool(told) and urlsplit(told).scheme in ("http", "https")
    except ValueError:
        return False


def _day(told: str | None) -> str | None:
    """Return a cell's date; seconds since 1970 are read too, as data bases write them."""
    if told and told.isascii() and told.isdigit() and len(told) in (10, 13):
        return datetime.fromtimestamp(int(told[:10]), UTC).isoformat()
    return parse_published(told) if told else None
