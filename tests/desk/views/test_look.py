import pytest

from vedette.desk.views.look import NOBODY, Look, read_look
from vedette.errors import StopError

OFFERED = frozenset({"IND", "RUS"})


def test_nothing_told_and_nothing_remembered_takes_no_side():
    assert read_look({}, {}, OFFERED) == Look(symbols=False, borders=NOBODY)


def test_the_address_goes_before_what_is_remembered():
    kept = {"symbols": "nato", "borders": "RUS"}
    assert read_look({}, kept, OFFERED) == Look(symbols=True, borders="RUS")
    told = read_look({"symbols": "marks", "borders": "nobody"}, kept, OFFERED)
    assert (told.symbols, told.borders) == (False, NOBODY)
    assert told.told == (("symbols", "marks"), ("borders", "nobody"))
    assert read_look({"borders": "ind"}, kept, OFFERED).borders == "IND"


def test_what_is_remembered_and_no_longer_offered_counts_for_nothing():
    assert read_look({}, {"symbols": "<b>", "borders": "XXX"}, OFFERED) == Look()


def test_sides_are_states_by_their_codes():
    look = read_look({"friend": "arm, irn", "hostile": "AZE"}, {}, OFFERED)
    assert (look.friend, look.hostile) == (("ARM", "IRN"), ("AZE",))
    assert look.told == (("friend", "ARM,IRN"), ("hostile", "AZE"))


@pytest.mark.parametrize(
    "told",
    [{"symbols": "apps"}, {"borders": "ATLANTIS"}, {"friend": "Armenia"}, {"hostile": "A"}, {"friend": "ARM", "hostile": "ARM"},
     {"friend": ",".join(["ARM", *(f"A{x}{y}" for x in "ABCDE" for y in "ABCDE")])}],
)  # fmt: skip
def test_what_means_nothing_is_said(told):
    with pytest.raises(StopError, match=r"symbols|borders|friend|hostile"):
        read_look(told, {}, OFFERED)
