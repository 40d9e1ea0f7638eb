"""Events as CAMEO: golden rows, and every type and mode of the codebook has a code."""

import pytest

from publishing.crosswalks.make_wholes import row
from vedette.publishing.crosswalks.cameo import actor_columns, cameo_rows, quad_class
from vedette.publishing.crosswalks.columns import CAMEO
from vedette.publishing.crosswalks.mapped import event_row, table
from vedette.records.codebook.loader import load_codebook

GOLDEN = (
    # type, mode, actors, recipients → code, root, class, scale, Actor1Code, Actor2Code
    ("ASSAULT", "heavy-weapons", ("AZE/MIL",), ("ARM/MIL",), "194", "19", 4, -10.0, "AZEMIL", "ARMMIL"),
    ("ASSAULT", "firearms", ("/CRM",), ("MEX/CVL",), "180", "18", 4, -9.0, "CRM", "MEXCVL"),
    ("ASSAULT", "firearms", ("COD/REB",), ("COD/CVL",), "180", "18", 4, -9.0, "CODREB", "CODCVL"),
    ("ASSAULT", "firearms", ("COD/REB",), ("COD/MIL", "COD/CVL"), "193", "19", 4, -10.0, "CODREB", "CODMIL"),
    ("ASSAULT", None, ("AZE/MIL",), (), "190", "19", 4, -10.0, "AZEMIL", None),
    ("CONSULT", "phone", ("FRA/GOV",), ("ARM/GOV",), "041", "04", 1, 1.0, "FRAGOV", "ARMGOV"),
    ("CONSULT", "visit", ("USA/LEG",), ("ARM/GOV",), "042", "04", 1, 1.9, "USALEG", "ARMGOV"),
    ("REQUEST", "yield", ("UNO/GOV",), ("AZE/GOV",), "025", "02", 1, -0.3, "IGOUNOGOV", "AZEGOV"),
    ("AID", None, ("EUR/GOV",), ("ARM/REF",), "070", "07", 2, 7.0, "IGOEUREECGOV", "ARMREF"),
    ("ACCUSE", "allege", ("RUS/JRN",), ("UKR/GOV",), "112", "11", 3, -2.0, "RUSMED", "UKRGOV"),
    ("RETREAT", "ceasefire", ("ROU/GOV",), ("KOS/MED",), "0871", "08", 2, 9.0, "ROMGOV", "HLH"),
    ("THREATEN", "relations", ("IRN/PTY",), ("/UNK",), "1313", "13", 3, -5.8, "IRN", None),
)  # fmt: skip


@pytest.mark.parametrize("told", GOLDEN, ids=lambda t: f"{t[0]}-{t[1]}")
def test_a_golden_row(told):
    type_, mode, actors, recipients, code, root, quad, scale, one, two = told
    found, *_ = cameo_rows(row(type_, mode, actors=actors, recipients=recipients))
    assert (found["EventCode"], found["EventRootCode"], found["EventBaseCode"]) == (code, root, code[:3])
    assert (found["QuadClass"], found["GoldsteinScale"]) == (quad, scale)
    assert (found["Actor1Code"], found["Actor2Code"]) == (one, two)


def test_day_place_and_where_it_stands():
    (found,) = cameo_rows(row())
    assert (found["SQLDATE"], found["MonthYear"], found["Year"], found["FractionDate"]) == (
        20220912,
        202209,
        2022,
        2022.6959,
    )
    assert (found["DATEADDED"], found["ActionGeo_FullName"], found["ActionGeo_Lat"], found["ActionGeo_Type"]) == (
        20220913,
        "Sotk",
        40.2,
        4,
    )
    assert (found["GlobalEventID"], found["document"], found["start"], found["end"], found["claimants"]) == (
        "e1",
        "d1",
        10,
        17,
        ["the ARM/GOV"],
    )
    assert set(found) <= set(CAMEO)


def test_a_row_for_each_pair():
    found = list(cameo_rows(row(actors=("AZE/MIL", "TUR/MIL"), recipients=("ARM/MIL", "ARM/CVL"))))
    assert [r["GlobalEventID"] for r in found] == ["e1.1", "e1.2", "e1.3", "e1.4"]
    assert {r["pairs"] for r in found} == {4}
    assert (found[1]["Actor1Code"], found[1]["Actor2Code"]) == ("AZEMIL", "ARMCVL")


def test_those_who_do_it_with_one_another_stand_both_ways_round():
    found = list(cameo_rows(row("CONSULT", None, actors=("ARM/GOV", "AZE/GOV"), recipients=())))
    assert [(r["Actor1Code"], r["Actor2Code"]) for r in found] == [("ARMGOV", "AZEGOV"), ("AZEGOV", "ARMGOV")]
    assert [
        r["Actor2Code"] for r in cameo_rows(row("MOBILIZE", None, actors=("ARM/GOV", "AZE/GOV"), recipients=()))
    ] == [None, None]


def test_what_no_text_tells_is_empty():
    (found,) = cameo_rows(row(actors=(), recipients=(), time=None, place=None, published=None))
    assert {found.get(n) for n in ("SQLDATE", "Year", "DATEADDED", "Actor1Code", "Actor1Name", "ActionGeo_Lat")} == {
        None
    }


def test_a_name_goes_before_the_words_of_the_text():
    known = {"text": "the army", "country": "AZE", "sector": "MIL", "name": "Azerbaijani Armed Forces"}
    assert actor_columns("Actor1", known)["Actor1Name"] == "Azerbaijani Armed Forces"
    assert actor_columns("Actor1", {**known, "name": None})["Actor1Name"] == "the army"


def test_every_type_and_mode_has_a_code_and_every_code_a_scale():
    for type_, modes in load_codebook().types.items():
        for mode in (None, *modes):
            assert event_row("cameo_events", type_, mode, "").told["mode"] == (mode or ""), (type_, mode)
    assert {r["code"] for r in table("cameo_events")} == {r["code"] for r in table("cameo_scale")}


def test_a_mode_that_the_table_does_not_know_counts_as_untold():
    assert next(cameo_rows(row("COERCE", "own-mode")))["EventCode"] == "170"
    assert list(cameo_rows(row("OWNTYPE", None))) == []


@pytest.mark.parametrize(
    ("code", "quad"), [("010", 1), ("057", 1), ("060", 2), ("0874", 2), ("090", 3), ("138", 3), ("140", 4), ("204", 4)]
)
def test_classes_follow_the_root(code, quad):
    assert quad_class(code) == quad
