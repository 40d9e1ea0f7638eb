"""What differs between two versions of a text."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.documents.differences import differences

words = st.lists(st.sampled_from("nine eleven soldiers were killed in Zenda , .".split()), max_size=12).map(" ".join)


def told(before, after):
    return [(d.before.slice(before), d.after.slice(after)) for d in differences(before, after)]


def test_a_figure_changed_in_silence_shows():
    before = "Nine soldiers were killed in Zenda on Tuesday, the ministry said."
    assert told(before, before.replace("Nine", "Eleven")) == [("Nine", "Eleven")]


def test_what_is_taken_out_or_added_has_an_empty_other_side():
    whole, less = "They shelled the town. No one was hurt.", "They shelled the town."
    assert told(whole, less) == [("No one was hurt.", "")]
    assert told(less, whole) == [("", "No one was hurt.")]


def test_layout_makes_no_difference():
    assert told("One  two.\n\nThree", "One two.\nThree ") == []


def test_neighbours_are_told_as_one():
    assert told("a b c d e f g h", "a X c Y e f g Z") == [("b c d", "X c Y"), ("h", "Z")]


def test_numbers_and_clock_times_are_one_word():
    assert told("At 20:00 some 1,050 left.", "At 20:30 some 1,500 left.") == [("20:00 some 1,050", "20:30 some 1,500")]


@given(words, words)
def test_putting_the_differences_in_gives_the_other_version(before, after):
    out, last = "", 0
    for d in differences(before, after):
        out += before[last : d.before.start] + " " + d.after.slice(after) + " "
        last = d.before.end
    out += before[last:]
    assert out.split() == after.split()
    assert differences(before, before) == ()
