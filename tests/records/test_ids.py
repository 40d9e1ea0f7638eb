from hypothesis import given
from hypothesis import strategies as st

from vedette.records.ids import LENGTH, content_id


@given(st.lists(st.text(st.characters(codec=None)), max_size=4))
def test_equal_content_has_equal_ids_whatever_the_characters(parts):
    assert content_id(*parts) == content_id(*parts)
    assert len(content_id(*parts)) == LENGTH


def test_ids_are_the_same_on_every_machine():
    assert content_id("a", 1, None) == "0ae764bffd3a17b6454c"


def test_parts_do_not_run_together():
    assert content_id("ab", "c") != content_id("a", "bc")


def test_the_order_of_keys_does_not_matter():
    assert content_id({"a": 1, "b": 2}) == content_id({"b": 2, "a": 1})
