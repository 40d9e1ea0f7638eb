import pytest


@pytest.mark.parametrize(
    ("text", "on", "verdict"),
    [
        ("Finland joined NATO in 2023.", "2024-05-01", "supported"),
        ("Finland joined NATO in 2021.", "2024-05-01", "contradicted"),
        (
            "Sweden joined NATO in 2022.",
            "2024-05-01",
            "imprecise",
        ),  # the protocol was signed; the accession came in 2024
        ("Georgia left the CIS in 2009.", "2022-09-13", "supported"),
        ("Georgia quit the Commonwealth of Independent States in 2015.", "2022-09-13", "contradicted"),
        ("France left NATO in 1999.", "2022-09-13", "contradicted"),
        ("Uzbekistan withdrew from the CSTO in 2012.", "2022-09-13", "imprecise"),  # it suspended its membership
        ("The United Kingdom left the European Union in 2020.", "2022-09-13", "supported"),
        ("Brazil joined NATO in 2004.", "2022-09-13", "contradicted"),
        ("Turkey has been a member of NATO since 1952.", "2022-09-13", "supported"),
        ("Greece has been a NATO member since 1960.", "2022-09-13", "contradicted"),
        ("Armenia suspended its membership in the CSTO in February 2024.", "2024-09-13", "supported"),
        ("Armenia left the CSTO in February 2024.", "2024-09-13", "imprecise"),
        (
            "Georgia withdrew from the Commonwealth of Independent States following the 2008 war.",
            "2022-09-13",
            "supported",
        ),
        ("Russia, which was expelled from the Council of Europe in March 2022, denied it.", "2022-09-13", "supported"),
    ],
)
def test_entries_and_exits_are_compared_with_their_dates(verdicts, text, on, verdict):
    assert verdicts("membership", text, on) == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "Turkey may leave NATO in 2023.",
        "Armenia threatened to leave the CSTO.",
        "Sweden did not join NATO in 2004.",
        "Sweden would join NATO in 2024.",
        "The delegation left NATO headquarters in Brussels.",
        "Hungary left the meeting in 2022.",
        "They spoke of Finland joining NATO.",
    ],
)
def test_what_did_not_happen_is_not_compared(verdicts, text):
    assert verdicts("membership", text) == []


@pytest.mark.parametrize(
    ("text", "on", "verdict"),
    [
        ("NATO members such as Sweden and Norway sent ships.", "2023-06-01", "contradicted"),
        ("NATO members such as Sweden and Norway sent ships.", "2024-06-01", "supported"),
        ("Turkey, a member of NATO, objected.", "2022-09-13", "supported"),
        ("Austria is a member of NATO.", "2022-09-13", "contradicted"),
        ("Ukraine is not a member of NATO.", "2022-09-13", "supported"),
        ("Norway is not a member of NATO.", "2022-09-13", "contradicted"),
        ("Mexico is a member of the Rio Treaty.", "2022-09-13", "contradicted"),
        ("The CSTO members are Armenia, Belarus and Kazakhstan.", "2022-09-13", "supported"),
    ],
)
def test_who_is_told_to_be_in_is_compared_as_of_the_day(verdicts, text, on, verdict):
    assert verdicts("members", text, on) == [verdict]


@pytest.mark.parametrize(
    "text", ["Ukraine is a candidate member of NATO.", "Serbia is an observer member of the CSTO."]
)
def test_candidates_and_observers_are_no_members(verdicts, text):
    assert verdicts("members", text) == []


@pytest.mark.parametrize(
    ("text", "on", "verdict"),
    [
        ("The 30-member NATO alliance met.", "2022-09-13", "supported"),
        ("The 30-member NATO alliance met.", "2024-09-13", "contradicted"),
        ("The six-nation CSTO met.", "2022-09-13", "supported"),
        ("The seven-nation CSTO met.", "2022-09-13", "contradicted"),
        ("NATO has 32 members.", "2024-05-01", "supported"),
    ],
)
def test_numbers_of_members_are_counted_on_the_day(verdicts, text, on, verdict):
    assert verdicts("members", text, on) == [verdict]


def test_an_exit_is_told_with_how_it_came_about(checks):
    (found,) = [c for c in checks("Georgia withdrew from the CSTO in 1999.") if c.about == "membership"]
    assert found.verdict == "supported"
    assert "1999-04-20" in found.sentence
    assert "did not renew" in found.sentence
    assert found.source.startswith("http")
    assert found.facts == ("alliance:csto-1992",)


def test_the_alliance_may_be_told_in_the_sentence_before(checks):
    found = checks("The CSTO met on Monday. Georgia withdrew from membership in 1999.")
    assert [(c.about, c.verdict) for c in found if c.about == "membership"] == [("membership", "supported")]


def test_an_undated_text_contradicts_no_membership_of_today(verdicts):
    assert verdicts("members", "Sweden is a member of NATO.", "2022-09-13") == ["contradicted"]
    assert verdicts("members", "Sweden is a member of NATO.", "2022-09-13", dated=False) == ["unknown"]
