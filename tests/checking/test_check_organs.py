import pytest


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The OSCE Permanent Council met in Vienna.", "supported"),
        ("The African Union's Peace and Security Council condemned it.", "supported"),
        ("The African Union convened its Peace Council.", "contradicted"),
        ("NATO's Permanent Council convened.", "unknown"),
        ("The North Atlantic Council met.", "supported"),
    ],
)
def test_an_organ_is_known_by_that_name_or_not(verdicts, text, verdict):
    assert verdicts("organ", text) == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "NATO welcomed the decision of Ukraine's National Security and Defense Council.",
        "NATO met. The Norwegian Refugee Council said nothing.",
    ],
)
def test_councils_of_others_are_left_alone(verdicts, text):
    assert "contradicted" not in verdicts("organ", text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The OSCE, chaired by Poland, sent envoys.", "supported"),
        ("The OSCE, chaired by Sweden, sent envoys.", "imprecise"),
        ("The African Union, which is led by Senegal, sent envoys.", "supported"),
    ],
)
def test_who_is_in_the_chair_is_compared(verdicts, text, verdict):
    assert verdicts("leadership", text) == [verdict]


def test_the_nearest_organs_are_told(checks):
    (found,) = [c for c in checks("The African Union convened its Peace Council.") if c.about == "organ"]
    assert "Peace and Security Council" in found.sentence
