import pytest

from vedette.knowledge.names import Name, NameHit
from vedette.reading.casing import as_told, lower_words, recased

ARMENIA = NameHit(0, 1, Name("state", "ARM", None, "Armenia", "state:ARM", ambiguous=False))


def test_a_title_in_capitals_is_written_as_a_sentence():
    tokens = "Armenia Appeals to Community After at Least Nine Killed".split()
    out = recased(tokens, lower_words("it appeals to nine of them"), [ARMENIA])
    assert out == "Armenia appeals to community after at least nine killed".split()


def test_a_sentence_is_left_alone():
    tokens = "Armenia appeals to the Council of Europe".split()
    assert recased(tokens, frozenset({"council"}), [ARMENIA]) == tokens


@pytest.mark.parametrize("heading", ["İSTANBUL TALKS FAIL TODAY", "BORDER TOWNS SHELLED OVERNIGHT"])
def test_every_token_keeps_its_length(heading):
    tokens = heading.split()
    assert [len(t) for t in recased(tokens, frozenset(), [])] == [len(t) for t in tokens]


def test_nothing_is_no_title():
    assert recased([], frozenset(), []) == []


CAMBODIA = NameHit(2, 3, Name("state", "KHM", None, "Cambodia", "state:KHM", ambiguous=False))


@pytest.mark.parametrize(("told", "seen"), [("trade", "traded"), ("clash", "clashed"), ("market", "market")])
def test_what_two_do_together_is_a_verb_behind_their_names(told, seen):
    assert as_told(["Armenia", "and", "Cambodia", told, "fire"], [ARMENIA, CAMBODIA])[3] == seen


def test_what_one_does_is_left_to_the_parser():
    assert as_told(["Armenia", "trade", "fire"], [ARMENIA]) == ["Armenia", "trade", "fire"]
