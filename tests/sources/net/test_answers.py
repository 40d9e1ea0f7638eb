"""What an answer says: its kind, its encoding, how long to wait."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import FetchError
from vedette.sources.net.answers import LONGEST_WAIT, charset_of, check_kind, failure, kind_of, media_type, wait_of

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "data", "kind"),
    [
        ("text/html", b"<html>", "text/html"),
        ("text/html", b"%PDF-1.7", "application/pdf"),
        ("text/html", b"\x89PNG\r\n", "image/png"),
        ("application/pdf", b"RIFF\x00\x00\x00\x00WEBPVP8", "image/webp"),
        ("", b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        ("text/html", b'<?xml version="1.0"?>\n<!-- x --><rss version="2.0">', "application/rss+xml"),
        ("application/octet-stream", b"  <feed xmlns='x'>", "application/atom+xml"),
        ("", b"<!DOCTYPE html><p>", "text/html"),
        ("", b"<?xml version='1.0'?><urlset>", "application/xml"),
        ("", b'{"version": 1}', "application/json"),
        ("", b"The army said", "text/plain"),
        ("", b"\x01\x00\x02", "application/octet-stream"),
        ("application/x-odd", b'<rss version="2.0">', "application/rss+xml"),
        ("text/html", b"<?xml version='1.0'?><urlset xmlns='x'>", "application/xml"),
        ("application/ld+json", b"<html>", "application/ld+json"),
        ("application/zip", b"PK\x03\x04", "application/zip"),
        ("application/vnd.openxmlformats-x", b"PK\x03\x04", "application/vnd.openxmlformats-x"),
        ("application/xml", b"\x1f\x8b\x08", "application/gzip"),
    ],
)
def test_the_first_bytes_outweigh_what_is_told(told, data, kind):
    assert kind_of(told, data) == kind


@pytest.mark.parametrize(
    "kind", ["image/png", "video/mp4", "audio/mpeg", "font/woff2", "application/wasm", "image/svg+xml"]
)
def test_pictures_sound_and_programs_are_no_texts(kind):
    with pytest.raises(FetchError, match="not text") as e:
        check_kind(kind, "it")
    assert e.value.kind == "type"


def test_only_the_families_asked_for_are_taken():
    check_kind("application/pdf", "it")
    check_kind("application/pdf", "it", ("page", "pdf"))
    with pytest.raises(FetchError, match="is application/pdf, not feed or page"):
        check_kind("application/pdf", "it", ("feed", "page"))


@pytest.mark.parametrize(
    ("content_type", "data", "charset"),
    [
        ("text/html; charset=windows-1251", b"<html>", "windows-1251"),
        ('text/html; charset="utf-8"', b"<html>", "utf-8"),
        ("text/html; charset=utf-8", b"\xff\xfeh\x00", "utf-16"),
        ("text/html", b"<meta charset=koi8-r>", "koi8-r"),
        ("text/html", b'<meta http-equiv="x" content="text/html; charset=cp1251">', "cp1251"),
        ("text/html; charset=nonsense", b'<?xml version="1.0" encoding="iso-8859-5"?>', "iso-8859-5"),
        ("text/html; charset=zlib_codec", b"x", None),
        ("text/html; charset=unicode_escape", b"x", None),
        ("text/html; charset=utf-7", b"x", None),
        ("text/html", b"<meta charset=rot13>", None),
        ("", b"x", None),
    ],
)
def test_an_encoding_is_told_by_the_bytes_or_the_header_and_must_be_one(content_type, data, charset):
    assert charset_of(content_type, data) == charset


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120.0),
        ("Sun, 01 Mar 2026 12:05:00 GMT", 300.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("99999999", LONGEST_WAIT),
        ("-5", None),
        ("soon", None),
        ("nan", None),
        ("", None),
        (None, None),
    ],
)
def test_how_long_to_wait_is_a_number_or_a_date_within_a_day(told, seconds):
    assert wait_of(told, NOW) == seconds


@given(st.text(max_size=60))
def test_no_header_breaks_the_reader(text):
    assert wait_of(text, NOW) is None or 0 <= wait_of(text, NOW) <= LONGEST_WAIT
    charset_of(text, text.encode("utf-8", "replace"))
    kind_of(media_type(text), text.encode("utf-8", "replace"))


def test_only_what_is_gone_or_closed_for_good_is_lasting():
    kinds = {s: failure(s, "Why", "it", None) for s in (401, 403, 404, 410, 429, 451, 500, 503)}
    assert {s for s, e in kinds.items() if e.lasting} == {401, 410, 451}
    assert {s for s, e in kinds.items() if e.kind == "gone"} == {410}
    assert all(e.status == s for s, e in kinds.items())


def test_a_servers_words_are_short_and_printable():
    assert "\x1b" not in str(failure(500, "bad\x1b[31m" * 50, "it", None))
    assert len(str(failure(500, "bad " * 50, "it", None))) < 120
