"""The bytes that a document was taken out of are found again; the same bytes are kept once."""

import pytest

from store.watching import hold
from vedette.records.arriving import Kept, Original
from vedette.store.originals import add_originals, kept_at, originals_of
from vedette.store.store import Store

NOON = "2026-11-29T12:00:00Z"


@pytest.fixture
def connection(where):
    made = Store.open(where, make=True)
    with made.writing() as connection:
        yield connection
    made.close()


def original(data=b"<p>Nine were killed.", uri="https://example.org/1"):
    return Original(uri=uri, data=data, at=NOON, kind="text/html", status=200)


def kept(o, offset=0):
    return Kept(file="vedette-20261129-1.warc.gz", offset=offset, length=99, hash=o.hash)


def test_a_document_tells_where_its_bytes_stand(connection):
    o, document = original(), hold(connection, "Nine were killed.")
    add_originals(connection, [(document, o, kept(o, 7))], NOON)
    (found,) = originals_of(connection, document)
    assert (found.uri, found.kind, found.at, found.kept) == (o.uri, o.kind, NOON, kept(o, 7))
    assert originals_of(connection, "another") == ()


def test_the_same_bytes_are_kept_once_and_may_be_of_several_documents(connection):
    one, two = hold(connection, "Nine were killed."), hold(connection, "Ten were killed.")
    o = original()
    assert kept_at(connection, o.hash) is None
    add_originals(connection, [(one, o, kept(o))], NOON)
    assert kept_at(connection, o.hash) == kept(o)
    for _ in range(2):
        add_originals(connection, [(one, o, kept(o)), (two, o, kept(o, 50))], NOON)
    assert originals_of(connection, one) == originals_of(connection, two)


def test_a_document_may_have_come_out_of_several_originals(connection):
    document, first, second = hold(connection, "Nine were killed."), original(), original(b"other bytes")
    add_originals(connection, [(document, first, kept(first)), (document, second, kept(second, 99))], NOON)
    assert [w.kept.offset for w in originals_of(connection, document)] == [0, 99]


def test_what_is_not_stored_is_passed_over(connection):
    o = original()
    add_originals(connection, [("nobody's", o, kept(o))], NOON)
    assert originals_of(connection, "nobody's") == ()
