import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.reading.quotations import find_quotations, is_label
from vedette.records.document import Span


def quoted(text, **options):
    return [(text[q.start : q.end], q.form) for q in find_quotations(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He called it “worthless” again.", [("worthless", "inline")]),
        ('"We will not yield," he said.', [("We will not yield,", "inline")]),
        ("«Nous partons», dit-il.", [("Nous partons", "inline")]),
        ("They said 'we shall overcome' and left.", [("we shall overcome", "inline")]),
        ("The ministers' plan wasn't Turkey's.", []),
        ("It is “tense. but stable”, he said.", [("tense. but stable", "inline")]),
        ("Operation “Iron Shield” began.", []),
        ("Col. John “J.D.” Dorrian spoke.", []),
        ("“Never closed", [("Never closed", "paragraph")]),
        ("He said “never closed in this paragraph.\n\nNext one.", []),
        ("", []),
    ],
)
def test_speech_between_marks(text, expected):
    assert quoted(text) == expected


def test_a_speech_over_paragraphs_is_one_quotation_a_paragraph():
    text = "The spokesman said: “We went there.\n\n“We came back.”\n\nNobody answered him at all that day."
    assert quoted(text) == [("We went there.", "inline"), ("We came back.", "paragraph")]


def test_a_paragraph_quotation_knows_what_introduced_it():
    text = "They met. The council released this message:\n\n“Clashes took place on the border.”"
    (q,) = find_quotations(text)
    assert q.form == "paragraph"
    assert text[slice(*q.introduced)] == "The council released this message:"


def test_unmarked_speech_behind_said_is_a_block():
    text = "The Foreign Secretary said:\n\nI welcome the agreement of the two parties.\n\nWe must all help them now."
    assert [f for _, f in quoted(text)] == ["block", "block"]


def test_a_block_ends_where_the_author_speaks_again():
    text = "The minister said:\n\nI welcome the agreement very much.\n\nNotes to editors and other information"
    assert len(quoted(text)) == 1


def test_the_turns_of_a_transcript_are_speech():
    text = "MINISTER JOHN SMITH: We have talked for hours.\n\nQUESTION: And what came out of it all?"
    assert [t for t, _ in quoted(text)] == ["We have talked for hours.", "And what came out of it all?"]


def test_what_is_not_read_is_not_quoted():
    text = "“One thing was said.”\n\n“Another thing was said.”"
    assert len(quoted(text, unread=[Span(0, 22)])) == 1


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab AB.,:\n\"'“”‘’«»", max_size=200))
def test_quotations_lie_in_order_inside_their_paragraph(text):
    found = find_quotations(text)
    assert all("\n" not in text[q.start : q.end] and q.start < q.end for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("line", ["“" * 50_000, "' " * 25_000, '"a ' * 16_000, "said " * 10_000 + ":"])
def test_hostile_lines_are_read_in_bounded_time(line):
    began = time.monotonic()
    find_quotations(line)
    assert time.monotonic() - began < 20


BRIEFING = """Defence Ministry briefing

Q: Who holds the bridge?

MR. ADEYEMI: Our troops have held it since Monday.

Question (AFP): And the airport?

Mr. Adeyemi: The airport is closed."""


def test_turns_of_a_transcript_are_direct_speech_whatever_their_labels_look_like():
    found = [BRIEFING[q.start : q.end] for q in find_quotations(BRIEFING)]
    assert found == [
        "Who holds the bridge?",
        "Our troops have held it since Monday.",
        "And the airport?",
        "The airport is closed.",
    ]


def test_written_questions_with_their_answer_are_the_publisher_s_own():
    assert not find_quotations("Question: Who holds the bridge?\n\nAnswer: Our troops hold it.")


def test_recordings_of_monitored_broadcasts():
    text = "The president spoke tonight. [Begin Sarney recording] We do not negotiate. [end recording] He then left."
    (q,) = find_quotations(text)
    assert (text[q.start : q.end], text[slice(*q.introduced)]) == ("We do not negotiate.", "Sarney")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("MS. PSAKI:", True),
        ("Question (CNN):", True),
        ("Jens Stoltenberg:", True),
        ("The council released this message:", False),
    ],
)
def test_labels(words, expected):
    assert is_label(words) is expected
