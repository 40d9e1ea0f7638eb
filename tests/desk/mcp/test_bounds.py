"""Answers are of a bounded size, whatever the reports are like."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.make_reports import armenia
from vedette.desk.mcp.bounds import MOST, cut, fitted, length
from vedette.errors import StopError
from vedette.workflow.add import add_records

values = st.recursive(
    st.none() | st.integers() | st.text(max_size=30),
    lambda v: st.lists(v, max_size=6) | st.dictionaries(st.sampled_from("abcd"), v, max_size=4),
    max_leaves=25,
)


def sizes(value):
    """Yield the length of every text and of every list of a value."""
    if isinstance(value, str):
        yield "text", len(value)
    if isinstance(value, list):
        yield "list", len(value)
    if isinstance(value, list | dict):
        for v in value.values() if isinstance(value, dict) else value:
            yield from sizes(v)


def out_of(value):
    """Return how much is told to be left out."""
    if isinstance(value, list):
        return sum(map(out_of, value))
    if not isinstance(value, dict):
        return 0
    return sum(value.get("left_out", {}).values()) + sum(out_of(v) for k, v in value.items() if k != "left_out")


@given(st.dictionaries(st.sampled_from("abcd"), values))
def test_what_is_cut_is_within_its_bounds_and_told(value):
    made = cut(value, 10, 2)
    assert all(n <= {"text": 10, "list": 2}[kind] for kind, n in sizes(made))
    assert (out_of(made) > 0) == (made != value)
    assert cut(made, 10, 2) == made


def test_a_cut_tells_how_much():
    assert cut({"a": "abcd", "b": [1, 2, 3]}, 3, 2) == {"a": "abc", "b": [1, 2], "left_out": {"a": 1, "b": 1}}
    assert cut({"a": ["abcd", {"b": "abcd"}]}, 3, 2) == {
        "a": ["abc", {"b": "abc", "left_out": {"b": 1}}],
        "left_out": {"a": 1},
    }
    assert cut({"items": [1, 2, 3]}, 3, 2, keep=frozenset({"items"})) == {"items": [1, 2, 3]}


@given(st.integers(1, 50), st.integers(1, 30_000))
def test_pages_become_shorter_before_items_are_cut(limit, size):
    answer = fitted(
        lambda n: {"items": [{"a": str(i), "b": ["x" * 1_000] * (size // 1_000)} for i in range(n)]}, limit, length
    )
    assert length(answer) <= MOST
    assert answer["items"]


def test_what_cannot_be_made_to_fit_is_refused():
    with pytest.raises(StopError, match="ask for a smaller part"):
        fitted(lambda _: {str(n): "x" * 300 for n in range(1_000)}, None, length)


@pytest.mark.parametrize("name", ["search", "incidents", "incident", "ledger", "document"])
def test_an_answer_on_a_huge_report_is_bounded(tools_on, empty_store, name):
    report = armenia()
    text = report.document.text + "Jermuk " * 30_000
    events = tuple(
        replace(e, id=f"{n:020x}", sentence=(0, len(text))) for n in range(60) for e in report.events
    )  # fmt: skip
    figures = tuple(replace(c, id=f"{n:020x}", event=None) for n in range(400) for c in report.casualties)
    big = replace(
        report, document=replace(report.document, text=text, title="t" * 9_000), events=events, casualties=figures
    )
    add_records(empty_store, [(big, "test")])
    ask = tools_on(empty_store)
    asked = {
        "search": {"type": "ASSAULT", "limit": 50}, "incidents": {"limit": 50}, "ledger": {"side": "ARM", "limit": 50},
        "incident": {"incident": "0" * 20, "limit": 50}, "document": {"document": "one", "length": 8_000},
    }[name]  # fmt: skip
    result = ask(name, **asked)
    assert not result.is_error, result.content
    assert 1_000 < len(json.dumps(result.structured_content, ensure_ascii=False)) <= MOST
    assert len(result.content[0].text) <= MOST
    if name != "document":
        assert result.structured_content["items"]
