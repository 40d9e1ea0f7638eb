"""Where rules and marker meet, with a marker that says what each test wants it to say."""

from dataclasses import dataclass, field, replace

import pytest

from vedette.documents import prepare
from vedette.records.document import Document
from vedette.records.reading import Link, Mark


@dataclass
class Told:
    """A marker that marks words by their text: {"word": (types, links as (role, word, probability), count)}."""

    words: dict = field(default_factory=dict)
    sure_of_nothing: bool = False

    def marks(self, sentences):
        at = {w.text: (s.index, w.i) for s in sentences for w in s.words}
        out = {}
        for word, (types, links, count) in self.words.items():
            told = tuple(Link(role, *at[other], p) for role, other, p in links)
            out[at[word]] = Mark(types=types, links=told, count=count)
        return out


def marked(types=(), links=(), count=("O", 1.0)):
    return tuple(types), tuple(links), count


@pytest.fixture
def read_with(reader):
    def reading(text, **words):
        with_marker = replace(reader, marker=Told(words))
        return with_marker.read(prepare(Document.of(text, published="2022-09-13")))

    return reading


def test_a_word_that_no_list_holds_is_an_event_where_the_marker_finds_one(read_with):
    text = "France frobnicated Mali on Monday."
    found = read_with(
        text, frobnicated=marked([("ASSAULT", 0.9)], [("actor", "France", 0.9), ("recipient", "Mali", 0.9)])
    )
    (e,) = found.events
    assert (e.type, e.trigger.text, e.time.from_) == ("ASSAULT", "frobnicated", "2022-09-12")
    assert ([a.country for a in e.actors], [a.country for a in e.recipients]) == (["FRA"], ["MLI"])
    assert not read_with(text).events


def test_a_rule_s_event_falls_where_the_marker_sees_none(read_with):
    text = "France attacked Mali on Monday."
    assert not read_with(text).events
    assert read_with(text, attacked=marked([("ASSAULT", 0.5)])).events


def test_a_side_that_the_rules_leave_open_is_the_one_linked_from_elsewhere(read_with):
    text = "Mali's army regrouped. Shells fell on the market."
    links = [("actor", "army", 0.9), ("recipient", "market", 0.8)]
    (e,) = read_with(text, fell=marked([("ASSAULT", 0.9)], links)).events
    assert [a.country for a in e.actors] == ["MLI"]
    assert e.recipients


def test_a_weak_link_changes_nothing(read_with):
    weak = marked([("ASSAULT", 0.9)], [("actor", "Mali", 0.3)])
    (e,) = read_with("France attacked Niger; Mali watched.", attacked=weak).events
    assert [a.country for a in e.actors] == ["FRA"]


def test_people_whom_only_the_marker_counts(read_with):
    text = "Police in Gao took 13 villagers to the barracks."
    (count,) = read_with(text, villagers=marked(count=("captured", 0.9))).casualties
    assert (count.kind, count.low, count.high, count.side) == ("captured", 13, 13, "MLI")
    assert text[count.start : count.end] == count.text


def test_a_rule_s_count_stands_whatever_the_marker_sees(read_with):
    (count,) = read_with("The bomb killed 13 villagers in Gao.").casualties
    assert (count.kind, count.low) == ("killed", 13)


def test_place_and_time_that_stand_elsewhere(read_with):
    text = "On 3 May the town of Gao woke early. Rebels frobnicated."
    links = [("actor", "Rebels", 0.9), ("place", "Gao", 0.9), ("time", "May", 0.9)]
    (e,) = read_with(text, frobnicated=marked([("ASSAULT", 0.9)], links)).events
    assert (e.place.name, e.time.text) == ("Gao", "3 May")


def test_every_receipt_of_a_marked_event_is_in_the_text(read_with):
    text = "Near Gao, Malian troops frobnicated rebels who had fled."
    (e,) = read_with(
        text, frobnicated=marked([("ASSAULT", 0.9)], [("actor", "troops", 0.9), ("recipient", "rebels", 0.9)])
    ).events
    for a in (*e.actors, *e.recipients, e.trigger):
        assert text[a.start : a.end] == a.text


def test_who_only_tells_of_a_deed_is_not_its_doer(read):
    record = read("The Armenian government claims that 431 Azerbaijani servicemen were killed.")
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    assert event.actors == ()
    assert [a.country for a in event.claimants] == ["ARM"]


def test_who_is_concerned_over_an_attack_did_not_carry_it_out(read):
    record = read("The foreign minister of Turkey expressed concern over the attack in Syria.")
    assert all(a.country != "TUR" for e in record.events if e.type == "ASSAULT" for a in e.actors)


def test_a_series_of_attacks_is_of_who_launched_it(read):
    record = read("The Turkish army launched a series of attacks on Syria.")
    assert [a.country for e in record.events if e.type == "ASSAULT" for a in e.actors] == ["TUR"]


def test_a_state_named_elsewhere_did_not_fell_its_own_soldiers(read_with):
    links = [("actor", "Mali", 0.9), ("actor", "Niger", 0.89)]
    text = "Mali and Niger spoke of the toll. On Friday 12 Malian soldiers were killed."
    (e,) = (e for e in read_with(text, killed=marked([("ASSAULT", 0.9)], links)).events if e.type == "ASSAULT")
    assert [a.country for a in e.actors] == ["NER"]


def test_a_state_that_is_told_to_shoot_its_own_civilians_is_the_doer(read_with):
    links = [("actor", "Mali", 0.9)]
    text = "Mali spoke of the toll. On Friday 12 Malian civilians were killed."
    (e,) = (e for e in read_with(text, killed=marked([("ASSAULT", 0.9)], links)).events if e.type == "ASSAULT")
    assert [a.country for a in e.actors] == ["MLI"]
