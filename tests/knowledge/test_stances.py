"""What states are on record as having done, out of records written by hand."""

from vedette.knowledge.casus import attacks
from vedette.knowledge.stances import stances
from vedette.records.document import Document
from vedette.records.reading import TimeExpression
from vedette.records.record import Actor, Event, Receipt, Record

TEXT = "France promised arms to Fiji. Fiji thanked. Tonga attacked Fiji."


def actor(country, sector="GOV"):
    return Actor(0, 6, TEXT[0:6], country, sector)


def event(type_, actors, recipients, *, status="actual", day="2022-09-14", id_="e"):
    time = TimeExpression(0, 1, "F", day, day, "day") if day else None
    return Event(
        id=id_,
        type=type_,
        mode=None,
        status=status,
        trigger=Receipt(7, 15, "promised"),
        sentence=(0, 29),
        actors=actors,
        recipients=recipients,
        time=time,
    )


def record(*events, published="2022-09-15"):
    return Record(document=Document.of(TEXT, id="doc", published=published), events=events)


def told(*events, since="2022-09-13", **more):
    return stances(["FRA"], ["TON", "FJI"], since, [record(*events, **more)])["FRA"]


def test_what_a_bound_state_does_for_a_side_is_told_with_its_words():
    (found,) = told(event("AID", (actor("FRA"),), (actor("FJI"),)))
    assert (found.type, found.day, found.text, found.document) == (
        "AID",
        "2022-09-14",
        "France promised arms to Fiji.",
        "doc",
    )
    assert TEXT[found.start : found.end] == found.text


def test_what_came_before_is_denied_or_unofficial_is_not():
    assert not told(event("AID", (actor("FRA"),), (actor("FJI"),), day="2022-09-12"))
    assert not told(event("AID", (actor("FRA"),), (actor("FJI"),), status="negated"))
    assert not told(event("AID", (actor("FRA", "CVL"),), (actor("FJI"),)))
    assert not told(event("AID", (actor("FRA"),), (actor("DEU"),)))


def test_a_promise_counts_and_says_what_it_is():
    (found,) = told(event("AID", (actor("FRA"),), (actor("FJI"),), status="future"))
    assert found.status == "future"


def test_a_party_of_which_nothing_is_told_has_an_empty_record():
    assert stances(["DEU"], ["TON"], "2022-09-13", [record()]) == {"DEU": ()}


def test_where_no_day_is_told_the_publication_counts():
    (found,) = told(event("AID", (actor("FRA"),), (actor("FJI"),), day=None))
    assert found.day == "2022-09-15"


def test_attacks_between_states_are_found_once_a_pair_with_their_first_day():
    first = event("ASSAULT", (actor("TON", "MIL"),), (actor("FJI", "CVL"),), day="2022-09-14", id_="a")
    second = event("ASSAULT", (actor("TON", "MIL"),), (actor("FJI", "MIL"),), day="2022-09-13", id_="b")
    (found,) = attacks(record(first, second))
    assert (found.attacker, found.attacked, found.on, found.events) == ("TON", "FJI", "2022-09-13", ("a", "b"))


def test_rebels_bodies_and_what_did_not_happen_are_no_attack_of_a_state():
    assert not attacks(record(event("ASSAULT", (actor("TON", "REB"),), (actor("FJI"),))))
    assert not attacks(record(event("ASSAULT", (actor("UNO", "MIL"),), (actor("FJI"),))))
    assert not attacks(record(event("ASSAULT", (actor("TON", "MIL"),), (actor("FJI"),), status="historical")))
    assert not attacks(record(event("ASSAULT", (actor("TON", "MIL"),), (actor("TON"),))))
