"""Incidents in ACLED's columns: golden rows, the dead by its conventions with who says so."""

from dataclasses import replace

import pytest

from publishing.crosswalks.make_wholes import ARM, AZE, CIVILIANS, DAY, M23, NIGHT, SOTK, actor, event, figure, whole
from vedette.publishing.crosswalks.acled import acled_rows
from vedette.publishing.crosswalks.columns import ACLED
from vedette.publishing.crosswalks.mapped import table
from vedette.records.incident import Days
from vedette.records.reading import PlaceMention
from vedette.records.record import Actor

COP = actor("ARM", "COP", "Police of Armenia")
CROWD = actor("ARM", "CVL", text="demonstrators")
GOLDEN = (
    # type, mode, doers, sufferers → event type, sub-event type, inter1, inter2, interaction, civilian targeting
    ("ASSAULT", "heavy-weapons", (AZE,), (ARM,), "Explosions/Remote violence", "Shelling/artillery/missile attack", 8, 1, 18, None),
    ("ASSAULT", "drone", (AZE,), (CIVILIANS,), "Explosions/Remote violence", "Air/drone strike", 8, 7, 78, "Civilian targeting"),
    ("ASSAULT", None, (AZE,), (ARM,), "Battles", "Armed clash", 8, 1, 18, None),
    ("ASSAULT", None, (ARM, AZE), (), "Battles", "Armed clash", 1, 8, 18, None),
    ("ASSAULT", "firearms", (M23,), (CIVILIANS,), "Violence against civilians", "Attack", 2, 7, 27, "Civilian targeting"),
    ("ASSAULT", "abduct", (M23,), (CIVILIANS,), "Violence against civilians", "Abduction/forced disappearance", 2, 7, 27, "Civilian targeting"),
    ("PROTEST", "demo", (CROWD,), (), "Protests", "Peaceful protest", 6, None, 60, None),
    ("PROTEST", "riot", (CROWD,), (COP,), "Riots", "Violent demonstration", 5, 1, 15, None),
    ("COERCE", "arrest", (COP,), (CIVILIANS,), "Strategic developments", "Arrests", 1, 7, 17, None),
    ("RETREAT", "withdraw", (AZE,), (), "Strategic developments", "Non-violent transfer of territory", 8, None, 80, None),
)  # fmt: skip


def only(found):
    (row,) = acled_rows(found)
    assert set(row) <= set(ACLED)
    return row


@pytest.mark.parametrize("told", GOLDEN, ids=lambda t: f"{t[0]}-{t[1]}")
def test_a_golden_row(told):
    type_, mode, doers, sufferers, kind, sub, one, two, both, targeted = told
    row = only(whole(event(type_, mode, doers=doers, sufferers=sufferers), mode=mode))
    assert (row["event_type"], row["sub_event_type"]) == (kind, sub)
    assert (row["inter1"], row["inter2"], row["interaction"]) == (one, two, both)
    assert row["civilian_targeting"] == targeted


def test_a_whole_golden_row():
    row = only(whole(event(mode="drone", sufferers=(ARM,)), figures=(figure(49, by="ARM"),), mode="drone"))
    assert {n: row[n] for n in ACLED} == {
        "event_id_cnty": "i1", "event_date": "2022-09-12", "year": 2022, "time_precision": 2, "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike", "actor1": "Azerbaijani Armed Forces",
        "assoc_actor_1": [], "inter1": 8, "actor2": "Armenian Armed Forces", "assoc_actor_2": [], "inter2": 1, "interaction": 18,
        "civilian_targeting": None, "country": "Armenia", "location": "Sotk", "latitude": 40.2, "longitude": 45.87, "geo_precision": 1,
        "source": ["Zenda Post"], "fatalities": 49, "fatalities_by": ["ARM"], "fatalities_rule": "the lowest figure told",
        "fatalities_told": ["ARM military: 49, says ARM (report d1, 20-30)"], "killed_low": 49, "killed_high": 49, "incident": "i1",
        "from": "2022-09-12", "to": "2022-09-13", "day_told": True, "place_country": "ARM", "precision": "settlement", "origins": 1,
        "documents": ["d1"], "mentions": ["e1"], "status": "weak", "information": "3", "lost": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "precision"),
    [
        (DAY, 1), (NIGHT, 2), (Days(first="2022-09-05", last="2022-09-12"), 2), (Days(first="2022-09-01", last="2022-09-30"), 3),
        (Days(first="2020-01-01", last="2020-12-31"), None), (Days(first="2022-09-13", last="2022-09-13", told=False), 2),
    ],
)  # fmt: skip
def test_time_precision(days, precision):
    assert only(whole(days=days))["time_precision"] == precision


