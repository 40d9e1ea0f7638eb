"""Adding passes over what is there, keeps versions apart, and goes on where it was stopped."""

from dataclasses import replace

import pytest

from store.make import record
from vedette.errors import SkipError
from vedette.records.arriving import Arriving, Original
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.sources.archive.archive import Archive
from vedette.store.documents import count_unread
from vedette.store.originals import originals_of
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_documents, read_anew, sentences_of
from vedette.workflow.archives import known_to


class FakeReader:
    """Reads documents of `record(n)` as they were made, and counts them."""

    def __init__(self, version: str = "reader 1", stop_at: int | None = None) -> None:
        self.version, self.read, self._stop_at = version, 0, stop_at

    def version_for(self, document):
        return None if document.language == "ru" else self.version

    def read_all(self, documents, on_skip):
        for d in documents:
            if self.read == self._stop_at:
                raise KeyboardInterrupt
            if d.language == "fa":
                on_skip(SkipError(d.id, "the translator does not answer", "start it"))
                continue
            self.read += 1
            made = (
                record(int(d.id.removeprefix("doc-")))
                if d.id.startswith("doc-") and "@" not in d.id
                else Record(document=d)
            )
            yield replace(made, document=d, reader=self.version)


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


def arriving(seeds, way="a file"):
    return [Arriving(record(n).document, way) for n in seeds]


def add(store, documents, reader):
    *_, last = add_documents(store, documents, reader)
    return last


def test_what_is_there_is_not_read_again(store):
    reader = FakeReader()
    assert add(store, arriving(range(30)), reader).new == 30
    done = add(store, arriving(range(25, 35)), reader)
    assert (done.new, done.there, done.documents) == (5, 5, 10)
    assert reader.read == 35


def test_nothing_to_read_asks_no_reader(store):
    add(store, arriving(range(3)), FakeReader())
    reader = FakeReader(stop_at=0)
    assert add(store, arriving(range(3)), reader).there == 3


def test_adding_goes_on_where_it_was_stopped(store):
    stopped = FakeReader(stop_at=30)
    with pytest.raises(KeyboardInterrupt):
        add(store, arriving(range(60)), stopped)
    kept = len(store.records([f"doc-{n}" for n in range(60)]))
    assert 24 <= kept <= 30
    reader = FakeReader()
    done = add(store, arriving(range(60)), reader)
    assert (done.there, done.new) == (kept, 60 - kept)
    assert reader.read == 60 - kept


def test_a_slow_reader_is_stored_as_it_goes(store, monkeypatch):
    monkeypatch.setattr("vedette.workflow.add.PATIENCE", -1.0)
    steps = list(add_documents(store, arriving(range(5)), FakeReader()))
    assert [s.new for s in steps] == [1, 2, 3, 4, 5]


def test_another_text_under_the_same_id_is_a_version_of_its_own(store):
    first = record(1).document
    other = replace(first, text=first.text + " And more.")
    for _ in range(2):
        add(store, [Arriving(first, "a"), Arriving(other, "b"), Arriving(first, "a")], FakeReader())
    found = [h.at.document for h in store.sentences(Query(words="more"))]
    assert len(found) == 1
    assert found[0].startswith("doc-1@")
    assert store.records(["doc-1"])[0].document.text == first.text
    assert store.records(found)[0].document.text == other.text


def test_a_new_version_of_the_reader_reads_what_is_stored(store):
    add(store, arriving(range(30)), FakeReader())
    reader = FakeReader("reader 2")
    assert list(read_anew(store, reader, {"": "reader 2", "en": "reader 2"}))[-1].again == 30
    assert reader.read == 30
    assert list(read_anew(store, reader, {"": "reader 2", "en": "reader 2"})) == []
    assert {f.reader for f in store.all_events(Query())} == {"reader 2"}
    # The same input again is there already, by either reader.
    assert add(store, arriving(range(30)), FakeReader()).there == 30


def test_what_is_in_a_language_that_is_not_read_is_stored_unread(store):
    told = [Document.of("Снаряды упали на Зенду.", language="ru"), Document.of("A report.", language="en")]
    reader = FakeReader()
    done = add(store, [Arriving(d, "a file") for d in told], reader)
    assert (done.new, done.unread, done.documents) == (1, 1, 2)
    again = add(store, [Arriving(d, "a file") for d in told], reader)
    assert (again.there, again.new, again.unread) == (2, 0, 0)
    assert [h.at.document for h in store.sentences(Query(words="Зенду"))] == [told[0].id]
    assert list(read_anew(store, FakeReader("reader 3"), {"ru": "reader 3"}))[-1].again == 1


def test_what_the_translator_could_not_do_stays_unread_until_it_can(store):
    document = Document.of("A report from Tehran.", language="fa")
    assert add(store, [Arriving(document, "a file")], FakeReader()).unread == 1
    with store.reading() as connection:
        assert count_unread(connection) == {"fa": 1}
    reread = FakeReader()
    reread.read_all = lambda documents, _: (Record(document=d, reader="reader 1") for d in documents)
    assert add(store, [Arriving(document, "a file")], reread).again == 1


def test_originals_are_kept_and_found_by_their_document(store, tmp_path):
    original = Original(uri="report.txt", data=b"A report. ", at="2026-11-29T12:00:00Z", kind="text/plain")
    documents = [Document.of("A report.", language="en"), Document.of("Донесение.", language="ru")]
    with Archive(tmp_path / "archive", known_to(store)) as archive:
        for _ in range(2):
            *_, done = add_documents(store, [Arriving(d, "w", original) for d in documents], FakeReader(), archive)
        assert done.there == 2
        with store.reading() as connection:
            found = [originals_of(connection, d.id) for d in documents]
        assert found[0] == found[1]
        assert archive.get(found[0][0].kept).data == original.data
        assert kept_once(archive)


def kept_once(archive):
    # The file tells of itself in a record of its own.
    return archive.check().records == 2


def test_sentences_are_cut_as_the_reader_cuts_them(reader):
    document = Document.of("Shelling went on.\n\nHe said: “It is tense. but stable.” Nobody was hurt.")
    assert [document.text[s:e] for s, e in sentences_of(document)] == [
        document.text[s.start : s.end] for s in reader.parser.parse(document)
    ]
