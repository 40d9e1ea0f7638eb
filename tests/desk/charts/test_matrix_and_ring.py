"""The matrix and the ring of contacts: counted once a contact, the same both ways, every word escaped."""

import re

from hypothesis import given
from hypothesis import strategies as st

from vedette.desk.charts.matrix import LEVELS, SORTS, level_of, matrix_of, matrix_within, pairs_between
from vedette.desk.charts.ring import render_ring, render_small

party = st.sampled_from(["ARM", "AZE", "RUS", "USA", "FRA", "IRN"])
pairs = st.lists(st.lists(st.tuples(party, party), max_size=4), max_size=12)


@given(pairs, st.integers(1, 6))
def test_a_matrix_is_the_same_both_ways_and_empty_on_its_diagonal(companies, most):
    m = matrix_of(companies, most)
    for a in range(len(m.parties)):
        assert m.counts[a][a] == 0
        assert all(m.counts[a][b] == m.counts[b][a] for b in range(len(m.parties)))
    assert len(m.parties) <= most
    assert len(m.parties) + m.left_out == len({x for c in companies for a, b in c if a != b for x in (a, b)})


@given(pairs)
def test_a_contact_counts_once_for_two_parties(companies):
    m = matrix_of(companies)
    told = {(min(p), max(p)) for c in companies for p in c if p[0] != p[1]}
    assert {(min(x), max(x)) for x in ((m.parties[a], m.parties[b]) for a, b, _ in m.pairs())} == told
    assert m.top <= len(companies)


def test_who_met_whom():
    assert pairs_between(["RUS"], ["ARM", "AZE"]) == [("RUS", "ARM"), ("RUS", "AZE")]
    assert pairs_between(["ARM", "AZE", "RUS"], []) == [("ARM", "AZE"), ("ARM", "RUS"), ("AZE", "RUS")]
    assert pairs_between(["ARM"], []) == []


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_shade_is_one_of_five(count, top):
    assert (level_of(count, top) == 0) == (count == 0)
    assert level_of(count, top) <= LEVELS


def test_a_ring_has_a_line_for_each_two_and_escapes_every_word():
    m = matrix_of([[("ARM", "AZE")], [("ARM", "AZE")], [("ARM", "<b>")]])
    told = render_ring(m, [f"{p}\"'" for p in m.parties], lambda a, b: f"/contacts?dyad={a}-{b}&x=1", label="<i>")
    assert told.count("<a ") == 2
    assert "<b>" not in told
    assert "<i>" not in told
    assert "&amp;x=1" in told
    assert re.search(r"ARM.* and AZE.*: 2", told)


def test_nothing_is_drawn_where_nobody_met():
    assert render_ring(matrix_of([]), [], ", ".join, label="x") == ""


@given(pairs, st.sampled_from(SORTS))
def test_an_order_changes_no_count(companies, sort):
    plain, sorted_ = matrix_of(companies), matrix_of(companies, sort=sort)
    assert sorted(plain.parties) == sorted(sorted_.parties)

    def told(m):
        return {frozenset((m.parties[a], m.parties[b])): n for a, b, n in m.pairs()}

    assert told(plain) == told(sorted_)


def test_who_had_to_do_with_each_other_stand_together():
    companies = [[("ARM", "AZE")]] * 5 + [[("RUS", "USA")]] * 4 + [[("ARM", "FRA")]] * 3
    assert matrix_of(companies).parties == ("ARM", "AZE", "RUS", "USA", "FRA")
    assert matrix_of(companies, sort="near").parties == ("ARM", "AZE", "FRA", "RUS", "USA")
    assert (
        matrix_of(
            companies, sort="name", named={"ARM": "z", "AZE": "y", "FRA": "x", "RUS": "w", "USA": "v"}.get
        ).parties[0]
        == "USA"
    )


@given(pairs)
def test_a_part_laid_out_as_the_whole_keeps_every_place(companies):
    whole = matrix_of(companies)
    part = matrix_within(companies[:3], whole.parties)
    assert part.parties == whole.parties
    assert part.left_out == 0
    assert all(
        part.counts[a][b] <= whole.counts[a][b] for a in range(len(whole.parties)) for b in range(len(whole.parties))
    )


def test_a_small_ring_names_who_took_part_and_marks_what_is_new():
    m = matrix_within([[("ARM", "<b>")]], ["ARM", "<b>", "RUS"])
    told = render_small(m, top=3, new={("<b>", "ARM")})
    assert told.count('class="mark"') == told.count('class="new"') == 1
    assert "&lt;b&gt;" in told
    assert "<b>" not in told
    assert "RUS" not in told
    assert told.count("<circle") == 3
    assert 'class="mark"' not in render_small(m, top=3)
