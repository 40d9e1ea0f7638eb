import pytest


@pytest.mark.parametrize(
    ("text", "on", "verdict"),
    [
        ("German Chancellor Olaf Scholz spoke on Tuesday.", "2022-09-13", "supported"),
        ("German Chancellor Olaf Scholz spoke on Tuesday.", "2020-09-13", "contradicted"),
        ("Pakistani Prime Minister Imran Khan spoke.", "2023-03-01", "contradicted"),
        ("U.S. Deputy Secretary of Defense Lloyd Austin spoke.", "2022-09-13", "contradicted"),
        ("U.S. Secretary of Defense Lloyd Austin spoke.", "2022-09-13", "supported"),
        ("U.S. Secretary of State John Kerry spoke.", "2022-09-13", "contradicted"),
        ("Former Prime Minister Boris Johnson spoke.", "2023-03-01", "supported"),
        ("French Defence Minister Florence Parly spoke.", "2022-09-13", "contradicted"),
        ("French Defence Minister Florence Parly spoke.", "2021-09-13", "supported"),
        ("Russian Foreign Minister Lavrov spoke.", "2022-09-13", "supported"),
        ("Russian Defense Minister Sergei Lavrov spoke.", "2022-09-13", "contradicted"),
    ],
)
def test_a_title_is_compared_with_the_office_held_on_the_day(verdicts, text, on, verdict):
    assert verdicts("office", text, on) == [verdict]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hulusi Akar, Turkey's defence minister, spoke.", ["supported"]),
        ("Turkey's defence minister, Hulusi Akar, spoke.", ["supported"]),
        ("Turkey's foreign minister, Hulusi Akar, spoke.", ["contradicted"]),
        ("Jens Stoltenberg, the NATO secretary general, spoke.", ["supported"]),
        ("Antony Blinken, the U.S. Secretary of Defense, spoke.", ["contradicted"]),
        ("Hulusi Akar, Turkish ministers and generals met.", []),
        ("In Turkey, Hulusi Akar, spoke.", []),
    ],
)
def test_a_title_told_beside_a_comma_is_compared_as_well(verdicts, text, told):
    assert verdicts("office", text) == told


def test_a_past_year_in_the_sentence_is_the_day_that_counts(verdicts):
    assert verdicts("office", "In 2015, U.S. Secretary of State John Kerry signed it.", "2022-09-13") == ["supported"]


def test_an_undated_text_contradicts_no_former_office(verdicts):
    assert verdicts("office", "U.S. Secretary of State John Kerry spoke.", "2026-01-01", dated=False) == ["supported"]


def test_a_person_of_whom_nothing_is_known_is_not_contradicted(verdicts):
    assert verdicts("office", "Kenyan Fisheries Inspector Joseph Otieno spoke.") in ([], ["unknown"])


def test_the_right_office_is_told_with_its_source(checks):
    (found,) = [c for c in checks("U.S. Deputy Secretary of Defense Lloyd Austin spoke.") if c.about == "office"]
    assert "Lloyd Austin is Secretary of Defen" in found.sentence
    assert found.facts[0].startswith(("wikidata:", "person:"))
    assert found.source


def test_each_person_and_title_is_compared_once(verdicts):
    text = "German Chancellor Olaf Scholz spoke. Later German Chancellor Olaf Scholz left."
    assert verdicts("office", text) == ["supported"]
