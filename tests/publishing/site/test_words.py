"""The index of search finds words as they are typed, and its scripts hold data alone."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.publishing.site.words import LETTERS, index_of, index_script, letter_of, without_signs, words_of


def test_words_are_small_and_bare():
    assert words_of("Çavuşoğlu’s ARMY, 49 a Армения") == {"cavusoglu", "army", "49", "армения"}


def test_marks_and_addresses_are_no_words():
    assert words_of(without_signs("Shelled.[^c12] See [there](https://elsewhere.example/x).")) == {
        "shelled",
        "see",
        "there",
    }


def test_a_headline_counts_more():
    index = index_of([(0, "Shelling", "it went on"), (3, "Talks", "after the shelling")])
    assert index["s"]["shelling"] == [1, 6]
    assert index["t"]["talks"] == [7]


@settings(deadline=None)
@given(st.text())
def test_every_word_has_its_file_and_every_script_is_ascii(text):
    words = words_of(text)
    assert all(letter_of(w) in LETTERS for w in words)
    script = index_script(0, "_", {w: [1] for w in words}).decode("ascii")
    told = re.fullmatch(r'vedetteSite\.words\(0,"_",(.*)\);\n', script)
    assert set(json.loads(told[1])) == words
