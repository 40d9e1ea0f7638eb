"""A store that is saved out of a damaged file keeps what watching knew."""

from store.watching import hold, item
from vedette.records.arriving import Kept, Original
from vedette.records.source import Grade, Try
from vedette.records.watching import Watched
from vedette.store.address import Address
from vedette.store.carrying import carry_watching
from vedette.store.documents import unread
from vedette.store.listed import Outcome, due_items, merge_items, settle
from vedette.store.originals import add_originals, originals_of
from vedette.store.store import Store
from vedette.store.versions import changes
from vedette.store.watching import add_grade, add_tries, grades_of, save_watched, tries_of, watched_all
from vedette.workflow.repair import save

NOON = "2026-11-29T12:00:00Z"


def fill(connection):
    """Watch one item through two versions, and another that still waits."""
    merge_items(connection, "post", [item(1), item(2)], NOON)
    first, second = hold(connection, "Nine were killed."), hold(connection, "Eleven were killed.")
    pending = next(p for p in due_items(connection, NOON, 9, each=9) if p.item.key.endswith("1"))
    for document in (first, second):
        settle(connection, Outcome(pending=pending, document=document), NOON)
    o = Original(uri="u", data=b"bytes", at=NOON)
    add_originals(connection, [(second, o, Kept(file="a.warc.gz", offset=3, length=9, hash=o.hash))], NOON)
    add_grade(connection, Grade(source="post", grade="B", why="w", author="Rosa", at=NOON))
    add_tries(connection, [Try(source="post", address="a", at=NOON, outcome="ok")])
    save_watched(connection, [Watched(source="post", address="a", etag='"1"')])
    return first, second


def known(store, first, second):
    with store.reading() as connection:
        (change,) = changes(connection)
        assert (change.before.id, change.after.id) == (first, second)
        assert originals_of(connection, second)[0].kept.offset == 3
        assert [g.author for g in grades_of(connection)] == ["Rosa"]
        assert len(tries_of(connection, "post")) == 1
        assert watched_all(connection)["post", "a"].etag == '"1"'
        assert [p.item.key for p in due_items(connection, NOON, 9, each=9)] == [item(2).key]


def test_saving_a_file_keeps_what_watching_knew(tmp_path):
    path = tmp_path / "store.db"
    store = Store.open(str(path), make=True)
    with store.writing() as connection:
        ids = fill(connection)
    known(store, *ids)
    store.close()
    saved = save(Address.of(str(path)))
    assert (saved.documents, saved.unread, saved.lost) == (0, 2, 0)
    store = Store.open(str(path))
    known(store, *ids)
    with store.reading() as connection:
        assert [d.id for _, d in unread(connection)] == list(ids)
    store.close()


def test_an_item_whose_document_is_lost_is_fetched_again(where, tmp_path):
    old, new = Store.open(str(tmp_path / "old.db"), make=True), Store.open(where, make=True)
    with old.writing() as connection:
        fill(connection)
    with old.reading() as before, new.writing() as after:
        hold(after, "Nine were killed.")
        carry_watching(before, after)
        assert changes(after) == []
        assert sorted(p.item.key[-1] for p in due_items(after, NOON, 9, each=9)) == ["1", "2"]
    old.close()
    new.close()


def test_carrying_nothing_is_no_fault(where, tmp_path):
    old, new = Store.open(str(tmp_path / "old.db"), make=True), Store.open(where, make=True)
    with old.reading() as before, new.writing() as after:
        carry_watching(before, after)
        assert watched_all(after) == {}
    old.close()
    new.close()
