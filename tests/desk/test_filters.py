"""The bar, to and from the address."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.filters import LONGEST, MOST, NAMES, USUAL, Filter, page_of, read_filter
from vedette.errors import StopError
from vedette.store.query import Box

RIGHT = {
    "from": "2022-09-01",
    "to": "2022-09-30",
    "window": "39,45,41,47",
    "actor": "ARM",
    "dyad": "ARM-AZE",
    "type": "force",
    "claimant": "AZE/MIL",
    "source": "Zenda Post",
    "status": "negated",
    "tier": "FLASH",
    "words": '"two soldiers" -drone',
    "origins": "2",
}


def test_an_address_reopens_what_it_was_made_of():
    asked, faults = read_filter(RIGHT)
    assert not faults
    assert read_filter(dict(parse_qsl(asked.query()[1:]))) == (asked, {})
    assert [name for name, _ in asked.pairs()] == list(NAMES)


@given(st.dictionaries(st.sampled_from([*NAMES, "limit", "x"]), st.text(max_size=400)))
def test_whatever_is_typed_comes_back_or_is_told_beside_its_field(told):
    asked, faults = read_filter(told)
    again, faults_again = read_filter(dict(parse_qsl(asked.query()[1:], keep_blank_values=True)))
    assert (again, set(faults_again)) == (asked, set(faults)) or any(len(v.strip()) > LONGEST for v in told.values())
    if not faults:
        asked.to_query(limit=10)


def test_what_is_asked_reaches_the_query():
    q = read_filter(RIGHT)[0].to_query(limit=7, newest=True)
    assert (q.since, q.until, q.box, q.dyad) == ("2022-09-01", "2022-09-30", Box(39, 45, 41, 47), ("ARM", "AZE"))
    assert (q.actor, q.claimant, q.source, q.status, q.words) == (
        "ARM",
        "AZE/MIL",
        "Zenda Post",
        "negated",
        RIGHT["words"],
    )
    assert (q.type, q.family, q.origins, q.limit, q.newest) == (None, "force", 2, 7, True)
    assert Filter(type="ASSAULT").to_query().type == "ASSAULT"


def test_names_and_small_letters_are_understood():
    asked, faults = read_filter(
        {"actor": "armenia", "dyad": "arm,aze", "type": "assault", "tier": "flash", "status": "Actual"}
    )
    assert not faults
    assert (asked.actor, asked.dyad, asked.type, asked.tier, asked.status) == (
        "ARM",
        "ARM-AZE",
        "ASSAULT",
        "FLASH",
        "actual",
    )


def test_every_fault_is_told_at_once():
    _, faults = read_filter(
        {
            "from": "2022-13-01",
            "dyad": "ARM-ARX",
            "type": "FIGHT",
            "tier": "RED",
            "words": "!?",
            "window": "1,2",
            "origins": "0",
        }
    )
    assert set(faults) == {"from", "dyad", "type", "tier", "words", "window", "origins"}
    assert "did you mean" in faults["dyad"]


def test_a_period_must_not_end_before_it_begins():
    assert set(read_filter({"from": "2022-09-02", "to": "2022-09-01"})[1]) == {"to"}
    assert not read_filter({"to": "2022-09-01"})[1]


def test_a_page_has_a_limit_and_a_cursor():
    assert page_of({}) == (USUAL, None)
    assert page_of({"limit": str(MOST), "after": "2022.x"}) == (MOST, "2022.x")
    for wrong in ("0", str(MOST + 1), "x", "-1", "9" * 30, "٣"):
        with pytest.raises(StopError, match="limit"):
            page_of({"limit": wrong})


def test_fields_can_be_left_out_and_state_put_beside():
    asked = Filter(tier="FLASH", words="x y", until="2022-09-01")
    assert asked.without("tier", "to").query(z=6, after=None) == "?words=x+y&z=6"
    assert not Filter().asks()
    assert Filter().query() == ""
