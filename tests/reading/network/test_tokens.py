"""Tokens are spaCy's, whatever the text, and every one is found in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.reading.model import load_model
from vedette.reading.network import tokens
from vedette.reading.network.tokens import Tokens

PIECES = [
    "U.S.",
    "said",
    "didn't",
    "10:30am",
    "(Sotk)",
    "“No”,",
    "https://example.org/a?b=1",
    "km/h",
    "e.g.",
    "...",
    "’s",
    "—",
    "\u200b",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=20).map(
    lambda parts: " ".join(parts).replace("  ", " \n")
)


@pytest.fixture(scope="module")
def cutter():
    return Tokens(load_model())


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_tokens_are_those_of_spacy_and_stand_in_the_text(cutter, text):
    found = cutter.of(text)
    assert found == [(t.idx, t.text) for t in load_model().make_doc(text) if not t.is_space]
    assert all(text[at : at + len(token)] == token for at, token in found)


def test_no_exception_reaches_over_a_space():
    assert [rule for rule in load_model().tokenizer.rules if " " in rule.strip()] == []


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(tokens, "LONGEST", 3)
    made = Tokens(load_model())
    assert [t for _, t in made.of("one two three four five (six)")] == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "(",
        "six",
        ")",
    ]
    assert len(made._known) <= 3


def test_a_long_stretch_without_spaces_is_cut_but_not_remembered():
    made = Tokens(load_model())
    assert "".join(t for _, t in made.of("x" * 5_000)) == "x" * 5_000
    assert made._known == {}
