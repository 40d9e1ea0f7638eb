from datetime import date

import pytest

from vedette.knowledge.offices import LEADING, folded, holders
from vedette.knowledge.states import load_states
from vedette.knowledge.tables import rows
from vedette.records.codebook.loader import load_codebook

DAY = date(2022, 9, 13)


@pytest.mark.parametrize(
    ("surname", "country", "rank"),
    [
        ("Akar", "TUR", "defence-minister"),
        ("Erdogan", "TUR", "head-of-state"),
        ("Cavusoglu", "TUR", "foreign-minister"),
        ("Blinken", "USA", "foreign-minister"),
        ("Raisi", "IRN", "head-of-state"),
        ("Borrell", "EUR", "foreign-minister"),
        ("Pashinyan", "ARM", "head-of-government"),
    ],
)
def test_who_held_office_on_the_day(surname, country, rank):
    first = holders(surname, on=DAY)[0]
    assert (first.country, first.rank) == (country, rank)
    assert first.held(DAY)


def test_diacritics_and_articles_do_not_matter():
    assert folded("Erdoğan") == folded("Erdogan")
    assert holders("al-Assad", on=DAY) == holders("Assad", on=DAY)


def test_a_given_name_narrows():
    assert all(h.person.startswith("Boris") for h in holders("Johnson", on=date(2016, 12, 1), given="Boris"))


def test_nobody_is_nobody():
    assert holders("Xyzzyplugh", on=DAY) == ()


@pytest.mark.parametrize(
    ("surname", "given", "on", "country", "sector"),
    [
        ("Savimbi", None, date(1986, 3, 1), "AGO", "REB"),
        ("Savimbi", "Jonas", date(1986, 3, 1), "AGO", "REB"),
        ("Santos", "Jose", date(1988, 3, 1), "AGO", "GOV"),
        ("Gandhi", "Rajiv", date(1987, 3, 1), "IND", "GOV"),
        ("Gandhi", "Rajiv", date(1990, 3, 1), "IND", "OPP"),
        ("Haig", None, date(1981, 5, 1), "USA", "GOV"),
        ("Arafat", None, date(1985, 5, 1), "PSE", "GOV"),
        ("'Arafat", "Yasir", date(1985, 5, 1), "PSE", "GOV"),
        ("Habre", "Hissene", date(1986, 5, 1), "TCD", "GOV"),
        ("Aziz", "Tariq", date(1990, 9, 1), "IRQ", "GOV"),
        ("Cedras", "Raoul", date(1993, 5, 1), "HTI", "GOV"),
        ("Walesa", "Lech", date(1988, 5, 1), "POL", "OPP"),
        ("Walesa", "Lech", date(1992, 5, 1), "POL", "GOV"),
        ("Escobar", "Pablo", date(1989, 9, 1), "COL", "CRM"),
        ("Mandela", None, date(1990, 2, 20), "ZAF", "OPP"),
        ("Mandela", None, date(1995, 2, 20), "ZAF", "GOV"),
        ("Sihanouk", None, date(1986, 2, 20), "KHM", "REB"),
        ("Karadzic", None, date(1993, 2, 20), "BIH", "REB"),
        ("Cristiani", None, date(1989, 11, 20), "SLV", "GOV"),
        ("Rivera y Damas", None, date(1989, 11, 20), None, None),
        ("Cuellar", "Javier", date(1988, 11, 20), "UNO", "GOV"),
    ],
)
def test_who_was_what_on_the_day(surname, given, on, country, sector):
    found = [h for h in holders(surname, on=on, given=given) if h.held(on)]
    assert {(h.country, h.sector) for h in found[:1]} == ({(country, sector)} if country else set())


def test_a_bare_surname_is_not_taken_for_a_holder_of_long_ago():
    assert holders("Habre", on=date(1986, 5, 1))
    assert not holders("Habre", on=date(2006, 5, 1))
    assert holders("Habre", on=date(2006, 5, 1), given="Hissene")


def test_sectors_and_codes_of_persons_are_those_of_the_codebook():
    known = set(load_states()) | {"UNO", "EUR", "IGO", "NGO", "IMG"}
    sectors = set(load_codebook().sectors)
    for r in rows("people_others.csv"):
        assert r["code"] in known, r
        assert r["sector"] in sectors, r
    for r in rows("people_before.csv"):
        assert r["code"] in known, r
        assert r["rank"] in {*LEADING, "other"}, r
