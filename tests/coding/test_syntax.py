"""The questions of syntax, on sentences parsed by the real model."""

import pytest

from vedette.coding.syntax import arguments, conjuncts, is_negated, noun_phrase, prepositions, subtree
from vedette.records.reading import Sentence


def word(s: Sentence, text: str) -> int:
    return next(w.i for w in s.words if w.text == text)


def texts(s: Sentence, indices) -> list[str]:
    return [s.words[i].text for i in indices]


@pytest.fixture
def sentence(parse):
    return lambda text: parse(text)[0]


@pytest.mark.parametrize(
    ("text", "verb", "subject", "object_"),
    [
        ("The rebels attacked the village.", "attacked", ["rebels"], ["village"]),
        ("The village was attacked by the rebels.", "attacked", ["rebels"], ["village"]),
        ("The village was attacked.", "attacked", [], ["village"]),
        ("The rebels came and attacked the village.", "attacked", ["rebels"], ["village"]),
        ("The rebels who attacked the village fled.", "attacked", ["rebels"], ["village"]),
        ("The ministers met after attacking the plan.", "attacking", ["ministers"], ["plan"]),
    ],
)
def test_logical_subject_and_object(sentence, text, verb, subject, object_):
    s = sentence(text)
    args = arguments(s, word(s, verb))
    assert texts(s, args.subject) == subject
    assert texts(s, args.object) == object_


def test_prepositions_hold_their_objects(sentence):
    s = sentence("The minister spoke in the capital with the ambassador.")
    found = prepositions(s, word(s, "spoke"))
    assert texts(s, found["with"]) == ["ambassador"]
    assert texts(s, found["in"]) == ["capital"]


def test_a_list_is_found_from_its_first_member(sentence):
    s = sentence("They visited schools, hospitals and offices.")
    assert texts(s, conjuncts(s, word(s, "schools"))) == ["schools", "hospitals", "offices"]


def test_a_noun_phrase_ends_at_its_head(sentence):
    s = sentence("The two large towns of the north fell.")
    first, last = noun_phrase(s, word(s, "towns"))
    assert (s.words[first].text, s.words[last].text) == ("The", "towns")


def test_negation(sentence):
    s = sentence("The army did not attack the town.")
    assert is_negated(s, word(s, "attack"))
    assert not is_negated(s, word(s, "town"))


def test_a_subtree_is_in_the_order_of_the_text(sentence):
    s = sentence("The shelling of the towns went on.")
    assert list(subtree(s, word(s, "shelling"))) == sorted(subtree(s, word(s, "shelling")))
