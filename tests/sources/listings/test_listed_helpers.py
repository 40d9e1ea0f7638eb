"""What all readers of listings share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.records.listing import Item
from vedette.sources.listings.listed import (
    PROBLEMS,
    Problems,
    is_whole,
    language_of,
    listing_of_items,
    paragraphs,
    plain,
    print_of,
    seen,
)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("A <i>plain</i> title", "A plain title"),
        ("One<br>two", "One two"),
        ("a <!-- hidden <b> --> b<!-- never ends", "a b"),
        ("A &amp; B &#x2014; C", "A & B — C"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\ud800", "?"),
        ("", None),
        (" <b></b> ", None),
        ("x" * 11, None),
        (5, None),
        (None, None),
    ],
)
def test_a_title_is_plain_text(told, found):
    assert plain(told, 40 if told != "x" * 11 else 10) == found


def test_a_plain_text_keeps_its_signs():
    assert plain("a <b> &amp; c", 40, marked=False) == "a <b> &amp; c"


def test_plain_text_is_seen_as_it_was():
    assert paragraphs("a < b & c\nd\n\n\n e ") == "<p>a &lt; b &amp; c<br>d</p><p>e</p>"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=60))
def test_what_is_made_html_reads_the_same(text):
    assert seen(paragraphs(text)) == " ".join(text.split())


def test_a_summary_is_shorter_than_the_whole():
    text = "The truce holds. " * 40
    assert is_whole(text, None)
    assert is_whole(text, "The truce holds.")
    assert not is_whole(text, text)
    assert not is_whole(text[:300], None)
    assert not is_whole(text + "[…]", None)


@pytest.mark.parametrize(
    ("told", "code"),
    [("en", "en"), ("EN-gb", "en"), ("pt_BR", "pt"), ("eng", None), ("", None), (None, None), ("e", None)],
)
def test_languages_are_known_by_two_letters(told, code):
    assert language_of(told) == code


def test_problems_are_counted_and_bounded():
    problems = Problems()
    problems.add(None)
    for n in range(PROBLEMS + 2):
        problems.add(f"problem {n}")
    problems.add("problem 0", "this")
    told = problems.told()
    assert told[0] == "problem 0 (2 times)"
    assert told[-1] == "and 2 more problems"
    assert len(told) == PROBLEMS + 1


ITEMS = st.lists(
    st.builds(
        lambda key, title, published: Item(
            key=key, url=None, print=print_of(title, published), title=title, published=published
        ),
        st.sampled_from("abc"),
        st.sampled_from("xy"),
        st.sampled_from([None, "2026-09-01", "2026-09-02T10:00:00Z"]),
    ),
    max_size=8,
)


@given(ITEMS)
def test_each_key_is_listed_once_with_its_newest_item(items):
    found = listing_of_items(items, Problems()).items
    assert [item.key for item in found] == list(dict.fromkeys(item.key for item in items))
    for item in found:
        assert (item.published or "") == max(i.published or "" for i in items if i.key == item.key)
    assert listing_of_items(found, Problems()).items == found


@given(ITEMS, st.randoms())
def test_the_print_of_a_shared_address_does_not_hang_on_the_order(items, random):
    shuffled = list(items)
    random.shuffle(shuffled)
    told = {item.key: item.print for item in listing_of_items(items, Problems()).items}
    assert told == {item.key: item.print for item in listing_of_items(shuffled, Problems()).items}


def test_a_key_that_no_index_takes_is_a_print():
    keys = ["a" * 1_400, "b" * 3_900, "\0😀" * 400]
    found = [i.key for i in listing_of_items([Item(key=k, url=None, print="p") for k in keys], Problems()).items]
    assert found[0] == keys[0]
    assert all(k.startswith("long:") and len(k) == 37 for k in found[1:])
    assert len(set(found)) == 3


@pytest.mark.parametrize("told", ["Calm\x9b", "\x1bCalm", "Ca\u202elm\u202c", "\u2067Calm\u2069", "\x85Calm\x7f"])
def test_a_title_commands_no_terminal_and_turns_no_line(told):
    assert plain(told, 100) == plain(told, 100, marked=False) == "Calm"
