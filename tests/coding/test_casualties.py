"""Counts of people, on sentences parsed by the real model."""

import pytest

from vedette.coding.casualties import find_tolls
from vedette.reading.quantities import find_quantities


@pytest.fixture
def tolls(parse):
    def found(text):
        s = parse(text)[0]
        return [(t.kind, t.low, t.high, t.who) for t in find_tolls(s, find_quantities(text))]

    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 49 soldiers had been killed.", [("killed", 49, None, "military")]),
        ("The rebels killed 12 civilians.", [("killed", 12, 12, "civilian")]),
        ("12 civilians were killed and 30 wounded.", [("killed", 12, 12, "civilian"), ("injured", 30, 30, "unknown")]),
        ("The blast left five dead and ten wounded.", [("killed", 5, 5, "unknown"), ("injured", 10, 10, "unknown")]),
        (
            "12 people, including three children, were killed.",
            [("killed", 12, 12, "unknown"), ("killed", 3, 3, "child")],
        ),
        ("The ambush left two Tanzanian soldiers dead.", [("killed", 2, 2, "military")]),
        ("Fighters ambushed a convoy, leaving two soldiers dead.", [("killed", 2, 2, "military")]),
        ("Armenia put its own losses at 105.", [("casualties", 105, 105, "unknown")]),
        ("The firm put its losses at $105 million.", []),
        ("A soldier died.", [("killed", 1, 1, "military")]),
        ("The death toll rose to 105.", [("killed", 105, 105, "unknown")]),
        ("The guerrillas kidnapped 32 peasants.", [("captured", 32, 32, "civilian")]),
        ("There were no casualties.", [("casualties", 0, 0, "unknown")]),
        ("Nobody was injured.", [("injured", 0, 0, "unknown")]),
        ("About 2,000 peacekeepers are based in the town.", []),
        ("The talks are at a dead end.", []),
        ("The news killed the deal.", []),
        ("The government will fight on.", []),
    ],
)
def test_counts_with_their_kind_and_bounds(tolls, text, expected):
    assert tolls(text) == expected


def test_a_toll_is_a_running_total_and_a_count_is_not(parse):
    def scope(text):
        return [t.scope for t in find_tolls(parse(text)[0], find_quantities(text))]

    assert scope("The death toll rose to 105.") == ["total"]
    assert scope("The rebels killed 12 civilians.") == ["incident"]


@pytest.mark.parametrize(
    ("text", "side", "claimants"),
    [
        ("The Armenian Defense Ministry said that at least 49 soldiers had been killed.", "ARM", ["ARM"]),
        ("Azerbaijani troops killed 12 Armenian civilians.", "ARM", []),
        ("Armenia claims that 431 Azerbaijani servicemen were killed.", "AZE", ["ARM"]),
    ],
)
def test_side_and_claimants(read, text, side, claimants):
    (c,) = read(text).casualties
    assert c.side == side
    assert [x.country for x in c.claimants] == claimants


def test_a_casualty_points_to_its_event_and_its_words(read):
    record = read("Azerbaijani troops shelled the village of Sotk, killing at least 12 civilians.")
    (c,) = record.casualties
    assert c.event in {e.id for e in record.events}
    assert "12 civilians" in c.text
    assert record.document.text[c.start : c.end] == c.text


def test_three_more_are_three_and_thirteen_are_told_once(read):
    record = read(
        "South Africa's army said three more of its soldiers had died, bringing to 13 the number of South African "
        "peacekeepers killed in Congo."
    )
    assert [(c.kind, c.low, c.high, c.side, c.scope) for c in record.casualties] == [
        ("killed", 3, 3, "ZAF", "incident"),
        ("killed", 13, 13, "ZAF", "total"),
    ]


def test_a_toll_that_somebody_puts_is_a_figure_of_theirs(read):
    record = read("Rebels attacked Gao on Monday. The government of Mali put the toll at 47.")
    assert [(c.low, c.high, [a.country for a in c.claimants]) for c in record.casualties] == [(47, 47, ["MLI"])]


def test_the_dead_whose_number_somebody_puts_are_told_once(read):
    record = read("Rebels attacked Gao on Monday. An official of Mali put the dead at 200.")
    assert [(c.kind, c.low, c.high) for c in record.casualties] == [("killed", 200, 200)]


def test_whose_the_dead_of_a_clash_are_is_not_told_where_it_is_not(read):
    record = read(
        "Clashes took place between Armenia and Azerbaijan, the CSTO said in Moscow. There are dead and wounded."
    )
    assert {c.side for c in record.casualties} <= {None}


def test_another_is_one_more_and_told_once(read):
    record = read("Gunmen ambushed a patrol near Gao, killing one officer and wounding another.")
    assert [(c.kind, c.low, c.high) for c in record.casualties] == [("killed", 1, 1), ("injured", 1, 1)]
