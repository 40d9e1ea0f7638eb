from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.incidents.campaigns import campaigns
from vedette.incidents.flareups import flareups, tail, too_small
from vedette.records.incident import Days, Incident

START = date(2022, 6, 1)


def incident(day, n=0, doers=("AZE",), sufferers=("ARM",), origins=1, documents=None):
    iso = (START + timedelta(day)).isoformat()
    return Incident(
        id=f"{day}-{n}", family="force", tellings=(), mentions=(), origins=origins, first_told=iso,
        documents=(f"report {day}-{n}",) if documents is None else documents,
        doers=frozenset(doers), sufferers=frozenset(sufferers), days=Days(first=iso, last=iso),
    )  # fmt: skip


QUIET = [incident(d) for d in range(0, 90, 6)]


def _found(incidents, **more):
    return flareups(incidents, start=START + timedelta(40), end=START + timedelta(120), **more)


def test_a_flare_up_is_a_number_with_its_cause():
    war = [incident(90, n, origins=5 if n == 1 else 1) for n in range(6)] + [incident(91, n) for n in range(5)]
    found = _found([*QUIET, *war])
    assert [(f.of, f.first, f.last, f.observed, f.cause) for f in found] == [
        (("ARM", "AZE"), "2022-08-30", "2022-08-31", 6, "90-1")
    ]
    assert found[0].p < found[0].alpha == 0.001
    assert 0.1 < found[0].expected < 0.3
    assert "6 incidents on 2022-08-30" in found[0].reason


def test_the_same_count_is_no_flare_up_against_a_loud_past():
    loud = [incident(d, n) for d in range(90) for n in range(4)]
    assert _found([*loud, *[incident(90, n) for n in range(6)]]) == ()


def test_a_war_within_a_country_is_a_dyad_of_its_parties():
    def fight(day, n=0):
        return incident(day, n, doers=("SDN/armed:rapid-support-forces",), sufferers=("SDN",))

    found = _found([*[fight(d) for d in range(0, 90, 6)], *[fight(90, n) for n in range(6)]])
    assert [f.of for f in found] == [("SDN", "SDN/armed:rapid-support-forces")]


def test_a_short_past_is_no_past():
    late = [incident(30, n) for n in range(9)]
    assert flareups([incident(10), *late], start=START, end=START + timedelta(40)) == ()


def test_looking_back_on_an_old_war_does_not_make_the_years_since_quiet():
    old = Incident(
        id="old", family="force", tellings=(), mentions=(), documents=(), origins=1, first_told="2022-06-01",
        doers=frozenset({"AZE"}), sufferers=frozenset({"ARM"}), days=Days(first="2020-09-27", last="2020-09-27"),
    )  # fmt: skip
    war = [incident(3, n) for n in range(6)]
    assert flareups([old, *war], start=START, end=START + timedelta(9)) == ()
    assert flareups([old, *war], start=START, end=START + timedelta(9), covered=date(2022, 1, 1))


def test_a_past_of_days_alike_is_a_poisson_tail():
    # 2 a day for 90 days: the doubt about the rate is small, so the tail is close to the Poisson's (0.0166 for 6 or more).
    expected, p = tail(6, [2] * 90)
    assert expected == pytest.approx(2.0, abs=0.01)
    assert p == pytest.approx(0.0166, abs=0.001)


def test_a_past_that_varies_widens_the_tail():
    assert tail(9, [0, 4] * 45)[1] > 2 * tail(9, [2] * 90)[1]


@given(st.integers(0, 30), st.lists(st.integers(0, 9), min_size=28, max_size=90))
def test_the_chance_is_one_and_falls_with_the_count(k, past):
    p, more = tail(k, past)[1], tail(k + 1, past)[1]
    assert 0 <= more <= p <= 1


def test_campaigns_end_with_a_quiet_week():
    runs = campaigns([incident(0), incident(5), incident(20), incident(3, doers=("RUS",))], ("ARM", "AZE"))
    assert [[i.id for i in run] for run in runs] == [["0-0", "5-0"], ["20-0"]]


def small(incidents):
    found = too_small(incidents, start=START + timedelta(40), end=START + timedelta(120))
    return [(x.of, x.day, x.observed, x.origins) for x in found]


def test_one_reports_list_of_strikes_is_no_flare_up():
    listed = [*QUIET, *[incident(90, n, documents=("one report",)) for n in range(6)]]
    assert _found(listed) == ()
    assert small(listed) == [(("ARM", "AZE"), "2022-08-30", 6, 1)]


def test_copies_of_one_report_are_one_witness():
    copied = [*QUIET, *[incident(90, n, documents=("one report", f"copy {n}")) for n in range(6)]]
    assert _found(copied) == ()
    assert small(copied) == [(("ARM", "AZE"), "2022-08-30", 6, 1)]


def test_two_independent_reports_are_enough():
    told = [*QUIET, *[incident(90, n, documents=(f"report {n % 2}",)) for n in range(6)]]
    assert [f.observed for f in _found(told)] == [6]
    assert small(told) == []


def test_two_incidents_after_a_quiet_time_are_too_few_to_tell():
    few = [incident(0), incident(90, 0), incident(90, 1)]
    assert _found(few) == ()
    (found,) = too_small(few, start=START + timedelta(40), end=START + timedelta(120))
    assert found.reason == "2 incidents on 2022-08-30, fewer than 3: too small to tell"
