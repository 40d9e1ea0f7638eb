"""Where the watcher stands is stored and told again, by source."""

import pytest
from sqlalchemy import text

from store.watching import item
from vedette.records.source import Grade, Try
from vedette.records.watching import Watched
from vedette.store.listed import merge_items
from vedette.store.schema import metadata
from vedette.store.schema_watching import KEPT
from vedette.store.store import Store
from vedette.store.watching import (
    add_grade,
    add_tries,
    forget_tries,
    grades_of,
    save_watched,
    source_states,
    tries_of,
    watched_all,
)

FEED = "https://example.org/feed"
NOON = "2026-11-29T12:00:00Z"


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


def test_the_last_state_of_an_address_is_the_one_told(store):
    states = [
        Watched(source="post", address=FEED, tried=NOON, failures=2, why="answers 500"),
        Watched(source="post", address=FEED, tried=NOON, succeeded=NOON, etag='"1"\x00', items=3),
    ]
    for state in states:
        with store.writing() as connection:
            save_watched(connection, [state])
        with store.reading() as connection:
            assert watched_all(connection) == {("post", FEED): state}


def test_a_source_is_as_bad_as_its_worst_address_and_as_fresh_as_its_best(store):
    with store.writing() as connection:
        good = Watched(
            source="post", address=FEED, tried=NOON, succeeded=NOON, newest=NOON, next_at="2026-11-29T12:15:00Z"
        )
        bad = Watched(source="post", address=FEED + "2", tried="2026-11-29T11:00:00Z", failures=4, why="answers 500")
        save_watched(connection, [good, bad, Watched(source="other", address=FEED)])
        for n in range(6):
            merge_items(connection, "post", [item(n)], f"2026-11-2{n + 3}T12:00:00Z")
        found = source_states(connection, NOON)
    state = found["post"]
    assert (state.failures, state.why, state.succeeded, state.tried) == (4, "answers 500", NOON, NOON)
    assert (state.items, state.new_day, state.gap) == (6, 1, 86_400)
    assert (found["other"].items, found["other"].gap, found["other"].tried) == (0, None, None)


def test_tries_are_told_newest_first_and_forgotten_after_a_while(store):
    tries = [
        Try(source="post", address=FEED, at=f"2026-11-{n:02}T12:00:00Z", outcome="failed", why=f"reason {n}", items=n)
        for n in range(1, 30)
    ]
    with store.writing() as connection:
        add_tries(connection, tries[:20])
        add_tries(connection, tries[20:])
        add_tries(connection, [])
        assert tries_of(connection, "post", 3) == tuple(reversed(tries[-3:]))
        assert tries_of(connection, "other") == ()
        forget_tries(connection, "2026-11-28")
        assert tries_of(connection, "post") == tuple(reversed(tries[-2:]))


def test_grades_stay(store):
    grades = [
        Grade(source="post", grade=g, why=f"because {g}", author="Fritz", at=f"2026-11-2{n}T00:00:00Z")
        for n, g in enumerate("BCB")
    ]
    with store.writing() as connection:
        for given in grades:
            add_grade(connection, given)
        add_grade(connection, Grade(source="other", grade="F", why="new", author="Rosa", at=NOON))
        assert grades_of(connection, "post") == tuple(grades)
        assert len(grades_of(connection)) == 4


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("verb", ["DELETE FROM {0}", "UPDATE {0} SET at = 'x'"])
def test_what_is_kept_cannot_be_changed(store, table, verb):
    assert table in metadata.tables
    with store.writing() as connection:
        add_grade(connection, Grade(source="post", grade="A", why="w", author="a", at=NOON))
        connection.execute(text("INSERT INTO original VALUES (1, 'h', 'u', null, null, 'a', 'f', 0, 1)"))
        connection.execute(
            text("INSERT INTO document (serial, id, hash, body, text) VALUES (1, 'd', 'h', '{}', 'text')")
        )
        connection.execute(text("INSERT INTO taken VALUES (1, 1, 'a')"))
        connection.execute(text("INSERT INTO version VALUES (1, 's', 'i', 1, null, 'a')"))
    with pytest.raises(Exception, match="append-only"), store.writing() as connection:
        connection.execute(text(verb.format(table)))
