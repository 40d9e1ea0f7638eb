"""Places told as what force is done to, and towns told without their country."""

import pytest

from vedette.reading.places_struck import is_struck

TOWNS = {
    "UKR": "Kharkiv:Kharkiv Zaporizhzhia:Zaporizhzhya Sievierodonetsk:Siverskodonetsk Sloviansk:Slovyansk Mykolaiv:Mykolayiv "
    "Avdiivka:Avdiyivka Kupiansk:Kupyansk Izium:Izyum Odesa:Odesa",
    "PSE": "Khan_Younis:Khān_Yūnis Deir_al-Balah:Dayr_al_Balaḩ Rafah:Rafaḩ Jenin:Janīn Nablus:Nablus Tulkarm:Ţūlkarm",
    "LBN": "Bint_Jbeil:Bent_Jbaïl Nabatieh:Nabatîyé_et_Tahta Baalbek:Baalbek Naqoura:En_Nâqoûra",
    "SYR": "Idlib:Idlib Sweida:As-Suwayda Deraa:Dar‘ā Kobani:‘Ayn_al_‘Arab",
    "YEM": "Hodeidah:Al_Ḩudaydah Taiz:Taiz Marib:Ma'rib",
    "SDN": "El_Fasher:El_Fasher al-Fashir:El_Fasher Port_Sudan:Port_Sudan Nyala:Nyala",
    "ETH": "Mekelle:Mek'ele Gondar:Gonder Axum:Aksum",
    "MLI": "Kidal:Kidal Gao:Gao",
    "COD": "Goma:Goma Bunia:Bunia Uvira:Uvira",
    "MMR": "Myawaddy:Myawaddy Lashio:Lashio Hpakant:Hpākān",
    "IND": "Poonch:Pūnch Rajouri:Rajouri",
    "AZE": "Stepanakert:Khankendi Khankendi:Khankendi Shushi:Shusha Lachin:Laçın",
}
STATES = {
    "UKR": "Ukraine", "PSE": "Palestine", "LBN": "Lebanon", "SYR": "Syria", "YEM": "Yemen", "SDN": "Sudan", "ETH": "Ethiopia",
    "MLI": "Mali", "COD": "DR Congo", "MMR": "Myanmar", "IND": "India", "AZE": "Azerbaijan",
}  # fmt: skip


@pytest.mark.parametrize("code", TOWNS)
def test_towns_in_the_news_are_found_by_the_spelling_of_the_news(read, code):
    pairs = [p.replace("_", " ").split(":") for p in TOWNS[code].split()]
    text = "Fighting raged in {}, {} on Friday."
    found = {}
    for told, meant in pairs:
        events = read(text.format(told, STATES[code])).events
        found[told] = (meant, *{(e.place.name, e.place.country, e.place.precision) for e in events if e.place})
    assert found == {told: (meant, (meant, code, "settlement")) for told, meant in pairs}


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Rockets hit Kramatorsk on Friday.", "Kramatorsk"),
        ("Two people were killed on Monday when shells hit Kharkiv.", "Kharkiv"),
        ("Rebels captured Walikale on Friday.", "Walikale"),
        ("Troops shelled the city of Sloviansk on Tuesday.", "Slovyansk"),
        ("Fighting raged in Khan Younis on Tuesday.", "Khān Yūnis"),
    ],
)
def test_a_town_that_stands_alone_needs_no_country(read, text, town):
    assert [e.place.name for e in read(text).events] == [town]


def test_a_missile_that_strikes_a_named_town_is_an_act(one_event):
    event = one_event("A missile struck Kramatorsk on Monday, killing two people.", "ASSAULT")
    assert (event.trigger.text, event.place.name) == ("struck", "Kramatorsk")


def test_drones_are_not_those_of_where_they_strike(one_event):
    assert one_event("Drones targeted Port Sudan overnight.", "ASSAULT").actors == ()


def test_what_lies_in_a_province_does_not_lie_beyond_the_border_near_it(one_event):
    event = one_event(
        "Boko Haram fighters attacked a village in Borno state near the Cameroon border, killing nine farmers.",
        "ASSAULT",
    )
    assert event.place.country == "NGA"
    assert [a.country for a in event.recipients] == ["NGA"]


@pytest.mark.parametrize(
    ("text", "word", "struck"),
    [
        ("Shells hit Kharkiv.", "hit", True),
        ("The rebels attacked Goma.", "attacked", True),
        ("Airstrikes on Idlib continued.", "on", True),
        ("The senator attacked Clinton.", "attacked", False),
        ("A report on Paris was published.", "on", False),
    ],
)
def test_who_strikes_tells_a_place(parse, text, word, struck):
    (s,) = parse(text)
    assert is_struck(s, next(w.i for w in s.words if w.text == word)) is struck
