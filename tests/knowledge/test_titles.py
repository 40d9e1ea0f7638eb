import pytest

from vedette.knowledge.offices import Holding
from vedette.knowledge.titles import Fit, fit, rank_of, title_words


def office(name, rank="other", country="GBR"):
    return Holding("Ann Example", name, rank, country, "2020-01-01", "", None)


@pytest.mark.parametrize(
    ("title", "held", "expected"),
    [
        ("Turkish Defense Minister", office("Minister of National Defence", "defence-minister", "TUR"), Fit.SAME),
        ("Foreign Minister", office("Minister of Foreign Affairs", "foreign-minister", "RUS"), Fit.SAME),
        ("U.S. Secretary of State", office("Secretary of State", "foreign-minister", "USA"), Fit.SAME),
        ("Secretary of State", office("Assistant Secretary of State", country="USA"), Fit.OTHER),
        ("Deputy Foreign Minister", office("Minister of Foreign Affairs", "foreign-minister", "RUS"), Fit.OTHER),
        ("Minister", office("Minister for the Middle East"), Fit.PART),
        ("Minister for the Middle East", office("Minister for the Middle East"), Fit.SAME),
        ("King", office("President", "head-of-state", "IRQ"), Fit.OTHER),
        ("President", office("President", "head-of-state", "IRQ"), Fit.SAME),
        ("Finance Minister", office("Minister of Health"), Fit.OTHER),
        ("French Defence Minister", office("Minister of the Armed Forces", "other", "FRA"), Fit.SAME),
    ],
)
def test_a_title_fits_an_office_or_not(title, held, expected):
    assert fit(title, held) is expected


@pytest.mark.parametrize(
    ("title", "country", "rank"),
    [
        ("Prime Minister", "ARM", "head-of-government"),
        ("Premier", "CHN", "head-of-government"),
        ("Secretary of State", "USA", "foreign-minister"),
        ("Secretary of State", "GBR", None),
        ("Former President", "FRA", None),
        ("Deputy Prime Minister", "ARM", None),
        ("King", "JOR", "head-of-state"),
    ],
)
def test_a_title_tells_a_rank(title, country, rank):
    assert rank_of(title, country) == rank


def test_states_and_joints_are_no_part_of_a_title():
    assert title_words("the U.S. Secretary of State for European and Eurasian Affairs") == (
        "secretary",
        "state",
        "european",
        "eurasian",
    )
