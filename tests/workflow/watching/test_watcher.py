"""The watcher: everything once, nothing lost where it is stopped, changes as versions, silence told."""

import os
import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.watching import count_waiting
from vedette.errors import StopError
from vedette.records.source import Address
from vedette.records.watching import Watched
from vedette.store.documents import count_unread
from vedette.store.listed import given_up
from vedette.store.originals import originals_of
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.store.versions import changes
from vedette.store.watching import source_states, tries_of
from vedette.workflow.watching.unread import Unread
from vedette.workflow.watching.watcher import Setting, Watcher, is_due
from workflow.watching.fakes import FEED, START, Clock, Network, Reading, Shelf, feed, hash_of, page, source, tools


class Desk:
    """A watcher's surroundings, which outlive it."""

    def __init__(self, store):
        self.store, self.network, self.shelf, self.clock = store, Network(), Shelf(), Clock()
        self.reading, self.notes, self.sources = Reading(), [], [source()]
        for n in range(60):
            self.network.put(f"https://example.org/{n}", page(n))

    def watcher(self, stop=None, **known):
        unread = Unread(self.store, lambda: self.reading)
        told = {
            "store": self.store,
            "archive": self.shelf,
            "sources": lambda: self.sources,
            "unread": unread,
            "workers": 4,
        }
        made = Setting(**{**told, "tools": tools(self.network, self.clock), "report": self.notes.append, **known})
        return Watcher(made, stop)

    def once(self, **known):
        self.notes.clear()
        self.watcher().once(**known)
        return [n.what for n in self.notes]

    def titles(self):
        return sorted(h.title for h in self.store.sentences(Query(words="police", limit=1000)))


@pytest.fixture
def desk(where):
    store = Store.open(where, make=True)
    yield Desk(store)
    store.close()


def test_what_a_feed_lists_is_held_and_read_once(desk):
    desk.network.put(FEED, feed(1, 2, 3))
    assert sorted(desk.once()) == ["held"] * 3 + ["new"] + ["read"] * 3
    assert desk.titles() == ["Report 1", "Report 2", "Report 3"]
    desk.clock.forward(minutes=20)
    desk.network.put(FEED, feed(4, 3, 2, 1))
    assert sorted(desk.once()) == ["held", "new", "read"]
    assert len(desk.reading.read) == len(set(desk.reading.read)) == 4
    with desk.store.reading() as connection:
        state = source_states(connection, "2026-11-29T12:20:00Z")["post"]
        assert (state.items, state.failures, state.newest) == (4, 0, "2026-11-29T12:20:00Z")
        assert [(t.outcome, t.items, t.new) for t in tries_of(connection, "post")] == [("ok", 4, 1), ("ok", 3, 3)]
    desk.store.close()


def test_nothing_is_looked_at_before_it_is_due(desk):
    desk.network.put(FEED, feed(1))
    desk.once()
    asked = len(desk.network.asked)
    assert desk.once() == []
    assert len(desk.network.asked) == asked
    desk.once(everything=True)
    assert len(desk.network.asked) == asked + 1


def test_documents_are_found_with_their_original_bytes(desk):
    desk.network.put(FEED, feed(1))
    desk.once()
    (hit,) = desk.store.sentences(Query(words="police"))
    with desk.store.reading() as connection:
        (where,) = originals_of(connection, hit.at.document)
    assert where.kept.hash == hash_of(page(1).encode())
    assert desk.shelf.synced == 1


def test_what_cannot_be_fetched_is_tried_again_and_told(desk):
    desk.network.put(FEED, feed(1, 2))
    desk.network.fail("https://example.org/1")
    assert sorted(desk.once()) == ["delayed", "held", "new", "read"]
    desk.network.put("https://example.org/1", page(1))
    desk.clock.forward(minutes=2)
    assert desk.once() == ["held", "read"]
    desk.network.fail("https://example.org/5", lasting=True)
    desk.network.put(FEED, feed(5, 1, 2))
    desk.clock.forward(minutes=20)
    assert sorted(desk.once()) == ["given up", "new"]
    with desk.store.reading() as connection:
        assert [(i, why.split(";")[0]) for _, i, _, why in given_up(connection)] == [
            ("https://example.org/5", "answers 500")
        ]


def test_a_source_that_fails_does_not_hold_up_the_others(desk):
    other = source(Address(kind="feed", url=FEED + "2"), id_="other")
    desk.sources = [other, source()]
    desk.network.fail(FEED + "2")
    desk.network.put(FEED, feed(1))
    assert sorted(desk.once()) == ["failed", "held", "new", "read"]
    with desk.store.reading() as connection:
        assert source_states(connection)["other"].why == "answers 500; try again later"


def test_an_article_that_changes_is_a_new_version(desk):
    desk.network.put(FEED, feed(1))
    desk.once()
    desk.network.put(
        "https://example.org/1", page(1, text="The police took back all that they had said on Sunday of the town.")
    )
    desk.clock.forward(hours=2)
    assert sorted(desk.once()) == ["changed", "read"]
    with desk.store.reading() as connection:
        (change,) = changes(connection)
    assert "shelled the town" in change.before.text
    assert "took back" in change.after.text
    desk.clock.forward(hours=6)
    assert desk.once() == ["unchanged"]


def test_an_article_is_looked_at_a_few_times_and_then_left(desk):
    desk.network.put(FEED, feed(1))
    desk.once()
    for _ in range(20):
        desk.clock.forward(days=1)
        desk.once()
    assert desk.network.asked.count("https://example.org/1") == 6


def test_a_paused_source_and_one_that_was_removed_are_left_alone(desk):
    desk.network.put(FEED, feed(1))
    desk.sources = [source(paused=True)]
    assert desk.once() == []
    desk.sources = [source()]
    desk.network.fail("https://example.org/1")
    desk.once()
    desk.sources = []
    desk.clock.forward(days=1)
    assert desk.once() == []
    with desk.store.reading() as connection:
        assert count_waiting(connection) == 1


