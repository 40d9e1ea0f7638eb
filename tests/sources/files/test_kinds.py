"""What a file is, by its first bytes, and by its name only where those leave it open."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.sources.files.kinds import kind_of

MAIL = b"From: a@b.example\nMessage-ID: <1@b>\n\nx"
CHANNEL = b'{\n "name": "x",\n "type": "public_channel",\n "messages": ['
KINDS = {"pdf", "zip", "warc", "mbox", "mail", "telegram", "lines", "table", "text"}


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.7", "a.txt", "pdf"),
        (b"PK\x03\x04", "a.pdf", "zip"),
        (b"WARC/1.0\r\n", "a", "warc"),
        (gzip.compress(b"WARC/1.0\r\n" * 90), "a.gz", "warc"),
        (gzip.compress(b"text"), "a.gz", "text"),
        (b"From a@b.example Tue Sep 13 10:00:00 2022\nFrom: a", "a.txt", "mbox"),
        (b"From the border at 10:00 it was told\nthat all was quiet.", "a.txt", "text"),
        (MAIL, "a.txt", "mail"),
        (b"Subject: x\nFrom: a\n\nx", "a.eml", "mail"),
        (b"Minister: we shall not leave.\nFrom: nobody\n\nx", "a.txt", "text"),
        (CHANNEL, "result.json", "telegram"),
        (b'{"text": "x", "type": "public_channel"}\n', "a.json", "lines"),
        (b'{"text": "x"}', "a.txt", "lines"),
        (b"broken", "a.jsonl", "lines"),
        (b'{\n "text": "x"}', "a.json", "text"),
        (b"[Video] The army left.", "a.txt", "text"),
        (b"a,b\n1,2\n", "a.csv", "table"),
        (b"text,date\nx,y\n", "a", "table"),
        (b"", "a.txt", "text"),
    ],
)
def test_the_kind_is_found(head, name, kind):
    assert kind_of(head, name) == kind


@given(st.binary(max_size=200), st.text(max_size=20))
def test_anything_has_a_kind(head, name):
    assert kind_of(head, name) in KINDS
