"""Counts and direct speech in Russian; sentences are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.records.document import Document

pytest.importorskip("natasha")


def counts(russian, text):
    return [(c.quantity.low, c.quantity.high, c.quantity.approx) for c in russian.reading(Document.of(text)).counts]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Ранены 12 человек.", (12, 12, False)),
        ("Ранены 1 200 человек.", (1200, 1200, False)),
        ("Ранены двадцать пять человек.", (25, 25, False)),
        ("Ранены сто двадцать три человека.", (123, 123, False)),
        ("Ранены пятеро рыбаков.", (5, 5, False)),
        ("Ранены не менее пяти рыбаков.", (5, None, False)),
        ("Ранены по меньшей мере пять рыбаков.", (5, None, False)),
        ("Ранены как минимум 5 рыбаков.", (5, None, False)),
        ("Ранены более 5 рыбаков.", (6, None, False)),
        ("Ранены свыше пяти рыбаков.", (6, None, False)),
        ("Ранены до 5 рыбаков.", (None, 5, False)),
        ("Ранены менее 5 рыбаков.", (None, 4, False)),
        ("Ранены около 5 рыбаков.", (5, 5, True)),
        ("Ранены от 5 до 7 рыбаков.", (5, 7, False)),
        ("Ранены 5–7 рыбаков.", (5, 7, False)),
        ("Ранены десятки рыбаков.", (20, None, True)),
        ("Ранены сотни рыбаков.", (200, None, True)),
        ("Ранены десятки тысяч рыбаков.", (20_000, None, True)),
        ("Ранены несколько рыбаков.", (None, None, True)),
        ("Ранены 2,5 тыс. рыбаков.", (2500, 2500, False)),
        ("Ранены две тысячи рыбаков.", (2000, 2000, False)),
        ("Ранены полтора десятка рыбаков.", (15, 15, False)),
    ],
)
def test_counts_have_the_bounds_of_their_words(russian, text, bounds):
    assert counts(russian, text) == [bounds]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("«Мы уйдём завтра», — сказал капитан.", ["Мы уйдём завтра"]),
        ("Капитан сказал: «Мы уйдём завтра».", ["Мы уйдём завтра"]),
        ("«Мы уйдём, — сказал капитан. — Ждите письма».", ["Мы уйдём", "Ждите письма"]),
        ("«Мы не верим газете «Заря» и её снимкам», — заявил мэр.", ["Мы не верим газете «Заря» и её снимкам"]),
        ("Он назвал это «чистой выдумкой».", ["чистой выдумкой"]),
        ("Газета «Вечерняя заря» вышла в срок.", []),
        ("Танкер «Невский» вошёл в порт.", []),
        ("«Мы уйдём завтра, сказал капитан.", []),
    ],
)
def test_direct_speech_is_told_from_names_in_marks(russian, text, speech):
    found = russian.reading(Document.of(text)).quotations
    assert [text[q.start : q.end] for q in found] == speech


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='абв Ж«»“”"—,.:!15 0\n-№тысячдеякубипогр', max_size=120))
def test_any_text_is_read_and_every_span_lies_in_it(russian, text):
    reading = russian.reading(Document.of(text))
    for c in reading.counts:
        assert text[c.quantity.start : c.quantity.end] == c.quantity.text
    for q in reading.quotations:
        assert 0 <= q.start < q.end <= len(text)
    for s in reading.sentences:
        assert all(text[w.start : w.end] == w.text for w in s.words)
