"""People told without a state, and things that are somebody's."""

import pytest


def sides(record, type_):
    return [
        ([a.country for a in e.actors], [a.country for a in e.recipients]) for e in record.events if e.type == type_
    ]


def test_people_are_those_of_the_sentence_s_place(read):
    record = read("Gunmen on motorcycles killed ten villagers near Maiduguri, Nigeria.")
    assert sides(record, "ASSAULT")[0][1] == ["NGA"]


def test_people_are_those_of_the_dateline(read):
    record = read("COLOMBO, June 3 - Residents asked the government for food.")
    assert ["LKA"] in [a for pair in sides(record, "REQUEST") for a in pair]


def test_those_whom_a_foreign_force_kills_are_not_its_own(read):
    (pair,) = sides(read("The militants were killed by a Turkish airstrike."), "ASSAULT")
    assert pair == (["TUR"], [None])


@pytest.mark.parametrize("who", ["Foreign workers", "Those who fled"])
def test_foreigners_and_those_are_nobody_s(read, who):
    record = read(f"ACCRA, June 3 - {who} asked the government for food.")
    assert all(a.country is None for e in record.events for a in e.actors if a.text.startswith(who.split()[0]))


def test_a_leader_told_by_the_state_alone(read):
    record = read("Uganda's Yoweri Museveni condemned the attack on Kenya.")
    assert sides(record, "ACCUSE")[0][0] == ["UGA"]


@pytest.mark.parametrize(
    ("name", "code"), [("Kiev", "UKR"), ("Peking", "CHN"), ("Washington", "USA"), ("Bogota", "COL")]
)
def test_capitals_act_for_their_states_also_by_older_spellings(read, name, code):
    record = read(f"{name} condemned the attack on Chad.")
    assert sides(record, "ACCUSE")[0][0] == [code]


def test_names_with_hyphens_are_one_name(read):
    record = read("President Lai Ching-te condemned the attack on Chad.")
    (e,) = [e for e in record.events if e.type == "ACCUSE"]
    assert [a.text for a in e.actors] == ["President Lai Ching-te"]


def test_whose_officials_speak_is_told_by_the_place_not_by_the_attackers(read):
    for text, code in (
        ("Russian troops shelled Kharkiv on Monday, killing three civilians, officials said.", "UKR"),
        ("An Israeli strike on a school in Gaza killed 12 people, the health ministry said.", "PSE"),
    ):
        told = [a.country for e in read(text).events for a in e.claimants]
        assert told
        assert set(told) == {code}


def test_a_ship_is_not_of_the_state_that_attacks_it_nor_of_a_water_s_name(read):
    for water in ("Gulf of Oman", "Gulf of Aden"):
        record = read(f"Iran attacked a ship in the {water} on Monday.")
        assert sides(record, "ASSAULT") == [(["IRN"], [None])]
        assert [e.place.name for e in record.events] == [water]
