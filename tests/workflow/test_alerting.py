"""What is worth an update, and what goes out alone: pure rules."""

from hypothesis import given
from hypothesis import strategies as st

from vedette.records.alerting import Alerted, Print
from vedette.workflow.alerting import CORRECTED, FIGURE, GONE, GREW, STATUS, TIER, Candidate, changes, plan

ARM = ("ARM", "ARM", "killed", 49, 49)
BASE = Print(
    tier="PRIORITY", status="weak", figures=(ARM,), sides=("ARM", "AZE"), place="Sotk", days="2022-09-13/2022-09-13"
)


def kinds(after, before=BASE):
    return [c.kind for c in changes(before, after)]


def test_what_did_not_change_is_no_update():
    assert changes(BASE, BASE) == ()


def test_a_tier_that_rises_is_one_and_a_tier_that_falls_is_none():
    assert kinds(Print(**{**_plain(), "tier": "FLASH"})) == [TIER]
    assert kinds(Print(**{**_plain(), "tier": "ROUTINE"})) == []


def test_contested_confirmed_and_discounted_are_told_fair_is_not():
    assert [kinds(Print(**{**_plain(), "status": s})) for s in ("contested", "confirmed", "discounted", "fair")] == [
        [STATUS]
    ] * 3 + [[]]


def test_a_new_claimants_figure_is_told_and_one_twice_as_high():
    assert kinds(Print(**{**_plain(), "figures": (ARM, ("AZE", "ARM", "killed", 10, None))})) == [FIGURE]
    assert kinds(Print(**{**_plain(), "figures": (("ARM", "ARM", "killed", 98, None),)})) == [GREW]
    assert kinds(Print(**{**_plain(), "figures": (("ARM", "ARM", "killed", 60, 60),)})) == []


def test_a_correction_is_told_and_what_was_not_told_before_is_none():
    assert kinds(Print(**{**_plain(), "place": "Jermuk"})) == [CORRECTED]
    assert kinds(Print(**{**_plain(), "sides": ("ARM",)})) == [CORRECTED]
    assert kinds(Print(**{**_plain(), "sides": ("ARM", "AZE", "RUS")})) == []
    assert kinds(BASE, before=Print(**{**_plain(), "place": ""})) == []


def test_what_is_gone_is_told_once():
    gone = Print(**{**_plain(), "gone": True})
    assert kinds(gone) == [GONE]
    assert kinds(gone, before=gone) == []


def _plain():
    return {n: getattr(BASE, n) for n in ("tier", "status", "figures", "sides", "place", "days")}


def candidate(n, *, was=False, changed=False):
    before = Alerted(saved=1, mention=f"m{n}", at="", updated="", thread={}, last=BASE) if was else None
    return Candidate(
        mention=f"m{n}",
        now=BASE,
        documents={},
        sentences={},
        was=before,
        changes=changes(BASE, Print(tier="FLASH")) if changed else (),
    )


@given(st.lists(st.tuples(st.booleans(), st.booleans())), st.integers(1, 5))
def test_everything_that_is_due_goes_out_once_and_few_alone(told, most):
    found = [candidate(n, was=was, changed=changed) for n, (was, changed) in enumerate(told)]
    made = plan(found, most=most)
    out = [c.mention for c in (*made.alone, *made.together)]
    assert sorted(out) == sorted(c.mention for c in found if c.was is None or c.changes)
    assert len(made.alone) <= most


FIGURED = st.tuples(
    st.text(max_size=3),
    st.text(max_size=3),
    st.text(max_size=3),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 9),
)


@given(st.builds(Print, figures=st.lists(FIGURED).map(tuple), sides=st.lists(st.text()).map(tuple), place=st.text()))
def test_a_print_is_read_as_it_was_written(told):
    assert Print.of(told.to_json()) == told
