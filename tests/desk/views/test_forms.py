"""Fields of a claim's form, and what typing in them changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.make_reports import ONE, armenia
from store.make import record
from vedette.desk.views.forms import EVENT_FIELDS, FIGURE_FIELDS, change_of, fields_of, short_of
from vedette.errors import StopError
from vedette.records.correction import EVENT, FIGURE

EVENT_ONE = armenia().to_json()["events"][0]
FIGURE_ONE = armenia().to_json()["casualties"][0]


def change(kind, before, text=ONE, **typed):
    return change_of(kind, {**fields_of(kind, before), **typed}, before, text)


def test_a_form_has_every_field_as_it_is_read():
    fields = fields_of(EVENT, EVENT_ONE)
    assert tuple(sorted(fields)) == tuple(sorted(EVENT_FIELDS))
    assert (fields["what"], fields["trigger"], fields["actors"]) == ("ASSAULT", "shelled", "Azerbaijan=AZE.MIL")
    assert (fields["place"], fields["lat"], fields["precision"], fields["from"]) == (
        "Jermuk",
        "39.84",
        "settlement",
        "2022-09-13",
    )
    figure = fields_of(FIGURE, FIGURE_ONE)
    assert tuple(sorted(figure)) == tuple(sorted(FIGURE_FIELDS))
    assert (figure["words"], figure["low"], figure["side"], figure["approx"]) == ("49 soldiers", "49", "ARM", "")


@given(st.integers(0, 200))
def test_a_form_sent_as_it_is_changes_nothing(seed):
    made = record(seed)
    whole = made.to_json()
    for kind, claims in ((EVENT, whole["events"]), (FIGURE, whole["casualties"])):
        for c in claims:
            # Browsers send line ends of their own.
            typed = {n: v.replace("\n", "\r\n") for n, v in fields_of(kind, c).items()}
            assert change_of(kind, typed, c, made.document.text) == {}


def test_only_what_was_typed_otherwise_changes():
    assert change(EVENT, EVENT_ONE, what="COERCE/arrest") == {"type": "COERCE", "mode": "arrest"}
    assert change(EVENT, EVENT_ONE, status="negated") == {"status": "negated"}
    assert change(FIGURE, FIGURE_ONE, low="1,200", high="") == {"low": 1200, "high": None}
    assert change(FIGURE, FIGURE_ONE, approx="yes", side="") == {"approx": True, "side": None}


def test_people_as_they_were_stay_whole_and_new_ones_are_found_in_the_text():
    two = change(EVENT, EVENT_ONE, actors="Azerbaijan=AZE.MIL\nArmenia = arm.gov")["actors"]
    assert two[0] == EVENT_ONE["actors"][0]
    assert two[1] == {"start": ONE.index("Armenia"), "end": ONE.index("Armenia") + 7, "country": "ARM", "sector": "GOV"}
    (unknown,) = change(EVENT, EVENT_ONE, recipients="49  soldiers=?.MIL")["recipients"]
    assert (unknown["country"], ONE[unknown["start"] : unknown["end"]]) == (None, "49 soldiers")
    assert change(EVENT, EVENT_ONE, claimants="")["claimants"] == []


def test_words_told_several_times_are_the_nearest_or_those_at_the_offset():
    text = "Troops left. Troops shelled it. Troops fled."
    before = {**EVENT_ONE, "trigger": {"start": 20, "end": 27, "text": "shelled"}}
    near = change(EVENT, before, text, actors="Troops=ARM.MIL")["actors"][0]["start"]
    there = change(EVENT, before, text, actors="Troops@32=ARM.MIL")["actors"][0]["start"]
    assert (near, there) == (13, 32)
    assert change(EVENT, before, text, trigger="Troops@1")["trigger"] == {"start": 0, "end": 6}


def test_words_over_a_line_end_are_found():
    assert change(EVENT, EVENT_ONE, "a\nshelling of\n  Jermuk", trigger="shelling of Jermuk")["trigger"] == {
        "start": 2,
        "end": 22,
    }


def test_a_place_or_a_day_keeps_its_words_and_is_taken_away_without_them():
    place = change(EVENT, EVENT_ONE, country="AZE", lat="40", lon="46.5")["place"]
    assert (place["start"], place["country"], place["lat"], place["name"]) == (
        ONE.index("Jermuk"),
        "AZE",
        40.0,
        "Jermuk",
    )
    assert change(EVENT, EVENT_ONE, place="") == {"place": None}
    day = change(EVENT, EVENT_ONE, **{"from": "2022-09-12", "to": ""})["time"]
    assert (day["from"], day["to"], day["start"]) == ("2022-09-12", "2022-09-12", ONE.index("13 September"))
    assert change(EVENT, EVENT_ONE, time="") == {"time": None}


def test_a_new_claims_words_are_looked_for_from_its_own():
    text = "Armenia spoke. Later Armenia shelled Baku."
    made = change_of(
        EVENT,
        {**dict.fromkeys(EVENT_FIELDS, ""), "trigger": "shelled", "what": "ASSAULT", "actors": "Armenia=ARM.MIL"},
        None,
        text,
    )
    assert made["actors"][0]["start"] == 21
    assert made["trigger"] == {"start": 29, "end": 36}
    figure = change_of(
        FIGURE, {**dict.fromkeys(FIGURE_FIELDS, ""), "words": "Baku", "kind": "killed", "low": "3"}, None, text
    )
    assert figure == {"start": 37, "end": 41, "kind": "killed", "low": 3}


@pytest.mark.parametrize(
    ("kind", "typed", "match"),
    [
        (EVENT, {"actors": "Armenia"}, "not written as words=COUNTRY.SECTOR"),
        (EVENT, {"actors": "Ruritania=ARM.GOV"}, "'Ruritania' does not stand in the text"),
        (EVENT, {"trigger": ""}, "no words are told"),
        (EVENT, {"lat": "north"}, "is no coordinate"),
        (FIGURE, {"low": "many"}, "low: 'many' is no count"),
        (FIGURE, {"low": "٤٩"}, "is no count"),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_field(kind, typed, match):
    with pytest.raises(StopError, match=match):
        change(kind, EVENT_ONE if kind == EVENT else FIGURE_ONE, **typed)


def test_a_name_without_its_words_is_no_place():
    with pytest.raises(StopError, match="place: its words are missing"):
        change(EVENT, {**EVENT_ONE, "place": None}, name="Goris")
    with pytest.raises(StopError, match=r"trigger: .*; time: its words"):
        change_of(EVENT, {**dict.fromkeys(EVENT_FIELDS, ""), "trigger": "nowhere", "from": "2022-09-13"}, None, ONE)


@given(st.dictionaries(st.sampled_from(EVENT_FIELDS), st.text(max_size=30)))
def test_whatever_is_typed_is_a_change_or_a_fault(typed):
    try:
        made = change_of(EVENT, {**fields_of(EVENT, EVENT_ONE), **typed}, EVENT_ONE, ONE)
    except StopError:
        return
    assert made.keys() <= {"type", "mode", "status", "trigger", "actors", "recipients", "claimants", "place", "time"}


def test_fields_are_told_in_short():
    assert short_of(EVENT_ONE["actors"]) == "Azerbaijan=AZE.MIL"
    assert short_of(EVENT_ONE["place"]) == "Jermuk"
    assert short_of(EVENT_ONE["time"]) == "2022-09-13 to 2022-09-13"
    assert [short_of(x) for x in (None, [], "", 0, False)] == ["not told"] * 3 + ["0", "False"]
