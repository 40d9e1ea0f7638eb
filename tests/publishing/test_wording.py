from dataclasses import replace

import pytest
from make_records import ARMY, NIGHT, event, record

from vedette.publishing import phrases, wording
from vedette.publishing.brief import make_brief
from vedette.records.record import Actor


def figure(text="x", **bounds):
    return wording.figure(replace(record().casualties[0], text=text, **bounds))


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"low": 49, "high": None}, "at least 49"),
        ({"low": 2000, "high": 2000, "approx": True}, "about 2,000"),
        ({"low": None, "high": 12}, "up to 12"),
        ({"low": 5, "high": 7}, "5 to 7"),
        ({"low": None, "high": None}, "not told how many"),
        ({"low": 0, "high": 0}, "none"),
        ({"text": "dozens of soldiers were killed", "low": 24, "high": None, "approx": True}, "24 or more (“dozens”)"),
    ],
)
def test_a_bound_in_words(bounds, words):
    assert figure(**bounds) == words


def test_one_killed_is_one_person():
    r = record()
    one = replace(r.casualties[0], low=1, high=1)
    assert make_brief([replace(r, casualties=(one,))]).bottom[0].text.startswith("1 civilian killed")


def test_a_bare_adjective_of_a_state_is_called_by_its_name():
    assert wording.actor(Actor(0, 11, "Azerbaijani", "AZE", "MIL", None, "Azerbaijan")) == "Azerbaijan"
    assert wording.actor(Actor(0, 18, "Azerbaijani forces", "AZE", "MIL", None, "x")) == "Azerbaijani forces"


def test_a_day_that_is_told_is_not_told_twice():
    told = replace(NIGHT, text="the night of September 13, 2022", from_="2022-09-13", to="2022-09-13")
    assert wording.time(told) == "the night of September 13, 2022"
    assert wording.time(NIGHT) == "overnight (12–13 September 2022)"


def test_a_span_without_an_end_is_not_its_first_day():
    told = replace(NIGHT, text="since April 2023", from_="2023-04-01", to=None)
    assert wording.time(told) == "since April 2023 (since 1 April 2023)"


def test_joiners_of_persian_stay_and_overrides_of_direction_go():
    assert wording.clean("می\u200cخواهد\u202e\x1b[31m\x00") == "می\u200cخواهد[31m"


def test_what_did_not_happen_says_so_first():
    r = record()
    for status, words in (("negated", "Said not to have happened: "), ("future", "Announced: ")):
        (line,) = make_brief([replace(r, events=(replace(r.events[0], status=status),))]).lines()
        assert phrases.headline(line).startswith(words)


def test_the_codebooks_words_of_an_act():
    assert wording.code(record().events[1]) == "REQUEST DEU GOV → UNO GOV"
    assert wording.code(event("x", "ASSAULT", "shelled", mode="drone", actors=(ARMY,))) == "ASSAULT/drone FRA MIL"
