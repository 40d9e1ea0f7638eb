"""WARC: the pages in it; what is no page passed over, what is broken told with its offset."""

import gzip

import pytest

from sources.incoming import PAGE, TEXT, came, packed, pdf, warc_record, write
from vedette.records.arriving import Original
from vedette.sources.archive.archive import Archive

GOOD = warc_record(1, PAGE.encode())


@pytest.mark.parametrize(("name", "pack"), [("a.warc", b"".join), ("a.warc.gz", lambda rs: packed(*rs))])
def test_pages_and_texts_come_out_and_all_else_is_passed_over(tmp_path, name, pack):
    others = [
        warc_record(2, TEXT.encode(), media="text/plain"),
        warc_record(3, b"", kind="revisit"),
        warc_record(4, b"\x89PNG", media="image/png"),
        warc_record(5, b"gone", status=404),
        warc_record(6, PAGE.encode(), extra=b"WARC-Truncated: length\r\n"),
        warc_record(7, pdf([TEXT]), media="application/pdf"),
    ]
    found, skipped = came(write(tmp_path, name, pack([GOOD, *others])))
    assert not skipped
    assert [a.document.url for a in found] == [f"http://news.example/{i}" for i in (1, 2, 7)]
    assert all(TEXT in a.document.text for a in found)
    original = found[0].original
    assert (original.uri, original.at, original.status) == ("http://news.example/1", "2022-09-14T08:00:00Z", 200)
    assert original.data == PAGE.encode()


def test_the_day_of_getting_is_not_the_day_of_publication(tmp_path):
    ((arriving,), _) = came(write(tmp_path, "a.warc", GOOD))
    assert arriving.document.published is None


def test_codings_are_undone_and_cookies_left_out(tmp_path):
    body = gzip.compress(PAGE.encode())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    coding = b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nSet-Cookie: a=secret\r\n"
    ((arriving,), skipped) = came(write(tmp_path, "a.warc", warc_record(1, chunked, coding=coding)))
    assert not skipped
    assert arriving.original.data == PAGE.encode()
    assert "secret" not in str(arriving.original.headers)


def test_a_broken_record_is_told_with_its_offset_and_the_next_are_read(tmp_path):
    records = [packed(warc_record(i, PAGE.encode())) for i in range(4)]
    at = len(records[0])
    data = bytearray(b"".join(records))
    data[at + 60] ^= 0xFF
    found, skipped = came(write(tmp_path, "a.warc.gz", bytes(data)))
    assert [a.document.url[-1] for a in found] == ["0", "2", "3"]
    assert len(skipped) == 1
    assert "byte" in skipped[0].item


def test_junk_between_plain_records_is_told_and_the_next_are_read(tmp_path):
    data = GOOD + b"junk\r\n\r\n" + warc_record(2, PAGE.encode())
    found, skipped = came(write(tmp_path, "a.warc", data))
    assert [a.document.url[-1] for a in found] == ["1", "2"]
    assert len(skipped) == 1


@pytest.mark.parametrize("cut", [5, 40, 150, 250])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_breaks_off_gives_what_is_whole(tmp_path, name, cut):
    records = [warc_record(i, PAGE.encode()) for i in range(2)]
    data = packed(*records) if name.endswith(".gz") else b"".join(records)
    found, skipped = came(write(tmp_path, name, data[:-cut]))
    assert found[0].document.url.endswith("/0")
    # The last five bytes of a plain record are no more than its closing lines.
    assert len(found) == 2 or len(skipped) == 1


def test_our_own_archive_of_originals_is_read_again(tmp_path):
    with Archive(tmp_path / "archive") as archive:
        known = {"at": "2022-09-14T08:00:00Z", "kind": "text/html"}
        archive.put(Original(uri="https://news.example/a", data=PAGE.encode(), status=200, **known))
        archive.put(Original(uri="b.html", data=PAGE.encode() + b" ", **known))
    found, skipped = came(tmp_path / "archive")
    assert not skipped
    assert [a.document.url for a in found] == ["https://news.example/a", None]
