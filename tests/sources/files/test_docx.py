"""DOCX: paragraphs and tables in order; bombs, entities and broken files are skipped."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml

from sources.incoming import TEXT, came, write, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(build=None):
    document = docx.Document()
    document.core_properties.title = "Army leaves"
    document.core_properties.author = "A. Reporter"
    document.core_properties.created = datetime(2022, 9, 13, 10, tzinfo=UTC)
    if build:
        build(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(name, change):
    """Return a DOCX with one part changed."""
    with ZipFile(BytesIO(made(lambda d: d.add_paragraph(TEXT)))) as parts:
        return zipped(
            [(i.filename, change(parts.read(i)) if i.filename == name else parts.read(i)) for i in parts.infolist()]
        )


def test_paragraphs_and_tables_come_in_order_with_the_properties(tmp_path):
    def build(document):
        document.add_paragraph("Before the table it was quiet.")
        table = document.add_table(rows=2, cols=2)
        for i, cell in enumerate(c for row in table.rows for c in row.cells):
            cell.text = f"cell {i}"
        document.add_paragraph(TEXT)

    path = write(tmp_path, "a.docx", made(build))
    ((arriving,), skipped) = came(path)
    assert not skipped
    assert arriving.document.text == f"Before the table it was quiet.\n\ncell 0\tcell 1\n\ncell 2\tcell 3\n\n{TEXT}"
    assert (arriving.document.title, arriving.document.byline) == ("Army leaves", "A. Reporter")
    assert arriving.document.published.startswith("2022-09-13T10:00")
    assert arriving.original.data == path.read_bytes()


def test_what_was_inserted_is_read_and_what_was_deleted_is_not(tmp_path):
    def build(document):
        paragraph = (
            f"<w:p {W}><w:r><w:t>The army </w:t></w:r><w:del><w:r><w:delText>did not leave</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>left the town on Tuesday.</w:t></w:r></w:ins></w:p>"
        )
        document.element.body.insert(0, parse_xml(paragraph))

    ((arriving,), _) = came(write(tmp_path, "a.docx", made(build)))
    assert arriving.document.text == "The army left the town on Tuesday."


def entity(data):
    head = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return data.replace(b"<w:document", head + b"<w:document", 1).replace(b"The army", b"&secret; The army")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (with_part("word/document.xml", entity), "declares entities"),
        (with_part("word/document.xml", lambda d: d[:-40]), "is a broken DOCX"),
        (with_part("word/document.xml", lambda d: d + b" " * 30_000_000), "as a bomb does"),
        (with_part("word/document.xml", lambda d: d + b" " * 60_000_000), "unpacks to more"),
        (made(), "holds no text"),
        (made(lambda d: d.add_paragraph(TEXT))[:-300], "is a broken ZIP archive"),
        (zipped([("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")]), "is a spreadsheet"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path, data, cause):
    found, (skip,) = came(write(tmp_path, "a.docx", data))
    assert not found
    assert cause in skip.cause
    assert skip.remedy


def test_an_entity_is_not_expanded_even_in_another_part(tmp_path):
    def change(data):
        head = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
        return data.replace(b"<cp:coreProperties", head + b"<cp:coreProperties", 1).replace(b"Army leaves", b"&secret;")

    found, skipped = came(write(tmp_path, "a.docx", with_part("docProps/core.xml", change)))
    assert "root:" not in str([a.document for a in found]) + str(skipped)
    assert len(found) + len(skipped) == 1
