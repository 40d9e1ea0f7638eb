"""Text out of what a feed carries."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.documents.fragment import clean_fragment
from vedette.errors import SkipError


def text(markup):
    return clean_fragment(markup, item="an item")


def test_blocks_are_paragraphs_and_inline_marks_vanish():
    assert text("<p>Nine <b>men</b> were\nkilled.</p><ul><li>One</li><li>Two</li></ul>last") == (
        "Nine men were killed.\n\nOne\n\nTwo\n\nlast"
    )


def test_line_breaks_divide_and_entities_are_letters():
    assert text("A &amp; B<br>C&nbsp;D") == "A & B\n\nC D"


def test_what_is_not_for_reading_is_left_out():
    assert (
        text("<p>Words</p><script>alert(1)</script><style>p{}</style><svg><text>x</text></svg> more") == "Words\n\nmore"
    )


def test_plain_text_stays_as_it_is():
    assert text("  Nine men.\nTwo 3 < 4 lines. ") == "Nine men.\nTwo 3 < 4 lines."


@pytest.mark.parametrize("markup", ["", "   ", "<p> </p>", "<img src=x>"])
def test_without_words_it_is_skipped(markup):
    with pytest.raises(SkipError, match="carries no words"):
        text(markup)


def test_what_is_built_to_overwhelm_is_skipped():
    with pytest.raises(SkipError, match="nested too deeply"):
        text("<div>" * 5_000 + "x")


@given(st.text())
def test_any_text_is_cleaned_or_skipped(markup):
    with contextlib.suppress(SkipError):
        assert text(markup).strip()
