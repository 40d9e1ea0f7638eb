"""Incidents in UCDP GED's columns: golden rows, low, best and high by stated rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.crosswalks.make_wholes import ARM, AZE, CIVILIANS, DAY, M23, NIGHT, actor, event, figure, whole
from vedette.publishing.crosswalks.columns import UCDP
from vedette.publishing.crosswalks.ucdp import ucdp_rows
from vedette.records.incident import Days
from vedette.records.reading import PlaceMention

FARDC = actor("COD", "MIL", "FARDC")
ADF = actor("UGA", "REB", "ADF")
KILLED = (figure(49, by="ARM"),)


def only(found):
    (row,) = ucdp_rows(found)
    assert set(row) <= set(UCDP)
    return row


def test_a_whole_golden_row():
    row = only(whole(event(sufferers=(ARM,)), figures=(*KILLED, figure(2, who="civilian", by="ARM"))))
    assert {n: row[n] for n in UCDP} == {
        "id": "i1", "year": 2022, "type_of_violence": 1, "dyad_name": "Azerbaijani Armed Forces - Armenian Armed Forces",
        "side_a": "Azerbaijani Armed Forces", "side_b": "Armenian Armed Forces", "number_of_sources": 1, "source_office": ["Zenda Post"],
        "source_date": "2022-09-13", "where_prec": 1, "where_coordinates": "Sotk", "latitude": 40.2, "longitude": 45.87, "country": "Armenia",
        "event_clarity": 1, "date_prec": 2, "date_start": "2022-09-12", "date_end": "2022-09-13", "deaths_a": 0, "deaths_b": 49,
        "deaths_civilians": 2, "deaths_unknown": 0, "best": 51, "high": 51, "low": 51, "best_by": ["ARM"],
        "best_rule": "where claimants agree or one speaks: the most that is told; 2 sides or classes of people added",
        "deaths_told": ["ARM civilian: 2, says ARM (report d1, 20-30)", "ARM military: 49, says ARM (report d1, 20-30)"], "high_open": False,
        "day_told": True, "place_country": "ARM", "precision": "settlement", "documents": ["d1"], "mentions": ["e1"], "status": "weak",
        "information": "3", "lost": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("doers", "sufferers", "kind", "sides"),
    [
        ((AZE,), (ARM,), 1, ("Azerbaijani Armed Forces", "Armenian Armed Forces")),
        ((M23,), (FARDC,), 1, ("FARDC", "M23")),
        ((M23,), (ADF,), 2, ("M23", "ADF")),
        ((M23,), (CIVILIANS,), 3, ("M23", "Civilians")),
        ((actor("ARM", "COP", "Police of Armenia"),), (CIVILIANS,), 3, ("Police of Armenia", "Civilians")),
        ((AZE,), (CIVILIANS,), None, ("Azerbaijani Armed Forces", "civilians in Armenia")),
        ((AZE,), (), None, ("Azerbaijani Armed Forces", None)),
    ],
)
def test_sides_and_type_of_violence(doers, sufferers, kind, sides):
    row = only(whole(event(doers=doers, sufferers=sufferers), figures=KILLED))
    assert (row["type_of_violence"], (row["side_a"], row["side_b"])) == (kind, sides)
    assert (row["lost"] is None) == (kind is not None)


def test_low_best_and_high_where_claimants_agree():
    row = only(whole(figures=(figure(None, low=40, by="RUS"), figure(49, by="ARM"))))
    assert (row["low"], row["best"], row["high"], row["high_open"], row["best_by"]) == (40, 49, 49, True, ["ARM"])


def test_low_best_and_high_where_claimants_exclude_each_other():
    row = only(whole(figures=(figure(105, by="ARM"), figure(20, by="AZE"))))
    assert (row["low"], row["best"], row["high"], row["best_by"]) == (20, 20, 105, ["AZE"])
    assert row["best_rule"] == "where claimants exclude each other: the lowest"


def test_the_dead_by_side():
    fight = event(doers=(M23,), sufferers=(FARDC,))
    told = (
        figure(5, side="COD", who="rebel", by="COD"),
        figure(3, side="COD", by="COD"),
        figure(2, side="COD", who="civilian", by="COD"),
    )
    row = only(whole(fight, figures=told))
    assert [row[n] for n in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")] == [3, 5, 2, 0]
    row = only(whole(fight, figures=(figure(7, side="COD", who="unknown", by="COD"),)))
    assert [row[n] for n in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")] == [0, 0, 0, 7]


@pytest.mark.parametrize(
    ("days", "precision", "clarity"),
    [
        (DAY, 1, 1), (NIGHT, 2, 1), (Days(first="2022-09-06", last="2022-09-12"), 3, 1), (Days(first="2022-09-01", last="2022-09-30"), 4, 2),
        (Days(first="2020-01-01", last="2020-12-31"), 5, 2), (Days(first="2022-09-13", last="2022-09-13", told=False), 2, 1),
    ],
)  # fmt: skip
def test_date_precision(days, precision, clarity):
    row = only(whole(days=days, figures=KILLED))
    assert (row["date_prec"], row["event_clarity"]) == (precision, clarity)


@pytest.mark.parametrize(
    ("precision", "code"),
    [("facility", 1), ("district", 3), ("region", 4), ("border", 5), ("country", 6), ("unknown", None)],
)
def test_place_precision(precision, code):
    place = PlaceMention(0, 4, "Sotk", "Sotk", "ARM", None, None, precision, None, "")
    assert only(whole(place=place, figures=KILLED))["where_prec"] == code


def test_only_force_with_dead_has_a_row():
    assert list(ucdp_rows(whole())) == []
    assert list(ucdp_rows(whole(figures=(figure(0, by="ARM"),)))) == []
    assert list(ucdp_rows(whole(event("PROTEST"), family="protest", figures=KILLED))) == []
    assert list(ucdp_rows(whole(event(status="negated"), figures=KILLED))) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ARM", "AZE", None]),
            st.sampled_from(["military", "civilian", "unknown"]),
            st.sampled_from(["ARM", "AZE", "RUS"]),
            st.integers(0, 300),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_low_best_and_high_are_in_order_and_the_dead_add_up(told):
    figures = [figure(n, side=side, who=who, by=by, low=n if low else None) for side, who, by, n, low in told]
    for row in ucdp_rows(whole(event(sufferers=(ARM,)), figures=tuple(figures))):
        assert 0 <= row["low"] <= row["best"] <= row["high"]
        assert row["best"] == sum(row[n] for n in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))
        assert len(row["deaths_told"]) >= len(row["best_by"])
