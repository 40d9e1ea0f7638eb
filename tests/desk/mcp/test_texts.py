"""Answers as text: everything in them, and nobody's words outside of their quotation marks."""

import json

from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.mcp.texts import in_quotes, marked, written


@given(st.text())
def test_quoted_words_come_back_as_they_were_and_hold_no_line(words):
    told = in_quotes(words)
    assert json.loads(told) == words
    assert len(told.splitlines()) == 1


def test_a_receipt_stands_first_and_empty_fields_not_at_all():
    text = written(
        "x",
        marked(
            {"items": [{"document": "d", "start": 1, "end": 4, "text": "abc", "source": None, "who": []}], "next": None}
        ),
    )
    assert text.splitlines()[1:] == ["items:", '  - "abc" ["d" 1-4]']


def test_only_codes_stand_without_quotation_marks():
    text = written(
        "x",
        {"type": "ASSAULT", "title": "ASSAULT", "from": "2022-09-13", "family": "force now", "approx": True, "low": 3},
    )
    assert (
        text.splitlines()[1]
        == 'type: ASSAULT · title: "ASSAULT" · from: 2022-09-13 · family: "force now" · approx: yes · low: 3'
    )


def test_lists_of_words_and_objects_are_told_apart():
    text = written("x", {"who": ["a", "b"], "items": [{"inner": {"kind": "k"}}, {}]})
    assert text.splitlines()[1:] == ['who: "a", "b"', "items:", "  - inner:", "      kind: k", "  - nothing"]
