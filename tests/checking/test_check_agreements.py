import pytest

from vedette.knowledge.dates import days_told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Dayton accords, signed in 1995, ended the war.", ["supported"]),
        ("The Dayton accords, signed in 1997, ended the war.", ["contradicted"]),
        ("The Good Friday Agreement of 10 April 1998 holds.", ["supported"]),
        ("The Good Friday Agreement of 10 May 1998 holds.", ["contradicted"]),
        ("The Stockholm agreement, reached in December 2018, covers Hodeidah.", ["supported"]),
        ("Israel and the United Arab Emirates kept to the 2020 agreement.", ["supported"]),
        (
            "The statement of the leaders of Armenia, Azerbaijan and Russia of January 11, 2021 was quoted.",
            ["supported"],
        ),
        ("Armenia and Azerbaijan kept to the agreement of March 3, 2003.", ["unknown"]),
    ],
)
def test_an_agreement_is_known_by_name_date_or_year_or_not(verdicts, text, told):
    assert verdicts("agreement", text) == told


@pytest.mark.parametrize("text", ["They reached an agreement on Monday.", "France and Germany signed a deal on trade."])
def test_what_tells_no_date_and_no_name_is_left_alone(verdicts, text):
    assert verdicts("agreement", text) == []


def test_figures_of_an_agreement_are_compared(verdicts):
    text = "The statement of Armenia, Azerbaijan and Russia of 9 November 2020 lets in {} peacekeepers."
    assert verdicts("figure", text.format("1,960")) == ["supported"]
    assert verdicts("figure", text.format("5,000")) == ["contradicted"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("November 09, 2020, January 11 and November 26, 2021", ["2020-11-09", "2021-01-11", "2021-11-26"]),
        ("9 November 2020", ["2020-11-09"]),
        ("the 3rd of March 1918", ["1918-03-03"]),
        ("March 3", []),
        ("in 1918", []),
    ],
)
def test_days_in_a_list_share_the_year_behind_them(text, days):
    assert [d for _, _, d in days_told(text)] == days
