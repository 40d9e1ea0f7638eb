"""The process in which a PDF is opened: bytes on standard input, its text as one JSON object on standard output.

A hostile PDF can at most use up what this process bounds for itself: time, memory, and no file may be written.
Scripts, forms, links and embedded files are never looked at.
"""

import json
import logging
import sys
from io import BytesIO
from typing import Any

from vedette.sources.files import limits


def main() -> None:
    """Read one PDF and tell its pages, title, author and date, or in one word why not."""
    _bound()
    logging.disable(logging.CRITICAL)  # The library tells of every broken object; the parent tells what matters.
    try:
        told = told_of(sys.stdin.buffer.read())
    except MemoryError:
        told = {"error": "large"}
    except RecursionError:
        told = {"error": "broken", "cause": "objects that hold themselves"}
    except Exception as e:  # noqa: BLE001 - a broken PDF fails in every way, and this process is there to fail
        told = {"error": "broken", "cause": " ".join(str(e).split())[:160] or type(e).__name__}
    sys.stdout.write(json.dumps(told))


def told_of(data: bytes) -> dict[str, Any]:
    """Return {"pages": [text, …], "title", "author", "date"} of a PDF, or {"error": word}."""
    from pypdf import PdfReader, filters  # noqa: PLC0415 - loaded in the child alone

    filters.JBIG2DEC_BINARY = None  # No picture is decoded, and no other program is ever run.
    reader = PdfReader(BytesIO(data))
    # Many papers are locked against printing alone and open with the empty password; a locked reading does not.
    if reader.is_encrypted and not _unlocked(reader):
        return {"error": "encrypted"}
    if len(reader.pages) > limits.PDF_PAGES:
        return {"error": "pages", "cause": str(len(reader.pages))}
    pages, size = [], 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > limits.TEXT:
            return {"error": "large"}
    return {"pages": pages, **_facts(reader)}


def _unlocked(reader: Any) -> bool:
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001 - an unknown or broken lock is a lock
        return False


def _facts(reader: Any) -> dict[str, str | None]:
    try:
        told = reader.metadata
        date = told.creation_date if told else None
        title, author = (str(v) if v else None for v in ((told.title, told.author) if told else (None, None)))
    except Exception:  # noqa: BLE001 - a broken date does no harm to the text
        return {}
    return {"title": title, "author": author, "date": date.isoformat() if date else None}


def _bound() -> None:
    try:
        import resource  # noqa: PLC0415 - not there on Windows, where the parent's clock alone bounds
    except ImportError:
        return
    bounds = (
        (resource.RLIMIT_AS, limits.PDF_MEMORY),
        (resource.RLIMIT_CPU, limits.PDF_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in bounds:
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):
            continue  # The system bounds it already below, or knows no such bound.


if __name__ == "__main__":
    main()
