"""What counts of an incident by hand: the newest in force, in whatever order assessments and joins come together."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.records.assessment import INFORMATION, STATUS, VALUES, Assessed, Assessment, assessed, in_force, in_order

AT = "2026-11-29T08:00:00.000001Z"


def made(value, order, *, kind=STATUS, mention="m1", why="so", at=AT):
    told = Assessment.of(mention, kind, value, author="Ani", at=at, why=why)
    return Assessment(**{**{n: getattr(told, n) for n in Assessment.__slots__}, "order": order})


def undone(a, order):
    told = a.undone(author="Boris", at=AT, why=f"no {order}")
    return Assessment(**{**{n: getattr(told, n) for n in Assessment.__slots__}, "order": order})


def test_nobody_s_word_is_none():
    assert assessed([]) == Assessed()
    assert not assessed([]).is_discounted


def test_the_newest_of_a_kind_counts_and_the_older_are_told_beside_it():
    old, new, number = made("confirmed", 1), made("discounted", 2), made("2", 3, kind=INFORMATION)
    held = assessed([new, number, old])
    assert (held.status, held.information, held.others) == (new, number, (old,))
    assert held.is_discounted


def test_an_undo_lets_the_one_before_count_again_and_can_be_undone():
    old, new = made("confirmed", 1), made("discounted", 2)
    back = undone(new, 3)
    assert assessed([old, new, back]).status == old
    again = undone(back, 4)
    assert assessed([old, new, back, again]).status == new
    assert in_force([old, new, back, again]) == {old.id, new.id, again.id}
    assert assessed([old, undone(old, 2)]) == Assessed()


def test_a_clock_that_goes_back_makes_nothing_older():
    old, new = made("confirmed", 1, at="2027-01-01T00:00:00Z"), made("discounted", 2, at="2026-01-01T00:00:00Z")
    assert assessed([old, new]).status == new


def test_the_id_is_of_the_content_alone():
    one = made("confirmed", 1)
    assert one.id == made("confirmed", 9).id == one.hash()
    others = [made("fair", 1), made("confirmed", 1, why="x"), made("confirmed", 1, mention="m2"), undone(one, 2)]
    assert len({one.id, *(o.id for o in others)}) == 5
    assert set(one.to_json()) == {"id", "mention", "kind", "value", "author", "at", "why", "supersedes"}


@st.composite
def laid(draw):
    """Assessments on four mentions in the order of their making, undos among them."""
    found = []
    numbers = count(1)
    for _ in range(draw(st.integers(1, 12))):
        n = next(numbers)
        stands = in_force(found)
        if found and draw(st.booleans()):
            found.append(undone(draw(st.sampled_from([a for a in found if a.id in stands] or found)), n))
            continue
        kind = draw(st.sampled_from((STATUS, INFORMATION)))
        mention = draw(st.sampled_from(("m1", "m2", "m3", "m4")))
        found.append(made(draw(st.sampled_from(VALUES[kind])), n, kind=kind, mention=mention, why=f"{n}"))
    return found


@given(laid(), st.randoms(use_true_random=False))
def test_in_whatever_order_incidents_are_joined_the_same_counts(everything, random):
    groups = [[a for a in everything if a.mention == m] for m in ("m1", "m2", "m3", "m4")]
    while len(groups) > 1:
        random.shuffle(groups)
        one, two, *rest = groups
        both = [*one, *two]
        random.shuffle(both)
        groups = [both, *rest]
        # What is read again of an incident that was joined twice changes nothing.
        groups[0] += [a for a in both if random.random() < 0.2]
    assert assessed(groups[0]) == assessed(everything)
    assert in_order(groups[0]) == tuple(everything)


@given(laid())
def test_what_counts_stands_and_whatever_stands_is_told(everything):
    held, stands = assessed(everything), in_force(everything)
    told = [a for a in (held.status, held.information, *held.others) if a]
    assert {a.id for a in told} == {a.id for a in everything if a.id in stands and a.value is not None}
    assert all(a.order <= counts.order for a in held.others for counts in (held.status, held.information) if counts and counts.kind == a.kind)  # fmt: skip


@pytest.mark.parametrize("kind", [STATUS, INFORMATION])
def test_each_kind_has_its_own_words(kind):
    assert len(VALUES[kind]) == {STATUS: 5, INFORMATION: 6}[kind]
