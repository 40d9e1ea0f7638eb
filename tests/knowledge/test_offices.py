from datetime import date

import pytest

from vedette.knowledge.offices import folded, holders

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
