"""Assessments in the store: found by mentions and by incidents, kept for ever, on both databases."""

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from store.make import record
from vedette.errors import StopError
from vedette.records.assessment import Assessment
from vedette.store.assessments import (
    add_assessment,
    assessed_of,
    assessment_called,
    assessments_of,
    assessments_on,
)
from vedette.store.query import Query
from vedette.store.schema_people import assessment
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.judging import join

AT = "2026-11-29T08:00:00.000001Z"


@pytest.fixture
def store(where):
    made = Store.open(where, make=True)
    add_records(made, [(record(n, published=f"2022-09-{10 + n % 3}", close=True), "a file") for n in range(10)])
    yield made
    made.close()


def put(store, mention, value="confirmed", why="so", author="Ani"):
    with store.writing() as connection:
        return add_assessment(connection, Assessment.of(mention, "status", value, author=author, at=AT, why=why))


def test_what_is_stored_comes_out_as_it_was_in_the_order_of_storing(store):
    incident = next(store.all_incidents(Query()))
    hard = "\x00 <script>\ud800"
    told = [put(store, incident.mentions[0], why=hard, author="Ani \x00"), put(store, incident.mentions[-1], "fair")]
    assert [a.order for a in told] == [1, 2]
    with store.reading() as connection:
        assert list(assessments_on(connection, incident.mentions)) == told
        assert list(assessments_of(connection, [incident.id, "none"])[incident.id]) == told
        assert assessed_of(connection, [incident.id])[incident.id].status == told[1]
        assert assessments_on(connection, []) == ()
        assert assessed_of(connection, []) == {}
        assert [a.hash() for a in told] == [a.id for a in told]


def test_it_is_called_by_the_beginning_of_its_id(store):
    made = put(store, next(store.all_incidents(Query())).mentions[0])
    with store.reading() as connection:
        assert assessment_called(connection, made.id[:8]) == made
        for name in ("", "zz", "' or 1=1"):
            with pytest.raises(StopError, match="is none"):
                assessment_called(connection, name)


def test_it_follows_its_mention_when_incidents_are_joined(store):
    one, two, *_ = store.all_incidents(Query())
    mine = put(store, two.mentions[0])
    join(store, one.id, [two.id], author="Ani", evidence="one thing")
    whole = store.incident(one.mentions[0])
    with store.reading() as connection:
        assert assessed_of(connection, [whole.id])[whole.id].status == mine


def test_nothing_of_it_is_changed_or_taken_away(store):
    put(store, next(store.all_incidents(Query())).mentions[0])
    for statement in (update(assessment).values(value="fair"), delete(assessment)):
        with pytest.raises((StopError, DBAPIError)), store.writing() as connection:
            connection.execute(statement)
    with store.reading() as connection:
        assert connection.execute(assessment.select()).one().value == "confirmed"
