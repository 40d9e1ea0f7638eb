import pytest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kharkiv, Ukraine, was shelled.", ["supported"]),
        ("Fighting was reported in Jermuk, Azerbaijan.", ["contradicted"]),
        ("The Russian city of Lviv was hit.", ["contradicted"]),
        ("The Ukrainian city of Lviv was hit.", ["supported"]),
        ("Shelling was reported in Goris, the Armenian Defence Ministry said.", ["supported"]),
        ("The Russian town of Kherson was hit.", ["imprecise"]),  # claimed by Russia since 30 September 2022
        ("Troops entered Mosul and Raqqa.", []),
    ],
)
def test_a_town_lies_in_the_state_that_the_text_tells_or_not(verdicts, text, told):
    assert verdicts("place", text) == told


@pytest.mark.parametrize(
    ("text", "on", "told"),
    [
        ("Crimea, controlled by Russia, was hit.", "2022-09-13", ["supported"]),
        ("Crimea, controlled by Ukraine, was hit.", "2022-09-13", ["contradicted"]),
        ("Ukraine controls Crimea.", "2013-09-13", []),
        ("The Israeli-occupied Golan Heights were hit.", "2022-09-13", ["supported"]),
        ("The Golan Heights, held by Syria, were hit.", "2022-09-13", ["contradicted"]),
    ],
)
def test_who_is_told_to_hold_a_territory_is_compared_as_of_the_day(verdicts, text, on, told):
    found = verdicts("control", text, on)
    assert found == told or (not told and "contradicted" not in found)
