"""Small files of every kind, made by the tests themselves, and how they are gathered."""

import gzip
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from vedette.errors import SkipError
from vedette.sources.inputs import gather_arriving

TEXT = "The army of the country said on Tuesday that it had withdrawn from the town."
PAGE = f"<html><head><title>Army leaves</title></head><body><article><h1>Army leaves</h1><p>{TEXT}</p><p>{TEXT} It did so again.</p></article></body></html>"


def came(*inputs, stdin=b"", known=None, columns=None):
    """Return what arrives from `inputs`, and the skips."""
    skipped: list[SkipError] = []
    told = [str(i) for i in inputs]
    found = gather_arriving(told, stdin=BytesIO(stdin), known=known, columns=columns, on_skip=skipped.append)
    return list(found), skipped


def write(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def pdf(pages, *, info=b"", kids=None, trailer=b""):
    """Return a PDF with one line of text a line of each page; `kids` overrides the list of pages."""
    told = kids or b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (told, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, page in enumerate(pages):
        lines = b" ".join(b"(%s) Tj T*" % line for line in page.encode("latin-1").split(b"\n")) if page else b""
        stream = b"BT /F1 12 Tf 50 700 Td 14 TL " + lines + b" ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * i)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(b"<< %s >>" % info)
    out, offsets = b"%PDF-1.4\n", []
    for number, told_object in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, told_object)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    end = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    end += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R %s >>\n" % (len(objects) + 1, len(objects), trailer)
    return out + end + b"startxref\n%d\n%%%%EOF" % len(out)


def zipped(members):
    """Return a ZIP archive of `members`, pairs of name and bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def warc_record(number, body, *, kind="response", media="text/html", status=200, coding=b"", extra=b""):
    """Return one record of a WARC, not packed."""
    block = b"HTTP/1.1 %d OK\r\nContent-Type: %s\r\n%s\r\n" % (status, media.encode(), coding) + body
    return (
        b"WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\n"
        b"WARC-Target-URI: http://user:pass@news.example/%d\r\nWARC-Date: 2022-09-14T08:00:00Z\r\n%s"
        b"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n"
        % (kind.encode(), number, number, extra, len(block))
        + block
        + b"\r\n\r\n"
    )


def packed(*records):
    """Return records as a WARC with one gzip member a record."""
    return b"".join(gzip.compress(r) for r in records)
