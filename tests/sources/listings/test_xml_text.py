"""From bytes to markup without entities of its own."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import SkipError
from vedette.sources.listings.xml_text import markup, root_of, usable

ITEM = "https://gazette.example/feed"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("<rss>Große Lage</rss>".encode(), None),
        ("<rss>Große Lage</rss>".encode(), "latin-1"),  # told wrongly: bytes that are UTF-8 are
        ("<rss>Große Lage</rss>".encode("latin-1"), "iso-8859-1"),
        ('<?xml version="1.0" encoding="windows-1252"?><rss>Große Lage</rss>'.encode("cp1252"), None),
        ('<?xml version="1.0" encoding="UTF-16"?><rss>Große Lage</rss>'.encode("utf-16"), None),
        ("<rss>Große Lage</rss>".encode("utf-16-le"), None),
        ("<rss>Große Lage</rss>".encode("utf-16-be"), None),
        ("\ufeff<rss>Große Lage</rss>".encode(), "no-such-charset"),
    ],
)
def test_the_encoding_is_found(data, charset):
    assert markup(data, ITEM, charset=charset) == "<rss>Große Lage</rss>"


@pytest.mark.parametrize(
    "told", ["&#xD800;", "&#55296;", "&#xdfff", "&#0;", "&#x110000;", "&#" + "9" * 5000 + ";", "&#x0000000000000d800;"]
)
def test_half_characters_are_none(told):
    assert markup(f"<p>a{told}z</p>".encode(), ITEM) == "<p>a\ufffdz</p>"


@pytest.mark.parametrize("told", ["&#65;", "&#x1F600;", "&amp;", "&#;", "&#x;", "&#8212"])
def test_other_references_are_left(told):
    assert markup(f"<p>{told}</p>".encode(), ITEM) == f"<p>{told}</p>"


def test_cyrillic_by_declaration():
    data = '<?xml version="1.0" encoding="koi8-r"?><rss>Сообщение министерства о переговорах</rss>'.encode("koi8-r")
    assert "министерства" in markup(data, ITEM)


def test_japanese_in_seven_bits():
    data = '<?xml version="1.0" encoding="iso-2022-jp"?><rss>外務省</rss>'.encode("iso-2022-jp")
    assert "外務省" in markup(data, ITEM)


@pytest.mark.parametrize("name", ["undefined", "idna", "unicode_escape", "rot13", "a\0b", "", None, "x" * 50])
def test_a_charset_that_no_text_uses_is_none(name):
    assert usable(name) is None


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE rss>",
        '<!DOCTYPE rss PUBLIC "-//X//DTD 0.91//EN" "http://gazette.example/rss.dtd">',
        '<!DOCTYPE rss [<!ENTITY a "]>"><!-- \' --><!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!-- <a --><?x y?><!DOCTYPE rss [<!ENTITY a "<b>">]>',
        "<!DOCTYPE rss><!DOCTYPE rss>",
    ],
)
def test_a_doctype_is_cut_away(doctype):
    text = markup(f"{doctype}<rss>&a;</rss>".encode(), ITEM)
    assert text.endswith("<rss>&a;</rss>")
    assert "ENTITY" not in text
    assert root_of(text) == "rss"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"<rss>" + b" " * (10 * 1024 * 1024), "more than"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE rss [", "does not end"),
        (b"<!DOCTYPE rss ['" + b"x" * 70_000, "does not end"),
        (b"<!DOCTYPE a>" * 5, "more than one DOCTYPE"),
    ],
)
def test_what_is_no_markup_is_refused_with_a_remedy(data, cause):
    with pytest.raises(SkipError, match=cause) as caught:
        markup(data, ITEM)
    assert caught.value.item == ITEM
    assert caught.value.remedy


def test_a_prologue_without_end_is_given_up_at_once():
    text = "<?a?>" * 20_000 + "<rss/>"
    assert root_of(text) == ""
    assert root_of("<?a?><rdf:RDF>") == "rdf"


@given(st.binary(max_size=300), st.none() | st.text(max_size=12))
def test_any_bytes_are_markup_or_refused(data, charset):
    with contextlib.suppress(SkipError):
        assert isinstance(markup(data, ITEM, charset=charset), str)


@pytest.mark.parametrize("piece", ["<!--", "<?"])
def test_a_doctype_of_beginnings_without_end_is_given_up_at_once(piece):
    # Each would be looked for to the end of the prologue.
    with pytest.raises(SkipError, match="DOCTYPE that does not end"):
        markup(f"<!DOCTYPE rss [{piece * 20_000}".encode(), "feed")
