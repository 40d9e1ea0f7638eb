"""Contacts over time: steps, new ties, how many independent texts tell a tie."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.charts.matrix import MOST
from vedette.desk.views.contacts import pairs_of
from vedette.desk.views.network import MOST_STEPS, STEPS, Chosen, finest, network_view, within
from vedette.desk.views.receipts import Gate
from vedette.records.incident import Source
from vedette.records.ledger import Contact, Told
from vedette.records.record import Receipt


def told(n, document):
    at = Source(document=document, source="Wire", published="2022-09-14")
    return Told(event=f"e{n}", at=at, trigger=Receipt(3, 9, "called"), claimants=())


def contact(n, day, who="TUR", whom="FRA", documents=("d",)):
    return Contact(
        kind="called", who=(who,), whom=(whom,), day=day, place=None, told=tuple(told(n, d) for d in documents)
    )


def address(**state):
    return "/contacts?" + "&".join(f"{k}={v}" for k, v in state.items() if v)


def view(found, by="week", at="", origins=None, **more):
    chosen = Chosen(by=by, at=at, href=lambda a, b: f"/contacts?dyad={a}-{b}", address=address)
    return network_view(found, chosen, origins or {}, Gate(), **more)


THREE = [
    contact(1, "2022-09-05"),
    contact(2, "2022-09-20"),
    contact(3, "2022-09-21", "FRA", "ARM"),
    contact(4, None, "RUS", "IRN"),
]


def test_time_is_cut_into_steps_and_none_is_left_out():
    seen = view(THREE)
    assert [(s.start, s.count, s.ties, s.new) for s in seen.steps] == [
        ("2022-09-05", 1, 1, 0),
        ("2022-09-12", 0, 0, 0),
        ("2022-09-19", 2, 2, 1),
    ]
    assert seen.undated == 1
    assert [s.href for s in seen.steps][2] == "/contacts?step=week&at=2022-09-19"


def test_a_tie_is_new_in_the_step_in_which_two_meet_first_and_never_in_the_very_first():
    ties = {t.names: t.new for t in view(THREE[:3], at="2022-09-19").ties}
    assert ties == {"Armenia and France": True, "France and Turkey": False}
    assert not any(t.new for t in view(THREE, at="2022-09-05").ties)
    assert not any(t.new for t in view(THREE).ties)
    assert 'class="mark"' in view(THREE, at="2022-09-19").ring
    assert 'class="mark"' not in view(THREE, at="2022-09-05").ring


def test_a_chosen_step_leads_back_to_all():
    chosen = next(s for s in view(THREE, at="2022-09-19").steps if s.chosen)
    assert chosen.href == "/contacts?step=week"


def test_copies_of_one_text_tell_a_tie_once():
    found = [contact(1, "2022-09-05", documents=("a", "b", "c")), contact(2, "2022-09-06", documents=("d",))]
    (tie,) = view(found, origins={"a": "a", "b": "a", "c": "c", "d": "c"}).ties
    assert (tie.contacts, tie.texts, tie.day) == (2, 2, "2022-09-06")
    assert tie.receipt.href == "/report/d?claim=e2#c-e2"


def test_words_with_a_warning_stay_behind_the_gate():
    chosen = Chosen(by="week", at="", href="{}-{}".format, address=address)
    (tie,) = network_view([contact(1, "2022-09-05")], chosen, {}, Gate(frozenset({"d"}))).ties
    assert tie.receipt.words == ""


def test_steps_that_find_no_room_are_counted():
    found = [contact(n, (date(2020, 1, 6) + timedelta(7 * n)).isoformat()) for n in range(MOST_STEPS + 5)]
    seen = view(found)
    assert (len(seen.steps), seen.earlier) == (MOST_STEPS, 5)
    # What lies before those shown is the past of a tie all the same.
    assert sum(s.new for s in seen.steps) == 0


def test_parties_that_find_no_place_are_counted():
    found = [contact(n, "2022-09-05", whom=f"X{n:02}") for n in range(MOST + 4)]
    assert view(found).undrawn == 5
    assert view(THREE).undrawn == 0


def test_what_is_not_drawn_is_not_made():
    seen = view(THREE, drawn=False)
    assert (seen.ring, seen.ties) == ("", ())
    assert seen.steps


@pytest.mark.parametrize(("last", "by"), [("2022-09-30", "week"), ("2023-09-30", "month"), ("2031-01-01", "year")])
def test_the_finest_step_is_chosen_that_has_room(last, by):
    assert finest([contact(1, "2022-09-05"), contact(2, last)], "") == by
    assert finest([contact(1, "2022-09-05"), contact(2, last)], "year") == "year"
    assert finest([], "") == "week"


parties = st.sampled_from(["ARM", "AZE", "RUS", "TUR", "FRA"])
contacts = st.lists(
    st.builds(
        lambda n, day, a, b: contact(n, day and day.isoformat(), a, b),
        st.integers(0, 99), st.none() | st.dates(date(2021, 1, 1), date(2023, 1, 1)), parties, parties,
    ),
    max_size=12,
)  # fmt: skip


@given(contacts, st.sampled_from(STEPS))
def test_every_dated_contact_lies_in_one_step_and_every_tie_is_new_once_at_most(found, by):
    seen = view(found, by)
    if seen.earlier:
        return
    assert sum(s.count for s in seen.steps) + seen.undated == len(found)
    assert sum(len(within(found, by, s.start)) for s in seen.steps) + seen.undated == len(found)
    pairs = {(min(p), max(p)) for c in found for p in pairs_of(c) if p[0] != p[1]}
    assert sum(s.new for s in seen.steps) <= len(pairs)
    assert len(seen.ties) == len(pairs)
