"""Peoples and states that nothing here knows are nobody's whom we know."""

import pytest

from vedette.coding.strangers import strangers


def sides(event):
    return [(a.country, a.sector) for a in event.actors], [(a.country, a.sector) for a in event.recipients]


@pytest.mark.parametrize(
    "text",
    [
        "Troops of the Ruritanian army shelled Kharkiv, Ukraine.",
        "Ruritanian troops shelled Kharkiv, Ukraine.",
        "The army of Ruritania shelled Kharkiv in Ukraine.",
        "Ruritania's army shelled Kharkiv in Ukraine.",
    ],
)
def test_an_unknown_army_is_not_that_of_the_place(one_event, text):
    assert sides(one_event(text, "ASSAULT")) == ([(None, "MIL")], [("UKR", "CVL")])


@pytest.mark.parametrize("words", ["Ruritanian soldiers", "Ruritanian positions"])
def test_whom_an_act_is_done_to_may_be_as_unknown(one_event, words):
    event = one_event(f"Russian troops attacked {words} near Kharkiv, Ukraine.", "ASSAULT")
    assert sides(event) == ([("RUS", "MIL")], [(None, "MIL")])


@pytest.mark.parametrize("teller", ["the Ruritanian foreign ministry", "the defence ministry of Ruritania"])
def test_who_says_so_may_be_as_unknown(one_event, teller):
    event = one_event(f"Russian forces shelled Kharkiv on Monday, {teller} said.", "ASSAULT")
    assert [(c.country, c.sector) for c in event.claimants] == [(None, "GOV")]


def test_an_unknown_peoples_dead_are_on_no_known_side(read):
    record = read("Three Ruritanian soldiers were killed by Russian troops in Kharkiv, Ukraine.")
    assert [c.side for c in record.casualties] == [None]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Muslim fighters attacked the police in Kharkiv, Ukraine.", "UKR"),
        ("Catalan police arrested three men in Barcelona, Spain.", "ESP"),
        ("Kurdish rebels attacked an army post in Diyarbakir, Turkey.", "TUR"),
        ("Local police arrested three men in Kharkiv, Ukraine.", "UKR"),
        ("Civilian police arrested three men in Kharkiv, Ukraine.", "UKR"),
    ],
)
def test_faiths_and_peoples_within_a_state_are_still_the_places(read, text, country):
    (event,) = [e for e in read(text).events if e.type in ("ASSAULT", "COERCE")]
    assert [a.country for a in event.actors] == [country]


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Troops of the Ruritanian army crossed the border.", ["Troops", "army"]),
        ("Ruritania attacked three villages.", ["Ruritania"]),
        ("Three Ruritanians were killed.", ["Ruritanians"]),
        ("Residents of the town thanked the Ruritanian king.", ["king"]),
        ("THE REAGAN ADMINISTRATION THANKED THE SAN JUAN POLICE.", []),
        ("Machar's deputy thanked Congressman Horowitz.", []),
        ("Maria Garcia spoke. Garcia thanked the police.", []),
        ("The Azerbaijani army crossed the border of Armenia.", []),
    ],
)
def test_the_nouns_of_an_unknown_people(parse, text, nouns):
    found = strangers(parse(text), ())
    assert [next(w for w in text[at:].rstrip(".").split()) for at in sorted(found)] == nouns