@pytest.mark.parametrize(
    ("precision", "code"), [("settlement", 1), ("district", 2), ("region", 3), ("border", 3), ("country", None)]
)
def test_place_precision(precision, code):
    place = PlaceMention(0, 4, "Sotk", "Sotk", "ARM", None, None, precision, None, "")
    row = only(whole(place=place))
    assert (row["geo_precision"], row["latitude"]) == (code, None)


def test_the_lowest_figure_and_who_says_it():
    told = (figure(105, by="ARM"), figure(80, by="AZE"), figure(None, low=90, by="RUS"))
    row = only(whole(figures=told))
    assert (row["fatalities"], row["fatalities_by"]) == (80, ["AZE"])
    assert (row["killed_low"], row["killed_high"]) == (80, None)
    assert len(row["fatalities_told"]) == 3


def test_sides_and_classes_are_added_and_all_of_them_named():
    told = (figure(49, by="ARM"), figure(50, side="AZE", by="AZE"), figure(3, who="civilian", by="ARM"))
    row = only(whole(figures=told))
    assert (row["fatalities"], set(row["fatalities_by"])) == (102, {"ARM", "AZE"})
    assert "3 sides or classes" in row["fatalities_rule"]


def test_what_may_be_the_same_dead_is_in_no_sum():
    told = (
        figure(49, by="ARM"),
        figure(3, who="civilian", by="ARM"),
        figure(52, who="unknown", by="RUS"),
        figure(60, side=None, by="FRA"),
    )
    row = only(whole(figures=told))
    assert row["fatalities"] == 52
    assert sum("in no sum" in line for line in row["fatalities_told"]) == 2


@pytest.mark.parametrize(
    ("text", "low", "dead"), [("dozens killed", 24, 12), ("hundreds died", 200, 100), ("about 30 killed", 30, 30)]
)
def test_vague_words_by_the_numbers_of_acled_with_our_bounds_beside(text, low, dead):
    row = only(whole(figures=(figure(None, low=low, approx=True, text=text),)))
    assert (row["fatalities"], row["killed_low"], row["killed_high"]) == (dead, low, None)


def test_dead_without_a_number_and_none_reported():
    row = only(whole(figures=(figure(None, text="soldiers were killed"),)))
    assert (row["fatalities"], row["fatalities_rule"], row["killed_low"]) == (3, "dead are told without a number", None)
    row = only(whole())
    assert (row["fatalities"], row["fatalities_rule"], row["fatalities_by"]) == (0, "none reported", [])


def test_what_nobody_tells_as_done_or_acled_does_not_know_has_no_row():
    assert list(acled_rows(whole(event(status="negated")))) == []
    assert list(acled_rows(whole(event("CONSULT"), family="talks"))) == []


def test_somebody_unknown_is_left_out_beside_somebody_known():
    row = only(whole(event(doers=(actor(None, "UNK"), AZE), sufferers=(ARM,))))
    assert (row["actor1"], row["assoc_actor_1"]) == ("Azerbaijani Armed Forces", [])
    assert only(whole(event(doers=(actor(None, "UAF"),), sufferers=(ARM,)), place=SOTK))["inter1"] == 3


def test_who_carries_arms_stands_before_who_is_named_more_often():
    row = only(
        whole(event(doers=(M23,), sufferers=(CIVILIANS, ARM)), event(doers=(M23,), sufferers=(CIVILIANS,), id_="e2"))
    )
    assert (row["event_type"], row["actor2"], row["inter2"]) == ("Battles", "Armenian Armed Forces", 1)
    assert row["assoc_actor_2"] == ["civilians in Armenia"]


def test_a_place_that_is_attacked_is_nobody():
    town = Actor(0, 4, "Sotk", "ARM", "CVL", None, "Sotk")
    row = only(whole(replace(event(mode="drone", sufferers=(town,)), place=SOTK), mode="drone"))
    assert (row["actor2"], row["inter2"], row["civilian_targeting"]) == (None, None, None)


def test_people_of_whom_nobody_tells_what_they_are_go_with_civilians():
    row = only(whole(event(doers=(M23,), sufferers=(CIVILIANS, actor("ARM", "UNK", text="five people")))))
    assert (row["event_type"], row["actor2"]) == ("Violence against civilians", "civilians in Armenia")


def test_who_demonstrates_need_not_be_told():
    row = only(whole(event("PROTEST", doers=(), sufferers=(actor("UNO", "GOV", "United Nations"),)), family="protest"))
    assert (row["actor1"], row["inter1"], row["actor2"], row["interaction"]) == ("Protesters", 6, "United Nations", 68)


def test_every_mapped_word_is_of_the_tables_of_the_dictionary():
    from vedette.publishing.dictionary import column  # noqa: PLC0415

    for name in ("event_type", "disorder_type"):
        assert {r[name] for r in table("acled_events")} == column("acled", name).allowed
