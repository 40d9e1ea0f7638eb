import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.reading.sentences import LONGEST, paragraphs, sentence_spans
from vedette.records.document import Document, Passage


def sentences(text: str, **known) -> list[str]:
    document = Document.of(text, **known)
    return [s.slice(text) for p in paragraphs(document) for s in sentence_spans(text, p)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. Army moved. It stopped.", 2),
        ("Gen. Smith met Lt. Col. Jones in Washington, D.C. They talked.", 1),
        ("The situation is “tense. but stable”, the ministry said.", 1),
        ("“We will not yield.” The minister left.", 2),
        ("He asked: “Why?” She said nothing.", 2),
        ("It began at 5 a.m. on Sept. 13. Nobody slept.", 2),
        ("One... two. Three!", 2),
        ("No end", 1),
        ("", 0),
        ("   \n\t ", 0),
    ],
)
def test_sentences_survive_abbreviations_and_quotations(text, count):
    assert len(sentences(text)) == count


def test_wrapped_lines_are_one_sentence():
    text = "The ministry said on Tuesday that the forces of the other\nside had opened fire on three villages."
    assert sentences(text) == [text]


def test_short_lines_are_paragraphs_of_their_own():
    assert len(sentences("First point\nsecond point\nthird point")) == 3


def test_bulleted_lines_are_not_joined():
    text = "The coalition carried out the following strikes in the last two days,\n- near Abc, two strikes hit a unit;"
    assert len(sentences(text)) == 2


def test_what_is_not_the_article_is_not_read():
    text = "Fighting broke out.\n\nShare this story"
    at = text.index("Share")
    assert sentences(text, passages=(Passage(at, len(text), "furniture", "a sharing link"),)) == ["Fighting broke out."]


def test_a_dateline_ends_a_sentence():
    text = "KYIV, 5 Dec -- The army withdrew."
    found = sentences(text, passages=(Passage(0, 14, "dateline", "a dateline"),))
    assert found == ["KYIV, 5 Dec --", "The army withdrew."]


def test_titles_and_headings_are_told_apart():
    text = "Armies Clash\n\nThe armies clashed on Monday."
    assert [p.title for p in paragraphs(Document.of(text))] == [True, False]


def test_a_text_without_full_stops_is_cut_at_a_space():
    text = "word " * 5000
    assert all(len(s) <= LONGEST for s in sentences(text))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='aB1 .!?\n"“”’-', max_size=300))
def test_sentences_cover_everything_but_white_space(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
