import pytest


@pytest.mark.parametrize(
    ("text", "on", "told"),
    [
        ("The call came at 14:30 EDT on July 5.", "2022-07-06", ["supported"]),
        ("The call came at 14:30 EDT on January 5.", "2022-01-06", ["imprecise"]),
        ("The call came at 10:00 CET on July 4.", "2022-07-05", ["imprecise"]),
        ("The call came at 10:00 CET on January 4.", "2022-01-05", ["supported"]),
        ("The call came at 09:00 IST on July 4.", "2022-07-05", ["imprecise"]),
        ("The call came at 09:00 on July 4.", "2022-07-05", []),
    ],
)
def test_a_zone_is_kept_in_that_season_or_not(verdicts, text, on, told):
    assert verdicts("zone", text, on) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Falklands War in 1982 was short.", ["supported"]),
        ("The Falklands War in 1984 was short.", ["contradicted"]),
        ("The Six-Day War of 1968 changed the map.", ["contradicted"]),
        ("The Bosnian War in 1995 was cruel.", ["contradicted"]),
        ("The Korean War, which began in 1951, split the land.", ["contradicted"]),
        ("The Korean War, which began in 1950, split the land.", ["supported"]),
        ("The Second Chechen War ended in 2009.", ["supported"]),
        ("The Korean War was long.", []),
    ],
)
def test_the_year_of_a_war_is_compared(verdicts, text, told):
    assert verdicts("war", text) == told


def test_an_ambiguous_zone_names_all_its_meanings(checks):
    (found,) = [c for c in checks("The call came at 09:00 IST on July 4.", "2022-07-05") if c.about == "zone"]
    assert all(name in found.sentence for name in ("India", "Israel", "Irish"))
