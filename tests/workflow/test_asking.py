"""Contacts and positions of a bounded number of claims: the newest, with how many were looked at."""

import pytest

from vedette.documents import prepare
from vedette.errors import StopError
from vedette.records.document import Document
from vedette.store.query import Query
from vedette.store.store import Store
from vedette.workflow.add import add_records
from vedette.workflow.asking import contacts_of, contacts_within, positions_of, positions_within
from vedette.workflow.bound import attacks_in, bound_between

REPORTS = (
    (
        "2022-09-13",
        "President Putin met Prime Minister Pashinyan on Tuesday. Russia urged Armenia to keep the ceasefire.",
    ),
    (
        "2022-09-15",
        "France condemned Azerbaijan on Thursday. President Macron met Prime Minister Pashinyan on Thursday.",
    ),
    ("2022-09-17", "Turkey condemned Armenia on Saturday. President Erdogan met President Aliyev on Saturday."),
)


@pytest.fixture(scope="module")
def store(reader, tmp_path_factory):
    found = Store.open(str(tmp_path_factory.mktemp("asking") / "store.db"), make=True)
    documents = [prepare(Document.of(text, id=f"r{n}", published=day)) for n, (day, text) in enumerate(REPORTS)]
    add_records(found, [(record, "test") for record in reader.read_all(documents)])
    yield found
    found.close()


def test_all_contacts_are_found_with_what_was_said_beside_them(store):
    within = contacts_within(store, Query())
    assert within.looked_at is None
    assert within.items == contacts_of(store, Query())
    first = within.items[0]
    assert (first.kind, first.who, first.whom, first.day) == ("met", ("RUS",), ("ARM",), "2022-09-13")
    assert [t.trigger.text for t in first.said] == ["urged"]


def test_the_newest_are_looked_at_first(store):
    within = contacts_within(store, Query(), 1)
    assert within.looked_at == 1
    assert [c.day for c in within.items] == ["2022-09-17"]
    assert contacts_within(store, Query(), 3).looked_at is None


def test_positions_are_bounded_type_by_type(store):
    everything = positions_within(store, Query(), ["KAZ"])
    assert everything.looked_at is None
    assert {(p.who, p.stance) for p in everything.items} >= {("FRA", "blames"), ("TUR", "blames"), ("KAZ", "silent")}
    cut = positions_within(store, Query(), (), 1)
    assert cut.looked_at is not None
    assert ("TUR", "blames") in {(p.who, p.stance) for p in cut.items}
    assert ("FRA", "blames") not in {(p.who, p.stance) for p in cut.items}
    assert positions_of(store, Query(type="CONSULT")) == ()


def test_who_is_bound_can_be_asked_without_an_incident(store):
    from vedette.knowledge.base import load_knowledge  # noqa: PLC0415 - the others need none

    bound = bound_between(store, "AZE", "ARM", "2022-09-12", load_knowledge(None))
    assert [s.text for s in bound.said["RUS"]]
    assert bound_between(store, "AZE", "ARM", "9999-12-31", load_knowledge(None)).provided.on == "9999-12-31"
    assert all(not list(attacks_in(i)) for i in store.all_incidents(Query()) if i.family != "force")


def test_a_cursor_that_is_none_is_told(store):
    with pytest.raises(StopError, match="cursor"):
        contacts_within(store, Query(after="x"))