def test_other_languages_are_held_unread(desk):
    russian = "Войска Руритании обстреляли город Зенда в воскресенье, сообщила полиция города. Никто не пострадал."
    desk.network.put(FEED, feed(1))
    desk.network.put(
        "https://example.org/1", f"<html><body><article><p>{russian}</p><p>{russian}</p></article></body></html>"
    )
    assert desk.once() == ["new", "held"]
    with desk.store.reading() as connection:
        assert count_unread(connection) == {"ru": 1}
    assert len(desk.store.sentences(Query(words="Зенда"))) >= 1


def test_a_text_that_the_reader_stumbles_over_is_told_and_the_others_are_read(desk):
    desk.reading.stumble = "for the 2th time"
    desk.network.put(FEED, feed(1, 2, 3))
    desk.once()
    assert sorted(n.what for n in desk.notes if n.what in ("read", "unread")) == ["read", "read", "unread"]
    assert len(set(desk.reading.read)) == 2


def test_where_it_cannot_be_stored_nothing_is_lost(desk, monkeypatch):
    desk.network.put(FEED, feed(1, 2))

    def full():
        raise StopError("archive: cannot be written (No space left on device); free space")

    monkeypatch.setattr(desk.shelf, "sync", full)
    with pytest.raises(StopError, match="No space left"):
        desk.once()
    with desk.store.reading() as connection:
        assert count_waiting(connection) == 2
    monkeypatch.undo()
    desk.once()
    assert desk.titles() == ["Report 1", "Report 2"]


def test_a_watch_that_runs_is_stopped_in_order(desk):
    desk.network.put(FEED, feed(*range(40)))
    stop = threading.Event()
    held = threading.Event()

    def report(note):
        desk.notes.append(note)
        if note.what == "read":
            held.set()

    running = threading.Thread(target=desk.watcher(stop, report=report).run)
    running.start()
    assert held.wait(30)
    stop.set()
    running.join(30)
    assert not running.is_alive()
    desk.clock.forward(minutes=30)
    desk.once()
    assert desk.titles() == sorted(f"Report {n}" for n in range(40))
    documents = [h.at.document for h in desk.store.sentences(Query(words="police", limit=1000))]
    assert len(documents) == len(set(documents)) == 40
    assert sorted(desk.reading.read) == sorted(documents)


def test_a_watch_that_is_killed_while_storing_goes_on_where_it_was(desk, monkeypatch):
    desk.network.put(FEED, feed(*range(12)))
    real, left = desk.shelf.sync, [2]

    def killed():
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        real()

    monkeypatch.setattr(desk.shelf, "sync", killed)
    with pytest.raises(KeyboardInterrupt):
        desk.once()
    monkeypatch.undo()
    desk.once()
    assert desk.titles() == sorted(f"Report {n}" for n in range(12))
    assert len(desk.reading.read) == len(set(desk.reading.read)) == 12


def test_a_list_of_sources_that_changes_takes_effect(desk):
    desk.network.put(FEED, feed(1))
    desk.network.put(FEED + "2", feed(2))
    watcher = desk.watcher()
    watcher.once()
    desk.sources = [*desk.sources, source(Address(kind="feed", url=FEED + "2"), id_="other")]
    watcher.once()
    assert desk.titles() == ["Report 1", "Report 2"]


@given(st.integers(60, 86_400), st.integers(-(10**7), 10**7), st.integers(-(10**7), 10**7), st.integers(0, 9))
def test_an_address_is_never_forgotten(every, tried, planned, failures):
    def at(seconds):
        return (START + timedelta(seconds=seconds)).isoformat()

    src = source(every=every)
    state = Watched(source="post", address=FEED, tried=at(tried), next_at=at(planned), failures=failures)
    # Whatever clocks did, it is looked at within nine days (or two intervals) from now.
    assert any(is_due(src, state, START + timedelta(days=d)) for d in range(10))
    assert is_due(src, None, START)


def test_files_that_tell_ids_may_tell_them_anew(desk, tmp_path):
    """A file written again with another text under the same id is another version, and holds up nobody."""
    path = tmp_path / "reports.jsonl"
    desk.sources = [source(Address(kind="folder", url=str(tmp_path)))]
    for minute, words in enumerate(("The police said nothing.", "The police said more than before.")):
        path.write_text(
            f'{{"id": "a", "text": "{words}", "language": "en"}}\n{{"id": "b", "text": "Police.", "language": "en"}}\n'
        )
        os.utime(path, (START.timestamp() - 60 + minute,) * 2)
        desk.once(everything=True)
    documents = sorted(h.at.document for h in desk.store.sentences(Query(words="police")))
    assert [d.split("@")[0] for d in documents] == ["a", "a", "b"]


def test_after_a_round_something_is_done_only_where_something_was_read(desk):
    done = []
    desk.network.put(FEED, feed(1, 2))
    desk.watcher(after=lambda: done.append(len(desk.reading.read))).once()
    assert done == [2]
    desk.clock.forward(minutes=20)
    desk.watcher(after=lambda: done.append(0)).once()
    assert done == [2]


def test_after_reading_while_it_runs_comes_before_it_is_stopped(desk):
    stop, done = threading.Event(), []
    desk.network.put(FEED, feed(1, 2, 3))

    def after():
        done.append(len(desk.reading.read))
        if done[-1] == 3:
            stop.set()

    running = threading.Thread(target=desk.watcher(stop, after=after).run)
    running.start()
    running.join(30)
    stop.set()
    assert not running.is_alive()
    assert done[-1] == 3
