import pytest

from vedette.checking.articles import number_of


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Poland asked for consultations under Article 4 of the North Atlantic Treaty.", "supported"),
        ("Article 4 of the North Atlantic Treaty obliges the allies to collective defence.", "contradicted"),
        ("NATO's Article V protects all members: an attack on one is an attack on all.", "supported"),
        (
            "France called on its partners for assistance in defence under Article 42.7 of the Lisbon Treaty.",
            "supported",
        ),
        ("NATO was silent. Its Article 5 provides for collective defence.", "supported"),
        ("Article 77 of the North Atlantic Treaty is about defence.", "unknown"),
    ],
)
def test_an_article_is_what_the_text_says_or_not(verdicts, text, verdict):
    assert verdicts("article", text) == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "NATO acts under Article 51 of the UN Charter in self-defence.",
        "Article 9 of the constitution forbids war.",
        "Article 5 was quoted.",
    ],
)
def test_articles_of_other_texts_are_left_alone(verdicts, text):
    assert verdicts("article", text) == []


def test_what_bounds_the_duty_is_told(checks):
    (found,) = [c for c in checks("NATO allies must defend each other under Article 5.") if c.about == "article"]
    assert "bounded by" in found.sentence
    assert "deems necessary" in found.sentence


@pytest.mark.parametrize(
    ("told", "number"), [("IV", "4"), ("IX", "9"), ("XIV", "14"), ("V", "5"), ("42(7)", "42.7"), ("5", "5")]
)
def test_numbers_in_letters_are_read(told, number):
    assert number_of(told) == number
