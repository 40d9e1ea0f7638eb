"""Marking what was searched for."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.views.search import marked, wanted_words


def test_words_are_marked_whatever_their_ending_and_accents():
    wanted = wanted_words('shelling "Agdam" -drone')
    assert [w for w, on in marked("They shelled Ağdam; a drone saw the shells.", wanted) if on] == [
        "shelled",
        "Ağdam",
        "shells",
    ]


@given(st.text(), st.text())
def test_the_pieces_are_the_text(text, asked):
    assert "".join(w for w, _ in marked(text, wanted_words(asked))) == text
