"""What the bar offers is what the store tells of, kept for a minute while documents come in."""

from store.make import entry
from vedette.desk import choices
from vedette.desk.choices import choices_of
from vedette.store.writing import add_all


def add(store, number):
    with store.writing() as connection:
        add_all(connection, [entry(number)])


def test_it_offers_the_publishers_and_the_countries_of_the_store(demo_store):
    found = choices_of(demo_store)
    assert "Example wire service (written for Vedette)" in found.sources
    assert ("ARM", "Armenia") in found.parties
    assert "force" in found.families
    assert "ASSAULT" in found.types


def test_an_empty_store_offers_no_publisher(empty_store):
    assert choices_of(empty_store).sources == choices_of(empty_store).parties == ()


def test_an_answer_holds_while_documents_come_in_but_not_for_ever(own_store, monkeypatch):
    before = choices_of(own_store)
    number = next(n for n in range(50) if entry(n).record.document.source == "Zenda Post")
    add(own_store, number)
    assert choices_of(own_store) is before
    monkeypatch.setattr(choices, "AGE", 0.0)
    assert "Zenda Post" in choices_of(own_store).sources
