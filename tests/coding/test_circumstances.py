"""Where an act was, by the words of its own sentence."""

import pytest


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        ("Rebels attacked on Monday. The government in Port Sudan called the attack a disgrace.", "ASSAULT", None),
        ("Protesters attacked an embassy in Kinshasa. Paris condemned the attack.", "ASSAULT", "Kinshasa"),
        ("Congo severed relations with Rwanda and recalled its diplomats from Kigali.", "SANCTION", None),
        ("Cairo and Ankara have backed the army, while Mali denied arming the rebels.", "AID", None),
    ],
)
def test_a_place_that_is_another_words_is_not_the_acts(read, text, type_, place):
    found = next(e for e in read(text).events if e.type == type_)
    assert (found.place and found.place.name) == place


def test_an_area_that_lies_in_two_states_is_in_the_one_told_before_it(read):
    record = read("Gunmen killed 26 people in Indian Kashmir on Monday.")
    assert [(e.place.country, [a.country for a in e.recipients]) for e in record.events] == [("IND", ["IND"])]
    assert [c.side for c in record.casualties] == ["IND"]
