"""Items wait, are held, change, fail and are given up; each is due when it should be, and none twice."""

import pytest

from store.watching import count_waiting, hold, item, next_due
from vedette.store.listed import Outcome, due_items, given_up, merge_items, settle
from vedette.store.store import Store
from vedette.store.versions import changes

ONE, TWO, LATER = "2026-11-29T12:00:00Z", "2026-11-29T13:00:00Z", "2026-12-01T12:00:00Z"


@pytest.fixture
def connection(where):
    made = Store.open(where, make=True)
    with made.writing() as connection:
        yield connection
    made.close()


def only(connection, now=ONE):
    (found,) = due_items(connection, now, 10, each=10)
    return found


def test_an_item_is_new_once(connection):
    assert merge_items(connection, "post", [item(1), item(2)], ONE).new == 2
    again = merge_items(connection, "post", [item(2), item(3)], TWO)
    assert (again.new, again.changed) == (1, 0)
    assert merge_items(connection, "other", [item(1)], TWO).new == 1
    assert count_waiting(connection) == 4


def test_items_come_first_due_first_a_few_of_each_source(connection):
    merge_items(connection, "post", [item(1)], TWO)
    merge_items(connection, "post", [item(n) for n in range(2, 6)], ONE)
    merge_items(connection, "other", [item(9)], TWO)

    def due(now, limit=10, each=10, **known):
        return "".join(p.item.key[-1] for p in due_items(connection, now, limit, each=each, **known))

    assert due(TWO) == "234591"
    assert due(ONE) == "2345"
    assert due(TWO, each=2) == "239"
    assert due(TWO, 3) == "234"
    assert due(TWO, sources=["other"]) == "9"
    assert due(TWO, sources=[]) == ""
    assert next_due(connection) == ONE


def test_an_item_comes_back_as_it_was_listed(connection):
    told = item(1, html="<p>\x00odd</p>", byline="By Fritz", published=ONE, language="en", whole=True)
    merge_items(connection, "post", [told], ONE)
    assert only(connection).item == told


def test_what_is_held_is_due_only_when_told(connection):
    merge_items(connection, "post", [item(1)], ONE)
    document = hold(connection, "A report.")
    settle(connection, Outcome(pending=only(connection), document=document, next_at=LATER, etag='"1"'), ONE)
    assert due_items(connection, TWO, 10, each=10) == []
    again = only(connection, LATER)
    assert (again.held, again.etag, again.looks) == (True, '"1"', 0)
    assert not settle(connection, Outcome(pending=again, changed=False, next_at=None), LATER)
    assert next_due(connection) is None
    assert changes(connection) == []


def test_a_failing_item_is_tried_again_and_then_given_up_with_its_reason(connection):
    merge_items(connection, "post", [item(1)], ONE)
    settle(connection, Outcome(pending=only(connection), why="answers 503", next_at=TWO), ONE)
    again = only(connection, TWO)
    assert (again.tries, again.held) == (1, False)
    settle(connection, Outcome(pending=again, why="answers 404"), TWO)
    assert due_items(connection, LATER, 10, each=10) == []
    assert given_up(connection) == [("post", item(1).key, ONE, "answers 404")]
    assert given_up(connection, "other") == []


def test_an_article_that_vanished_stays_and_is_told(connection):
    merge_items(connection, "post", [item(1)], ONE)
    document = hold(connection, "A report.")
    settle(connection, Outcome(pending=only(connection), document=document, next_at=TWO), ONE)
    settle(connection, Outcome(pending=only(connection, TWO), why="answers 410"), TWO)
    assert given_up(connection) == [("post", item(1).key, ONE, "answers 410")]
    assert count_waiting(connection) == 0


def test_an_item_given_up_gets_another_chance_when_it_is_listed_otherwise(connection):
    merge_items(connection, "post", [item(1)], ONE)
    settle(connection, Outcome(pending=only(connection), why="answers 404"), ONE)
    assert merge_items(connection, "post", [item(1)], TWO).changed == 0
    assert merge_items(connection, "post", [item(1, print="other")], TWO).changed == 1
    assert only(connection, TWO).tries == 0
    assert given_up(connection) == []


def test_an_article_that_changes_is_a_new_version_and_both_stay(connection):
    merge_items(connection, "post", [item(1)], ONE)
    first = hold(connection, "Nine were killed.")
    settle(connection, Outcome(pending=only(connection), document=first), ONE)
    assert merge_items(connection, "post", [item(1, print="edited")], TWO).changed == 1
    second = hold(connection, "Eleven were killed.")
    assert settle(connection, Outcome(pending=only(connection, TWO), document=second), TWO)
    (change,) = changes(connection, source="post", document=first)
    assert (change.before.id, change.after.id, change.at) == (first, second, TWO)
    assert change.before.text == "Nine were killed."
    assert changes(connection, since=LATER) == changes(connection, source="other") == []
    assert changes(connection, document="nobody's") == []
    assert changes(connection, after=change.cursor) == []


def test_an_article_that_is_changed_back_is_told_twice(connection):
    merge_items(connection, "post", [item(1)], ONE)
    ids = [hold(connection, text) for text in ("Nine were killed.", "Eleven were killed.")]
    for n, document in enumerate((*ids, ids[0], ids[0])):
        merge_items(connection, "post", [item(1, print=f"edit {n}")], ONE)
        settle(connection, Outcome(pending=only(connection), document=document), f"2026-11-29T1{n}:00:00Z")
    assert [(c.before.id, c.after.id) for c in changes(connection)] == [(ids[1], ids[0]), (ids[0], ids[1])]


def test_what_is_listed_otherwise_while_it_is_fetched_is_looked_at_again(connection):
    merge_items(connection, "post", [item(1)], ONE)
    in_hand = only(connection)
    merge_items(connection, "post", [item(1, print="corrected", html="<p>Eleven.</p>")], TWO)
    document = hold(connection, "Nine were killed.")
    settle(connection, Outcome(pending=in_hand, document=document, next_at=LATER), TWO)
    again = only(connection, TWO)
    assert (again.held, again.item.print, again.item.html) == (True, "corrected", "<p>Eleven.</p>")
    settle(connection, Outcome(pending=again, document=document, next_at=LATER), TWO)
    assert due_items(connection, TWO, 10, each=10) == []


def test_what_is_listed_otherwise_while_its_last_try_fails_gets_another_chance(connection):
    merge_items(connection, "post", [item(1)], ONE)
    in_hand = only(connection)
    merge_items(connection, "post", [item(1, print="moved")], TWO)
    settle(connection, Outcome(pending=in_hand, why="answers 404"), TWO)
    assert (only(connection, TWO).tries, count_waiting(connection), given_up(connection)) == (0, 1, [])
