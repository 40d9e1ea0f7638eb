"""A ledger's view: no figure without its claimant, nothing added up, one tone a claimant."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.make_mentions import casualty, source
from vedette.desk.views.ledger import ledger_view
from vedette.desk.views.receipts import Gate
from vedette.incidents.ledger import ledger
from vedette.records.ledger import Figure


def figure(low, by, day="2022-09-13", document=None, **more):
    known = {k: more.pop(k) for k in ("incident", "campaign", "increase") if k in more}
    made = casualty(low, claimants=[by] if by else (), **more)
    at = source(document or f"{by}-{day}-{low}", day, publisher="a paper", origin=more.pop("origin", ""))
    return Figure(casualty=made, at=at, as_of=day, **{"incident": "i", **known})


def view(*figures, gate=None):
    return ledger_view(ledger(figures, dyad=("ARM", "AZE")), gate)


def test_a_claimant_has_one_line_and_each_step_says_what_it_is_up_from():
    (group,) = view(figure(49, "ARM"), figure(105, "ARM", "2022-09-14"), figure(80, "AZE", "2022-09-14")).groups
    assert [(x.claimant, [p.figure for p in x.points]) for x in group.lines] == [
        ("Armenia", ["49", "105"]),
        ("Azerbaijan", ["80"]),
    ]
    assert [p.change for p in group.lines[0].points] == [None, ("↑", "up from 49")]
    assert group.contested
    assert (group.side, group.kind, group.campaign, group.undrawn) == ("Armenia", "killed", False, 0)


def test_a_claimant_has_one_tone_in_every_chart():
    groups = view(figure(49, "ARM"), figure(3, "ARM", kind="injured"), figure(4, "AZE", kind="injured")).groups
    tones = {(x.claimant, x.tone) for g in groups for x in g.lines}
    assert len(tones) == len({claimant for claimant, _ in tones}) == 2


def test_what_counts_for_the_incident_stands_before_running_totals():
    groups = view(figure(200, "ARM", campaign=True, scope="total"), figure(2, "ARM")).groups
    assert [g.campaign for g in groups] == [False, True]
    assert [g.incident for g in groups] == ["i", None]


def test_what_cannot_be_drawn_is_counted():
    (group,) = view(figure(49, "ARM"), figure(50, "ARM", "2022-09-14"), figure(2, "ARM", "2022-09-15", increase=True), figure(None, "AZE", open=True)).groups  # fmt: skip
    assert group.undrawn == 2
    assert str(group.chart).count("<a ") == 2


def test_soldiers_and_civilians_are_lines_of_their_own_in_the_chart():
    told = [figure(n, "ARM", f"2022-09-{13 + n}", who=who) for n, who in enumerate(("military", "civilian") * 2, 1)]
    (group,) = view(*told).groups
    assert str(group.chart).count("<polyline") == 2
    assert "Armenia, civilians" in str(group.chart)


def test_copies_are_counted_beside_the_figure_and_are_no_points():
    (group,) = view(figure(49, "ARM", document="a"), figure(49, "ARM", document="b", origin="a")).groups
    (point,) = group.lines[0].points
    assert (point.receipt.document, point.copies) == ("a", 1)


def test_words_behind_the_gate_are_left_out_and_the_figure_stays():
    (group,) = view(figure(49, "ARM", document="a", text="49 torn apart"), gate=Gate(frozenset({"a"}))).groups
    (point,) = group.lines[0].points
    assert (point.figure, point.receipt.words) == ("49", "")
    assert "torn" not in str(group)


@given(st.lists(st.tuples(st.integers(0, 999), st.sampled_from(["ARM", "AZE", "RUS", None]), st.integers(10, 28)), max_size=8))  # fmt: skip
def test_every_figure_that_is_shown_was_said_by_the_claimant_beside_it(told):
    figures = [figure(low, by, f"2022-09-{day}") for low, by, day in told]
    said = {(f.casualty.id, f.casualty.low) for f in figures}
    for g in view(*figures).groups:
        for line in g.lines:
            assert line.claimant
            for p in line.points:
                assert any(id_ in p.receipt.href and low == p.low for id_, low in said)
