"""Differences of two versions can be read, and hold the whole newer text where nothing is left out."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.views.story_changes import COME, GAP, GONE, SAME, Piece, changes_of
from vedette.records.story import Citation, Content


def body(before, after):
    return changes_of(Content(headline="", body=before), Content(headline="", body=after), (1, 2)).body


def test_words_that_went_and_came_stand_beside_each_other():
    assert body("At least 49 fell.", "At least 77 fell.") == (
        Piece(SAME, "At least "), Piece(GONE, "49"), Piece(COME, "77"), Piece(SAME, " fell."),
    )  # fmt: skip


def test_long_stretches_that_are_the_same_are_left_out():
    same = "word " * 500
    kinds = [p.kind for p in body(f"{same}a {same}b", f"{same}c {same}d")]
    assert kinds == [GAP, SAME, GONE, COME, SAME, GAP, SAME, GONE, COME]


def test_a_long_text_in_which_all_is_other_is_told_as_one():
    a, b = "a b " * 30_000, "a c " * 30_000
    assert [p.kind for p in body(a, b)] == [GONE, COME]
    assert [p.kind for p in body(f"{a}\n49\n{b}", f"{a}\n77\n{b}")] == [GAP, SAME, GONE, COME, SAME, GAP]


def test_fields_and_citations_are_told():
    a = Content(headline="One", body="x", warnings=("graphic",))
    b = Content(headline="Two", body="x", citations=(Citation(id="c1"),))
    made = changes_of(a, b, (1, 2))
    assert made.fields == (("headline", "One", "Two"), ("warnings", "graphic", ""))
    assert (made.cited, made.body) == (1, ())


@given(st.text("ab c.\n", max_size=80), st.text("ab c.\n", max_size=80))
def test_what_is_the_same_and_what_came_is_the_newer_text(before, after):
    made = body(before, after)
    if made:
        assert "".join(p.text for p in made if p.kind in (SAME, COME)) == after
