import pytest


@pytest.mark.parametrize(
    ("text", "verdicts_told"),
    [
        ("The 201st Military Base in Dushanbe was put on alert.", ["supported"]),
        ("The 201st Military Base in Bishkek was put on alert.", ["contradicted"]),
        ("The Russian 201st Military Base stayed quiet.", ["supported"]),
        ("The Kazakh 201st Military Base stayed quiet.", ["contradicted"]),
        ("The 201st Military Base stayed quiet.", []),
    ],
)
def test_a_unit_is_where_and_whose_the_text_says_or_not(verdicts, text, verdicts_told):
    assert verdicts("force", text) == verdicts_told


@pytest.mark.parametrize(
    ("text", "verdicts_told"),
    [
        ("UNIFIL has 10,000 peacekeepers in Lebanon.", ["supported"]),
        ("UNIFIL has 40,000 peacekeepers in Lebanon.", ["contradicted"]),
        ("Three peacekeepers of UNIFIL were killed.", []),
        ("Another 200 peacekeepers arrived for UNIFIL.", []),
        ("About 1,000 peacekeepers from MINUSMA left Mali.", []),
    ],
)
def test_the_strength_of_a_contingent_is_compared_but_not_a_part_of_it(verdicts, text, verdicts_told):
    assert verdicts("strength", text) == verdicts_told


def test_who_peacekeepers_are_drawn_from_is_compared(verdicts):
    head = "Russia sent troops to Nagorno-Karabakh, Azerbaijan said. "
    right = head + "The peacekeepers from the 15th Separate Motor Rifle Brigade stood at Lachin."
    wrong = head + "The peacekeepers from the 201st Military Base stood at Lachin."
    assert "contradicted" not in verdicts("force", right)
    assert verdicts("force", wrong) == ["contradicted"]
