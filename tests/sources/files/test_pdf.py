"""PDF: text by pages, words mended, and hostile files that are skipped."""

from io import BytesIO

import pytest
from pypdf import PdfWriter

from sources.incoming import TEXT, came, pdf, write
from vedette.sources.files import limits
from vedette.sources.files.pdf import mended, pages_text

LEAVES = "The army said on Tues-\nday that it had with-\ndrawn from the town."


def test_text_title_and_date_come_out(tmp_path):
    info = b"/Title (Army leaves the town) /CreationDate (D:20220913100000+02'00')"
    path = write(tmp_path, "a.pdf", pdf([LEAVES, TEXT], info=info))
    ((arriving,), skipped) = came(path)
    assert not skipped
    document = arriving.document
    assert document.text == f"The army said on Tuesday that it had withdrawn from the town.\n\n{TEXT}"
    assert document.title == "Army leaves the town"
    assert document.published == "2022-09-13T10:00:00+02:00"
    assert arriving.original.data == path.read_bytes()
    assert arriving.original.kind == "application/pdf"


def test_the_texts_own_date_goes_before_that_of_the_file(tmp_path):
    data = pdf([f"Published: 14 September 2022\n \n{TEXT}"], info=b"/CreationDate (D:20240101000000Z)")
    ((arriving,), _) = came(write(tmp_path, "a.pdf", data))
    assert arriving.document.published == "2022-09-14"


def test_a_programs_filling_is_no_title(tmp_path):
    data = pdf([TEXT], info=b"/Title (Microsoft Word - draft3.docx)")
    ((arriving,), _) = came(write(tmp_path, "a.pdf", data))
    assert arriving.document.title is None


def locked(password):
    writer = PdfWriter(clone_from=BytesIO(pdf([TEXT])))
    writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_is_locked_against_printing_alone_is_read(tmp_path):
    ((arriving,), skipped) = came(write(tmp_path, "a.pdf", locked("")))
    assert not skipped
    assert arriving.document.text == TEXT


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (pdf([""]), "holds no text, only pictures"),
        (pdf([TEXT], kids=b"2 0 R"), "is a broken PDF"),
        (pdf([TEXT])[:200], "is a broken PDF"),
        (b"%PDF-1.7\n" + b"\x00" * 500, "is a broken PDF"),
        (locked("secret"), "is locked with a password"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path, data, cause):
    good = write(tmp_path, "b.txt", TEXT)
    found, (skip,) = came(write(tmp_path, "a.pdf", data), good)
    assert cause in skip.cause
    assert skip.remedy
    assert len(found) == 1


def test_a_pdf_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PDF_SECONDS", 0.001)
    found, (skip,) = came(write(tmp_path, "a.pdf", pdf([TEXT])))
    assert not found
    assert "took longer" in skip.cause


def test_running_heads_and_page_numbers_are_left_out_and_sentences_go_on():
    pages = [f"The Gazette, page {i}\nThe army of the\n{i}" for i in range(1, 5)]
    pages[2] = "The Gazette, page 3\ncountry left.\n3"
    assert pages_text(pages) == "The army of the\n\nThe army of the\ncountry left.\n\nThe army of the"


def test_two_pages_alone_show_no_running_head():
    assert pages_text(["1\nThe army.", "1\nThe navy."]) == "1\nThe army.\n\n1\nThe navy."


def test_text_made_to_keep_a_pattern_busy_is_read_in_one_pass():
    word = "a" * 2_000_000
    assert mended(word) == word
    pages = ["a" + " " * 20_000 + "b"] * 100
    assert len(pages_text(pages)) == 100 * 20_002 + 99


@pytest.mark.parametrize(
    ("split", "whole"),
    [
        ("with-\ndrawn", "withdrawn"),
        ("well-\nknown", "well-known"),
        ("cease-fire. The cease-\nfire", "cease-fire. The cease-fire"),
        ("Franco-\nGerman", "Franco-German"),
        ("coopera\u00ad\ntion", "cooperation"),
        ("1990-\n1994", "1990-\n1994"),
        ("he left -\nand", "he left -\nand"),
    ],
)
def test_split_words_are_mended(split, whole):
    assert mended(split) == whole
