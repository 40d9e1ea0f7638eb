"""What people correct speaks at once, stays through re-reading and mending, and is taken back without a trace in what holds."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from store.make import record
from store.test_salvage import changed
from vedette.errors import StopError
from vedette.records.correction import EVENT, FIGURE
from vedette.records.record import Receipt
from vedette.store import schema
from vedette.store.address import Address
from vedette.store.check import check_all
from vedette.store.corrections import documents_corrected, not_laid_over
from vedette.store.documents import unread_by
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow import correcting
from vedette.workflow.add import add_records
from vedette.workflow.repair import rebuild, save

NUMBERS = range(15)


def close(n, **more):
    made = record(n, published=f"2022-09-{10 + n % 3}", close=True, **more)
    spoken = tuple(replace(e, place=e.place and replace(e.place, start=0, end=1, text="R")) for e in made.events)
    return replace(made, events=spoken)


RICH = next(n for n in NUMBERS if len(close(n).events) > 2 and close(n).casualties)
NAME, EVENTS, FIGURES = f"doc-{RICH}", close(RICH).events, close(RICH).casualties


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    add_records(made, [(close(n), "a file") for n in NUMBERS])
    yield made
    made.close()


def jane(**more):
    return {"author": "Jane", "why": "misread", **more}


def now(store):
    return store.records([NAME])[0]


def told(store):
    return sorted((i.mentions, i.family) for i in store.all_incidents(Query()))


def faults(store):
    with store.reading() as connection:
        return [(f.kind, f.item) for f in check_all(connection)]


def test_a_corrected_type_speaks_in_queries_and_incidents_and_an_undo_brings_all_back(store):
    before = told(store)
    assault = next(e for e in EVENTS if e.type == "ASSAULT")
    made = correcting.correct(store, NAME, assault.id, {"type": "CONSULT", "mode": "phone"}, **jane())
    assert (made.claim, made.kind, made.author, made.after["type"]) == (assault.id, EVENT, "Jane", "CONSULT")
    found = [f for f in store.all_events(Query(document=NAME, type="CONSULT")) if f.claim.id == assault.id]
    assert [f.claim.mode for f in found] == ["phone"]
    assert store.incident(assault.id).family == "talks"
    assert told(store) != before
    assert correcting.standing_in(store, NAME) == (made,)
    undo = correcting.undo_correction(store, made.id[:8], author="Joe", why="it was right")
    assert told(store) == before
    assert now(store).events == EVENTS
    assert correcting.standing_in(store, NAME) == ()
    assert correcting.corrections_in(store, NAME) == (made, undo)
    correcting.undo_correction(store, undo.id, **jane())
    assert store.incident(assault.id).family == "talks"
    assert faults(store) == []


def test_it_stays_through_re_reading_and_the_reader_is_not_asked_again(store):
    better = replace(EVENTS[0], id="b" * 20, status="future")
    made = correcting.correct(store, NAME, EVENTS[0].id, {"mode": None, "type": "AID"}, **jane())
    done = add_records(store, [(replace(close(RICH), events=(better, *EVENTS[1:]), reader="reader 2"), None)])
    assert done.again == 1
    found = now(store)
    assert found.reader == "reader 2, corrected to 1"
    assert next((e.id, e.type, e.status) for e in found.events) == (EVENTS[0].id, "AID", "future")
    assert store.incident(EVENTS[0].id).mentions
    with store.reading() as connection:
        for reader in ("reader 1", "reader 2"):
            assert NAME not in [d.id for d in unread_by(connection, reader, after=0, limit=99)[0]]
        assert list(documents_corrected(connection)) == [NAME]
    correcting.undo_correction(store, made.id, **jane())
    assert now(store).events[0] == better
    assert faults(store) == []


def test_a_figure_is_set_and_told_of_whom(store):
    figure = FIGURES[0]
    after = {"low": 3, "high": 4, "approx": True, "side": "arm", "event": EVENTS[0].id, "scope": "total"}
    correcting.correct(store, NAME, figure.id, after, **jane())
    found = next(c for c in now(store).casualties if c.id == figure.id)
    wanted = {**after, "side": "ARM"}
    assert {n: getattr(found, n) for n in wanted} == wanted
    assert (found.start, found.text, found.confidence) == (figure.start, figure.text, 1.0)


def test_what_was_missed_is_added_and_what_is_wrong_is_struck_out(store):
    text = close(RICH).document.text
    words = {"start": 0, "end": 6}
    act = {
        "type": "COERCE", "mode": "arrest", "status": "actual", "trigger": words,
        "actors": [{**words, "country": "AZE", "sector": "MIL"}], "place": {**words, "name": "Goris", "country": "ARM",
        "lat": 39.5, "lon": 46.3, "precision": "settlement"}, "time": {**words, "from": "2022-09-13", "to": "2022-09-13"},
        "claimants": [{**words, "country": "ARM", "sector": "GOV"}],
    }  # fmt: skip
    made = correcting.add_claim(store, NAME, EVENT, act, **jane())
    count = {**words, "kind": "killed", "low": 2, "high": 2, "event": made.claim}
    figure = correcting.add_claim(store, NAME, FIGURE, count, **jane())
    found = next(f.claim for f in store.all_events(Query(document=NAME, type="COERCE")))
    assert (found.id, found.trigger, found.place.lat) == (made.claim, Receipt(0, 6, text[:6]), 39.5)
    assert found.sentence[0] <= 0 < found.sentence[1]
    assert store.incident(made.claim).place.name == "Goris"
    assert next(c for c in now(store).casualties if c.id == figure.claim).event == made.claim
    with pytest.raises(StopError, match=f"event {made.claim}: tells the same"):
        correcting.add_claim(store, NAME, EVENT, act, **jane())
    correcting.strike(store, NAME, made.claim, **jane())
    assert now(store).events == EVENTS
    assert next(c for c in now(store).casualties if c.id == figure.claim).event is None
    with pytest.raises(StopError, match="is not in what was read"):
        correcting.strike(store, NAME, made.claim, **jane())
    assert faults(store) == []


def test_who_saw_what_is_so_no_longer_changes_nothing_and_is_told_who_changed_it(store):
    seen = correcting.state_of(store, NAME)
    first = correcting.strike(store, NAME, EVENTS[0].id, **jane(seen=seen))
    with pytest.raises(correcting.ChangedError, match=r"Jane corrected it at .*misread.* look at it anew") as error:
        correcting.strike(store, NAME, EVENTS[1].id, author="Joe", why="x", seen=seen)
    assert error.value.by == first
    seen = correcting.state_of(store, NAME)
    add_records(store, [(replace(close(RICH), reader="reader 2"), None)])
    with pytest.raises(correcting.ChangedError, match="it was read anew"):
        correcting.strike(store, NAME, EVENTS[1].id, author="Joe", why="x", seen=seen)
    assert len(correcting.corrections_in(store, NAME)) == 1


def test_what_cannot_be_done_is_said_and_changes_nothing(store):
    before = now(store)
    for what, match in (
        (lambda: correcting.correct(store, "nothing", "x", {}, **jane()), "document 'nothing': is none"),
        (lambda: correcting.correct(store, NAME, "x", {}, **jane()), "claim 'x': is not in"),
        (lambda: correcting.correct(store, NAME, EVENTS[0].id, {}, **jane()), "is so already"),
        (lambda: correcting.strike(store, NAME, EVENTS[0].id, author="rules x", why="w"), "is what rules are called"),
        (lambda: correcting.strike(store, NAME, EVENTS[0].id, author="Jane", why=" "), "reason: is missing"),
        (lambda: correcting.strike(store, NAME, EVENTS[0].id, author="Jane", why="w" * 501), "write up to 500"),
        (lambda: correcting.undo_correction(store, "ab", **jane()), "correction 'ab': is none"),
        (lambda: correcting.undo_correction(store, "", **jane()), "correction '': is none"),
        (lambda: correcting.add_claim(store, NAME, "quote", {}, **jane()), "kind 'quote': is none"),
        (lambda: correcting.correct(store, NAME, FIGURES[0].id, {"event": "x"}, **jane()), "event 'x': is none of"),
    ):
        with pytest.raises(StopError, match=match):
            what()
    assert now(store) == before
    made = correcting.strike(store, NAME, EVENTS[0].id, **jane())
    correcting.undo_correction(store, made.id, **jane())
    with pytest.raises(StopError, match="was taken back already"):
        correcting.undo_correction(store, made.id, **jane())


def test_a_correction_is_kept_by_the_database(store):
    correcting.strike(store, NAME, EVENTS[0].id, **jane())
    for change in (schema.correction.delete(), schema.correction.update().values(why="another")):
        with pytest.raises(Exception, match="append-only"), store.writing() as connection:
            connection.execute(change)


def test_words_that_no_database_takes_are_kept(store):
    made = correcting.strike(store, NAME, EVENTS[0].id, author="J\ud800ne", why="a\0b")
    assert correcting.corrections_in(store, NAME) == (made,)
    assert faults(store) == []


def test_building_anew_lays_them_over_where_a_reading_is_without(store):
    made = correcting.strike(store, NAME, EVENTS[0].id, **jane())
    held = now(store)
    # A reading stored behind the workflow's back.
    from vedette.store.entry import Entry  # noqa: PLC0415
    from vedette.store.writing import add_all  # noqa: PLC0415

    with store.writing() as connection:
        add_all(
            connection, [Entry(record=replace(close(RICH), reader="reader 2"), way=None, at="2022-10-02T00:00:00Z")]
        )
        assert list(not_laid_over(connection)) == [NAME]
    assert ("derived", f"document {NAME}") in faults(store)
    list(rebuild(store))
    assert now(store) == replace(held, reader="reader 2, corrected to 1")
    assert correcting.standing_in(store, NAME) == (made,)
    assert faults(store) == []


@pytest.mark.parametrize("lost", ["", "DELETE FROM reading WHERE reader LIKE '%corrected%'"])
def test_a_damaged_file_is_saved_with_what_people_corrected(tmp_path, lost):
    file = tmp_path / "store.db"
    store = Store.open(str(file), make=True)
    add_records(store, [(close(n), "a file") for n in NUMBERS])
    correcting.strike(store, NAME, EVENTS[1].id, **jane())
    made = correcting.correct(
        store, NAME, EVENTS[0].id, {"status": "negated" if EVENTS[0].status != "negated" else "future"}, **jane()
    )
    held = now(store)
    store.close()
    changed(
        file,
        "DELETE FROM document WHERE serial = 15",
        "DELETE FROM sentence WHERE document = 15",
        *([lost] if lost else []),
    )
    save(Address.of(str(file)))
    store = Store.open(str(file))
    assert now(store) == held
    assert correcting.corrections_in(store, NAME)[-1] == made
    assert faults(store) == []
    # The next one goes on where the last one was.
    correcting.undo_correction(store, made.id, **jane())
    assert next(e for e in now(store).events if e.id == EVENTS[0].id) == EVENTS[0]
    store.close()


def test_a_correction_that_is_damaged_is_told_and_left_behind(tmp_path):
    file = tmp_path / "store.db"
    store = Store.open(str(file), make=True)
    add_records(store, [(close(n), "a file") for n in NUMBERS])
    made = correcting.strike(store, NAME, EVENTS[0].id, **jane())
    store.close()
    for damage in ("before = 'x'", "before = '{}'", "before = NULL", "author = 'Joe'"):
        changed(file, f"UPDATE correction SET {damage}")  # noqa: S608
        store = Store.open(str(file))
        assert ("correction", f"correction {made.id}") in faults(store)
        store.close()
    save(Address.of(str(file)))
    store = Store.open(str(file))
    assert correcting.corrections_in(store, NAME) == ()
    store.close()


def test_the_map_finds_places_along_an_index(store):
    with store.reading() as connection:
        if connection.dialect.name == "sqlite":
            where = (
                "EXPLAIN QUERY PLAN SELECT count(*), avg(lat) FROM incident WHERE lat BETWEEN 39 AND 40 AND lon > 45"
            )
            assert "COVERING INDEX ix_incident_place" in str(connection.exec_driver_sql(where).all())
        assert connection.execute(select(schema.correction)).all() == []
