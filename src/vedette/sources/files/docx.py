"""DOCX: paragraphs and rows of tables in their order, with the document's properties.

Checked before anything is parsed: number, size and ratio of the parts. Macros, embedded files, external templates and
entities are never opened: only the part with the text and that with the properties are read.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from vedette.errors import SkipError
from vedette.records.arriving import Arriving
from vedette.records.document import Document
from vedette.sources.files import limits
from vedette.sources.files.desk import Desk, Piece, held
from vedette.sources.files.facts import told_day, told_title

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# What was moved away or deleted is not the text; a fallback is a second copy for old programs.
_LEFT_OUT = frozenset(
    {
        *(f"{_W}{name}" for name in "moveFrom del pPr rPr tblPr sectPr".split()),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
DEEP = 200
"""How deep elements may stand in one another; the parser itself gives up at 256."""
BROKEN = (BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error)
"""What the standard library raises for an archive that is broken, or packed in a way that it does not know."""


def office_kind(names: frozenset[str]) -> str | None:
    """Return what a ZIP archive with members of these `names` is: "docx", another office document in words, or None."""
    if "word/document.xml" in names and "[Content_Types].xml" in names:
        return "docx"
    if "[Content_Types].xml" in names and any(n.startswith(("xl/", "ppt/")) for n in names):
        return "a spreadsheet" if any(n.startswith("xl/") for n in names) else "a presentation"
    if "META-INF/container.xml" in names:
        return "an e-book"
    return "an OpenDocument file" if "mimetype" in names and "content.xml" in names else None


def papers(handle: BinaryIO, piece: Piece, desk: Desk) -> Iterator[Arriving]:  # noqa: ARG001 - every opener's shape
    """Yield the document of a DOCX; SkipError where it is broken, too large, or holds no text."""
    data = held(handle, piece.name, limits.DOCX_UNPACKED)
    _guard(data, piece.name)
    opened = _opened(data, piece.name)
    text = "\n\n".join(p for p in _paragraphs(opened.element.body, 0) if p.strip())
    if not text.strip():
        raise SkipError(piece.name, "holds no text", "hand in a document with a text")
    facts = _facts(opened)
    document = Document.of(
        text,
        url=piece.url,
        title=told_title(facts.get("title")),
        byline=facts.get("author"),
        published=told_day(text, piece, facts.get("created")),
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    yield Arriving(document, piece.name, piece.original(data, kind))


def _guard(data: bytes, name: str) -> None:
    """Raise SkipError where the parts are too many, too large, packed like a bomb, or locked."""
    with ZipFile(BytesIO(data)) as parts:
        infos = parts.infolist()
    size, packed = sum(i.file_size for i in infos), max(1, sum(i.compress_size for i in infos))
    large = size > limits.DOCX_UNPACKED or any(
        i.file_size > limits.XML_PART for i in infos if i.filename[-4:] == ".xml"
    )
    if len(infos) > limits.DOCX_PARTS or large:
        raise SkipError(name, "unpacks to more than an office document has", "save its text as a text file")
    if size > limits.RATIO_FROM and size > limits.RATIO * packed:
        raise SkipError(
            name, f"unpacks to {size // packed:,} times its size, as a bomb does", "save its text as a text file"
        )
    if any(i.flag_bits & 1 for i in infos):
        raise SkipError(name, "is locked with a password", "save it without the password")


def _opened(data: bytes, name: str) -> Any:
    import docx  # noqa: PLC0415 - loads lxml
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    with ZipFile(BytesIO(data)) as parts:
        try:
            head = parts.read("word/document.xml")[:4096]
        except BROKEN as e:
            raise SkipError(name, "is a broken DOCX", "save it anew") from e
    # The parser expands no entity either; but no word processor declares one, and what does is no document.
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise SkipError(name, "declares entities, as no word processor does", "save its text as a text file")
    try:
        return docx.Document(BytesIO(data))
    except (
        OpcError,
        etree.LxmlError,
        BadZipFile,
        OSError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        RuntimeError,
        zlib.error,
    ) as e:
        raise SkipError(name, f"is a broken DOCX ({' '.join(str(e).split())[:120]})", "save it anew") from e


def _paragraphs(parent: Any, deep: int) -> Iterator[str]:
    """Yield each paragraph, and each row of a table as one, its cells apart by tabs."""
    for child in parent if deep < DEEP else ():
        if child.tag == f"{_W}p":
            yield _text(child)
        elif child.tag == f"{_W}tr":
            cells = (" ".join(" ".join(_paragraphs(cell, deep + 1)).split()) for cell in child.iterchildren(f"{_W}tc"))
            yield "\t".join(c for c in cells if c)
        elif child.tag not in _LEFT_OUT and child.tag != f"{_W}tc":
            yield from _paragraphs(child, deep + 1)


def _text(paragraph: Any, deep: int = 0) -> str:
    """Return a paragraph's characters; what was inserted under tracked changes belongs to it, what was deleted not."""
    out = []
    for child in paragraph if deep < DEEP else ():
        if child.tag == f"{_W}t":
            out.append(child.text or "")
        elif child.tag in _MARKS:
            out.append(_MARKS[child.tag])
        elif child.tag not in _LEFT_OUT:
            out.append(_text(child, deep + 1))
    return "".join(out)


def _facts(opened: Any) -> dict[str, str | None]:
    try:
        told = opened.core_properties
        title, author, created = told.title, told.author, told.created
    except (ValueError, KeyError, AttributeError, TypeError):
        return {}
    byline = " ".join((author or "").split())[:200]
    return {
        "title": title,
        "created": created.isoformat() if created else None,
        "author": byline if byline not in ("", "python-docx") else None,
    }
