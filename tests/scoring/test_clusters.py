import pytest

from vedette.scoring.clusters import b_cubed


def test_the_worked_example_of_all_in_one_and_each_alone():
    key = {"a": "1", "b": "1", "c": "2", "d": "2"}
    right = b_cubed({"a": "x", "b": "x", "c": "y", "d": "y"}, key)
    assert (right.precision, right.recall, right.f1) == (1, 1, 1)
    one = b_cubed(dict.fromkeys(key, "x"), key)
    assert (one.precision, one.recall) == (0.5, 1)
    alone = b_cubed({m: m for m in key}, key)
    assert (alone.precision, alone.recall) == (1, 0.5)


def test_what_was_missed_costs_recall_and_what_was_invented_costs_precision_where_it_is_mixed_in():
    key = {"a": "1", "b": "1"}
    missed = b_cubed({"a": "x"}, key)
    assert (missed.precision, missed.recall) == (1, 0.5)
    lonely = b_cubed({"a": "x", "b": "x", "z": "y"}, key)
    assert (lonely.precision, lonely.recall) == (1, 1)
    mixed = b_cubed({"a": "x", "b": "x", "z": "x"}, key)
    assert mixed.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert mixed.recall == 1
