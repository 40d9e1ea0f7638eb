"""Of which state people are whom an act names without one."""

import pytest


def countries(actors):
    return [a.country for a in actors]


def test_people_hit_are_not_the_hitting_states_own(read):
    first, second = read(
        "Drones launched by India hit three air bases, Pakistani officials said. India denied the attack."
    ).events
    assert (countries(first.actors), countries(first.recipients)) == (["IND"], ["PAK"])
    assert (countries(second.actors), countries(second.recipients)) == (["IND"], ["PAK"])


def test_a_states_own_people_are_its_own_where_the_place_is(one_event):
    event = one_event("Myanmar's army bombed a school in Sagaing region, Myanmar, on Monday.", "ASSAULT")
    assert countries(event.recipients) == ["MMR"]


def test_an_unknown_armed_group_is_not_that_of_its_place(one_event):
    event = one_event("The Kelmar Liberation Army attacked a police station in Goma on Friday.", "ASSAULT")
    assert [(a.country, a.sector) for a in event.actors] == [(None, "REB")]
    assert countries(event.recipients) == ["COD"]


def test_the_troops_of_a_state_that_nothing_here_knows_are_not_the_places(read):
    *_, event = read("Zadaria attacked Kenya on Monday. Its troops shelled the town of Garissa.").events
    assert [(a.text, a.country) for a in event.actors] == [("Its troops", None)]
    assert countries(event.recipients) == ["KEN"]


@pytest.mark.parametrize(
    "weapons", ["Dozens of drones launched by Russia", "Missiles fired by Russia", "A drone sent by Russia"]
)
def test_who_sent_the_weapons_did_it(one_event, weapons):
    assert countries(one_event(f"{weapons} hit a hospital in Kharkiv overnight.", "ASSAULT").actors) == ["RUS"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The port came under attack on Monday.", None),
        ("The port of Hodeidah came under attack on Monday, killing two sailors.", "YEM"),
    ],
)
def test_what_comes_under_attack_is_hit_and_does_nothing(one_event, text, country):
    event = one_event(text, "ASSAULT")
    assert (event.actors, countries(event.recipients)) == ((), [country])


def test_who_tells_a_figure_is_of_the_state_where_it_is(read):
    (figure,) = read(
        "The RSF shelled a camp in El Fasher, where at least 30 people died, a doctors' union said."
    ).casualties
    assert [(a.country, a.sector) for a in figure.claimants] == [("SDN", "LAB")]


@pytest.mark.parametrize(
    ("people", "country"),
    [("Sinhalese", "LKA"), ("Mingrelians", "GEO"), ("ethnic Amharas", "ETH"), ("Meiteis", "IND"), ("Hausas", None)],
)
def test_peoples_are_those_of_the_state_they_live_in(one_event, people, country):
    assert countries(one_event(f"Gunmen killed twelve {people} on Friday.", "ASSAULT").recipients) == [country]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("At least 14 people were killed on the Thai side, Cambodia said.", "THA"),
        ("At least 14 people were killed on Cambodia's side, Thailand said.", "KHM"),
    ],
)
def test_people_are_of_the_state_on_whose_side_they_fell(read, text, state):
    record = read(text)
    assert [c.side for c in record.casualties] == [state]
    assert [countries(e.recipients) for e in record.events if e.type == "ASSAULT"] == [[state]]


def test_both_sides_are_no_state(read):
    assert all(c.side is None for c in read("At least 14 people were killed on both sides.").casualties)


def test_military_sites_lie_where_the_text_puts_them(read):
    record = read("Pakistan struck 26 military sites in India on Saturday.")
    assert [countries(e.recipients) for e in record.events] == [["IND"]]
