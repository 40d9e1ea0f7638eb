"""What is new since somebody looked, what incidents tell, and which values there are, on both databases."""

import pytest

from store.make import entry
from vedette.store.claims import claims_of
from vedette.store.news import Mark, changed_since, mark, struck_since, touched_since
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.store.totals import totals
from vedette.store.values import parties_among, parties_like, publishers
from vedette.store.warned import warned_among
from vedette.store.writing import Adding, add_all
from vedette.workflow.assessing import assess
from vedette.workflow.correcting import correct, strike, undo_correction
from vedette.workflow.judging import split
from vedette.workflow.reconcile import reconcile


def add(store, numbers):
    entries = [entry(n, close=True) for n in numbers]
    with store.writing() as connection:
        add_all(connection, entries)
        records = [e.record for e in entries]
        reconcile(connection, records, new={r.document.id for r in records}, at="2026-01-01T00:00:00Z")


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    yield made
    made.close()


def incidents(store):
    return list(store.all_incidents(Query()))


def test_what_comes_after_the_mark_is_new_or_grown_and_the_rest_is_as_it_was(store):
    add(store, range(30))
    with store.reading() as connection:
        seen = mark(connection)
    old = {f"doc-{n}" for n in range(30)}
    add(store, range(30, 45))
    found = incidents(store)
    with store.reading() as connection:
        changes = changed_since(connection, seen, [i.id for i in found])
        touched = touched_since(connection, seen)
    wanted = {}
    for i in found:
        more = set(i.documents) - old
        if more:
            wanted[i.id] = f"told by {len(more)} more" if set(i.documents) & old else "new"
    assert {i: news.words for i, news in changes.items()} == wanted
    assert touched == set(wanted)
    assert {"new"} < set(wanted.values())


def test_what_a_person_judged_is_told_and_what_rules_judged_is_not(store):
    add(store, range(30))
    with store.reading() as connection:
        seen = mark(connection)
        assert changed_since(connection, seen, [i.id for i in incidents(store)]) == {}
    big = max(incidents(store), key=lambda i: len(i.mentions))
    split(store, big.id, big.mentions[-1:], author="Rudolf", evidence="another night")
    with store.reading() as connection:
        touched = touched_since(connection, seen)
        changes = changed_since(connection, seen, touched)
    assert touched
    assert {news.words for news in changes.values()} == {"judged"}


def since(store, seen):
    with store.reading() as connection:
        touched = touched_since(connection, seen)
        return {i: news.words for i, news in changed_since(connection, seen, touched).items()}


def test_what_a_person_assessed_or_corrected_is_told(store):
    add(store, range(30))
    with store.reading() as connection:
        seen = mark(connection)
    found = incidents(store)
    with store.reading() as connection:
        told = claims_of(connection, [i.id for i in found])
    two = next(i for i in found if told[i.id].figures)
    one = next(i for i in found if i.id != two.id)
    assess(store, one.id, "status", "discounted", author="Ani", why="a drill")
    assert since(store, seen) == {one.id: "assessed"}
    claim = told[two.id].figures[0]
    correct(store, claim.at.document, claim.claim.id, {"low": 7, "high": 7}, author="Ani", why="mended")
    assert since(store, seen) == {one.id: "assessed", two.id: "corrected"}
    assess(store, two.id, "information", "2", author="Ani", why="so")
    assert since(store, seen)[two.id] == "corrected, assessed"
    with store.reading() as connection:
        now = mark(connection)
        assert now.judgement == seen.judgement
    assert since(store, now) == {}


def test_an_event_that_was_struck_out_is_counted_though_no_incident_has_it(store):
    add(store, range(10))
    with store.reading() as connection:
        seen = mark(connection)
    alone = next(i for i in incidents(store) if len(i.mentions) == 1)
    made = strike(store, alone.documents[0], alone.mentions[0], author="Ani", why="no such act")
    with store.reading() as connection:
        assert struck_since(connection, seen) == 1
        assert alone.id not in touched_since(connection, seen)
    undo_correction(store, made.id, author="Ani", why="it is")
    with store.reading() as connection:
        assert struck_since(connection, seen) == 0
    assert since(store, seen) == {alone.id: "corrected"}


def test_a_mark_comes_back_from_a_cookie_and_nonsense_is_none():
    assert Mark.of(str(Mark(12, 3, 4, 5))) == Mark(12, 3, 4, 5)
    assert Mark.of("12.3") == Mark(12, 3, 0, 0)
    assert all(
        Mark.of(told) is None
        for told in ("", "1", "1.2.3", "1.2.3.4.5", "1.2.3.x", "a.b", "-1.2", "1." + "9" * 30, "١.١")
    )


def test_claims_of_many_incidents_are_those_of_each_alone(store):
    add(store, range(20))
    found = incidents(store)
    with store.reading() as connection:
        told = claims_of(connection, [i.id for i in found])
        bounded = claims_of(connection, [i.id for i in found], most=1)
    for i in found:
        assert {f.claim.id for f in told[i.id].events} == set(i.mentions)
        assert {f.claim.event for f in told[i.id].figures} <= set(i.mentions)
        assert len(bounded[i.id].events) == 1
    with store.reading() as connection:
        assert claims_of(connection, []) == {}


def test_values_are_those_of_the_documents(store):
    add(store, range(25))
    documents = [entry(n).record.document for n in range(25)]
    with store.reading() as connection:
        found = dict(publishers(connection))
        assert found == {s: sum(d.source == s for d in documents) for s in {d.source for d in documents} - {None}}
        assert parties_like(connection, "ARM", limit=3) == ["ARM", "ARM/CVL", "ARM/GOV"]
        assert parties_among(connection, ["ARM", "ZZZ"]) == {"ARM"}
        assert warned_among(connection, [d.id for d in documents], "graphic") == frozenset()
        assert totals(connection).documents == 25
    assert found


def test_an_empty_store_has_nothing_of_it(store):
    with store.reading() as connection:
        assert mark(connection) == Mark(0, 0)
        assert publishers(connection) == []
        assert parties_like(connection, "") == []
        assert touched_since(connection, Mark(0, 0)) == set()
        assert struck_since(connection, Mark(0, 0)) == 0


def test_what_was_stored_before_the_mark_and_read_after_it_is_new(store):
    later = entry(3)
    with store.writing() as connection:
        adding = Adding(connection)
        adding.hold(later.record.document, "a feed", "2026-01-01T00:00:00Z", ())
        adding.flush()
    with store.reading() as connection:
        seen = mark(connection)
    add(store, [3])
    assert set(since(store, seen).values()) == {"new"}
